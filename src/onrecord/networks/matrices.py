"""One-mode and two-mode networks as matrices, with DNA's formulas (its Exporter, version 3.1.2).

Counts are n(a, j, k): how often actor a spoke on concept j with qualifier level k. Every one-mode weight depends on the
counts of its two actors only; so a block of rows against all columns is the unit of computation, and a moving window
recomputes no more than the rows of the actors that it touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from onrecord.errors import RequestError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.networks.events import Events

__all__ = ["Aggregation", "Counts", "Network", "Normalisation", "block", "counts", "one_mode", "two_mode"]

Aggregation = Literal["ignore", "congruence", "conflict", "subtract"]
Normalisation = Literal["no", "average", "jaccard", "dna-cosine", "cosine"]
TwoModeAggregation = Literal["ignore", "subtract", "combine"]
TwoModeNormalisation = Literal["no", "activity", "prominence"]

# Above this share of filled cells the dense product is the faster one, below this many cells it also fits.
_DENSE_SHARE, _DENSE_CELLS = 0.02, 30_000_000


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of shape (rows, columns). A one-mode network is symmetric, has ``rows == columns`` and diagonal 0."""

    matrix: NDArray[np.float64]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    statements: int
    is_one_mode: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """``table``: weights of statements, shape (actors, concepts * levels), column = concept * levels + level."""

    table: sparse.csr_array
    similarity: NDArray[np.float64]
    ordinal: bool


def counts(events: Events, weights: NDArray[np.float64] | None = None) -> Counts:
    """The counts of ``events``, each statement weighing 1 or as ``weights`` (length n) says."""
    shape = (len(events.actors), len(events.concepts) * max(len(events.levels), 1))
    column = events.concept * len(events.levels) + events.level
    data = np.ones(len(events)) if weights is None else weights
    table = sparse.coo_array((data, (events.actor, column)), shape=shape).tocsr()
    return Counts(table, _similarity(events), events.ordinal)


def _similarity(events: Events) -> NDArray[np.float64]:
    """How far two levels agree: 1 - |k1 - k2| / range for ordinal levels, else 1 for equal ones and 0 for others."""
    if not events.ordinal:
        return np.eye(len(events.levels))
    values = np.array(events.levels, dtype=np.float64)
    spread = float(values[-1] - values[0]) if values.size else 0.0
    if spread == 0:  # a single level: everybody agrees with everybody (DNA divides by zero here)
        return np.ones((values.size, values.size))
    return np.asarray(1.0 - np.abs(values[:, None] - values[None, :]) / spread)


def one_mode(events: Events, aggregation: Aggregation = "congruence", normalisation: Normalisation = "no") -> Network:
    """Actors by actors.

    - ``ignore``: both speak on the concept; ``congruence``: both say the same of it, weighted by how near the levels
      lie; ``conflict``: the same with the distance; ``subtract``: congruence less conflict.
    - ``average`` divides by the mean number of statements of the two, ``jaccard`` by m10 + m01 + m11 over concepts and
      levels, ``dna-cosine`` by the product of the numbers of statements (what DNA calls cosine), ``cosine`` by the
      product of the two vectors' lengths. A divisor of zero gives zero.
    """
    tally = counts(events)
    matrix = block(tally, np.arange(len(events.actors)), aggregation, normalisation)
    return Network(matrix, events.actors, events.actors, len(events))


def block(
    tally: Counts, chosen: NDArray[np.int64], aggregation: Aggregation, normalisation: Normalisation
) -> NDArray[np.float64]:
    """The chosen rows of the one-mode matrix: shape (len(chosen), actors)."""
    weights = _aggregated(tally, chosen, aggregation)
    divisor = _divisor(tally, chosen, aggregation, normalisation)
    if divisor is not None:
        weights = np.divide(weights, divisor, out=np.zeros_like(weights), where=divisor != 0)
    weights[np.arange(chosen.size), chosen] = 0.0
    return weights


def _aggregated(tally: Counts, chosen: NDArray[np.int64], aggregation: Aggregation) -> NDArray[np.float64]:
    if aggregation == "ignore":
        return _gram(*_by_concept(tally, chosen))
    if aggregation not in ("congruence", "conflict", "subtract"):
        raise RequestError(f"no aggregation {aggregation!r}; use ignore, congruence, conflict or subtract")
    agreeing = _congruence(tally, chosen) if aggregation != "conflict" else None
    if aggregation == "congruence":
        return agreeing  # type: ignore[return-value]  # computed above for this aggregation
    disagreeing = _conflict(tally, chosen)
    return disagreeing if agreeing is None else agreeing - disagreeing


def _by_concept(tally: Counts, chosen: NDArray[np.int64]) -> tuple[sparse.csr_array, sparse.csr_array]:
    levels = tally.similarity.shape[0]
    concepts = tally.table.shape[1] // max(levels, 1)
    total = sparse.kron(sparse.eye_array(concepts), np.ones((levels, 1)), format="csr")
    summed = sparse.csr_array(tally.table @ total)
    return sparse.csr_array(summed[chosen]), summed


