"""A person's judgements of stance turned into codings; they stand beside the machine's and win over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from onrecord.positions.holders import holders
from onrecord.vocabulary import Actor, Coding, Stance, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord.vocabulary import Codebook, Decision, Statement, Utterance

__all__ = ["decided", "preferred"]


def decided(
    decisions: Iterable[Decision],
    utterances: Sequence[Utterance],
    statements: Mapping[str, Statement],
    codebook: Codebook,
    *,
    machine: Iterable[Coding] = (),
    actor_of: Callable[[Actor], Actor] = lambda actor: actor,
    named: Callable[[str], Actor] = lambda name: Actor(digest("actor", name), name),
) -> list[Coding]:
    """Codings with basis "human" from the decisions whose field is ``stance:ISSUE``.

    A decision is tied to an utterance by its article and quoted words; of one maker's decisions on the same thing the
    latest counts, and what a later decision undoes does not. ``new`` is a stance; null means that the utterance says
    nothing on the issue (neutral). Conditions and evidence are taken over from the ``machine``'s coding of that stance.
    Decisions on issues that the codebook no longer has are left alone.
    """
    decisions = list(decisions)
    undone = {decision.undoes for decision in decisions if decision.undoes}
    known = {issue.id for issue in codebook.issues}
    latest: dict[tuple[str, str, str], Decision] = {}
    places = _places(utterances, statements)
    for decision in sorted(decisions, key=lambda d: d.made_at):
        issue = decision.field.removeprefix("stance:")
        if decision.id in undone or issue == decision.field or issue not in known or decision.article is None:
            continue
        place = places.get((decision.article, " ".join(decision.quote.split())))
        if place is not None:
            latest[decision.maker, place, issue] = decision
    by_id = {utterance.id: utterance for utterance in utterances}
    drafts = {(c.utterance, c.issue, c.stance): c for c in machine}
    made = []
    for (maker, name, issue), decision in latest.items():
        utterance = by_id[name]
        stance = _stance(decision.new)
        some = [statements[r.statement] for r in utterance.reports if r.statement in statements]
        day = utterance.said_at.latest if utterance.said_at else None
        draft = drafts.get((name, issue, stance))
        for actor, side in holders(utterance, some, stance, day, codebook, actor_of, named):
            made.append(
                Coding(
                    utterance=name,
                    actor=actor,
                    issue=issue,
                    stance=side,
                    coder=maker,
                    confidence=1.0,
                    basis="human",
                    conditions=draft.conditions if draft and side == "conditional" else (),
                    evidence=draft.evidence if draft else None,
                    article=decision.article,
                    day=day,
                )
            )
    return sorted(made, key=lambda c: (c.utterance, c.issue, c.actor.id, c.coder))


def _stance(value: str | None) -> Stance:
    for stance in get_args(Stance):
        if value == stance:
            return stance  # type: ignore[no-any-return]  # get_args of a Literal gives its strings, typed Any
    return "neutral"


def _places(utterances: Iterable[Utterance], statements: Mapping[str, Statement]) -> dict[tuple[str, str], str]:
    """Which utterance each (article, wording or piece of content) belongs to, blanks levelled."""
    found = {}
    for utterance in utterances:
        for report in utterance.reports:
            found[report.article, " ".join(report.wording.split())] = utterance.id
            statement = statements.get(report.statement)
            for span in statement.content if statement else ():
                found.setdefault((report.article, " ".join(span.text.split())), utterance.id)
    return found


def preferred(codings: Iterable[Coding]) -> list[Coding]:
    """The codings that count: of an utterance, actor and issue a person's where there is one, else the machine's."""
    codings = list(codings)
    human = {(c.utterance, c.actor.id, c.issue) for c in codings if c.basis == "human"}
    return [c for c in codings if c.basis == "human" or (c.utterance, c.actor.id, c.issue) not in human]
