"""Judging the reports of utterances on issues: what each says, on which conditions, and what these ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions import conditions as conditions_of
from onrecord.positions import verdicts
from onrecord.positions.issues import SURER
from onrecord.positions.phrases import occurrences, sentences, stem
from onrecord.vocabulary import Condition, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from onrecord.positions.issues import Embed
    from onrecord.positions.stance import Judge
    from onrecord.positions.texts import Text
    from onrecord.vocabulary import Issue, Statement

__all__ = ["Draft", "Judgement", "Plan", "side"]

SIDES: tuple[Stance, ...] = ("against", "for", "neutral")
_ASKING = re.compile(r"^(?:ask|wonder|inquir|query)", re.I)
_SILENT = re.compile(
    r"\b(?:declin|refus)\w+ to (?:\w+ )?(?:comment|confirm|address|say|answer|discuss)|^no comment", re.I
)
_WARNING = re.compile(r"^(?:warn|threaten)", re.I)
# "Answering Norland's demand for …": the demand is Norland's, and an answer to it as yet no view.
_ANSWERING = re.compile(r"^(?:answer|respon|repl|react|refer|discuss|address|mention|comment)", re.I)
_ANOTHERS = re.compile(
    r"^(?:[A-Z][\w-]*(?: [A-Z][\w-]*)*['’]s?|the|their|his|her|its) (?:\w+ )?"
    r"(?:demand|call|request|proposal|offer|insistence|appeal|wish|desire|bid)s?\b"
)
_UNDECIDED = re.compile(
    r"\b(?:not|never|n['’]t)(?: yet)? (?:formed|taken|reached|made up|decided on|adopted) (?:an? |any |its |his |"
    r"her |their )?"
    r"(?:\w+ )?(?:view|position|decision|mind|opinion|stance)|\bundecided\b|\bno (?:view|position|opinion) on\b|"
    r"\babstain\w*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One report of an utterance judged on one issue; ``plain`` says that it names its neutrality."""

    probabilities: NDArray[np.float64]
    conditions: tuple[Condition, ...]
    evidence: Span | None
    statement: Statement
    plain: bool


@dataclass(slots=True)
class Draft:
    """What is to be judged: the text in focus, its conditions and, per condition, the issues that it asks about."""

    text: Text
    focus: tuple[int, int]
    pair: int
    limiting: tuple[conditions_of.Found, ...]
    asks: tuple[tuple[int, str, int], ...]  # (number of the condition, issue id, number of the pair)
    demanded: bool


