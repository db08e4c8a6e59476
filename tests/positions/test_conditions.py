from __future__ import annotations

import pytest

from onrecord.positions.conditions import find


@pytest.mark.parametrize(
    ("text", "kind", "condition"),
    [
        (
            "Holt said Norland could forgo Pact membership in exchange for firm guarantees from Estia, Rovia and two.",
            "in exchange for",
            "firm guarantees from Estia, Rovia and two",
        ),
        ("Rovia would accept the text only if the annex is dropped.", "only if", "the annex is dropped"),
        ("Estia will not sign unless the annex is dropped.", "unless", "the annex is dropped"),
        ("Estia supported the draft, provided that costs are shared.", "provided", "costs are shared"),
        ("Rovia would be willing to negotiate if Norland withdraws.", "provided", "Norland withdraws"),
        (
            "The envoy is willing to offer guarantees, if that becomes a key demand.",
            "provided",
            "that becomes a key demand",
        ),
        ("If the fee is cut, Estia will join the fund.", "provided", "the fee is cut"),
        (
            "The group opposed new meetings until the question of numbers is settled.",
            "after",
            "the question of numbers is settled",
        ),
        ("He vowed not to take calls until the firm agrees to stay.", "after", "the firm agrees to stay"),
        (
            "She asserted that membership is a key aim and a prerequisite for resuming talks with Rovia.",
            "only if",
            "membership",
        ),
        (
            "They maintained that Norland must fulfil several conditions before joining the Pact.",
            "after",
            "fulfil several conditions",
        ),
        ("Estia said it would accept this on the condition that costs be shared.", "only if", "costs be shared"),
        ("Payments were contingent upon ratification, the minister said.", "only if", "ratification"),
        ("It was premature to discuss credits without first agreeing on rules.", "after", "agreeing on rules"),
    ],
)
def test_a_condition_is_found_with_its_kind_and_place(text, kind, condition):
    (found,) = find(text)
    assert (found.kind, text[found.start : found.end]) == (kind, condition)


@pytest.mark.parametrize(
    "text",
    [
        "The aide spoke on condition of anonymity.",
        "Reporters asked if Norland would join the Pact.",
        "If it rains, prices will rise, she predicted.",
        "He warned that Estia would leave if the talks fail.",
        "They would have signed if the fee had been lower.",
        "Estia postponed the vote until Monday.",
        "Even if costs rise, Estia will support the plan.",
        "Estia supported the plan and called for more money.",
        "The fund provided that region with money.",
        "",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text):
    assert find(text) == ()


def test_the_clause_that_a_condition_limits_is_given():
    text = "Estia said the fee was high, but Norland would pay it if Rovia does."
    (found,) = find(text)
    assert any("would pay it" in text[start:end] for start, end in found.main)


def test_line_breaks_inside_a_connective_do_not_hide_it():
    assert find("Norland could drop its bid in\nexchange\nfor help.")[0].kind == "in exchange for"


def test_two_sentences_hold_two_conditions():
    text = "Rovia will sign if Norland signs. Estia will not sign unless Rovia pays."
    assert [text[f.start : f.end] for f in find(text)] == ["Norland signs", "Rovia pays"]
