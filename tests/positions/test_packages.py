from __future__ import annotations

import sys

import pytest
from positions_parties import CODEBOOK, coding, condition

from onrecord.errors import MissingExtraError, RequestError
from onrecord.positions.codebook import load
from onrecord.positions.packages import packages
from onrecord.positions.stances_taken import suppose

pytest.importorskip("ortools")

STATED = [
    coding("u1", "Norland", "pact", "for", "2025-02-01"),
    coding(
        "u2",
        "Norland",
        "pact",
        "conditional",
        "2025-12-01",
        conditions=(condition("guarantees", asks=("guarantees", "for")),),
    ),
    coding("u3", "Rovia", "pact", "against", "2025-04-01"),
]


def feasible(verdicts):
    return [dict(package.options) for package in verdicts.packages if package.feasible]


def test_a_concession_holds_only_with_what_it_asks_for(book):
    verdicts = packages(book, STATED)
    assert feasible(verdicts) == [{"pact": "against", "guarantees": "for"}]
    assert verdicts.undecided == ("talks",)


def test_a_blocked_package_names_the_position_and_its_utterances(book):
    by_options = {p.options: p for p in packages(book, STATED).packages}
    blocked = by_options[("pact", "for"), ("guarantees", "for")]
    assert blocked.single
    assert [(one.actor, one.issue) for one in blocked.blocked_by] == [("Rovia", "pact")]
    assert blocked.utterances == ("u3",)
    assert by_options[("pact", "against"), ("guarantees", "for")].utterances == ("u2", "u3")


def test_a_feasible_package_without_a_needed_party_is_free(book):
    assert {"pact": "for"} in feasible(
        packages(book, [coding("u1", "Estia", "pact", "against", "2025-01-01"), STATED[0]])
    )


def test_a_supposed_move_shows_what_it_gains_and_loses(book):
    verdicts = packages(book, STATED, suppose=[suppose("Norland: pact=against", book)])
    assert verdicts.gained == ((("pact", "against"), ("guarantees", "against")),)
    assert verdicts.lost == ()


def test_conditions_that_no_issue_covers_are_asked_about_not_decided(book):
    some = [
        *STATED[:1],
        coding("u2", "Norland", "pact", "conditional", "2025-12-01", conditions=(condition("a bridge"),)),
    ]
    verdicts = packages(book, some)
    assert [package.open for package in verdicts.packages if dict(package.options) == {"pact": "against"}] == [
        ("Norland: a bridge",)
    ]


@pytest.mark.parametrize(
    ("rule", "passes"),
    [
        ("{rule: unanimity, members: [A, B, C]}", False),
        ("{rule: majority, members: [A, B, C]}", True),
        ("{rule: qualified, members: [A, B, C], quota: 0.9}", False),
        ("{rule: qualified, members: [A, B, C], quota: 2}", True),
        ("{rule: majority, members: [A, B, C], vetoes: [A]}", False),
    ],
)
def test_decision_rules(rule, passes):
    book = load(f"issues: [{{id: x, proposition: y}}]\ndecision: {{x: {rule}}}\n")
    some = [coding("u1", "A", "x", "against", "2025-01-01"), coding("u2", "B", "x", "for", "2025-01-01")]
    assert ({"x": "for"} in feasible(packages(book, some))) is passes


def test_positions_taken_later_than_the_day_asked_for_do_not_count(book):
    from datetime import date

    verdicts = packages(book, STATED, on=date(2025, 6, 1))
    assert feasible(verdicts) == []
    assert {one.actor for package in verdicts.packages for one in package.blocked_by} == {"Norland", "Rovia"}


@pytest.mark.parametrize("text", ["Norland", "Norland: pact", "Norland: harbour=for", "Norland: pact=maybe"])
def test_a_supposition_that_cannot_be_read_says_why(text):
    with pytest.raises(RequestError, match="--suppose"):
        suppose(text, load(CODEBOOK))


def test_without_the_solver_the_extra_is_named(book, monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(MissingExtraError, match=r"onrecord\[packages\]"):
        packages(book, STATED)


def test_a_supposition_about_somebody_without_a_say_is_refused(book):
    with pytest.raises(RequestError, match=r"Atlantis has no say on pact.*Norland"):
        packages(book, STATED, suppose=[suppose("Atlantis: pact=for", book)])


def test_a_supposition_may_name_an_actor_by_an_alias(book):
    assert suppose("Holt: pact=against", book).actor == "Ana Holt"