class Plan:
    """Collects the pairs of a whole run, so that the classifier is asked once, and judges by its answers."""

    def __init__(self, issues: Mapping[str, Issue], judge: Judge, embed: Embed | None, threshold: float) -> None:
        self.issues, self.judge, self.embed, self.threshold = issues, judge, embed, threshold
        self.pairs: dict[tuple[str, str, str], int] = {}
        self.results: NDArray[np.float64] = np.zeros((0, 3))
        wanted = [issue.proposition for issue in issues.values()]
        self.asked = dict(zip(issues, embed(wanted), strict=True)) if embed is not None and wanted else {}

    def pair(self, issue: Issue, name: str, said: str) -> int:
        """The number of a pair to be judged."""
        return self.pairs.setdefault((issue.id, name, " ".join(said.split())), len(self.pairs))

    def run(self) -> None:
        """Judge every pair collected."""
        keys = list(self.pairs)
        asked = [(self.issues[issue].proposition, f"{name} {said}") for issue, name, said in keys]
        raw = self.judge(asked) if asked else np.zeros((0, 3))
        corrected = [verdicts.corrected(p, self.issues[i], said) for p, (i, _, said) in zip(raw, keys, strict=True)]
        self.results = np.array(corrected).reshape(-1, 3)

    def draft(self, text: Text, issue: Issue, known: Collection[str]) -> Draft | None:
        """What to judge of one report on one issue; null where nothing is left once others' words are taken out.

        ``known`` are the issues that the utterance touches: their names may be cut short.
        """
        if len(re.findall(r"\w+", text.text[text.content_from :])) < 2:
            return None
        found = conditions_of.find(text.text, clauses=text.clauses)
        places = [p for p in occurrences(text.text, [issue], short=True) if p.start >= text.content_from]
        focus = self._focus(text, issue, [(p.start, p.end) for p in places])
        least = self.threshold if issue.threshold is None else issue.threshold
        if text.blanked and not places and self._nearness(text, issue, focus) < least:
            return None
        inside = [next((f for f in found if f.start <= p.start and p.end <= f.end), None) for p in places]
        if places and all(inside):
            asked = inside[0]
            assert asked is not None  # noqa: S101 - all() above
            if not asked.demands:
                return None
            verb = "rejected" if asked.unwanted else "demanded"
            number = self.pair(issue, text.name, f"{verb} that {text.text[asked.start : asked.end]}.")
            return Draft(text, (asked.start, asked.end), number, (), (), demanded=True)
        limiting = tuple(
            f
            for f in found
            if (focus[0] <= f.start < focus[1] or any(_meets(m, focus) for m in f.main))
            and (not places or any(_limits(f, (p.start, p.end), text.text) for p in places))
            and not _asked_for(text.text[f.start : f.end], issue)
        )
        asks = tuple(self._asks(text, limiting, known))
        return Draft(text, focus, self.pair(issue, text.name, _seen(text, focus)), limiting, asks, demanded=False)

    def _asks(
        self, text: Text, limiting: tuple[conditions_of.Found, ...], known: Collection[str]
    ) -> Iterator[tuple[int, str, int]]:
        for number, found in enumerate(limiting):
            words = text.text[found.start : found.end] if found.demands else ""
            touched = {place.issue for place in occurrences(words, self.issues.values())}
            touched |= {place.issue for place in occurrences(words, [self.issues[i] for i in known], short=True)}
            if words and not touched and self.embed is not None:
                (vector,) = self.embed([words])
                touched = {name for name, asked in self.asked.items() if float(asked @ vector) >= SURER}
            for issue in sorted(touched):
                verb = "rejected" if found.unwanted else "demanded"
                yield number, issue, self.pair(self.issues[issue], text.name, f"{verb} {words}.")

    def _focus(self, text: Text, issue: Issue, places: list[tuple[int, int]]) -> tuple[int, int]:
        """The sentences of a text that mention the issue, else the one nearest in meaning, else all."""
        stretches = sentences(text.text)
        if places:
            hit = [s for s in stretches if any(_meets(s, place) for place in places)]
            return min(s[0] for s in hit), max(s[1] for s in hit)
        if self.embed is None or len(stretches) == 1:
            return 0, len(text.text)
        vectors = self.embed([text.text[a:b] for a, b in stretches])
        return stretches[int((vectors @ self.asked[issue.id]).argmax())]

    def _nearness(self, text: Text, issue: Issue, focus: tuple[int, int]) -> float:
        """The cosine of a focus and an issue's proposition; -1 without an encoder."""
        if self.embed is None:
            return -1.0
        (vector,) = self.embed([text.text[focus[0] : focus[1]]])
        return float(vector @ self.asked[issue.id])

    def judged(self, draft: Draft) -> Judgement:
        """The judgement on a draft, once the plan has run."""
        probabilities, text = self.results[draft.pair], draft.text
        plain = bool(_UNDECIDED.search(text.text[draft.focus[0] : draft.focus[1]]))
        if plain:
            probabilities = np.array([0.05, 0.05, 0.9])
        elif text.statement.cue is not None and not draft.demanded:
            probabilities = _under_cue(probabilities, text.statement.cue.text, text.statement.wording)
        made = []
        for number, found in enumerate(draft.limiting):
            if found.until and side(probabilities) == "for":
                continue  # who asks for something until a day comes asks for it
            words = text.text[found.start : found.end]
            bare = Condition(words, found.kind, text.span(found.start, found.end))
            sides = [(issue, side(self.results[pair], decided=True)) for n, issue, pair in draft.asks if n == number]
            made += [replace(bare, asks=ask) for ask in sides] or [bare]
        evidence = text.span(max(draft.focus[0], text.content_from), draft.focus[1])
        if evidence is None and text.statement.content:
            evidence = text.statement.content[0]
        return Judgement(probabilities, tuple(made), evidence, text.statement, plain)


def _limits(found: conditions_of.Found, mention: tuple[int, int], text: str) -> bool:
    """Whether the clause that a condition limits holds the mention, or speaks of it by a pronoun just behind it."""
    if any(_meets(main, mention) for main in found.main):
        return True
    return any(
        re.search(r"\b(?:it|this|that|so)\b", text[a:b]) and mention[1] <= a <= mention[1] + 200 for a, b in found.main
    )


def _asked_for(condition: str, issue: Issue) -> bool:
    """Whether a condition is part of what the proposition itself asks for ("suspended until a treaty is signed")."""
    asked = {stem(word) for word in re.findall(r"\w+", issue.proposition)}
    words = [stem(word) for word in re.findall(r"\w{4,}", condition)]
    return bool(words) and sum(word in asked for word in words) >= 0.75 * len(words)


def _seen(text: Text, focus: tuple[int, int]) -> str:
    """What is judged, behind the speaker's name: the cue and the focus."""
    behind = len(text.name) + 1
    lead = text.text[behind : text.content_from] if focus[0] >= text.content_from else ""
    return lead + text.text[max(focus[0], behind) : focus[1]]


def _meets(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _under_cue(probabilities: NDArray[np.float64], cue: str, content: str) -> NDArray[np.float64]:
    """A question asked, an answer refused and a warning of what would happen are no view."""
    silent = _SILENT.search(f"{cue} {content[:40]}")
    warned = _WARNING.match(cue) and re.search(r"\b(?:if|unless)\b", content)
    answering = _ANSWERING.match(cue) and _ANOTHERS.match(content)
    if _ASKING.match(cue) or warned or answering or (silent and silent.start() < len(cue)):
        return np.array([0.05, 0.05, 0.9])
    return probabilities


def side(probabilities: NDArray[np.float64], *, decided: bool = False) -> Stance:
    """The likeliest side; ``decided`` leaves neutral out."""
    return SIDES[int(probabilities[:2].argmax() if decided else probabilities.argmax())]
