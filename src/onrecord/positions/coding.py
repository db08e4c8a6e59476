"""Codings: what an utterance says on each issue it touches, for everyone whose view it is.

The view belongs to the innermost speaker: speech reported inside a statement is taken out of the outer one. It counts
for the speaker, for those who speak jointly, for those on whose behalf it is said and, by the codebook, for whom the
speaker speaks on that day; who supports the speaker gets the same side, who opposes gets the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions import conditions as conditions_of
from onrecord.positions import stance as stances
from onrecord.positions.issues import SURER, THRESHOLD, match, occurrences, sentences
from onrecord.vocabulary import Actor, Coding, Condition, Span, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from onrecord.positions.issues import Embed, Match
    from onrecord.positions.stance import Judge
    from onrecord.vocabulary import Codebook, Issue, Stance, Statement, Utterance

__all__ = ["CODER", "code", "holders"]

CODER = f"{stances.MODEL}+cues-1"
# How often a detected condition is one; see docs/measurements/positions.md.
CONDITION_PRECISION = 0.85
_OPPOSITE: dict[Stance, Stance] = {"for": "against", "against": "for", "conditional": "against", "neutral": "neutral"}
_SIDES: tuple[Stance, ...] = ("against", "for", "neutral")
_ASKING = re.compile(r"^(?:ask|wonder|inquir|query)", re.I)
_SILENT = re.compile(
    r"\b(?:declin|refus)\w+ to (?:\w+ )?(?:comment|confirm|address|say|answer|discuss)|^no comment", re.I
)
_WARNING = re.compile(r"^(?:warn|threaten)", re.I)
_DENYING = re.compile(r"^(?:den(?:y|ies|ied|ying)|disput)", re.I)


@dataclass(frozen=True, slots=True)
class _Text:
    """One report of an utterance as one string: name, cue and content, with where each piece came from.

    ``origins`` lists (start in the string, end, start in the article) of the pieces that stand in the article.
    """

    statement: Statement
    name: str
    text: str
    content_from: int
    blanked: bool
    origins: tuple[tuple[int, int, int], ...]

    def span(self, start: int, end: int) -> Span | None:
        """Where ``text[start:end]`` stands in the article, if it lies in one piece."""
        for begin, stop, origin in self.origins:
            if begin <= start and end <= stop:
                return Span(origin + start - begin, origin + end - begin, self.text[start:end])
        return None


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One report of an utterance judged on one issue."""

    probabilities: NDArray[np.float64]
    conditions: tuple[Condition, ...]
    evidence: Span | None
    statement: Statement


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
    found = match(utterances, codebook, embed=embed, threshold=threshold) if matches is None else matches
    inner = _inner(statements)
    issues = {issue.id: issue for issue in codebook.issues}
    plan = _Plan(issues, judge, embed, threshold)
    drafts: list[tuple[Utterance, Match, list[_Draft]]] = []
    for utterance in utterances:
        texts = list(_texts(utterance, statements, inner))
        known = {touched.issue for touched in found.get(utterance.id, ())}
        for touched in found.get(utterance.id, ()):
            some = [d for text in texts if (d := plan.draft(text, issues[touched.issue], known)) is not None]
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


# -- texts ----------------------------------------------------------------------------------------------------------


def _inner(statements: Mapping[str, Statement]) -> dict[str, list[Statement]]:
    inner: dict[str, list[Statement]] = {}
    for statement in statements.values():
        if statement.within is not None:
            inner.setdefault(statement.within, []).append(statement)
    return inner


def _texts(
    utterance: Utterance, statements: Mapping[str, Statement], inner: Mapping[str, list[Statement]]
) -> Iterator[_Text]:
    seen = set()
    for report in utterance.reports:
        statement = statements.get(report.statement)
        if statement is not None and " ".join(report.wording.split()) not in seen:
            seen.add(" ".join(report.wording.split()))
            yield _text(statement, utterance.speaker or statement.speaker, inner.get(statement.id, ()))


