"""Full-text search gives the same answers on both databases."""

import pytest

import invented
from onrecord.errors import RequestError

WORDS = invented.article(
    [
        "“Guarantees must be in writing,” said Mara Lind.",
        "“A guarantee in words is none,” said Oskar Venn.",
        "“Ça suffit: the café’s naïve plan,” said Ida Roth.",
        "“Writing in guarantees takes time; 3 percent of 2031,” said Ida Roth.",
    ],
    outlet="Words Weekly",
)


@pytest.fixture
def worded(record):
    record.add([WORDS])
    return record


def _first_words(record, search):
    return sorted(row.wording.split()[0] for row in record.statements(search=search))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("guarantees", ["Guarantees", "Writing"]),
        ("guarantee*", ["A", "Guarantees", "Writing"]),
        ("WRITING guarantees", ["Guarantees", "Writing"]),
        ('"in writing"', ["Guarantees"]),
        ('"guarantee in wor*"', []),
        ("cafe naive", ["Ça"]),
        ("CAFÉ", ["Ça"]),
        ("café's", ["Ça"]),
        ("3 2031", ["Writing"]),
        ("absent", []),
        ("' OR 1=1 --", []),
        ('"unbalanced', []),
        ("NEAR(guarantee writing)", []),
        ("words:guarantee", []),
    ],
)
def test_every_word_must_occur(worded, search, found):
    assert found == _first_words(worded, search)


@pytest.mark.parametrize("search", ["…", '""', "*", "- +"])
def test_a_search_without_a_word_is_refused(worded, search):
    with pytest.raises(RequestError, match="holds no word"):
        worded.statements(search=search)


def test_what_is_read_anew_is_found_once(worded):
    worded.reread(everything=True)
    assert _first_words(worded, "guarantees") == ["Guarantees", "Writing"]
