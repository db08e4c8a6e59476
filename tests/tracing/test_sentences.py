"""The sentence around a remark, and which of its words are quoted."""

import pytest

from onrecord.tracing.sentences import quoted, sentence


@pytest.mark.parametrize(
    ("text", "remark", "whole"),
    [
        ("It rained. Mr. Bell said the ferry sails. All left.", "the ferry sails", "Mr. Bell said the ferry sails."),
        ("It rained. “The ferry sails,” he said. All left.", "“The ferry sails,”", "“The ferry sails,” he said."),
        ("It rained. “The ferry sails.” All left.", "“The ferry sails.”", "“The ferry sails.”"),
        ("It rained. He asked: “Why?” Ms. Bell left. All left.", "“Why?”", "He asked: “Why?” Ms. Bell left."),
        ("Harbour news\nThe U.S. Navy said it sails. All left.", "it sails", "The U.S. Navy said it sails."),
        ("It rained. The ferry, he said, sails", "sails", "The ferry, he said, sails"),
    ],
)
def test_a_sentence_is_told_from_titles_and_initials_and_ends_with_its_remark(text, remark, whole):
    first = text.index(remark)
    start, end = sentence(text, first, first + len(remark))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("that the ferry is “not safe” and 'old'", "not safe"),
        ('that the ferry is "not safe" now', "not safe"),
        ("Bell: 'Don't sail' on the captain's ferry", "Don't sail"),
        ("the captains' ferry and the council's 'plan'", "plan"),
        ("the captain's ferry isn't the council's", ""),
    ],
)
def test_single_marks_quote_where_there_are_no_double_ones(text, words):
    inside = quoted(text, 0, len(text))
    assert "".join(text[at] for at in sorted(inside)) == words