def _text(statement: Statement, speaker: Actor | None, inner: Iterable[Statement]) -> _Text:
    """Name, cue and content in one string; what others say inside the content is blanked out."""
    parts: list[str] = [speaker.name if speaker else "Someone"]
    origins = []
    blanked = False
    at = len(parts[0]) + 1
    pieces = [statement.cue] if statement.cue else []
    content_from = at + (len(statement.cue.text) + 1 if statement.cue else 0)
    others = [s for s in inner if s.speaker is None or speaker is None or s.speaker.name != speaker.name]
    for piece in [*pieces, *statement.content]:
        text = _blanked(piece, others)
        blanked = blanked or text != piece.text
        parts.append(text)
        origins.append((at, at + len(text), piece.start))
        at += len(text) + 1
    return _Text(statement, parts[0], " ".join(parts), content_from, blanked, tuple(origins))


def _blanked(piece: Span, others: Iterable[Statement]) -> str:
    text = piece.text
    for other in others:
        for span in (other.source, other.cue, *other.content):
            if span is not None and span.end > piece.start and span.start < piece.end:
                start, end = max(span.start - piece.start, 0), min(span.end - piece.start, len(text))
                text = text[:start] + " " * (end - start) + text[end:]
    return text


# -- judging --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """What is to be judged: the text in focus, its conditions and, per condition, the issues that it asks about."""

    text: _Text
    issue: Issue
    focus: tuple[int, int]
    pair: int
    limiting: tuple[conditions_of.Found, ...]
    asks: tuple[tuple[int, str, int], ...]  # (number of the condition, issue id, number of the pair)
    demanded: bool


