from __future__ import annotations

from datetime import date

from positions_parties import coding, condition

from onrecord.positions.positions import positions


def only(codings, **more):
    (position,) = positions(codings, **more)
    return position


def test_one_utterance_makes_a_position_that_lasts():
    position = only([coding("u1", "Rovia", "pact", "against", "2025-04-22", 0.8)])
    assert (position.stance, position.since, position.until) == ("against", date(2025, 4, 22), None)
    assert position.utterances == ("u1",)


def test_agreeing_utterances_make_it_surer():
    one = only([coding("u1", "Rovia", "pact", "against", "2025-04-22", 0.8)])
    two = only([coding(f"u{i}", "Rovia", "pact", "against", "2025-04-22", 0.8) for i in (1, 2, 3)])
    assert two.confidence > one.confidence


def test_contradictions_are_shown_and_make_it_less_sure():
    some = [coding(f"u{i}", "Estia", "pact", "against", "2025-04-22") for i in (1, 2, 3)]
    mixed = only([*some, coding("u4", "Estia", "pact", "for", "2025-04-25")])
    assert mixed.stance == "against"
    assert mixed.contradicts == ("u4",)
    assert mixed.confidence < only(some).confidence


def test_neutral_utterances_change_nothing():
    some = [coding("u1", "Estia", "pact", "for", "2025-01-01"), coding("u2", "Estia", "pact", "neutral", "2025-06-01")]
    position = only(some)
    assert (position.stance, position.contradicts) == ("for", ())


def test_a_stated_condition_limits_unconditional_remarks_of_the_same_weeks():
    some = [
        coding("u1", "Rovia", "talks", "for", "2025-04-21"),
        coding(
            "u2",
            "Rovia",
            "talks",
            "conditional",
            "2025-04-22",
            conditions=(condition("Norland  withdraws", "provided"),),
        ),
    ]
    position = only(some)
    assert (position.stance, position.conditions) == ("conditional", ("Norland withdraws",))


def test_positions_end_where_the_next_begins():
    first, second = positions(
        [
            coding("u1", "Norland", "pact", "for", "2025-02-13"),
            coding("u2", "Norland", "pact", "conditional", "2025-12-15"),
        ]
    )
    assert (first.until, second.since) == (date(2025, 12, 14), date(2025, 12, 15))


def test_undated_utterances_stand_apart():
    first, second = positions(
        [coding("u1", "Norland", "pact", "for"), coding("u2", "Norland", "pact", "against", "2025-12-15")]
    )
    assert (first.since, first.until, second.since) == (None, None, date(2025, 12, 15))


def test_a_persons_coding_wins_and_the_machines_is_left_aside():
    some = [
        coding("u1", "Norland", "pact", "against", "2025-02-13", 0.99),
        coding("u1", "Norland", "pact", "for", "2025-02-13", 1.0, coder="ada", basis="human"),
    ]
    position = only(some)
    assert (position.stance, position.basis, position.contradicts) == ("for", "human", ())


def test_two_machine_coders_of_one_utterance_count_once():
    twice = [coding("u1", "Norland", "pact", "for", "2025-02-13", coder=name) for name in ("a", "b")]
    assert abs(only(twice).confidence - only(twice[:1]).confidence) < 1e-9


def test_the_order_of_codings_does_not_matter():
    some = [
        coding(f"u{i}", "Estia", "pact", s, f"2025-0{i + 1}-10") for i, s in enumerate(["for", "against", "for", "for"])
    ]
    assert {(p.stance, p.since) for p in positions(some)} == {(p.stance, p.since) for p in positions(some[::-1])}


def test_nothing_gives_nothing():
    assert positions([]) == []


def test_a_single_remark_without_conditions_does_not_end_a_conditional_position():
    conditional = coding("u1", "Norland", "pact", "conditional", "2025-01-10", conditions=(condition("guarantees"),))
    bare = coding("u2", "Norland", "pact", "for", "2025-04-10")
    position = only([conditional, bare])
    assert (position.stance, position.until, position.contradicts) == ("conditional", None, ("u2",))
    silent = coding("u4", "Norland", "pact", "neutral", "2025-06-01")
    assert [p.stance for p in positions([conditional, bare, silent])] == ["conditional"]
    again = coding("u3", "Norland", "pact", "for", "2025-07-10")
    assert [p.stance for p in positions([conditional, bare, again])] == ["conditional", "for"]
    human = coding("u2", "Norland", "pact", "for", "2025-04-10", coder="ada", basis="human")
    assert [p.stance for p in positions([conditional, human])] == ["conditional", "for"]