def _congruence(tally: Counts, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    return _gram(_blurred(tally, chosen, tally.similarity), tally.table)


def _conflict(tally: Counts, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    if tally.ordinal:
        return _gram(_blurred(tally, chosen, 1.0 - tally.similarity), tally.table)
    return _lonely(tally, chosen)


def _blurred(tally: Counts, chosen: NDArray[np.int64], kernel: NDArray[np.float64]) -> sparse.csr_array:
    """The chosen rows with every level spread over the others by ``kernel``."""
    concepts = tally.table.shape[1] // max(kernel.shape[0], 1)
    spread = sparse.kron(sparse.eye_array(concepts), kernel, format="csr")
    return sparse.csr_array(sparse.csr_array(tally.table[chosen]) @ spread)


def _lonely(tally: Counts, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """m10 + m01: what either says where the other says nothing, summed over concepts and levels."""
    mine = sparse.csr_array(tally.table[chosen])
    shared = _gram(mine, _filled(tally.table)) + _gram(_filled(mine), tally.table)
    totals = np.asarray(tally.table.sum(axis=1)).reshape(-1)
    return np.asarray(totals[chosen, None] + totals[None, :] - shared)


def _filled(table: sparse.csr_array) -> sparse.csr_array:
    filled = table.copy()
    filled.data = (filled.data > 0).astype(np.float64)
    return filled


def _divisor(
    tally: Counts, chosen: NDArray[np.int64], aggregation: Aggregation, normalisation: Normalisation
) -> NDArray[np.float64] | None:
    if normalisation == "no":
        return None
    totals = np.asarray(tally.table.sum(axis=1), dtype=np.float64).reshape(-1)
    if normalisation == "average":
        return np.asarray((totals[chosen, None] + totals[None, :]) / 2)
    if normalisation == "dna-cosine":
        return np.asarray(totals[chosen, None] * totals[None, :])
    if normalisation == "jaccard":
        mine = sparse.csr_array(tally.table[chosen])
        return np.asarray(_lonely(tally, chosen) + _gram(mine, tally.table))
    if normalisation == "cosine":
        lengths = _lengths(tally, aggregation)
        return np.asarray(lengths[chosen, None] * lengths[None, :])
    raise RequestError(f"no normalisation {normalisation!r}; use no, average, jaccard, dna-cosine or cosine")


def _lengths(tally: Counts, aggregation: Aggregation) -> NDArray[np.float64]:
    """The length of each actor's vector: the root of its weight with itself, were the diagonal not 0."""
    everyone = np.arange(tally.table.shape[0])
    if aggregation == "ignore":
        _, left = _by_concept(tally, everyone)
        right = left
    else:
        left, right = _blurred(tally, everyone, tally.similarity), tally.table
    return np.asarray(np.sqrt(np.asarray(left.multiply(right).sum(axis=1), dtype=np.float64)).reshape(-1))


def _gram(left: sparse.csr_array, right: sparse.csr_array) -> NDArray[np.float64]:
    """``left @ right.T`` as a dense matrix, by whichever way is faster."""
    cells = right.shape[0] * right.shape[1]
    if cells and right.nnz > _DENSE_SHARE * cells and cells <= _DENSE_CELLS:
        return np.asarray(left.toarray() @ right.toarray().T, dtype=np.float64)
    return np.asarray((left @ right.T).toarray(), dtype=np.float64)


def two_mode(
    events: Events,
    aggregation: TwoModeAggregation = "ignore",
    normalisation: TwoModeNormalisation = "no",
    weights: NDArray[np.float64] | None = None,
) -> Network:
    """Actors by concepts.

    ``ignore`` counts statements; ``subtract`` adds positive levels and takes negative ones away (of two levels 0 and 1:
    ones less zeros); ``combine`` gives each set of levels that occur its number (bit k stands for level k).
    ``activity`` divides by the actor's statements, ``prominence`` by the concept's.
    """
    shape = (len(events.actors), len(events.concepts), len(events.levels))
    array = counts(events, weights).table.toarray().reshape(shape)
    totals = array.sum(axis=2)
    matrix = _two_mode_values(array, events, aggregation)
    basis = (matrix > 0).astype(np.float64) if aggregation == "combine" else totals
    if normalisation == "activity":
        matrix = _divided(matrix, basis.sum(axis=1, keepdims=True))
    elif normalisation == "prominence":
        matrix = _divided(matrix, basis.sum(axis=0, keepdims=True))
    elif normalisation != "no":
        raise RequestError(f"no normalisation {normalisation!r} of two-mode networks; use no, activity or prominence")
    return Network(matrix, events.actors, events.concepts, len(events), is_one_mode=False)


def _two_mode_values(
    array: NDArray[np.float64], events: Events, aggregation: TwoModeAggregation
) -> NDArray[np.float64]:
    if aggregation == "ignore":
        return np.asarray(array.sum(axis=2))
    if aggregation == "combine":
        return np.asarray((array > 0) @ (2.0 ** np.arange(array.shape[2])))
    if aggregation != "subtract":
        raise RequestError(f"no aggregation {aggregation!r} of two-mode networks; use ignore, subtract or combine")
    if not events.ordinal:
        return np.asarray(array.sum(axis=2))  # names have no sign; DNA adds them all
    values = np.array([-1, 1] if events.levels == (0, 1) else events.levels, dtype=np.float64)
    return np.asarray(array @ values)


def _divided(matrix: NDArray[np.float64], divisor: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = np.broadcast_to(divisor, matrix.shape)
    return np.divide(matrix, spread, out=np.zeros_like(matrix), where=spread != 0)
