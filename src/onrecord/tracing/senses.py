"""How near two words are in meaning, and how much of one wording another tells in words of its own.

The vectors are the rows of the encoder's word table, the mean of its pieces for a word that is not whole in it; no
model runs. Words of one meaning ("fair", "reasonable") lie nearer than unrelated ones, but so do opposites: nearness
says that two words speak of the same matter, not that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import rows, tokenizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from onrecord.tracing.content import Token

__all__ = ["Known", "in_one_piece", "known", "nearest", "nearness", "told"]

WIDTH = 384
MOST = 24  # words of a row that are looked for in other words
SMALL = 1.0  # weight below which a word only counts if it is there as it is
FAR, NEAR = 0.3, 0.7  # nearness at which a word begins to count as told in another, and from which it counts whole


@lru_cache(maxsize=20_000)
def _vector(word: str) -> tuple[NDArray[np.float32], bool]:
    """The vector of a word, of length one (zero for what has no pieces); whether it is one piece of the table."""
    pieces = tokenizer().encode(word, add_special_tokens=False).ids
    if not pieces:
        return np.zeros(WIDTH, np.float32), False
    mean: NDArray[np.float32] = rows(np.array(pieces, np.int64)).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean, len(pieces) == 1


def nearness(one: str, two: str) -> float:
    """The cosine of the vectors of two words in lower case."""
    return float(_vector(one)[0] @ _vector(two)[0])


def in_one_piece(word: str) -> bool:
    """Whether a word in lower case is whole in the table, so that its vector is its own."""
    return _vector(word)[1]


@dataclass(frozen=True, slots=True)
class Known:
    """The telling words of a row with their vectors: ``at`` are their positions, ``rows`` [words, 384]."""

    at: tuple[int, ...]
    rows: NDArray[np.float32]


def known(row: Sequence[Token]) -> Known:
    """The words of ``row`` that may be told in another: at most ``MOST``, the most telling.

    So few that their product is not worth the threads of a numerical library.
    """
    telling = [at for at, token in enumerate(row) if token.weight >= SMALL]
    kept = sorted(sorted(telling, key=lambda at: -row[at].weight)[:MOST])
    rows_ = np.stack([_vector(row[at].word)[0] for at in kept]) if kept else np.zeros((0, WIDTH), np.float32)
    return Known(tuple(kept), rows_)


def nearest(ours: Known, theirs: Known) -> tuple[dict[int, float], dict[int, float]]:
    """For the words of each side the nearness of the word of the other that is nearest, by position."""
    if not ours.at or not theirs.at:
        return {}, {}
    near = ours.rows @ theirs.rows.T
    return (
        dict(zip(ours.at, near.max(axis=1).tolist(), strict=True)),
        dict(zip(theirs.at, near.max(axis=0).tolist(), strict=True)),
    )


def told(row: Sequence[Token], other: Sequence[Token], near: Mapping[int, float], weights: Sequence[float]) -> float:
    """The share of ``row`` by ``weights`` that ``other`` has, in the same words or in words near them: 0 to 1."""
    whole = sum(weights)
    if not whole:
        return 0.0
    stems = {token.stem for token in other}
    held = 0.0
    for at, (token, weight) in enumerate(zip(row, weights, strict=True)):
        if token.stem in stems:
            held += weight
        elif at in near:
            held += weight * min(1.0, max(0.0, (near[at] - FAR) / (NEAR - FAR)))
    return held / whole