class _Plan:
    """Collects the pairs of a whole run, so that the classifier sees them in full batches."""

    def __init__(self, issues: Mapping[str, Issue], judge: Judge, embed: Embed | None, threshold: float) -> None:
        self.issues, self.judge, self.embed, self.threshold = issues, judge, embed, threshold
        self.pairs: dict[tuple[str, str, str], int] = {}
        self.results: NDArray[np.float64] = np.zeros((0, 3))
        wanted = [issue.proposition for issue in issues.values()]
        self.asked = dict(zip(issues, embed(wanted), strict=True)) if embed is not None and wanted else {}

    def pair(self, issue: Issue, name: str, said: str) -> int:
        return self.pairs.setdefault((issue.id, name, " ".join(said.split())), len(self.pairs))

    def run(self) -> None:
        keys = list(self.pairs)
        asked = [(self.issues[issue].proposition, f"{name} {said}") for issue, name, said in keys]
        raw = self.judge(asked) if asked else np.zeros((0, 3))
        corrected = [stances.corrected(p, self.issues[i], said) for p, (i, _, said) in zip(raw, keys, strict=True)]
        self.results = np.array(corrected).reshape(-1, 3)

    def draft(self, text: _Text, issue: Issue, known: Collection[str]) -> _Draft | None:
        """What to judge of one report on one issue; null where nothing is left once others' words are taken out.

        ``known`` are the issues that the utterance touches: their names may be cut short.
        """
        if len(re.findall(r"\w+", text.text[text.content_from :])) < 2:
            return None
        found = conditions_of.find(text.text)
        places = [p for p in occurrences(text.text, [issue], short=True) if p.start >= text.content_from]
        focus = self.focus(text, issue, [(p.start, p.end) for p in places])
        if text.blanked and not places and self.nearness(text, issue, focus) < self.threshold:
            return None
        inside = [next((f for f in found if f.start <= p.start and p.end <= f.end), None) for p in places]
        if places and all(inside):
            asked = inside[0]
            assert asked is not None  # noqa: S101 - all() above
            number = self.pair(issue, text.name, f"demanded that {text.text[asked.start : asked.end]}.")
            return _Draft(text, issue, (asked.start, asked.end), number, (), (), demanded=True)
        limiting = tuple(
            f
            for f in found
            if (focus[0] <= f.start < focus[1] or any(_meets(m, focus) for m in f.main))
            and (not places or any(self.limits(f, (p.start, p.end), text.text) for p in places))
            and text.text[f.start : f.end].casefold() not in issue.proposition.casefold()
        )
        asks = tuple(self.asks(text, limiting, known))
        return _Draft(
            text, issue, focus, self.pair(issue, text.name, self.seen(text, focus)), limiting, asks, demanded=False
        )

    def limits(self, found: conditions_of.Found, mention: tuple[int, int], text: str) -> bool:
        """Whether the clause that a condition limits holds the mention, or speaks of it by a pronoun just behind it."""
        if any(_meets(main, mention) for main in found.main):
            return True
        return any(
            re.search(r"\b(?:it|this|that|so)\b", text[a:b]) and mention[1] <= a <= mention[1] + 200
            for a, b in found.main
        )

    def asks(
        self, text: _Text, limiting: tuple[conditions_of.Found, ...], known: Collection[str]
    ) -> Iterator[tuple[int, str, int]]:
        for number, found in enumerate(limiting):
            words = text.text[found.start : found.end]
            touched = {place.issue for place in occurrences(words, self.issues.values())}
            touched |= {place.issue for place in occurrences(words, [self.issues[i] for i in known], short=True)}
            if not touched and self.embed is not None:
                (vector,) = self.embed([words])
                touched = {name for name, asked in self.asked.items() if float(asked @ vector) >= SURER}
            for issue in sorted(touched):
                yield number, issue, self.pair(self.issues[issue], text.name, f"demanded {words}.")

    def focus(self, text: _Text, issue: Issue, places: list[tuple[int, int]]) -> tuple[int, int]:
        """The sentences of a text that mention the issue, else the one nearest in meaning, else all."""
        stretches = sentences(text.text)
        if places:
            hit = [s for s in stretches if any(_meets(s, place) for place in places)]
            return min(s[0] for s in hit), max(s[1] for s in hit)
        if self.embed is None or len(stretches) == 1:
            return 0, len(text.text)
        vectors = self.embed([text.text[a:b] for a, b in stretches])
        return stretches[int((vectors @ self.asked[issue.id]).argmax())]

    def nearness(self, text: _Text, issue: Issue, focus: tuple[int, int]) -> float:
        """The cosine of a focus and an issue's proposition; -1 without an encoder."""
        if self.embed is None:
            return -1.0
        (vector,) = self.embed([text.text[focus[0] : focus[1]]])
        return float(vector @ self.asked[issue.id])

    def seen(self, text: _Text, focus: tuple[int, int]) -> str:
        """What is judged, behind the speaker's name: the cue and the focus."""
        behind = len(text.name) + 1
        lead = text.text[behind : text.content_from] if focus[0] >= text.content_from else ""
        return lead + text.text[max(focus[0], behind) : focus[1]]

    def judged(self, draft: _Draft) -> _Judgement:
        probabilities = self.results[draft.pair]
        cue = draft.text.statement.cue
        if cue is not None and not draft.demanded:
            probabilities = _under_cue(probabilities, cue.text, draft.text.statement.wording)
        made = []
        for number, found in enumerate(draft.limiting):
            words = draft.text.text[found.start : found.end]
            bare = Condition(words, found.kind, draft.text.span(found.start, found.end))
            sides = [(issue, _side(self.results[pair], decided=True)) for n, issue, pair in draft.asks if n == number]
            made += [replace(bare, asks=ask) for ask in sides] or [bare]
        evidence = draft.text.span(max(draft.focus[0], draft.text.content_from), draft.focus[1])
        if evidence is None and draft.text.statement.content:
            evidence = draft.text.statement.content[0]
        return _Judgement(probabilities, tuple(made), evidence, draft.text.statement)


