"""People's decisions: applied at once, kept through readings, taken back by other decisions."""

import pytest

import invented
from onrecord.errors import NotFoundError, RequestError


def _said(record, words):
    (row,) = [row for row in record.statements(reports=True, limit=1000) if words in row.wording]
    return row


def test_a_decided_kind_shows_with_the_machines_beside(filled):
    before = _said(filled, "ferries would stay")
    filled.decide("statement", before.id, "kind", "mixed", maker="ada")
    after = _said(filled, "ferries would stay")
    assert (after.statement.kind, after.machine) == ("mixed", {"kind": "indirect"})


def test_a_decided_speaker_is_an_actor_like_any_other(filled):
    filled.decide("statement", _said(filled, "ferries would stay").id, "speaker", "Oskar Venn", maker="ada")
    assert _said(filled, "ferries would stay").speaker.name == "Oskar Venn"
    assert {"the bridge cost too much", "the ferries would stay", "tolls must fall"} == {
        row.wording for row in filled.statements(speaker="Oskar Venn")
    }


def test_decisions_survive_a_new_reading(filled):
    filled.decide("statement", _said(filled, "ferries would stay").id, "voice", "speech", maker="ada")
    filled.decide("statement", _said(filled, "cost too much").id, "speaker", "Ida Roth", maker="ada")
    before = filled.statements(reports=True).to_json()
    filled.reread(everything=True)
    assert before == filled.statements(reports=True).to_json()


def test_undoing_restores_what_the_machine_said(filled):
    before = [filled.statements(reports=True).to_json(), filled.actors().to_json()]
    made = filled.decide("statement", _said(filled, "ferries would stay").id, "speaker", "Someone New", maker="ada")
    filled.undo(made.id, maker="ada")
    assert before == [filled.statements(reports=True).to_json(), filled.actors().to_json()]


def test_undoing_an_undo_brings_the_decision_back(filled):
    made = filled.decide("statement", _said(filled, "ferries would stay").id, "kind", "direct", maker="ada")
    undone = filled.undo(made.id, maker="ada")
    filled.undo(undone.id, maker="bo")
    assert _said(filled, "ferries would stay").statement.kind == "direct"


def test_a_decision_cannot_be_taken_back_twice(filled):
    made = filled.decide("statement", _said(filled, "ferries would stay").id, "kind", "direct", maker="ada")
    filled.undo(made.id, maker="ada")
    with pytest.raises(RequestError, match="taken back already"):
        filled.undo(made.id, maker="ada")


def test_statements_judged_wrong_are_left_out_unless_asked_for(filled):
    row = _said(filled, "ferries would stay")
    filled.decide("statement", row.id, "verdict", "wrong", maker="ada")
    assert row.id not in {one.id for one in filled.statements(reports=True)}
    assert [row.id] == [one.id for one in filled.statements(reports=True, verdict="wrong")]


def test_decisions_list_the_last_first_with_what_stands(filled):
    row = _said(filled, "ferries would stay")
    first = filled.decide("statement", row.id, "verdict", "right", maker="ada", seconds=2.5, blind=True)
    second = filled.undo(first.id, maker="ada")
    listed = filled.decisions(article=invented.BRIDGE.id)
    assert [(second.id, False), (first.id, False)] == [(one.decision.id, one.live) for one in listed]
    assert first == listed[1].decision


@pytest.mark.parametrize(
    ("field", "new", "says"),
    [("kind", "loud", "use one of direct, indirect, mixed"), ("colour", "red", "use one of verdict")],
)
def test_what_cannot_be_decided_is_refused(filled, field, new, says):
    row = filled.statements()[0]
    with pytest.raises(RequestError, match=says):
        filled.decide("statement", row.id, field, new, maker="ada")


def test_deciding_about_nothing_is_not_found(filled):
    with pytest.raises(NotFoundError):
        filled.decide("statement", "0" * 16, "kind", "direct", maker="ada")
