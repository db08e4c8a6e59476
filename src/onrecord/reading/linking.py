"""Which content goes with which cue, and which cue with which source: the network's pointers, read all together.

Three things that the pointers alone do not know. A cue and its source stand in one sentence (in all but one in 700
attributions of PolNeAR train); so do a cue and a content outside quotation marks (all but one in 100). And the tagger
marked every cue and every source for something: one that nothing points to is given to whoever shares another, if that
is nearly as probable.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.pointing import CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE, Candidates
from onrecord.reading.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.reading.layout import Layout
    from onrecord.reading.pieces import Pieces
    from onrecord.reading.pointing import Floats
    from onrecord.reading.tagger import Tagged

__all__ = ["Group", "Sentences", "groups"]

# A content stands without a cue, a cue without a source, where "none" is more probable than this (tuned on dev).
NO_CUE, NO_SOURCE = 0.9, 0.5
# A cue or source that nothing points to is taken where it is so many times as probable as what was chosen.
FREE = 0.1
# In the choice of a source the cue's pointer counts so much, that of the content the rest.
BY_CUE = 0.6


@dataclass(frozen=True, slots=True)
class Group:
    """The runs of one statement; ``tied`` is how probable its loosest content is, ``sourced`` its source or none."""

    source: Run | None
    cue: Run | None
    contents: list[Run]
    tied: float
    sourced: float


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one asker points to: ``shares`` of the candidates from number ``first`` on, the last entry for none."""

    first: int
    shares: Floats
    target: int | None

    @property
    def probability(self) -> float:
        return float(self.shares[-1 if self.target is None else self.target - self.first])

    def share(self, target: int) -> float:
        """How probable a candidate is, 0 where it is out of reach."""
        at = target - self.first
        return float(self.shares[at]) if 0 <= at < len(self.shares) - 1 else 0.0


class Sentences:
    """The number of the sentence of a run; lines of a text wrapped at a fixed width are no sentences of their own."""

    def __init__(self, layout: Layout, pieces: Pieces) -> None:
        self._pieces = pieces
        text, sentences = layout.text, layout.sentences
        self._starts = [
            start
            for (_, end), (start, _) in zip([(0, 0), *sentences], sentences, strict=False)
            if not start or text[end - 1 : end] in '.!?:;…”"’)' or "\n" in text[end:start].replace("\n", "", 1)
        ]

    def span(self, run: Run) -> tuple[int, int]:
        """The sentences in which a run begins and ends."""
        first, last = (bisect_right(self._starts, int(self._pieces.starts[at])) for at in (run.first, run.last - 1))
        return first, last

    def numbers(self, runs: Sequence[Run]) -> NDArray[np.int64]:
        """The sentence in which each run begins."""
        return np.array([self.span(run)[0] for run in runs], np.int64)


def groups(
    layout: Layout, pieces: Pieces, tagged: Tagged, sources: Sequence[Run], cues: Sequence[Run], contents: Sequence[Run]
) -> list[Group]:
    """The statements that runs make up: contents with one cue together, those without a cue each alone."""
    sentences = Sentences(layout, pieces)
    chosen = _cues(layout, pieces, tagged, sentences, cues, contents)
    held: dict[int, list[int]] = {}
    for i, choice in enumerate(chosen):
        held.setdefault(-1 - i if choice.target is None else choice.target, []).append(i)
    asking = [
        (None if cue < 0 else cues[cue], max((contents[i] for i in held[cue]), key=lambda run: run.last - run.first))
        for cue in held
    ]
    found = _sources(tagged, sentences, sources, asking)
    return [
        Group(
            None if source.target is None else sources[source.target],
            cue,
            _joined(layout.text, pieces, [contents[i] for i in which]),
            min(chosen[i].probability for i in which),
            source.probability,
        )
        for (cue, _), which, source in zip(asking, held.values(), found, strict=True)
    ]


def _joined(text: str, pieces: Pieces, runs: Sequence[Run]) -> list[Run]:
    """``runs`` with those made one between which only a comma stands: PolNeAR train has one such gap in 3,391."""
    out = [runs[0]]
    for run in runs[1:]:
        if text[pieces.ends[out[-1].last - 1] : pieces.starts[run.first]].rstrip(" ") == ",":
            out[-1] = Run(out[-1].first, run.last)
        else:
            out.append(run)
    return out


def _cues(
    layout: Layout,
    pieces: Pieces,
    tagged: Tagged,
    sentences: Sentences,
    cues: Sequence[Run],
    contents: Sequence[Run],
) -> list[_Choice]:
    candidates, where = Candidates(tagged, cues), sentences.numbers(cues)
    chosen = []
    for content in contents:
        near = candidates.near(content)
        shares = candidates.shares(CONTENT_CUE, content, near)
        first, last = sentences.span(content)
        inside = (first <= where[near]) & (where[near] <= last)
        if inside.any() and not _opens_quoted(layout, pieces, content):
            shares = _only(shares, inside)
        chosen.append(_choose(near.start, shares, NO_CUE))
    return _with_free(chosen, len(cues), from_none=True)


def _opens_quoted(layout: Layout, pieces: Pieces, run: Run) -> bool:
    start, end = int(pieces.starts[run.first]), int(pieces.ends[run.last - 1])
    return any(layout.in_quotes(at) for at in range(start, min(start + 3, end)))


def _sources(
    tagged: Tagged, sentences: Sentences, sources: Sequence[Run], asking: Sequence[tuple[Run | None, Run]]
) -> list[_Choice]:
    """The source of each pair of a cue and its longest content, or of a content alone."""
    candidates, where = Candidates(tagged, sources), sentences.numbers(sources)
    chosen = []
    for cue, content in asking:
        near = candidates.near(cue or content)
        shares = candidates.shares(CONTENT_SOURCE, content, near)
        if cue is not None:
            shares = candidates.shares(CUE_SOURCE, cue, near) ** BY_CUE * shares ** (1 - BY_CUE)
            first, last = sentences.span(cue)
            shares = _only(shares, (first <= where[near]) & (where[near] <= last))
        chosen.append(_choose(near.start, shares, NO_SOURCE))
    return _with_free(chosen, len(sources), from_none=False)


def _only(shares: Floats, which: NDArray[np.bool_]) -> Floats:
    kept: Floats = np.append(shares[:-1] * which, shares[-1])
    kept /= kept.sum()
    return kept


def _choose(first: int, shares: Floats, none: float) -> _Choice:
    """The best candidate, unless "none" is more probable than ``none``."""
    if len(shares) == 1 or shares[-1] > none or not shares[:-1].any():
        return _Choice(first, shares, None)
    return _Choice(first, shares, first + int(shares[:-1].argmax()))


def _with_free(chosen: list[_Choice], candidates: int, *, from_none: bool) -> list[_Choice]:
    """``chosen`` with candidates that nobody chose given to one of several who chose the same, or to one without."""
    held = Counter(choice.target for choice in chosen)
    for free in range(candidates):
        if held[free]:
            continue
        ratios = [
            (choice.share(free) / max(choice.probability, 1e-9), i)
            for i, choice in enumerate(chosen)
            if (from_none if choice.target is None else held[choice.target] > 1)
        ]
        ratio, i = max(ratios, default=(0.0, -1))
        if ratio > FREE:
            held[chosen[i].target] -= 1
            held[free] += 1
            chosen[i] = _Choice(chosen[i].first, chosen[i].shares, free)
    return chosen
