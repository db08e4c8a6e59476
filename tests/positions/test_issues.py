from __future__ import annotations

from dataclasses import replace

import yaml
from positions_parties import statement, utterance

from onrecord import encoder
from onrecord.positions.codebook import load
from onrecord.positions.issues import match, unmatched
from onrecord.positions.phrases import occurrences
from onrecord.positions.suggesting import suggest
from onrecord.vocabulary import Issue


def said(content: str):
    return utterance(statement("s1", "Ana Holt", "said", content))


def test_phrases_match_inflected_and_in_other_order(book):
    for text in (
        "joining the Pact",
        "joins the Pact",
        "membership in the Pact",
        "PACT MEMBERSHIP",
        "membership of the Pact",
    ):
        assert {place.issue for place in occurrences(text, book.issues)} == {"pact"}, text


def test_phrases_do_not_match_across_other_words(book):
    assert not occurrences("The Pact discussed membership fees of a club", book.issues)
    assert not occurrences("joiners pacts", book.issues)


def test_a_place_is_where_the_words_stand(book):
    text = "He ruled out membership in the Pact for now."
    (place,) = occurrences(text, book.issues)
    assert text[place.start : place.end] == "membership in the Pact"


def test_an_utterance_may_touch_several_issues(book):
    one = said("Norland could forgo Pact membership in exchange for security guarantees")
    assert [found.issue for found in match([one], book)[one.id]] == ["guarantees", "pact"]


def test_meaning_finds_what_phrases_miss_and_the_threshold_is_obeyed(book):
    one = said("Norland cannot go into the Pact, and that is fine with me")
    assert match([one], book) == {}
    (found,) = match([one], book, embed=encoder.embed, threshold=0.5)[one.id]
    assert found.issue == "pact"
    assert found.phrase is None
    assert match([one], book, embed=encoder.embed, threshold=0.99) == {}


def test_an_issue_may_have_a_threshold_of_its_own(book):
    one = said("Norland cannot go into the Pact, and that is fine with me")
    (near,) = match([one], book, embed=encoder.embed, threshold=0.5)[one.id]
    for threshold, found in ((near.score - 0.01, {one.id: (near,)}), (near.score + 0.01, {})):
        issues = tuple(replace(issue, threshold=threshold) for issue in book.issues)
        assert match([one], replace(book, issues=issues), embed=encoder.embed, threshold=0.99) == found


def test_a_plural_that_names_a_thing_is_not_found_in_the_verb():
    issue = Issue("talks", "Talks", "The parties should talk.", ("talks", "negotiations"))
    assert occurrences("They were talking, as they had talked before.", [issue]) == []
    found = occurrences("Talks began; a talk was held; a settlement was negotiated.", [issue])
    assert [place.phrase for place in found] == ["talks", "talks", "negotiations"]


def test_every_wording_of_an_utterance_is_looked_at(book):
    one = utterance(
        statement("s1", "Ana Holt", "said", "no"), statement("s2", "Ana Holt", "said", "no peace deal today")
    )
    assert [found.issue for found in match([one], book)[one.id]] == ["talks"]


def test_issues_that_match_nothing_are_named(book):
    assert unmatched(book, match([said("a peace deal")], book)) == ("pact", "guarantees")


def test_suggested_issues_are_a_codebook_that_loads():
    contents = [
        *(f"the fishing quota for cod should be cut by {n} percent" for n in range(20, 28)),
        *(f"the new railway tunnel to {town} must be built" for town in ("Arvik", "Belm", "Corda", "Dorn", "Elst")),
    ]
    book = load(suggest(contents, embed=encoder.embed))
    assert len(book.issues) == 2
    assert {"quota", "tunnel"} <= set(" ".join(p for issue in book.issues for p in issue.phrases).split())


def test_too_few_statements_suggest_nothing():
    assert yaml.safe_load(suggest(["one statement about a thing"], embed=encoder.embed)) == {"issues": []}


def test_member_states_are_no_membership_and_a_lone_name_is_no_phrase():
    issue = Issue("join", "Join", "Norland should join the Pact.", ("membership", "into the Pact"))
    assert occurrences("Inspectors from the member states of the Pact came.", [issue]) == []
    found = occurrences("as a member, let into the Pact", [issue])
    assert [place.phrase for place in found] == ["membership", "into the Pact"]
