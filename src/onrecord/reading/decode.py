"""From labels and pointers to attributions: spans first, then each content to its cue and each cue to its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import inner
from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.tagger import NAMES, POINTERS, ROLES
from onrecord.vocabulary import ActorType, Span, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.reading.pieces import Pieces
    from onrecord.reading.tagger import Tagged, Window

    Floats = NDArray[np.float32]

__all__ = ["Link", "Run", "antecedents", "decode", "entities"]

VOICES: tuple[Voice, ...] = ("speech", "attitude", "other")
TYPE_OF: dict[str, ActorType] = {"person": "person", "organization": "organization", "place": "country"}
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE, ANTECEDENT = range(len(POINTERS))
SIZE = 64
# Shapes of pieces: those that open a quotation, a single capital letter, a full stop and the like; see ``pieces``.
OPENERS, CAPITAL, PUNCTUATION = (6, 8), 4, 10
# A content stands without a cue, a cue without a source, where "none" is more probable than this (tuned on dev).
NO_CUE, NO_SOURCE = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces [first, last) that carry one role."""

    first: int
    last: int

    def span(self, text: str, pieces: Pieces) -> Span:
        """Where the run stands in the text."""
        return Span.of(text, int(pieces.starts[self.first]), int(pieces.ends[self.last - 1]))


@dataclass(frozen=True, slots=True)
class Link:
    """The chosen target among candidates (None for "none") and how probable it is."""

    target: int | None
    probability: float


def runs(labels: NDArray[np.int64], names: Sequence[str], role: str, pieces: Pieces, breaks: set[int]) -> list[Run]:
    """The runs of ``role`` in a label sequence, made up to whole words; an I without its B begins a run.

    ``breaks`` are the pieces before which every run ends.
    """
    begin, within = names.index("B-" + role), names.index("I-" + role)
    out: list[Run] = []
    first: int | None = None
    last = 0
    for i in np.flatnonzero((labels == begin) | (labels == within)).tolist():
        if first is not None and (labels[i] == begin or i != last or i in breaks):
            out.append(_whole(pieces, first, last))
            first = None
        if first is None:
            first = i
        last = i + 1
    if first is not None:
        out.append(_whole(pieces, first, last))
    return out


def _whole(pieces: Pieces, first: int, last: int) -> Run:
    goes_on = inner()
    while first > 0 and goes_on[pieces.ids[first]]:
        first -= 1
    while last < len(pieces.ids) and goes_on[pieces.ids[last]]:
        last += 1
    return Run(first, last)


def _roles(text: str, pieces: Pieces, tagged: Tagged) -> Iterator[list[Run]]:
    """Sources, cues and contents. Only a content may run on into a paragraph, one that goes on with a quotation."""
    paragraphs = pieces.paragraphs.tolist()
    ends = {p for p in paragraphs if pieces.shapes[p] not in OPENERS or _furniture_before(text, pieces, p)}
    for role in ("source", "cue", "content"):
        yield runs(tagged.roles, ROLES, role, pieces, ends if role == "content" else set(paragraphs))


def _furniture_before(text: str, pieces: Pieces, at: int) -> bool:
    return at > 0 and bool(text[pieces.ends[at - 1] : pieces.starts[at]].strip())


def _names(pieces: Pieces, tagged: Tagged) -> list[tuple[Run, ActorType]]:
    """Names with their type, in order: of a name whose pieces disagree, the type of most of them."""
    kinds = (tagged.names + 1) // 2
    simple = np.where(kinds == 0, 0, 2)
    found: list[tuple[Run, ActorType]] = []
    for run in runs(simple, ("O", "B-name", "I-name"), "name", pieces, set(pieces.paragraphs.tolist())):
        votes = np.bincount(kinds[run.first : run.last])
        votes[0] = 0
        kind = TYPE_OF.get(NAMES[2 * int(votes.argmax())][2:])
        whole = _abbreviated(pieces, run)
        if found and kind == found[-1][1] and whole.first <= found[-1][0].last:
            found[-1] = Run(found[-1][0].first, whole.last), kind
        elif kind:
            found.append((whole, kind))
    return found


def _abbreviated(pieces: Pieces, run: Run) -> Run:
    """A name with the letters of an abbreviation before it that the tagger left out: the "U." of "U.S."."""
    first = run.first
    while first > 1 and pieces.shapes[first] == CAPITAL and _attached(pieces, first):
        first -= 2
    if first and pieces.shapes[first] == PUNCTUATION and pieces.shapes[first - 1] == CAPITAL:
        first -= 1
    return Run(first, run.last)


def _attached(pieces: Pieces, at: int) -> bool:
    """Whether the piece follows a mark that follows a single letter, all without a space."""
    starts, ends, shapes = pieces.starts, pieces.ends, pieces.shapes
    close = starts[at] == ends[at - 1] and starts[at - 1] == ends[at - 2]
    return bool(close and shapes[at - 1] == PUNCTUATION and shapes[at - 2] == CAPITAL)


def point(tagged: Tagged, pointer: int, asker: Run, candidates: Sequence[Run]) -> Floats:
    """Probabilities that ``asker`` points to each candidate, the last entry for "none"; [candidates + 1].

    Each window answers for the pieces that it owns, about the candidates that it sees: the mean over the asker's
    pieces of log-softmax, where a candidate's score is the log-sum over its pieces.
    """
    total = np.zeros(len(candidates) + 1, np.float64)
    asked = 0
    part = slice(pointer * SIZE, (pointer + 1) * SIZE)
    for window in tagged.windows:
        first, last = max(asker.first, window.own), min(asker.last, window.end)
        if first >= last:
            continue
        at = window.start - 1
        scores = window.queries[first - at : last - at, part] @ window.keys[:, part].T
        total += _log_shares(scores, window, candidates).sum(0)
        asked += last - first
    mean = np.exp(total / max(asked, 1))
    shares: Floats = (mean / mean.sum()).astype(np.float32)
    return shares


