"""Networks through time: moving windows, counted incrementally, and windows smoothed by a kernel."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from onrecord.errors import RequestError
from onrecord.networks.matrices import Aggregation, Counts, Network, Normalisation, block, counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from onrecord.networks.events import Events

__all__ = ["Kernel", "kernel_network", "kernel_weights", "moving_windows"]

Kernel = Literal["uniform", "triangular", "epanechnikov", "gaussian"]


def moving_windows(
    events: Events,
    days: int,
    *,
    step: int = 1,
    aggregation: Aggregation = "congruence",
    normalisation: Normalisation = "no",
) -> Iterator[tuple[date, Network]]:
    """One-mode networks of the ``days`` days that end on each ``step``-th day, with that day.

    From one window to the next only the rows of actors whose statements entered or left are computed again.
    """
    if days < 1 or step < 1:
        raise RequestError("a window and its step are at least one day long")
    if not len(events):
        return
    moving = _Moving(events, aggregation, normalisation)
    first, last = int(events.day[0]), int(events.day[-1])
    for end in range(first + days - 1, max(last, first + days - 1) + step, step):
        entered = int(np.searchsorted(events.day, end, side="right"))
        left = int(np.searchsorted(events.day, end - days, side="right"))
        moving.move(left, entered)
        yield date.fromordinal(end), moving.network()


class _Moving:
    """The matrix of one window, moved forward over events in order of day."""

    def __init__(self, events: Events, aggregation: Aggregation, normalisation: Normalisation) -> None:
        self._events = events
        self._how = (aggregation, normalisation)
        self._start = self._stop = 0
        empty = counts(events.rows(slice(0, 0)))
        self._tally = empty
        self._matrix = np.zeros((len(events.actors), len(events.actors)))

    def move(self, start: int, stop: int) -> None:
        """Let the window hold the events ``start`` to ``stop``, counted from the first."""
        gone = counts(self._events.rows(slice(self._start, start))).table
        come = counts(self._events.rows(slice(self._stop, stop))).table
        change = sparse.csr_array(come - gone)
        table = sparse.csr_array(self._tally.table + change)
        table.eliminate_zeros()
        self._tally = Counts(table, self._tally.similarity, self._tally.ordinal)
        self._start, self._stop = start, stop
        touched = np.flatnonzero(np.diff(change.indptr)).astype(np.int64)
        if touched.size:
            rows = block(self._tally, touched, *self._how)
            self._matrix[touched] = rows
            self._matrix[:, touched] = rows.T

    def network(self) -> Network:
        """A copy of the network as it stands."""
        labels = self._events.actors
        return Network(self._matrix.copy(), labels, labels, self._stop - self._start)


def kernel_weights(offsets: NDArray[np.int64], days: int, kernel: Kernel) -> NDArray[np.float64]:
    """The weight of a statement ``offsets`` days from the middle of a window of ``days`` days.

    u = 2 * offset / days; uniform 1/2, triangular 1 - |u|, Epanechnikov 3/4 (1 - u^2), each 0 outside -1..1; gaussian
    the standard normal density of u. (DNA 3.1.2 takes |1 - u| for the triangular one, which weighs what comes after
    the middle more than what comes before; here both sides weigh the same.)
    """
    u = 2.0 * offsets / days
    if kernel == "gaussian":
        return np.asarray(np.exp(-0.5 * u * u) / np.sqrt(2 * np.pi))
    inside = np.abs(u) <= 1
    if kernel == "uniform":
        return np.where(inside, 0.5, 0.0)
    if kernel == "triangular":
        return np.where(inside, 1 - np.abs(u), 0.0)
    if kernel == "epanechnikov":
        return np.where(inside, 0.75 * (1 - u * u), 0.0)
    raise RequestError(f"no kernel {kernel!r}; use uniform, triangular, epanechnikov or gaussian")


def kernel_network(
    events: Events,
    middle: date,
    days: int,
    *,
    kernel: Kernel = "epanechnikov",
    aggregation: Aggregation = "congruence",
    normalisation: Normalisation = "no",
) -> Network:
    """The one-mode network around one day: a pair of statements weighs the root of the product of its two weights.

    That root factorises, so each statement simply counts as the root of its own weight.
    """
    if days < 1:
        raise RequestError("a window is at least one day long")
    weights = kernel_weights(events.day - middle.toordinal(), days, kernel)
    inside = weights > 0
    chosen = events.rows(inside)
    tally = counts(chosen, np.sqrt(weights[inside]))
    matrix = block(tally, np.arange(len(events.actors)), aggregation, normalisation)
    return Network(matrix, events.actors, events.actors, len(chosen))
