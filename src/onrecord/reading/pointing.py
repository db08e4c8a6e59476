"""Where the network points: from contents to cues, from cues to sources, from pronouns to names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.tagger import POINTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.reading.runs import Run
    from onrecord.reading.tagger import Tagged

    Floats = NDArray[np.float64]

__all__ = ["ANTECEDENT", "CONTENT_CUE", "CONTENT_SOURCE", "CUE_SOURCE", "Candidates"]

CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE, ANTECEDENT = range(len(POINTERS))
# No window is longer, so that nothing further off can be pointed to.
REACH = 300
_FLOOR = 1e-9


class Candidates:
    """The runs of an article that may be pointed to, in order and without overlap."""

    def __init__(self, tagged: Tagged, runs: Sequence[Run]) -> None:
        self.runs = runs
        self._windows = tagged.windows
        self._ends = [window.end for window in tagged.windows]
        self._firsts = np.array([run.first for run in runs], np.int64)
        self._lasts = np.array([run.last for run in runs], np.int64)
        self._masses: dict[tuple[int, int], tuple[int, NDArray[np.float32]]] = {}

    def near(self, asker: Run) -> slice:
        """Which of ``runs`` may be tied to ``asker``."""
        first = int(np.searchsorted(self._lasts, asker.first - REACH, "right"))
        return slice(first, max(first, int(np.searchsorted(self._firsts, asker.last + REACH))))

    def shares(self, pointer: int, asker: Run, part: slice) -> Floats:
        """Probabilities that ``asker`` points to each run of ``part``, the last entry for "none"; [runs + 1].

        Each window answers for the pieces that it owns, about the runs that it sees: the mean over the asker's
        pieces of log-softmax, where a run's score is the log-sum over its pieces.
        """
        total = np.zeros(part.stop - part.start + 1)
        asked = 0
        number = bisect_right(self._ends, asker.first)
        while number < len(self._windows) and (own := self._windows[number].own) < asker.last:
            rows = slice(max(asker.first - own, 0), min(asker.last, self._ends[number]) - own)
            first, seen = self._mass(pointer, number)
            low, high = max(first, part.start), min(first + seen.shape[1] - 1, part.stop)
            mass = np.full((rows.stop - rows.start, len(total)), _FLOOR)
            if low < high:
                mass[:, low - part.start : high - part.start] += seen[rows, low - first + 1 : high - first + 1]
            mass[:, -1] += seen[rows, 0]
            total += np.log(mass / mass.sum(1, keepdims=True)).sum(0)
            asked += len(mass)
            number += 1
        mean: Floats = np.exp(total / max(asked, 1))
        mean /= mean.sum()
        return mean

    def _mass(self, pointer: int, number: int) -> tuple[int, NDArray[np.float32]]:
        """The first run that a window sees, and for each piece that it owns the weights of "none" and those runs."""
        if (pointer, number) not in self._masses:
            window = self._windows[number]
            at = window.start - 1  # column 0 is [CLS], which stands for "none"
            first = int(np.searchsorted(self._lasts, window.start, "right"))
            last = max(first, int(np.searchsorted(self._firsts, window.end)))
            begin = np.maximum(self._firsts[first:last], window.start) - at
            stop = np.minimum(self._lasts[first:last], window.end) - at
            columns = [0, *(i for a, b in zip(begin.tolist(), stop.tolist(), strict=True) for i in range(a, b))]
            scores = window.queries[pointer, window.own - at : window.end - at] @ window.keys[pointer][:, columns]
            scores -= scores.max(1, keepdims=True)
            starts = np.append(0, 1 + np.append(0, (stop - begin).cumsum()[:-1])) if last > first else [0]
            self._masses[pointer, number] = first, np.add.reduceat(np.exp(scores, out=scores), starts, axis=1)
        return self._masses[pointer, number]
