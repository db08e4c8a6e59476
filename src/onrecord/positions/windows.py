"""Pooling: codings of an actor on an issue gathered into windows, and where the actor stands in each.

A window opens with an utterance and takes in what follows within ``length`` days. Where an actor stands is the
likeliest explanation of what it was coded as saying, by a fixed table of how often actors of each stance say what
(`SAID`): an actor with conditions often leaves them out, an actor without any seldom states one. The table is an
assumption, laid open here, not a measurement; it decides only where utterances disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions.columns import STANCES, UNDATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.positions.columns import Columns

__all__ = ["SAID", "WINDOW", "Windows", "settled", "windows"]

WINDOW = 30  # days
_CONDITIONAL, _NEUTRAL = STANCES.index("conditional"), STANCES.index("neutral")
# Rows: where an actor stands (for, against, conditional); columns: what its utterance is coded as.
SAID = np.array([[0.92, 0.05, 0.03], [0.05, 0.92, 0.03], [0.35, 0.20, 0.45]])


@dataclass(frozen=True, slots=True)
class Windows:
    """One entry per window, ordered by group and time; ``of`` gives, per coding of the columns, its window.

    ``stance`` is a number into `columns.STANCES`, ``confidence`` its probability given the window's codings, ``first``
    and ``last`` the days of its first and last utterance (`columns.UNDATED` for the window of undated ones).
    """

    group: NDArray[np.int64]
    stance: NDArray[np.int64]
    confidence: NDArray[np.float64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    human: NDArray[np.bool_]
    of: NDArray[np.int64]


def windows(table: Columns, length: int = WINDOW) -> Windows:
    """The windows of ``length`` days of every group of ``table``.

    Neutral codings are evidence of nothing: they decide only in a window that has no other. The probabilities of
    utterances are multiplied, tempered by the square root of their number, since remarks of one window are not
    independent of each other.
    """
    of = _assigned(table, length)
    count = int(of.max(initial=-1)) + 1
    starts = np.searchsorted(of, np.arange(count))
    ends = np.searchsorted(of, np.arange(count), side="right") - 1
    spoken = table.stance != _NEUTRAL
    said = np.where(spoken, table.stance, 0)
    likelihood = table.confidence[:, None] * SAID.T[said] + (1 - table.confidence[:, None]) / 3
    logs = np.where(spoken[:, None], np.log(likelihood) * table.weight[:, None], 0.0)
    number = np.bincount(of, table.weight * spoken, count)
    total = np.stack([np.bincount(of, logs[:, k], count) for k in range(3)], axis=1).reshape(count, 3)
    tempered = total / np.sqrt(np.maximum(number, 1))[:, None]
    raised = np.exp(tempered - tempered.max(axis=1, keepdims=True))
    shares = raised / raised.sum(axis=1, keepdims=True)
    silent = number == 0
    mean = np.bincount(of, table.confidence, count) / np.maximum(np.bincount(of, minlength=count), 1)
    return Windows(
        group=table.group[starts],
        stance=np.where(silent, _NEUTRAL, shares.argmax(axis=1)),
        confidence=np.where(silent, mean, shares.max(axis=1)),
        first=table.day[starts],
        last=table.day[ends],
        human=np.bincount(of, table.human, count) > 0,
        of=of,
    )


def settled(table: Columns, pooled: Windows) -> NDArray[np.int64]:
    """The stance of each window seen beside those before it in its group, a number into `columns.STANCES`.

    A neutral window takes over what came before: saying nothing changes nothing. So does, after a conditional one, a
    window of a single utterance without conditions that the next does not bear out: conditions are often left unsaid.
    """
    number = np.bincount(pooled.of, (table.stance != _NEUTRAL) * table.weight, len(pooled.group))
    spoken = np.flatnonzero(pooled.stance != _NEUTRAL)
    group, said = pooled.group[spoken], pooled.stance[spoken]
    same = (group[1:] == group[:-1]) & (said[1:] == said[:-1])
    borne_out = np.append(same, False)[: len(said)] | np.append(False, same)[: len(said)]
    lone = (number[spoken] <= 1.5) & ~borne_out & ~pooled.human[spoken] & (said != _CONDITIONAL)
    before = _carried(group, np.where(lone, _NEUTRAL, said))
    stood = pooled.stance.copy()
    stood[spoken] = np.where(lone & (before == _CONDITIONAL), _CONDITIONAL, said)
    return _carried(pooled.group, stood)


def _carried(group: NDArray[np.int64], stance: NDArray[np.int64]) -> NDArray[np.int64]:
    """``stance`` with each neutral replaced by what stands before it in its group."""
    opens = np.append(True, group[1:] != group[:-1])
    at = np.arange(len(stance))
    last = np.maximum.accumulate(np.where(opens | (stance != _NEUTRAL), at, 0))
    return stance[last]


def _assigned(table: Columns, length: int) -> NDArray[np.int64]:
    """The window of each coding. All groups open their next window in one round: rounds loop, codings do not."""
    count = len(table.day)
    opens = np.zeros(count, np.int64)
    span = 4 * 10**6  # above any day number, so that group * span + day sorts like the columns
    key = table.group * span + (table.day - UNDATED)
    at = np.flatnonzero(np.diff(table.group, prepend=-1))
    stop = np.append(at[1:], count)
    while len(at):
        opens[at] = 1
        dated = table.day[at] != UNDATED
        reach = np.where(dated, key[at] + length, key[at])
        at = np.searchsorted(key, reach, side="right")
        open_still = at < stop
        at, stop = at[open_still], stop[open_still]
    return np.cumsum(opens) - 1
