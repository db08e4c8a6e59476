"""Codings: what an utterance says on each issue it touches, for everyone whose view it is.

The view belongs to the innermost speaker: speech reported inside a statement is taken out of the outer one. It counts
for the speaker, for those who speak jointly, for those on whose behalf it is said and, by the codebook, for whom the
speaker speaks on that day; who supports the speaker gets the same side, who opposes gets the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions import stance as stances
from onrecord.positions.holders import holders
from onrecord.positions.issues import THRESHOLD, Match, match
from onrecord.positions.judging import SIDES, Plan, side
from onrecord.positions.phrases import occurrences
from onrecord.positions.texts import antecedents, nested, texts
from onrecord.vocabulary import Actor, Coding, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from onrecord.positions.issues import Embed
    from onrecord.positions.judging import Draft, Judgement
    from onrecord.positions.stance import Judge
    from onrecord.vocabulary import Codebook, Statement, Utterance

__all__ = ["CODER", "code"]

CODER = f"{stances.MODEL}+cues-3"
# How often a detected condition is one; see docs/measurements/positions.md.
CONDITION_PRECISION = 0.83
# The score of a match by words that stand for a proposal made before.
_MEANT = 0.8
# What a stance needs where the issue is not named; see docs/measurements/positions.md.
_SURE = 0.75


def code(
    utterances: Sequence[Utterance],
    statements: Mapping[str, Statement],
    codebook: Codebook,
    *,
    matches: Mapping[str, Sequence[Match]] | None = None,
    embed: Embed | None = None,
    threshold: float = THRESHOLD,
    judge: Judge = stances.judge,
    actor_of: Callable[[Actor], Actor] | None = None,
    named: Callable[[str], Actor] | None = None,
) -> list[Coding]:
    """The machine's codings of ``utterances``, ordered by utterance, issue and actor.

    ``statements`` holds every statement of the reports by id, and those within them. ``matches`` are what
    `issues.match` found (made here if null). ``actor_of`` maps a statement's actor to the record's, ``named`` gives the
    record's actor of a name in the codebook; both have workable defaults. One coding per utterance, issue and actor.
    """
    found = dict(match(utterances, codebook, embed=embed, threshold=threshold) if matches is None else matches)
    inner = nested(statements)
    meant = antecedents(statements, codebook)
    if meant:
        found |= _meant(utterances, meant, codebook, found)
    issues = {issue.id: issue for issue in codebook.issues}
    plan = Plan(issues, judge, embed, threshold)
    drafts: list[tuple[Utterance, Match, list[Draft]]] = []
    for utterance in utterances:
        told = list(texts(utterance, statements, inner, meant))
        known = {touched.issue for touched in found.get(utterance.id, ())}
        for touched in found.get(utterance.id, ()):
            naming = [text for text in told if touched.phrase and text.names(issues[touched.issue])]
            some = [d for text in naming or told if (d := plan.draft(text, issues[touched.issue], known)) is not None]
            if some:
                drafts.append((utterance, touched, some))
    plan.run()
    same = actor_of or (lambda actor: actor)
    name = named or (lambda name: Actor(digest("actor", name), name))
    codings = [
        coding
        for utterance, touched, some in drafts
        for coding in _codings(utterance, touched, [plan.judged(d) for d in some], codebook, same, name)
    ]
    return sorted(codings, key=lambda c: (c.utterance, c.issue, c.actor.id))


def _meant(
    utterances: Sequence[Utterance],
    meant: Mapping[str, Statement],
    codebook: Codebook,
    found: Mapping[str, Sequence[Match]],
) -> dict[str, tuple[Match, ...]]:
    """Matches of utterances that say no more than "the proposal": the issues named where it was made."""
    out = {}
    for utterance in utterances:
        before = next((meant[r.statement] for r in utterance.reports if r.statement in meant), None)
        if before is not None and not found.get(utterance.id):
            places = [place for piece in before.content for place in occurrences(piece.text, codebook.issues)]
            out[utterance.id] = tuple(Match(name, _MEANT, utterance.wording) for name in {p.issue: 0 for p in places})
    return out


def _codings(
    utterance: Utterance,
    touched: Match,
    judged: list[Judgement],
    codebook: Codebook,
    same: Callable[[Actor], Actor],
    named: Callable[[str], Actor],
) -> Iterator[Coding]:
    probabilities = np.mean([j.probabilities for j in judged], axis=0)
    limits = [j for j in judged if j.conditions]
    stance = side(probabilities)
    confidence = float(probabilities.max())
    best = max(judged, key=lambda j: float(j.probabilities[SIDES.index(stance)]))
    if limits and not (stance == "neutral" and confidence > 0.9):
        stance, best = "conditional", limits[0]
        confidence = CONDITION_PRECISION
    elif stance == "neutral" and best.statement.supported_by + best.statement.opposed_by:
        stance = "for"  # what others support or oppose is a proposal, and who makes one is for it
    if touched.phrase is None and not best.plain and (stance == "neutral" or confidence < _SURE):
        return  # it neither names the issue nor clearly takes a side: the likeness was by the way
    conditions = best.conditions if stance == "conditional" else ()
    day = utterance.said_at.latest if utterance.said_at else None
    for actor, view in holders(utterance, [j.statement for j in judged], stance, day, codebook, same, named):
        yield Coding(
            utterance=utterance.id,
            actor=actor,
            issue=touched.issue,
            stance=view,
            coder=CODER,
            confidence=confidence * (best.statement.speaker_confidence or 1.0),
            conditions=conditions if view == stance else (),
            evidence=best.evidence,
            article=best.statement.article,
            day=day,
        )
