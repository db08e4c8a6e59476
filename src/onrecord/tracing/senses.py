"""How near two words are in meaning, and how much of one wording another tells in words of its own.

The vectors are the rows of the encoder's word table, the mean of its pieces for a word that is not whole in it; no
model runs. Words of one meaning ("fair", "reasonable") lie nearer than unrelated ones, but so do opposites: nearness
says that two words speak of the same matter, not that they agree.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import rows, tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.tracing.content import Token

__all__ = ["in_one_piece", "nearness", "told", "vectors"]

SMALL = 1.0  # weight below which a word only counts if it is there as it is
FAR, NEAR = 0.3, 0.7  # nearness at which a word begins to count as told in another, and from which it counts whole


@lru_cache(maxsize=20_000)
def _vector(word: str) -> tuple[NDArray[np.float32], bool]:
    """The vector of a word, of length one (zero for what has no pieces); whether it is one piece of the table."""
    pieces = tokenizer().encode(word, add_special_tokens=False).ids
    if not pieces:
        return np.zeros(rows(np.zeros(1, np.int64)).shape[1], np.float32), False
    mean: NDArray[np.float32] = rows(np.array(pieces, np.int64)).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean, len(pieces) == 1


def nearness(one: str, two: str) -> float:
    """The cosine of the vectors of two words in lower case."""
    return float(_vector(one)[0] @ _vector(two)[0])


def in_one_piece(word: str) -> bool:
    """Whether a word in lower case is whole in the table, so that its vector is its own."""
    return _vector(word)[1]


def vectors(row: Sequence[Token]) -> NDArray[np.float32]:
    """The vectors of the words of ``row``, which may not be empty: [words, 384], in their order."""
    return np.stack([_vector(token.word)[0] for token in row])


def told(row: Sequence[Token], weights: Sequence[float], other: Sequence[Token], near: NDArray[np.float32]) -> float:
    """The share of ``row`` by ``weights`` that ``other`` has, in the same words or in words near them: 0 to 1.

    ``near`` [words of row, words of other] is the nearness of their words. Neither may be empty.
    """
    whole = sum(weights)
    if not whole:
        return 0.0
    stems = {token.stem for token in other}
    nearest = near.max(axis=1)
    held = 0.0
    for token, weight, best in zip(row, weights, nearest.tolist(), strict=True):
        if token.stem in stems:
            held += weight
        elif weight >= SMALL:
            held += weight * min(1.0, max(0.0, (best - FAR) / (NEAR - FAR)))
    return held / whole
