"""Quotation marks, the kind of a statement, and what is a quotation at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotes import is_full_quotation, kind, quoted, share_quoted
from onrecord.vocabulary import Span

MARKS = "“”\"„«»'‘’`"


def inside(text: str) -> list[str]:
    return [text[a:b] for a, b in quoted(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready,” Orlo said.", ["We are ready,"]),
        ('"We are ready," Orlo said.', ["We are ready,"]),
        ("„Wir sind bereit“, sagte Orlo.", ["Wir sind bereit"]),
        ("«We are ready», Orlo said.", ["We are ready"]),
        ("``We are ready,'' Orlo said.", ["We are ready,"]),
        ("''We are ready,'' Orlo said. ''Very ready.''", ["We are ready,", "Very ready."]),
        ('“We are ready," Orlo said. "We wait.”', ["We are ready,", "We wait."]),
        ("Orlo said: 'We are ready.'", ["We are ready."]),
    ],
)
def test_every_common_pair_of_marks_encloses_a_quotation(text, expected):
    assert inside(text) == expected


def test_inner_marks_do_not_split_the_outer_quotation():
    text = "“She told us, ‘Wait a week,’ and we waited,” he said."
    assert inside(text) == ["She told us, ‘Wait a week,’ and we waited,"]


def test_a_quotation_of_one_family_inside_another_of_the_same_stays_inside():
    text = "“She called it “a good day” and left,” he said."
    assert inside(text) == ["She called it “a good day” and left,"]


def test_apostrophes_and_possessives_are_not_quotation_marks():
    assert inside("The ministers' aides don't know the '90s. It's Velmark's turn.") == []


def test_a_closing_mark_typed_where_one_should_open_still_opens():
    text = "“We heard of it,” Orlo told reporters.” Of course we are pleased.” Orlo said it “may help. So be it.”"
    assert inside(text) == ["We heard of it,", "Of course we are pleased.", "may help. So be it."]


def test_one_stray_mark_does_not_shift_the_rest():
    text = (
        'It was a 6" pipe.\nHe said" no.\n“We are ready,” Orlo said.\nA “stray mark here.\nPlain.\n"We wait," she said.'
    )
    found = inside(text)
    assert found[-2:] == ["We are ready,", "We wait,"]
    assert "stray mark here." not in found


def test_an_unclosed_quotation_gives_way_to_the_next_that_opens():
    assert inside("“We are ready, Orlo said. “We wait.”") == ["We wait."]


def test_a_quotation_over_paragraphs_opens_each_and_closes_once():
    text = "“First we talk.\n\n“Then we sign.\n\n“Then we rest,” Orlo said."
    assert inside(text) == ["First we talk.", "Then we sign.", "Then we rest,"]


def test_a_quotation_over_wrapped_lines_is_followed_to_its_end():
    text = "Orlo said “we talk first\nand we sign\nafter that” on Monday."
    assert inside(text) == ["we talk first", "and we sign", "after that"]


def test_a_quotation_whose_opening_mark_is_lost_begins_with_its_line():
    assert inside("We are ready,” Orlo said.") == ["We are ready,"]


def test_marks_outside_the_body_are_not_read():
    text = "“Share this”\nOrlo said “no”."
    start = text.index("Orlo")
    assert [text[a:b] for a, b in quoted(text, [(start, len(text))])] == ["no"]


def span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def test_kind_follows_the_share_of_letters_inside_marks():
    text = "Orlo called the plan “a fair and lasting answer” to the dispute. “We are ready,” she said."
    marks = quoted(text, [(0, len(text))])
    assert kind(text, [span(text, "“We are ready,”")], marks) == "direct"
    assert kind(text, [span(text, "the plan “a fair and lasting answer” to the dispute")], marks) == "mixed"
    assert kind(text, [span(text, "to the dispute")], marks) == "indirect"
    assert share_quoted(text, [], marks) == 0.0


@pytest.mark.parametrize(
    ("words", "full"),
    [
        ("We are not ready for that.", True),
        ("it is not what we agreed,", True),
        ("non-starter", False),
        ("a fair and lasting answer", False),
        ("The Long Winter of Velmark", False),
        ("THIS WILL MAKE US ALL RICH!", True),
    ],
)
def test_a_full_quotation_reads_as_something_said(words, full):
    assert is_full_quotation(words, (0, len(words))) is full


@given(st.text(alphabet=st.sampled_from(MARKS + " \nabcA.,?s-"), max_size=120))
def test_stretches_lie_in_the_text_in_order_and_never_overlap(text):
    found = quoted(text, [(0, len(text))])
    at = 0
    for start, end in found:
        assert at <= start < end <= len(text)
        assert "\n" not in text[start:end]
        at = end


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text):
    quoted(text, [(0, len(text))])