def _meets(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _under_cue(probabilities: NDArray[np.float64], cue: str, content: str) -> NDArray[np.float64]:
    """A question asked, an answer refused and a warning of what would happen are no view; a denial turns it round."""
    silent = _SILENT.search(f"{cue} {content[:40]}")
    warned = _WARNING.match(cue) and re.search(r"\b(?:if|unless)\b", content)
    if _ASKING.match(cue) or warned or (silent and silent.start() < len(cue)):
        return np.array([0.05, 0.05, 0.9])
    if _DENYING.match(cue):
        return probabilities[[stances.FOR, stances.AGAINST, stances.NEUTRAL]]
    return probabilities


def _side(probabilities: NDArray[np.float64], *, decided: bool = False) -> Stance:
    """The likeliest side; ``decided`` leaves neutral out."""
    return _SIDES[int(probabilities[:2].argmax() if decided else probabilities.argmax())]


# -- holders --------------------------------------------------------------------------------------------------------


def _codings(
    utterance: Utterance,
    touched: Match,
    judged: list[_Judgement],
    codebook: Codebook,
    same: Callable[[Actor], Actor],
    named: Callable[[str], Actor],
) -> Iterator[Coding]:
    probabilities = np.mean([j.probabilities for j in judged], axis=0)
    limits = [j for j in judged if j.conditions]
    stance = _side(probabilities)
    confidence = float(probabilities.max())
    best = max(judged, key=lambda j: float(j.probabilities[_SIDES.index(stance)]))
    if limits and not (stance == "neutral" and confidence > 0.9):
        stance, best = "conditional", limits[0]
        confidence = CONDITION_PRECISION
    elif stance == "neutral" and best.statement.supported_by + best.statement.opposed_by:
        stance = "for"  # what others support or oppose is a proposal, and who makes one is for it
    if stance == "neutral" and touched.phrase is None:
        return  # it neither names the issue nor takes a side: the likeness was by the way
    conditions = best.conditions if stance == "conditional" else ()
    day = utterance.said_at.latest if utterance.said_at else None
    for actor, side in holders(utterance, [j.statement for j in judged], stance, day, codebook, same, named):
        yield Coding(
            utterance=utterance.id,
            actor=actor,
            issue=touched.issue,
            stance=side,
            coder=CODER,
            confidence=confidence * (best.statement.speaker_confidence or 1.0),
            conditions=conditions if side == stance else (),
            evidence=best.evidence,
            article=best.statement.article,
            day=day,
        )


def holders(
    utterance: Utterance,
    statements: Sequence[Statement],
    stance: Stance,
    day: date | None,
    codebook: Codebook,
    actor_of: Callable[[Actor], Actor] = lambda actor: actor,
    named: Callable[[str], Actor] = lambda name: Actor(digest("actor", name), name),
) -> list[tuple[Actor, Stance]]:
    """Everyone whose view an utterance with this stance shows, each once, with the side; the speaker's own first.

    A principal in the codebook counts if the actor speaks for it on ``day``; where the day is unknown, if it does so
    without limits of time.
    """
    speakers = [utterance.speaker] if utterance.speaker else []
    speakers += [
        actor_of(actor) for s in statements for actor in ((s.speaker,) if s.speaker and not speakers else ()) + s.joint
    ]
    found: dict[str, tuple[Actor, Stance]] = {}
    for actor in speakers:
        found.setdefault(actor.id, (actor, stance))
        for principal in _principals(actor, day, codebook):
            known = named(principal)
            found.setdefault(known.id, (known, stance))
    for side, groups in ((stance, "speaks_for"), (stance, "supported_by"), (_OPPOSITE[stance], "opposed_by")):
        for statement in statements:
            for actor in map(actor_of, getattr(statement, groups)):
                found.setdefault(actor.id, (actor, side))
    return list(found.values())


def _principals(actor: Actor, day: date | None, codebook: Codebook) -> Iterator[str]:
    for known in codebook.actors:
        if actor.name.casefold() in {known.name.casefold(), *(alias.casefold() for alias in known.aliases)}:
            for principal in known.speaks_for:
                bounded = principal.since is not None or principal.until is not None
                if day is None and bounded:
                    continue
                if (principal.since is None or day is None or day >= principal.since) and (
                    principal.until is None or day is None or day <= principal.until
                ):
                    yield principal.name
