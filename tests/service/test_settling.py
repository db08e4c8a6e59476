"""What follows from decisions that were left for later: the same in the end, and never forgotten."""

import invented
from onrecord.record import Store
from onrecord.record.migrations import STEPS
from onrecord.service import Record

CODEBOOK = """
issues:
  - id: ferries
    title: Ferries
    proposition: The ferries should stay.
    phrases: [the ferries]
"""


def _said(record, words):
    (row,) = [row for row in record.statements(reports=True, limit=1000) if words in row.wording]
    return row


def _everything(record):
    listings = ("statements", "utterances", "actors", "codings", "positions", "shifts", "divergences")
    return [getattr(record, name)(limit=1000).to_json() for name in listings]


def _decide(record, later):
    record.load_codebook(CODEBOOK)
    row, other = _said(record, "ferries would stay"), _said(record, "cost too much")
    two = [one for one in record.statements(reports=True) if "bridge will open" in one.wording]
    made = [
        record.decide("statement", row.id, "kind", "mixed", maker="ada", later=later),
        record.decide("statement", row.id, "speaker", "Oskar Venn", maker="ada", later=later),
        record.decide("statement", other.id, "verdict", "wrong", maker="ada", later=later),
        record.decide("statement", two[0].id, "other utterance", two[1].id, maker="ada", later=later),
        record.decide("actor", "Oskar Venn", "same actor", "Ida Roth", maker="ada", later=later),
    ]
    record.undo(made[0].id, maker="ada", later=later)
    return made


def test_deciding_later_comes_to_the_same(filled, tmp_path, reader):
    with Record.open(tmp_path / "later.db", reader=reader) as other:
        other.add(invented.ALL)
        _decide(filled, later=False)
        _decide(other, later=True)
        assert other.unsettled() > 0
        assert _everything(filled) != _everything(other)
        assert len(list(other.settling())) > 0
        assert other.unsettled() == 0
        assert _everything(filled) == _everything(other)


def test_a_verdict_shows_at_once(filled):
    row = _said(filled, "ferries would stay")
    filled.decide("statement", row.id, "verdict", "wrong", maker="ada", later=True)
    assert filled.statement(row.id).verdict == "wrong"
    assert row.id not in {one.id for one in filled.queue("uncertain")}


def test_what_was_left_is_found_again_and_told_of(filled):
    row = _said(filled, "ferries would stay")
    filled.decide("statement", row.id, "speaker", "Oskar Venn", maker="ada", later=True)
    assert row.speaker.name == filled.statement(row.id).speaker.name
    assert [check.ok for check in filled.doctor() if check.name == "decisions not applied yet"] == [False]
    filled.reread(everything=False)
    assert filled.statement(row.id).speaker.name == "Oskar Venn"
    assert not [check for check in filled.doctor() if check.name == "decisions not applied yet"]


def test_a_record_made_before_decisions_waited_is_brought_up_to_date(target, filled):
    made = filled.decide("statement", _said(filled, "ferries would stay").id, "kind", "mixed", maker="ada")
    filled.close()
    store = Store(target)
    with store.write() as connection:
        connection.exec_driver_sql("DROP TABLE unsettled")
        connection.exec_driver_sql("ALTER TABLE decision DROP COLUMN queue")
        dict(STEPS)["decisions wait and name their queue"](connection)
    store.close()
    with Record.open(target) as again:
        assert [made] == [one.decision for one in again.decisions()]
        assert again.unsettled() == 0


def test_a_check_changes_nothing_but_is_kept(filled):
    row = _said(filled, "ferries would stay")
    before = _everything(filled)
    filled.decide("check", row.id, "speaker", "right", maker="ada", later=True)
    assert (before, 0) == (_everything(filled), filled.unsettled())
    assert [one.decision.subject for one in filled.decisions()] == ["check"]


def test_what_is_new_is_told_by_when_it_was_added(filled):
    moment = filled.decide("statement", _said(filled, "ferries").id, "kind", "mixed", maker="ada").made_at
    assert filled.added_since(moment) == ()
    assert {one.id for one in invented.ALL} == {row.id for row in filled.added_since(moment.replace(year=2020))}
