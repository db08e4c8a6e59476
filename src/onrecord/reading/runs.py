"""Runs of word pieces with one label: sources, cues, contents and names, made up to whole words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import inner
from onrecord.reading.tagger import NAMES, ROLES
from onrecord.vocabulary import ActorType, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.reading.layout import Layout
    from onrecord.reading.pieces import Pieces
    from onrecord.reading.tagger import Tagged

__all__ = ["Run", "names", "roles"]

TYPE_OF: dict[str, ActorType] = {"person": "person", "organization": "organization", "place": "country"}
# Shapes of pieces: those that open a quotation, a single capital letter, a full stop and the like; see ``pieces``.
OPENERS, CAPITAL, PUNCTUATION = (6, 8), 4, 10


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces [first, last) that carry one role."""

    first: int
    last: int

    def span(self, text: str, pieces: Pieces) -> Span:
        """Where the run stands in the text."""
        return Span.of(text, int(pieces.starts[self.first]), int(pieces.ends[self.last - 1]))


def roles(pieces: Pieces, tagged: Tagged, layout: Layout) -> Iterator[list[Run]]:
    """Sources, cues and contents.

    A cue may be a mark ("Orlo: we tried"), the others have words. Only a content may run on into a paragraph, one that
    goes on with a quotation; and none runs on into a sentence outside quotation marks, which less than one in a hundred
    of PolNeAR's do.
    """
    paragraphs = set(pieces.paragraphs.tolist())
    text = layout.text
    ends = {p for p in paragraphs if pieces.shapes[p] not in OPENERS or _furniture_before(text, pieces, p)}
    ends |= _sentence_starts(pieces, layout)
    for role in ("source", "cue", "content"):
        found = _runs(tagged.roles, ROLES, role, pieces, ends if role == "content" else paragraphs)
        yield [run for run in found if role == "cue" or _has_word(text, pieces, run)]


def names(pieces: Pieces, tagged: Tagged) -> list[tuple[Run, ActorType]]:
    """Names with their type, in order: of a name whose pieces disagree, the type of most of them."""
    kinds = (tagged.names + 1) // 2
    simple = np.where(kinds == 0, 0, 2)
    found: list[tuple[Run, ActorType]] = []
    for run in _runs(simple, ("O", "B-name", "I-name"), "name", pieces, set(pieces.paragraphs.tolist())):
        votes = np.bincount(kinds[run.first : run.last])
        votes[0] = 0
        kind = TYPE_OF.get(NAMES[2 * int(votes.argmax())][2:])
        whole = _abbreviated(pieces, run)
        if found and kind == found[-1][1] and whole.first <= found[-1][0].last:
            found[-1] = Run(found[-1][0].first, whole.last), kind
        elif kind:
            found.append((whole, kind))
    return found


def _runs(labels: NDArray[np.int64], scheme: Sequence[str], role: str, pieces: Pieces, breaks: set[int]) -> list[Run]:
    """The runs of ``role`` in a label sequence, made up to whole words; an I without its B begins a run.

    ``breaks`` are the pieces before which every run ends.
    """
    begin, within = scheme.index("B-" + role), scheme.index("I-" + role)
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


def _has_word(text: str, pieces: Pieces, run: Run) -> bool:
    return any(map(str.isalnum, text[pieces.starts[run.first] : pieces.ends[run.last - 1]]))


def _furniture_before(text: str, pieces: Pieces, at: int) -> bool:
    return at > 0 and bool(text[pieces.ends[at - 1] : pieces.starts[at]].strip())


def _sentence_starts(pieces: Pieces, layout: Layout) -> set[int]:
    """The first piece of each sentence that follows another on its line and does not begin inside a quotation."""
    text = layout.text
    starts = [
        start
        for (_, end), (start, _) in zip(layout.sentences, layout.sentences[1:], strict=False)
        if not layout.in_quotes(start - 2) and "\n" not in text[end - 1 : start]
    ]
    return set(np.searchsorted(pieces.starts, starts).tolist())


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
