"""The encoder pass: articles cut into windows, run through the reader's network, stitched back together.

A window holds whole paragraphs, at most ``SIZE`` pieces with the two end marks. Its first ``CONTEXT`` pieces repeat
what came before, so that a pronoun or a cue just before the cut can still be pointed to. What the network computes for
a piece is taken from the window that holds it outside the repeated part: its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.encoder import CLS, SEP, rows, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.reading.pieces import Pieces

    Floats = NDArray[np.float32]
    _Part = tuple["Window", Floats, NDArray[np.int64], NDArray[np.int64], Floats]

__all__ = ["CONTEXT", "NAMES", "POINTERS", "ROLES", "SIZE", "Tagged", "Window", "cut", "inputs", "tag"]

# The order of the network's outputs; training/reader/model.py has the same.
ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-other", "I-other")
POINTERS = ("content-cue", "cue-source", "content-source", "antecedent")
SIZE, CONTEXT = 256, 48
# Added to the score of each label that begins a span, precision for recall: 0.9 gave the best relation F1 on dev.
BEGIN = 0.9
_SHUT = -1e4
_BONUS = np.array([BEGIN if name.startswith("B-") else 0.0 for name in ROLES], np.float32)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [start, end) of an article, owned from ``own`` on.

    ``queries`` [pointers, pieces + 1, 64] and ``keys`` [pointers, 64, pieces + 1]; entry 0 belongs to [CLS].
    """

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
    """Run the network over a batch of articles.

    Each window goes through it alone: its int8 activations are scaled by what they meet, so that neighbours would
    change what is read; and on processors this is the fastest way, too (docs/measurements/reading.md).
    """
    plan = [(i, *window) for i, pieces in enumerate(batch) for window in cut(pieces)]
    outputs = [_run(batch[i], start, end) for i, start, _, end in plan]
    paths = viterbi([out[0] + _BONUS for out in outputs], outputs[0][5]) if outputs else []
    parts: list[list[_Part]] = [[] for _ in batch]
    for (i, start, own, end), (roles, names, queries, keys, voices, _), path in zip(plan, outputs, paths, strict=True):
        n, kept = end - start, slice(own - start + 1, end - start + 1)
        queries, keys = (vectors[: n + 1].reshape(n + 1, len(POINTERS), -1) for vectors in (queries, keys))
        window = Window(start, own, end, queries.transpose(1, 0, 2), keys.transpose(1, 2, 0))
        parts[i].append((window, roles[kept], path[kept], names.argmax(-1)[kept], voices[kept]))
    return [_stitch(len(pieces.ids), found) for pieces, found in zip(batch, parts, strict=True)]


def inputs(pieces: Pieces, start: int, end: int) -> dict[str, NDArray[Any]]:
    """What the network takes for one window, [CLS] and [SEP] around it."""
    ids, shapes, marks = np.zeros((3, 1, end - start + 2), np.int64)
    ids[0, 0], ids[0, -1] = CLS, SEP
    for row, values in ((ids, pieces.ids), (shapes, pieces.shapes), (marks, pieces.marks)):
        row[0, 1:-1] = values[start:end]
    return {"embedded": rows(ids), "shapes": shapes, "marks": marks}


def _run(pieces: Pieces, start: int, end: int) -> list[Floats]:
    """The network's outputs for one window, without the axis of the batch."""
    *outputs, moves = session("reader").run(None, inputs(pieces, start, end))
    return [*(out[0] for out in outputs), moves]


def _stitch(n: int, parts: Sequence[tuple[Window, Floats, NDArray[np.int64], NDArray[np.int64], Floats]]) -> Tagged:
    roles, names = np.zeros(n, np.int64), np.zeros(n, np.int64)
    log_roles, voices = np.zeros((n, len(ROLES)), np.float32), np.zeros((n, 3), np.float32)
    for window, logs, path, labels, voice in parts:
        kept = slice(window.own, window.end)
        roles[kept], log_roles[kept], names[kept], voices[kept] = path, logs, labels, voice
    ordered = sorted((part[0] for part in parts), key=lambda window: window.start)
    return Tagged(roles, log_roles, names, voices, tuple(ordered))


def viterbi(scores: Sequence[Floats], moves: Floats) -> list[NDArray[np.int64]]:
    """The best labels of each window. ``scores``: [pieces, labels] each; ``moves``: [labels, labels], from and to."""
    lengths = np.array([len(window) for window in scores])
    b, t, k = len(scores), int(lengths.max()), len(ROLES)
    padded = np.zeros((b, t, k), np.float32)
    for row, window in enumerate(scores):
        padded[row, : len(window)] = window
    best = padded[:, 0] + np.array([_SHUT if name.startswith("I-") else 0.0 for name in ROLES], np.float32)
    back = np.zeros((b, t, k), np.int64)
    for step in range(1, t):
        ways = best[:, :, None] + moves
        back[:, step] = ways.argmax(1)
        alive = step < lengths
        best = np.where(alive[:, None], ways.max(1) + padded[:, step], best)
        back[~alive, step] = np.arange(k)
    path, rows_ = np.zeros((b, t), np.int64), np.arange(b)
    path[:, -1] = best.argmax(1)
    for step in range(t - 1, 0, -1):
        path[:, step - 1] = back[rows_, step, path[:, step]]
    return [row[:length] for row, length in zip(path, lengths, strict=True)]
