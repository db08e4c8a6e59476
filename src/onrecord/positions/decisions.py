"""A person's judgements of stance and conditions turned into codings; they stand beside the machine's and win."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from onrecord.positions.holders import holders
from onrecord.positions.literal import condition
from onrecord.vocabulary import Actor, Coding, Stance, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord.vocabulary import Codebook, Condition, Decision, Statement, Utterance

__all__ = ["decided", "preferred"]

_FIELDS = ("stance", "conditions")


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
    """Codings with basis "human" from the decisions whose field is ``stance:ISSUE`` or ``conditions:ISSUE``.

    A decision is tied to an utterance by its article and quoted words; of one maker's decisions on the same thing the
    latest counts, and what a later decision undoes does not. ``new`` is a stance, null where the utterance says nothing
    on the issue (neutral); or conditions, one a line, null for none. Who states conditions makes the stance conditional
    unless a later decision says otherwise. What nobody decided is taken over from the ``machine``'s coding of that
    stance. Decisions on issues that the codebook no longer has are left alone.
    """
    decisions = list(decisions)
    undone = {decision.undoes for decision in decisions if decision.undoes}
    known = {issue.id for issue in codebook.issues}
    judged: dict[tuple[str, str, str], _Judged] = {}
    places = _places(utterances, statements)
    for decision in sorted(decisions, key=lambda d: d.made_at):
        what, _, issue = decision.field.partition(":")
        if decision.id in undone or what not in _FIELDS or issue not in known or decision.article is None:
            continue
        place = places.get((decision.article, " ".join(decision.quote.split())))
        if place is not None:
            judged.setdefault((decision.maker, place, issue), _Judged(decision.article)).take(what, decision.new)
    by_id = {utterance.id: utterance for utterance in utterances}
    drafts: dict[tuple[str, str], list[Coding]] = {}
    for coding in machine:
        drafts.setdefault((coding.utterance, coding.issue), []).append(coding)
    made = []
    for (maker, name, issue), one in judged.items():
        utterance, draft = by_id[name], drafts.get((name, issue), [])
        found: list[Stance] = [*(c.stance for c in draft if c.conditions), *(c.stance for c in draft), "neutral"]
        stance = one.stance or found[0]
        like = next((c for c in draft if c.stance == stance), None)
        some = [statements[r.statement] for r in utterance.reports if r.statement in statements]
        conditions = _conditions(one.conditions, like, some)
        day = utterance.said_at.latest if utterance.said_at else None
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
                    conditions=conditions if side == "conditional" else (),
                    evidence=like.evidence if like else None,
                    article=one.article,
                    day=day,
                )
            )
    return sorted(made, key=lambda c: (c.utterance, c.issue, c.actor.id, c.coder))


@dataclass(slots=True)
class _Judged:
    """What one person decided on one utterance and issue, taken in one decision after the other."""

    article: str
    stance: Stance | None = None
    conditions: tuple[str, ...] | None = None

    def take(self, what: str, new: str | None) -> None:
        if what == "stance":
            self.stance = _stance(new)
        else:
            self.conditions = tuple(line.strip() for line in (new or "").splitlines() if line.strip())
            self.stance = "conditional" if self.conditions else self.stance


def _conditions(
    decided: tuple[str, ...] | None, draft: Coding | None, statements: Sequence[Statement]
) -> tuple[Condition, ...]:
    """The conditions decided on, those that the machine found with what it knows of them; its own if none were."""
    known = {" ".join(one.text.split()): one for one in (draft.conditions if draft else ())}
    if decided is None:
        return draft.conditions if draft else ()
    return tuple(known.get(" ".join(words.split())) or condition(words, statements) for words in decided)


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
