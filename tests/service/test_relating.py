"""What follows from several articles together: one utterance, one actor, one story."""

import pytest

import invented
from onrecord.errors import NotFoundError


def test_two_reports_of_one_remark_are_one_utterance(filled):
    (row,) = [row for row in filled.statements() if "bridge will open" in row.wording]
    assert row.reports == 2
    told = filled.utterance(row.utterance)
    assert [invented.BRIDGE.id, invented.RETOLD.id] == [report.article for report in told.reports]
    assert told == filled.utterance(row.id)


def test_people_part_and_join_utterances(filled):
    one, two = [row for row in filled.statements(reports=True) if "bridge will open" in row.wording]
    parted = filled.decide("statement", one.id, "other utterance", two.id, maker="ada")
    assert filled.statement(one.id).utterance != filled.statement(two.id).utterance
    filled.reread(everything=True)
    assert filled.statement(one.id).utterance != filled.statement(two.id).utterance
    filled.undo(parted.id, maker="ada")
    assert filled.statement(one.id).utterance == filled.statement(two.id).utterance


def test_people_join_and_part_actors(filled):
    before = filled.actors().to_json()
    made = filled.decide("actor", "Oskar Venn", "same actor", "Ida Roth", maker="ada")
    assert {"Oskar Venn", "Ida Roth"} <= set(filled.actor("Ida Roth").names)
    assert filled.actor("Oskar Venn").id == filled.actor("Ida Roth").id
    filled.undo(made.id, maker="ada")
    assert before == filled.actors().to_json()


def test_an_id_that_was_merged_away_still_finds_its_actor(filled):
    old = filled.actor("Ida Roth").id, filled.actor("Oskar Venn").id
    filled.decide("actor", "Oskar Venn", "same actor", "Ida Roth", maker="ada")
    assert len({filled.actor(id_).id for id_ in old}) == 1


def test_articles_compare_side_by_side(filled):
    found = filled.compare(invented.BRIDGE.id, invented.RETOLD.id)
    assert [left.wording for _, left, _ in found.shared] == ["The bridge will open"]
    assert len(found.only_left) == 2
    assert len(found.only_right) == 1


def test_a_story_says_who_reports_what(filled):
    row = filled.stories()[-1]
    coverage = filled.story(row.id)
    assert len(coverage.utterances) == len(coverage.cells)
    assert all(len(line) == len(coverage.articles) for line in coverage.cells)
    with pytest.raises(NotFoundError, match="no story 'none'"):
        filled.story("none")


def test_the_overview_counts_what_is_there(filled):
    totals = filled.overview().totals
    assert (totals["articles"], totals["statements"]) == (3, 6)
