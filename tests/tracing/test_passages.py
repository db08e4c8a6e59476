"""Shared passages: found by containment, aligned to exact spans, told apart from furniture."""

from collections import defaultdict

import numpy as np
import pytest

from onrecord.tracing.passages import (
    CAP,
    candidate_pairs,
    candidates,
    changes,
    common_hashes,
    fingerprint,
    fingerprint_keys,
    fingerprints,
    overlap,
)
from onrecord.tracing.words import words

WIRE = (
    "The council of Meravia agreed on Tuesday to reopen the northern ferry line after two winters of repairs, a "
    "step that traders on both banks had asked for since the bridge at Osk was closed. Ferries will cross four "
    "times a day at first, the harbour office said, and prices stay as they were before the closure. Fishermen "
    "complained that the new timetable leaves no room for their boats in the morning, when the market opens. The "
    "mayor promised to look at the matter again in spring and thanked the engineers for having finished the work "
    "before the ice came."
)
OWN = (
    "Readers have written to us about little else for weeks. In the streets behind the old customs house people "
    "remember the last crossing well, and some of them kept their tickets. Our reporter walked along the quay "
    "with a pilot who has steered boats here for thirty years and who does not trust the new engines. He showed "
    "us the landing, still wet with paint."
)


class Index:
    def __init__(self):
        self.holders = defaultdict(list)

    def add(self, article):
        for value in fingerprint(article):
            self.holders[value].append(article.id)

    def articles_with(self, hashes, most):
        return {value: self.holders[value][:most] for value in hashes if value in self.holders}


def test_fingerprints_ignore_capitals_accents_and_punctuation(article):
    plain = article("the mayor of jose said that the river would be closed to all ferries until april next year " * 3)
    dressed = article(
        "The Mayor of José said: “That the river would be closed to all ferries—until April next year.” " * 3
    )
    assert fingerprint(plain) == fingerprint(dressed)


def test_words_of_any_script_have_offsets_into_the_text():
    text = "Ça va — “good” 東京 ok"
    row = words(text)
    assert [text[a:b] for a, b in zip(row.start, row.end, strict=True)] == ["Ça", "va", "good", "東", "京", "ok"]


def test_words_are_numbered_alike_in_western_and_in_general_text():
    assert words("œuvre Žižek £5").key.tolist() == words("œuvre Žižek £5 東").key.tolist()[:3]


def test_words_outside_the_body_are_left_out():
    text = "Share this. The ferry sails. Comments"
    assert len(words(text, ((12, 28),))) == 3


def test_an_article_without_words_has_no_fingerprint(article):
    assert fingerprint(article("")) == []
    assert overlap(article(""), article(WIRE)) is None


def test_a_report_inside_a_longer_piece_is_contained_in_it(article):
    wire, feature = article(WIRE, "Wire"), article(OWN + "\n\n" + WIRE + "\n\n" + OWN[::-1], "Herald")
    found = overlap(wire, feature)
    assert (found.relation, found.article, found.other) == ("contains", feature.id, wire.id)
    assert found.other_share == pytest.approx(1)
    (passage,) = found.passages
    assert passage.span.text == passage.other_span.text == WIRE.rstrip(".")


def test_which_article_is_given_first_makes_no_difference(article):
    wire, feature = article(WIRE, "Wire"), article(OWN + "\n\n" + WIRE, "Herald")
    assert overlap(wire, feature) == overlap(feature, wire)


def test_edited_copies_are_the_same_text(article):
    edited = WIRE.replace("reopen", "open again").replace("spring", "March")
    assert overlap(article(WIRE), article(edited)).relation == "same text"


def test_articles_on_one_event_in_their_own_words_share_nothing(article):
    assert overlap(article(WIRE), article(OWN)) is None


def test_candidates_come_from_the_index_and_leave_out_the_article_itself(article):
    index, wire, feature = Index(), article(WIRE, "Wire"), article(OWN + WIRE, "Herald")
    for one in (wire, feature, article(OWN.upper() + "x", "Else")):
        index.add(one)
    found = candidates(fingerprint(wire), index, wire.id)
    assert [a for a, _ in found.ranked] == [feature.id]


def test_words_that_stand_in_too_many_articles_are_furniture(article):
    index = Index()
    for number in range(CAP + 1):
        index.add(article(WIRE + f" Number {number}."))
    new = article(OWN + WIRE)
    found = candidates(fingerprint(new), index)
    assert found.ranked == ()
    assert overlap(new, article(WIRE), found.furniture) is None


def test_a_batch_gives_the_same_candidates_as_one_by_one(article):
    batch = [article(WIRE), article(OWN), article(OWN + WIRE), article(WIRE + OWN[100:]), article("Nothing.")]
    rows = [fingerprint_keys(words(a.text).key) for a in batch]
    index, expected = Index(), set()
    for number, one in enumerate(batch):
        for other, shared in candidates(fingerprint(one), index).ranked:
            expected.add(([b.id for b in batch].index(other), number, shared))
        index.add(one)
    assert {tuple(pair) for pair in candidate_pairs(rows).tolist()} == expected
    assert common_hashes(rows).dtype == np.int64


def test_many_articles_have_the_fingerprints_of_each(article):
    batch = [article(WIRE), article(""), article("Ça — short"), article(OWN + WIRE), article(OWN)] * 30
    assert [row.tolist() for row in fingerprints(batch)] == [fingerprint(one) for one in batch]


def test_an_update_shows_what_changed(article):
    old = article("The dam holds, engineers said. Three villages were warned.")
    new = article("The dam no longer holds, engineers said. Four villages were warned and emptied.")
    found = [(c.old and c.old.text, c.new and c.new.text) for c in changes(old, new)]
    assert found == [(None, "no longer"), ("Three", "Four"), (None, "and emptied")]
