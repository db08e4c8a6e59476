"""From statements to codings, with the product's own classifier and sentence encoder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from positions_parties import actor, coding, statement, utterance

from onrecord import encoder
from onrecord.positions.coding import code
from onrecord.positions.decisions import decided, preferred
from onrecord.positions.holders import holders
from onrecord.positions.positions import positions
from onrecord.vocabulary import Decision


def coded(book, *said, day="2025-04-22", everything=()):
    """(actor, issue) -> stance of what one or several statements of one utterance say."""
    one = utterance(*said, day=day)
    found = code([one], {s.id: s for s in (*said, *everything)}, book, embed=encoder.embed)
    return {(c.actor.name, c.issue): c for c in found}


def sides(found):
    return {key: coding.stance for key, coding in found.items()}


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("stated", "that Pact membership for Norland was “off the table.”", "against"),
        ("said", "that Norland's membership in the Pact is excluded", "against"),
        ("ruled out", "Pact membership for Norland", "against"),
        ("called", "Norland's Pact membership unrealistic", "against"),
        ("declared", "that Norland is on an irreversible path to membership in the Pact", "for"),
        ("pushed for", "Norland to join the Pact", "for"),
        ("refused to confirm", "a report that Norland might join the Pact", "neutral"),
        ("asked", "whether Norland would join the Pact", "neutral"),
        ("declined", "to directly address a report that Norland might join the Pact", "neutral"),
        ("warned", "that Rovia would answer if Norland tried to join the Pact", "neutral"),
    ],
)
def test_the_side_is_what_the_speaker_holds(book, cue, content, stance):
    assert sides(coded(book, statement("s1", "Ivo Petrov", cue, content)))["Ivo Petrov", "pact"] == stance


def test_a_concession_is_conditional_with_what_it_asks_for(book):
    text = "Norland could forgo Pact membership in exchange for firm security guarantees"
    found = coded(book, statement("s1", "Ana Holt", "said", text))
    one = found["Norland", "pact"]
    assert one.stance == "conditional"
    (condition,) = one.conditions
    assert (condition.text, condition.kind) == ("firm security guarantees", "in exchange for")
    assert condition.asks == ("guarantees", "for")
    assert condition.span.start == 105 + text.index("firm")
    assert found["Norland", "guarantees"].stance == "for"


def test_what_a_condition_demands_is_a_view_of_its_own(book):
    text = "Rovia would be willing to negotiate if Norland drops its Pact bid"
    found = sides(coded(book, statement("s1", "Ivo Petrov", "said", text)))
    assert found["Rovia", "talks"] == "conditional"
    assert found["Rovia", "pact"] == "against"


def test_it_counts_for_whom_the_speaker_speaks_for_on_that_day(book):
    said = statement("s1", "Mara Lind", "ruled out", "Pact membership for Norland")
    assert ("League", "pact") in coded(book, said, day="2025-01-20")
    assert ("League", "pact") not in coded(book, said, day="2025-01-19")
    assert ("League", "pact") not in coded(book, said, day=None)


def test_supporters_share_the_side_and_opponents_take_the_other(book):
    said = statement(
        "s1",
        "Estia",
        "ruled out",
        "Pact membership for Norland",
        supported_by=(actor("Dorn"),),
        opposed_by=(actor("Corda"),),
        joint=(actor("Belm"),),
        speaks_for=(actor("The Twelve"),),
    )
    found = sides(coded(book, said))
    assert {found[name, "pact"] for name in ("Estia", "Dorn", "Belm", "The Twelve")} == {"against"}
    assert found["Corda", "pact"] == "for"


def test_a_view_reported_inside_a_statement_is_not_the_outer_speakers(book):
    words = "“Once Lind said, 'they should be able to join the Pact.' Well, I see why others worry.”"
    outer = statement("s1", "Ivo Petrov", "said", words)
    at = 105 + words.index("Lind")
    inner = statement("s2", "Mara Lind", "said,", "'they should be able to join the Pact.'", start=at + 5, within="s1")
    assert inner.content[0].text == words[inner.content[0].start - 105 : inner.content[0].end - 105]
    assert sides(coded(book, inner, everything=[outer]))["Mara Lind", "pact"] == "for"
    assert sides(coded(book, outer, everything=[inner])).get(("Ivo Petrov", "pact")) != "for"


def test_evidence_stands_in_the_article(book):
    text = "the harbour is full. Pact membership is off the table."
    found = coded(book, statement("s1", "Ivo Petrov", "said", text))["Ivo Petrov", "pact"]
    assert found.evidence.text in text
    assert found.evidence.start == 105 + text.index(found.evidence.text)
    assert (found.article, found.basis) == ("article-1", "machine")


def test_several_reports_of_one_utterance_make_one_coding_each(book):
    first = statement("s1", "Ivo Petrov", "said", "Pact membership is excluded")
    second = statement("s2", "Ivo Petrov", "stated", "that membership in the Pact was ruled out", article="article-2")
    one = utterance(first, second)
    found = code([one], {"s1": first, "s2": second}, book)
    assert [c.actor.name for c in found] == ["Ivo Petrov", "Rovia"] or [c.actor.name for c in found] == [
        "Rovia",
        "Ivo Petrov",
    ]


def test_nothing_to_code_gives_nothing(book):
    assert code([], {}, book) == []
    assert code([utterance(statement("s1", "Estia", "said", "the harbour is full"))], {}, book) == []


def test_an_utterance_without_speaker_has_no_holders(book):
    said = statement("s1", None, "said", "Pact membership is excluded")
    assert holders(utterance(said), [said], "against", None, book) == []


def decision(name, new, *, undoes=None, maker="ada", minute=0):
    made = datetime(2025, 5, 1, 12, minute, tzinfo=UTC)
    quote = "Pact  membership is excluded"
    return Decision(name, maker, made, "statement", "article-1", quote, "", "", "stance:pact", None, new, undoes=undoes)


def test_a_persons_decision_becomes_a_coding_that_wins(book):
    said = statement("s1", "Ivo Petrov", "said", "Pact membership is excluded")
    one = utterance(said)
    machine = code([one], {"s1": said}, book)
    people = decided([decision("d1", "for")], [one], {"s1": said}, book, machine=machine)
    assert {(c.actor.name, c.stance, c.basis, c.coder) for c in people} == {
        ("Ivo Petrov", "for", "human", "ada"),
        ("Rovia", "for", "human", "ada"),
    }
    assert preferred([*machine, *people]) == people
    assert {p.stance for p in positions([*machine, *people])} == {"for"}


def test_later_decisions_replace_and_undoing_takes_back(book):
    said = statement("s1", "Ivo Petrov", "said", "Pact membership is excluded")
    one = utterance(said)
    first, second = decision("d1", "for"), decision("d2", None, minute=1)
    undo = decision("d3", None, undoes="d2", minute=2)

    def stances(*some):
        return {c.stance for c in decided(some, [one], {"s1": said}, book)}

    assert stances(first, second) == {"neutral"}
    assert stances(first, second, Decision(*_undoing(undo))) == {"for"}
    assert stances(decision("d4", "for", minute=3)) == {"for"}


def asked(found):
    return {(c.stance, tuple((one.text, one.kind) for one in c.conditions)) for c in found}


def test_a_persons_conditions_replace_the_machines(book):
    words = "Norland could join the Pact in exchange for firm security guarantees if Rovia pays"
    said = statement("s1", "Ana Holt", "said", words)
    one, by_id = utterance(said), {"s1": said}
    machine = code([one], by_id, book)

    def judged(*rows):
        made = [
            Decision(f"d{n}", "ada", datetime(2025, 5, 1, 12, n, tzinfo=UTC), "utterance", "article-1", words, "", "",
                     f"{field}:pact", None, new)
            for n, (field, new) in enumerate(rows)
        ]  # fmt: skip
        return decided(made, [one], by_id, book, machine=machine)

    (first, *_) = judged(("conditions", "firm security guarantees"))
    assert (first.conditions[0].kind, first.conditions[0].span.start) == ("in exchange for", 105 + words.index("firm"))
    assert asked(judged(("conditions", "Rovia pays\nsunshine"))) == {
        ("conditional", (("Rovia pays", "provided"), ("sunshine", "provided")))
    }
    assert asked(judged(("conditions", "Rovia pays"), ("stance", "for"))) == {("for", ())}
    assert asked(judged(("stance", "against"), ("conditions", "Rovia pays"))) == {
        ("conditional", (("Rovia pays", "provided"),))
    }
    assert asked(judged(("conditions", None))) == {("conditional", ())}
    assert asked(judged(("conditions", None), ("stance", "for"))) == {("for", ())}


def _undoing(one):
    """A decision that only takes another back is about no stance."""
    values = [getattr(one, name) for name in Decision.__slots__]
    values[Decision.__slots__.index("field")] = "undo"
    return values


def test_codings_of_other_articles_are_left_alone(book):
    said = statement("s1", "Ivo Petrov", "said", "Pact membership is excluded", article="article-9")
    assert decided([decision("d1", "for")], [utterance(said)], {"s1": said}, book) == []


def test_preferred_keeps_the_machines_where_nobody_judged():
    machine = coding("u1", "Rovia", "pact", "for")
    assert preferred([machine]) == [machine]
