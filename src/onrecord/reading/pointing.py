"""Where the network points: from contents to cues, from cues to sources, from pronouns to names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.tagger import POINTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.reading.runs import Run
    from onrecord.reading.tagger import Tagged

    Floats = NDArray[np.float64]

__all__ = ["ANTECEDENT", "CONTENT_CUE", "CONTENT_SOURCE", "CUE_SOURCE", "Candidates", "point"]

CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE, ANTECEDENT = range(len(POINTERS))
# No window is longer, so that nothing further off can be pointed to.
REACH = 300


class Candidates:
    """The runs of an article that may be pointed to, in order and without overlap."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self._firsts = np.array([run.first for run in runs], np.int64)
        self._lasts = np.array([run.last for run in runs], np.int64)

    def near(self, asker: Run) -> slice:
        """Which of ``runs`` may be tied to ``asker``."""
        first = int(np.searchsorted(self._lasts, asker.first - REACH, "right"))
        return slice(first, max(first, int(np.searchsorted(self._firsts, asker.last + REACH))))

    def bounds(self, part: slice) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First and last pieces of some of ``runs``."""
        return self._firsts[part], self._lasts[part]


def point(tagged: Tagged, pointer: int, asker: Run, candidates: Candidates, part: slice) -> Floats:
    """Probabilities that ``asker`` points to each candidate of ``part``, the last entry for "none"; [candidates + 1].

    Each window answers for the pieces that it owns, about the candidates that it sees: the mean over the asker's
    pieces of log-softmax, where a candidate's score is the log-sum over its pieces.
    """
    firsts, lasts = candidates.bounds(part)
    total = np.zeros(len(firsts) + 1)
    asked = 0
    for window in tagged.windows:
        first, last = max(asker.first, window.own), min(asker.last, window.end)
        if first >= last:
            continue
        at = window.start - 1  # row 0 is [CLS], which stands for "none"
        scores = window.queries[pointer, first - at : last - at] @ window.keys[pointer]
        scores -= scores.max(1, keepdims=True)
        cumulated = np.exp(scores, out=scores).cumsum(1, dtype=np.float64)
        begin = np.minimum(np.maximum(firsts, window.start), window.end) - at
        stop = np.maximum(np.minimum(lasts, window.end) - at, begin)  # the same where it is not seen
        mass = np.empty((last - first, len(total)))
        np.subtract(cumulated[:, stop - 1], cumulated[:, begin - 1], out=mass[:, :-1])
        mass[:, -1] = cumulated[:, 0]
        mass += 1e-9
        total += np.log(mass / mass.sum(1, keepdims=True)).sum(0)
        asked += last - first
    mean: Floats = np.exp(total / max(asked, 1))
    mean /= mean.sum()
    return mean