def _log_shares(scores: Floats, window: Window, candidates: Sequence[Run]) -> NDArray[np.float64]:
    peak = scores.max(1, keepdims=True)
    weights = np.exp((scores - peak).astype(np.float64))
    cumulated = np.concatenate([np.zeros((len(weights), 1)), weights.cumsum(1)], 1)
    at = window.start - 1
    seen = [(max(c.first, window.start) - at, min(c.last, window.end) - at) for c in candidates]
    firsts = np.array([first if first < last else 0 for first, last in seen], np.int64)
    lasts = np.array([last if first < last else 0 for first, last in seen], np.int64)
    mass = np.concatenate([cumulated[:, lasts] - cumulated[:, firsts], weights[:, :1]], 1) + 1e-9
    out: NDArray[np.float64] = np.log(mass / mass.sum(1, keepdims=True))
    return out


def choose(shares: Floats, none: float) -> Link:
    """The best candidate, unless "none" is more probable than ``none``."""
    if len(shares) == 1 or shares[-1] > none:
        return Link(None, float(shares[-1]))
    best = int(shares[:-1].argmax())
    return Link(best, float(shares[best]))


def near(runs_: Sequence[Run], asker: Run, reach: int = 300) -> list[Run]:
    """The runs that may be tied to ``asker``: no window is longer than ``reach``."""
    return [run for run in runs_ if run.first < asker.last + reach and run.last > asker.first - reach]


def decode(text: str, pieces: Pieces, tagged: Tagged) -> list[tuple[Attribution, Floats]]:
    """Attributions in order of their first content, each with its features for ``confidence``."""
    sources, cues, contents = _roles(text, pieces, tagged)
    grouped: dict[Run | None, list[tuple[Run, float]]] = {}
    alone: list[tuple[Run, float]] = []
    for content in contents:
        candidates = near(cues, content)
        link = choose(point(tagged, CONTENT_CUE, content, candidates), NO_CUE)
        if link.target is None:
            alone.append((content, link.probability))
        else:
            grouped.setdefault(candidates[link.target], []).append((content, link.probability))
    groups: list[tuple[Run | None, list[tuple[Run, float]]]] = [*grouped.items(), *((None, [one]) for one in alone)]
    made = [_assemble(text, pieces, tagged, sources, cue, group) for cue, group in groups]
    return sorted(made, key=lambda pair: pair[0].content[0].start)


def _assemble(
    text: str, pieces: Pieces, tagged: Tagged, sources: Sequence[Run], cue: Run | None, group: list[tuple[Run, float]]
) -> tuple[Attribution, Floats]:
    contents = [content for content, _ in group]
    widest = max(contents, key=lambda run: run.last - run.first)
    candidates = near(sources, cue or widest)
    shares = point(tagged, CONTENT_SOURCE, widest, candidates)
    if cue is not None:
        shares = point(tagged, CUE_SOURCE, cue, candidates) ** 0.6 * shares**0.4
        shares /= shares.sum()
    link = choose(shares, NO_SOURCE)
    source = None if link.target is None else candidates[link.target]
    voice_run = cue or contents[0]
    voices = tagged.voices[voice_run.first : voice_run.last].mean(0)
    features = np.array(
        [
            min(_certainty(tagged, run) for run in contents),
            _certainty(tagged, cue) if cue else 0.0,
            _certainty(tagged, source) if source else 0.0,
            min(probability for _, probability in group),
            link.probability,
            float(cue is None),
            float(source is None),
            float(np.log(sum(run.last - run.first for run in contents))),
            float(len(contents) > 1),
        ],
        np.float32,
    )
    made = Attribution(
        source=source.span(text, pieces) if source else None,
        cue=cue.span(text, pieces) if cue else None,
        content=tuple(run.span(text, pieces) for run in contents),
        voice=VOICES[int(voices.argmax())],
        confidence=1.0,
    )
    return made, features


def _certainty(tagged: Tagged, run: Run) -> float:
    """Mean probability of the labels of a run's pieces, by the emissions alone."""
    scores = tagged.log_roles[run.first : run.last]
    labels = tagged.roles[run.first : run.last]
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return float((np.take_along_axis(shares, labels[:, None], 1)[:, 0] / shares.sum(1)).mean())


def entities(text: str, pieces: Pieces, tagged: Tagged) -> list[Entity]:
    """The names of the article, in order."""
    return [Entity(run.span(text, pieces), kind) for run, kind in _names(pieces, tagged)]


def antecedents(
    text: str, pieces: Pieces, tagged: Tagged, starts: Sequence[int]
) -> dict[int, list[tuple[Span, float]]]:
    """For the piece that starts at each of ``starts``, the names it may stand for, most probable first."""
    names = [run for run, _ in _names(pieces, tagged)]
    out = {}
    for start in starts:
        at = int(np.searchsorted(pieces.starts, start))
        if at >= len(pieces.starts):
            continue
        asker = Run(at, at + 1)
        candidates = near(names, asker)
        shares = point(tagged, ANTECEDENT, asker, candidates)
        ranked = sorted(zip(candidates, shares[:-1].tolist(), strict=True), key=lambda pair: -pair[1])
        out[start] = [(run.span(text, pieces), share) for run, share in ranked[:8] if share > 0.01]
    return out
