from __future__ import annotations

from datetime import date

from positions_parties import coding, condition

from onrecord.positions.shifts import history, shifts

FIRM = (condition("firm guarantees"),)


def test_for_and_months_later_conditional_is_one_shift():
    some = [
        coding("u1", "Norland", "pact", "for", "2025-02-13"),
        coding("u2", "Norland", "pact", "for", "2025-04-22"),
        coding("u3", "Norland", "pact", "conditional", "2025-12-15", conditions=FIRM),
    ]
    (shift,) = shifts(some, speakers={"u1": "holt", "u2": "holt", "u3": "holt"})
    assert shift.before == ("for", date(2025, 4, 22), "u2")
    assert shift.after == ("conditional", date(2025, 12, 15), "u3")
    assert (shift.change, shift.conditions) == ("made conditional", ("firm guarantees",))


def test_repeating_is_no_shift():
    assert not shifts([coding(f"u{i}", "Norland", "pact", "for", f"2025-0{i}-01") for i in range(1, 9)])


def test_neutral_and_undated_utterances_shift_nothing():
    some = [
        coding("u0", "Norland", "pact", "against"),
        coding("u1", "Norland", "pact", "for", "2025-01-01"),
        coding("u2", "Norland", "pact", "neutral", "2025-06-01"),
    ]
    assert not shifts(some)


def test_a_single_remark_that_is_taken_back_is_noise():
    some = [coding(f"u{i}", "Estia", "pact", s, f"2025-0{i}-01") for i, s in ((1, "for"), (3, "against"), (5, "for"))]
    assert not shifts(some)


def test_a_change_borne_out_is_none_the_less_for_coming_twice():
    sides = ["for", "against", "against", "for", "for"]
    some = [coding(f"u{i}", "Estia", "pact", s, f"2025-0{2 * i + 1}-01") for i, s in enumerate(sides)]
    assert [shift.change for shift in shifts(some)] == ["reversed", "reversed"]


def test_another_spokesperson_alone_makes_no_shift():
    some = [
        coding("u1", "League", "pact", "for", "2025-01-01"),
        coding("u2", "League", "pact", "against", "2025-06-01"),
    ]
    assert not shifts(some, speakers={"u1": "lind", "u2": "orm"})
    assert len(shifts(some, speakers={"u1": "lind", "u2": "lind"})) == 1
    assert len(shifts(some)) == 1


def test_another_spokesperson_borne_out_makes_one():
    some = [
        coding("u1", "League", "pact", "for", "2025-01-01"),
        coding("u2", "League", "pact", "against", "2025-06-01"),
        coding("u3", "League", "pact", "against", "2025-06-03"),
    ]
    assert len(shifts(some, speakers={"u1": "lind", "u2": "orm", "u3": "orm"})) == 1


def test_a_doubtful_coding_shifts_nothing_and_a_persons_does():
    before = coding("u1", "Estia", "pact", "for", "2025-01-01")
    assert not shifts([before, coding("u2", "Estia", "pact", "against", "2025-06-01", 0.4)])
    assert shifts([before, coding("u2", "Estia", "pact", "against", "2025-06-01", coder="ada", basis="human")])


def test_opposite_remarks_of_one_week_are_a_contradiction_not_a_shift():
    assert not shifts(
        [coding("u1", "Estia", "pact", "for", "2025-01-01"), coding("u2", "Estia", "pact", "against", "2025-01-03")]
    )


def test_actors_and_issues_are_kept_apart():
    some = [
        coding("u1", "Estia", "pact", "for", "2025-01-01"),
        coding("u2", "Rovia", "pact", "against", "2025-06-01"),
        coding("u3", "Estia", "talks", "against", "2025-06-01"),
    ]
    assert not shifts(some)


def test_the_change_log_names_each_step():
    more = (*FIRM, condition("a seat"))
    some = [
        coding("u1", "Norland", "pact", "for", "2025-01-01"),
        coding("u2", "Norland", "pact", "for", "2025-02-01"),
        coding("u3", "Norland", "pact", "conditional", "2025-03-01", conditions=FIRM),
        coding("u4", "Norland", "pact", "conditional", "2025-04-01", conditions=more),
        coding("u5", "Norland", "pact", "conditional", "2025-05-01", conditions=FIRM),
        coding("u6", "Norland", "pact", "against", "2025-06-01"),
        coding("u7", "Norland", "pact", "neutral", "2025-07-01"),
        coding("u8", "Norland", "pact", "neutral", "2025-08-01", coder="ada", basis="human"),
    ]
    assert [step.change for step in history(some)] == [
        "first said", "repeated", "made conditional", "hardened", "softened", "hardened", "dropped",
    ]  # fmt: skip
    assert history([]) == []


def test_a_single_remark_without_conditions_is_no_shift_back():
    some = [
        coding("u1", "Norland", "pact", "for", "2025-01-10"),
        coding("u2", "Norland", "pact", "conditional", "2025-04-10", conditions=(condition("guarantees"),)),
        coding("u3", "Norland", "pact", "for", "2025-07-10"),
    ]
    assert [(s.before[0], s.after[0]) for s in shifts(some)] == [("for", "conditional")]
    more = [*some, coding("u4", "Norland", "pact", "conditional", "2025-04-20")]
    more.append(coding("u5", "Norland", "pact", "for", "2025-09-10"))
    assert [(s.before[0], s.after[0]) for s in shifts(more)] == [("for", "conditional"), ("conditional", "for")]
