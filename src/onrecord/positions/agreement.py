"""Agreement between coders: Krippendorff's alpha for nominal labels, with a bootstrap interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions.columns import STANCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Coding, Json, Stance

__all__ = ["Agreement", "agreement", "alpha"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha between coders, its 95 % interval, and on how many units coded by at least two it rests.

    1 is perfect agreement, 0 what chance gives. All three figures are null where alpha is not defined: fewer than two
    units coded twice, or a single label used throughout.
    """

    coders: tuple[str, ...]
    alpha: float | None
    low: float | None
    high: float | None
    units: int

    def to_json(self) -> Json:
        def short(value: float | None) -> float | None:
            return None if value is None else round(value, 4)

        figures = {"alpha": short(self.alpha), "low": short(self.low), "high": short(self.high)}
        return {"coders": list(self.coders), **figures, "units": self.units}


def alpha(counts: NDArray[np.float64]) -> float | None:
    """Krippendorff's alpha of ``counts`` [units, labels]: how many coders gave each unit each label.

    Nominal data: alpha = 1 - (n - 1) * sum over units and pairs of labels of o_uc * o_uk / (m_u - 1), over the sum of
    n_c * n_k, c unlike k (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"). Units with one label are
    left out. Null where nothing is expected to differ.
    """
    size = counts.sum(axis=1)
    counts, size = counts[size >= 2], size[size >= 2]
    if not len(counts):
        return None
    differing = ((size**2 - (counts**2).sum(axis=1)) / (size - 1)).sum()
    labels = counts.sum(axis=0)
    total = labels.sum()
    expected = total**2 - (labels**2).sum()
    return None if expected == 0 else float(1 - (total - 1) * differing / expected)


def agreement(
    codings: Sequence[Coding], coders: Sequence[str] | None = None, *, rounds: int = 1000, seed: int = 0
) -> Agreement:
    """Agreement of ``coders`` (all that coded, if null) on the stance of each (utterance, actor, issue).

    The interval is the 2.5 and 97.5 percentile of alpha over ``rounds`` samples of the units with replacement, drawn
    from ``seed``. "human" as a coder means every person taken together, "machine" every machine coder.
    """
    names = sorted({c.coder for c in codings}) if coders is None else list(coders)
    wanted = set(names)
    units: dict[tuple[str, str, str], int] = {}
    cells: dict[tuple[int, str], Stance] = {}
    for coding in codings:
        coder = coding.coder if coding.coder in wanted else coding.basis
        if coder in wanted:
            unit = units.setdefault((coding.utterance, coding.actor.id, coding.issue), len(units))
            cells[unit, coder] = coding.stance
    counts = np.zeros((len(units), len(STANCES)))
    for (unit, _), stance in cells.items():
        counts[unit, STANCES.index(stance)] += 1
    counts = counts[counts.sum(axis=1) >= 2]
    found = alpha(counts) if len(counts) >= 2 else None
    if found is None:
        return Agreement(tuple(names), None, None, None, len(counts))
    generator = np.random.default_rng(seed)
    samples = [alpha(counts[generator.integers(0, len(counts), len(counts))]) for _ in range(rounds)]
    # A sample in which only one label occurs shows no disagreement.
    values = [1.0 if value is None else value for value in samples]
    low, high = np.percentile(values, [2.5, 97.5])
    return Agreement(tuple(names), found, float(low), float(high), len(counts))
