"""The accuracy gate passes what is as good as before, fails what is worse, and lowers no floor unasked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import example_gold
import example_score
import gate

BASELINE = {"sets": {"example": {"sha256": "abc", "floors": {"found": 0.9, "right": 0.8}}}, "lowered": []}


def test_figures_at_or_above_their_floors_pass() -> None:
    assert gate.compare("example", {"found": 0.9, "right": 0.85}, "abc", BASELINE) == []


def test_a_figure_may_sink_by_less_than_the_slack() -> None:
    assert gate.compare("example", {"found": 0.892, "right": 0.8}, "abc", BASELINE) == []
    assert "found fell to 0.8880" in gate.compare("example", {"found": 0.888, "right": 0.8}, "abc", BASELINE)[0]


def test_a_figure_that_is_no_longer_measured_fails() -> None:
    assert "right fell to 0.0000" in gate.compare("example", {"found": 0.9}, "abc", BASELINE)[0]


def test_a_figure_without_a_floor_fails() -> None:
    assert "new has no floor" in gate.compare("example", {"found": 0.9, "right": 0.8, "new": 1.0}, "abc", BASELINE)[0]


def test_other_data_than_the_floors_were_measured_on_fails() -> None:
    assert "measure anew" in gate.compare("example", {"found": 1.0, "right": 1.0}, "other", BASELINE)[0]


def test_a_set_without_floors_fails() -> None:
    assert "no floors yet" in gate.compare("another", {"found": 1.0}, "abc", BASELINE)[0]


def test_update_raises_floors() -> None:
    raised = gate.updated("example", {"found": 0.95, "right": 0.8}, "new", BASELINE, None)
    assert raised["sets"]["example"] == {"sha256": "new", "floors": {"found": 0.95, "right": 0.8}}
    assert raised["lowered"] == []


def test_update_refuses_to_lower_a_floor_without_a_reason() -> None:
    with pytest.raises(ValueError, match=r"right from 0\.8000 to 0\.7000"):
        gate.updated("example", {"found": 0.95, "right": 0.7}, "new", BASELINE, None)


def test_a_lowered_floor_keeps_its_reason() -> None:
    lowered = gate.updated("example", {"found": 0.95, "right": 0.7}, "new", BASELINE, "gold was wrong")
    assert lowered["sets"]["example"]["floors"]["right"] == 0.7
    assert [(row["figure"], row["from"], row["to"], row["reason"]) for row in lowered["lowered"]] == [
        ("right", 0.8, 0.7, "gold was wrong")
    ]


def test_the_fingerprint_depends_on_names_and_contents_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a", encoding="utf-8")
    two.write_text("b", encoding="utf-8")
    before = gate.fingerprint([one, two])
    assert gate.fingerprint([two, one]) == before
    two.write_text("c", encoding="utf-8")
    assert gate.fingerprint([one, two]) != before


def test_the_committed_baseline_fits_the_committed_example() -> None:
    baseline = json.loads(gate.BASELINE.read_text(encoding="utf-8"))
    assert baseline["sets"]["example"]["sha256"] == gate.fingerprint(gate.example_files())


def test_the_gate_says_what_it_skips(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, gate.__file__, "--only", "polnear dev"],
        env={"ONRECORD_SHARED": str(tmp_path / "nowhere"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "skipped, the annotated data is not at" in ran.stdout


def _as_found(row: dict) -> dict:
    """A gold row in the form that a reading has."""
    spans = [{"start": span.start, "end": span.end, "text": span.text} for span in row["content"]]
    return {"content": spans, "speaker": row["speaker"], "utterance": row["id"]}


def test_gold_scores_full_marks_against_itself() -> None:
    articles = example_gold.articles()
    readings: dict[str, list[dict]] = {name: [] for name in articles}
    for row in example_gold.statements(articles):
        readings[row["article"]].append(_as_found(row))
    assert set(example_score.statements(articles, readings).values()) == {1.0}


def test_a_wrong_speaker_and_a_missed_statement_cost() -> None:
    articles = example_gold.articles()
    rows = [_as_found(row) for row in example_gold.statements(articles) if row["article"].startswith("2024-09-10")]
    rows[0]["speaker"] = {"name": "Somebody Else", "type": "person"}
    figures = example_score.statements(articles, {"2024-09-10-marl-wire-velmark-inspectors.txt": rows[:-1]})
    gold = len(example_gold.rows("statements"))
    assert figures["statements found"] == pytest.approx((len(rows) - 2) / gold)
    assert figures["statements right"] == 1.0


def test_positions_and_shifts_are_scored_by_party() -> None:
    cells = [
        {"actor": {"name": row["actor"]}, "issue": row["issue"], "stance": row["stance"]}
        for row in example_gold.rows("positions")
    ]
    assert example_score.positions(cells) == {"positions": 1.0}
    assert example_score.positions(cells[1:])["positions"] < 1
    moves = [{**row, "actor": {"name": row["actor"]}} for row in example_gold.rows("shifts")]
    false = {**moves[0], "actor": {"name": "Estaire"}}
    assert example_score.shifts(moves) == {"shifts found": 1.0, "shifts right": 1.0}
    assert example_score.shifts([*moves, false])["shifts right"] == pytest.approx(len(moves) / (len(moves) + 1))
