"""What verdicts say about the reader: over the random sample alone, blind and seen apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.service.precision import checks, tally, wilson
from onrecord.vocabulary import Decision

VERDICT = Decision(
    *("d", "Ada", datetime(2031, 3, 3, tzinfo=UTC), "statement", "a", "q", "", "", "verdict", None, "right"),
    queue="random",
)


def decided(field, new, *, quote="q", blind=False, old=None, queue="random"):
    return replace(VERDICT, field=field, new=new, quote=quote, blind=blind, old=old, queue=queue)


def test_verdicts_are_counted_apart_by_blind_and_seen():
    made = [
        decided("verdict", "right"),
        decided("verdict", "wrong", quote="r"),
        decided("verdict", "right", quote="s", blind=True),
    ]
    assert (tally(made, blind=False).right, tally(made, blind=False).wrong) == (1, 1)
    assert tally(made, blind=True).judged == 1


def test_only_the_random_sample_counts():
    made = [decided("verdict", "right"), *(decided("verdict", "wrong", quote=q, queue="uncertain") for q in "rst")]
    made.append(decided("verdict", "wrong", quote="u", queue=None))
    assert (tally(made, blind=False).right, tally(made, blind=False).wrong) == (1, 0)


def test_a_corrected_statement_was_wrong_wherever_it_was_corrected():
    made = [decided("verdict", "right"), decided("speaker", "Zorenko", old="Brandt", queue=None)]
    assert (tally(made, blind=False).right, tally(made, blind=False).wrong) == (0, 1)


def test_the_last_verdict_on_a_statement_counts():
    made = [decided("verdict", "unsure"), decided("verdict", "right")]
    assert (tally(made, blind=False).right, tally(made, blind=False).unsure) == (1, 0)


def test_wilsons_interval_is_honest_for_few_cases():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10) == (pytest.approx(0.722, abs=0.001), pytest.approx(1.0))
    assert wilson(50, 100) == (pytest.approx(0.404, abs=0.001), pytest.approx(0.596, abs=0.001))


def test_checks_that_were_noticed_are_counted():
    asked = replace(VERDICT, subject="check", field="speaker", old="wrong")
    answers = [replace(asked, new=new) for new in ("wrong", "right", "unsure", "wrong")]
    assert (checks([*answers, VERDICT]).asked, checks([*answers, VERDICT]).noticed) == (4, 2)


def test_what_stands_in_the_record_is_counted(filled):
    first, second = filled.statements(reports=True)[:2]
    filled.decide("statement", first.id, "verdict", "right", maker="ada", queue="random")
    back = filled.decide("statement", second.id, "verdict", "wrong", maker="ada", queue="random", blind=True)
    filled.decide("check", second.id, "speaker", "right", maker="ada")
    found = filled.precision()
    assert (found.seen.judged, found.blind.wrong, found.judged) == (1, 1, 2)
    assert found.to_json()["checks"] == {"asked": 1, "noticed": 0}
    filled.undo(back.id, maker="ada")
    assert (filled.precision().blind.judged, filled.precision().judged) == (0, 1)
