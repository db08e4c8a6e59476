"""Codings as columns: what pooling and shifts compute on. A million codings take about 40 MB and a second."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Actor, Coding, Stance

__all__ = ["STANCES", "UNDATED", "Columns", "as_date", "columns"]

STANCES: tuple[Stance, ...] = ("for", "against", "conditional", "neutral")
_NUMBER = {stance: i for i, stance in enumerate(STANCES)}
# A day number before every real one, for utterances that nobody can date.
UNDATED = -(10**6)


@dataclass(frozen=True, slots=True)
class Columns:
    """Codings that count, sorted by actor and issue (``group``), then day, then utterance.

    ``row`` is the coding's number in the input, ``stance`` a number into `STANCES`, ``day`` a proleptic ordinal or
    `UNDATED`, ``weight`` 1 over the number of codings of the same utterance in the group, ``groups`` the (actor, issue)
    of each group number. All arrays have one entry per coding.
    """

    row: NDArray[np.int64]
    group: NDArray[np.int64]
    utterance: NDArray[np.int64]
    stance: NDArray[np.int64]
    day: NDArray[np.int64]
    confidence: NDArray[np.float64]
    human: NDArray[np.bool_]
    weight: NDArray[np.float64]
    groups: tuple[tuple[Actor, str], ...]


def columns(codings: Sequence[Coding]) -> Columns:
    """The columns of ``codings``; where a person coded an utterance, the machine's codings of it are left out."""
    actors, issues, utterances = (defaultdict[str, int](count().__next__) for _ in range(3))
    # One comprehension a column: at a million codings the loop itself is what costs.
    actor = np.array([actors[c.actor.id] for c in codings], np.int64)
    issue = np.array([issues[c.issue] for c in codings], np.int64)
    spoken = np.array([utterances[c.utterance] for c in codings], np.int64)
    stance = np.array([_NUMBER[c.stance] for c in codings], np.int64)
    day = np.array([UNDATED if c.day is None else c.day.toordinal() for c in codings], np.int64)
    judged = np.array([c.basis == "human" for c in codings], bool)
    confidence = np.array([c.confidence for c in codings], np.float64)
    _, firsts, pairs = np.unique(actor * (len(issues) + 1) + issue, return_index=True, return_inverse=True)
    rank = np.empty(len(firsts), np.int64)
    rank[np.argsort(firsts)] = np.arange(len(firsts))
    group = rank[pairs]
    groups = tuple((codings[i].actor, codings[i].issue) for i in np.sort(firsts))
    order = np.lexsort((spoken, day, group))
    order = order[_counting(group[order], spoken[order], judged[order])]
    _, of_key, size = np.unique(
        group[order] * (len(utterances) + 1) + spoken[order], return_inverse=True, return_counts=True
    )
    return Columns(
        order,
        group[order],
        spoken[order],
        stance[order],
        day[order],
        confidence[order],
        judged[order],
        1.0 / size[of_key],
        groups,
    )


def _counting(group: NDArray[np.int64], spoken: NDArray[np.int64], human: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which codings count: a person's, and the machine's where no person coded that utterance for that group."""
    if not human.any():
        return np.ones(len(human), bool)
    key = group * (spoken.max() + 1) + spoken
    return human | ~np.isin(key, key[human])


def as_date(day: int) -> date | None:
    """The date of a day number of `Columns`."""
    return None if day == UNDATED else date.fromordinal(day)
