"""The encoder pass: articles cut into windows, run through the reader's network, stitched back together.

A window holds whole paragraphs, at most ``SIZE`` pieces with the two end marks. Its first ``CONTEXT`` pieces repeat
what came before, so that a pronoun or a cue just before the cut can still be pointed to. What the network computes for
a piece is taken from the window that holds it outside the repeated part: its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import CLS, SEP, rows, session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.reading.pieces import Pieces

    Floats = NDArray[np.float32]

__all__ = ["CONTEXT", "NAMES", "POINTERS", "ROLES", "SIZE", "Tagged", "Window", "cut", "tag"]

# The order of the network's outputs; training/reader/model.py has the same.
ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-other", "I-other")
POINTERS = ("content-cue", "cue-source", "content-source", "antecedent")
SIZE, CONTEXT = 256, 48
BATCH = 4
# Added to the score of each label that begins a span, precision for recall: 0.7 gave the best relation F1 on dev.
BEGIN = 0.7
_SHUT = -1e4
_BONUS = np.array([BEGIN if name.startswith("B-") else 0.0 for name in ROLES], np.float32)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [start, end) of an article, owned from ``own`` on; row 0 of queries and keys belongs to [CLS]."""

    start: int
    own: int
    end: int
    queries: Floats
    keys: Floats


@dataclass(frozen=True, slots=True)
class Tagged:
    """Per piece of one article: label of ``ROLES``, log-probabilities of roles, label of ``NAMES``, voice log-odds."""

    roles: NDArray[np.int64]
    log_roles: Floats
    names: NDArray[np.int64]
    voices: Floats
    windows: tuple[Window, ...]


def cut(pieces: Pieces) -> list[tuple[int, int, int]]:
    """Windows as (start, own, end): paragraphs packed greedily; a paragraph too long for a window is cut inside."""
    n, room = len(pieces.ids), SIZE - 2
    ends = np.append(pieces.paragraphs[1:], n)
    out = []
    own = 0
    while own < n:
        start = own - min(CONTEXT, own)
        fits = ends[(ends > own) & (ends <= start + room)]
        end = int(fits[-1]) if len(fits) else min(start + room, n)
        out.append((start, own, end))
        own = end
    return out


def tag(batch: Sequence[Pieces]) -> list[Tagged]:
    """Run the network over a batch of articles."""
    plan = [(i, *window) for i, pieces in enumerate(batch) for window in cut(pieces)]
    plan.sort(key=lambda entry: entry[3] - entry[1])
    made: list[list[tuple[Window, Floats, NDArray[np.int64], NDArray[np.int64], Floats]]] = [[] for _ in batch]
    for at in range(0, len(plan), BATCH):
        chosen = plan[at : at + BATCH]
        for entry, result in zip(chosen, _run(batch, chosen), strict=True):
            made[entry[0]].append(result)
    return [_stitch(len(pieces.ids), parts) for pieces, parts in zip(batch, made, strict=True)]


def _run(
    batch: Sequence[Pieces], chosen: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[Window, Floats, NDArray[np.int64], NDArray[np.int64], Floats]]:
    longest = max(end - start for _, start, _, end in chosen) + 2
    ids = np.zeros((len(chosen), longest), np.int64)
    mask, shapes, marks = np.zeros_like(ids), np.zeros_like(ids), np.zeros_like(ids)
    for row, (i, start, _, end) in enumerate(chosen):
        n, pieces = end - start, batch[i]
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, pieces.ids[start:end], SEP
        mask[row, : n + 2] = 1
        shapes[row, 1 : n + 1], marks[row, 1 : n + 1] = pieces.shapes[start:end], pieces.marks[start:end]
    inputs = {"embedded": rows(ids), "mask": mask, "shapes": shapes, "marks": marks}
    log_roles, names, queries, keys, voices, moves = session("reader").run(None, inputs)
    paths = viterbi(log_roles + _BONUS, moves, mask.sum(1))
    labels = names.argmax(-1)
    for row, (_, start, own, end) in enumerate(chosen):
        n = end - start
        window = Window(start, own, end, queries[row, : n + 1], keys[row, : n + 1])
        kept = slice(own - start + 1, n + 1)
        yield window, log_roles[row, kept], paths[row, kept], labels[row, kept], voices[row, kept]


def _stitch(n: int, parts: Sequence[tuple[Window, Floats, NDArray[np.int64], NDArray[np.int64], Floats]]) -> Tagged:
    roles, names = np.zeros(n, np.int64), np.zeros(n, np.int64)
    log_roles, voices = np.zeros((n, len(ROLES)), np.float32), np.zeros((n, 3), np.float32)
    for window, logs, path, labels, voice in parts:
        kept = slice(window.own, window.end)
        roles[kept], log_roles[kept], names[kept], voices[kept] = path, logs, labels, voice
    ordered = sorted((part[0] for part in parts), key=lambda window: window.start)
    return Tagged(roles, log_roles, names, voices, tuple(ordered))


def viterbi(scores: Floats, moves: Floats, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best label sequence of each row. ``scores`` [rows, pieces, labels], ``moves`` [labels, labels] from-to."""
    b, t, k = scores.shape
    best = scores[:, 0] + np.array([_SHUT if name.startswith("I-") else 0.0 for name in ROLES], np.float32)
    back = np.zeros((b, t, k), np.int64)
    for step in range(1, t):
        ways = best[:, :, None] + moves
        back[:, step] = ways.argmax(1)
        alive = (step < lengths)[:, None]
        best = np.where(alive, ways.max(1) + scores[:, step], best)
        back[:, step][~alive[:, 0]] = np.arange(k)
    path = np.zeros((b, t), np.int64)
    path[:, -1] = best.argmax(1)
    for step in range(t - 1, 0, -1):
        path[:, step - 1] = np.take_along_axis(back[:, step], path[:, step, None], 1)[:, 0]
    return path
