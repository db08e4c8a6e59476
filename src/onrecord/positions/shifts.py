"""Shifts: an actor's position really changing, told from repeats, from noise and from another person speaking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from onrecord.positions.columns import STANCES, UNDATED, columns
from onrecord.positions.windows import WINDOW, settled, windows
from onrecord.vocabulary import Shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from onrecord.positions.columns import Columns
    from onrecord.positions.windows import Windows
    from onrecord.vocabulary import Coding, Json, Stance

__all__ = ["DECIDED", "Step", "history", "shifts"]

# The probability from which a window counts as showing a stance at all.
DECIDED = 0.55
_NEUTRAL = STANCES.index("neutral")
Change = Literal["hardened", "softened", "made conditional", "dropped", "reversed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a change log: what an utterance did to its actor's stance on the issue."""

    day: date | None
    change: Literal["first said", "repeated", "hardened", "softened", "made conditional", "dropped", "reversed"]
    utterance: str
    stance: Stance
    conditions: tuple[str, ...]

    def to_json(self) -> Json:
        return {
            "at": self.day.isoformat() if self.day else None,
            "change": self.change,
            "utterance": self.utterance,
            "stance": self.stance,
            "conditions": list(self.conditions),
        }


def shifts(
    codings: Sequence[Coding],
    *,
    speakers: Mapping[str, str] | None = None,
    window: int = WINDOW,
    decided: float = DECIDED,
) -> list[Shift]:
    """The shifts that ``codings`` show, by actor and issue in order of first appearance, then in time.

    A shift is a change between windows of ``window`` days that each show a stance with probability ``decided`` or more.
    Neutral and undated utterances shift nothing. A single utterance that the next window takes back is noise. Where
    ``speakers`` (utterance id to the id of who said it) is given and nobody who was heard before says the new thing,
    one utterance is not enough: a second one must bear it out, in the same window or later. A person's coding always
    suffices. ``before`` is the last utterance with the old stance, ``after`` the first with the new one. One million
    codings take under 5 s.
    """
    if not codings:
        return []
    table = columns(codings)
    pooled = windows(table, window)
    stood = settled(table, pooled)
    clear = (pooled.stance != _NEUTRAL) & (pooled.confidence >= decided) & (pooled.first != UNDATED)
    # A window overruled by those before it shows nothing new.
    chosen = np.flatnonzero(clear & (stood == pooled.stance))
    group, stance = pooled.group[chosen], pooled.stance[chosen]
    moving = np.unique(group[1:][(group[1:] == group[:-1]) & (stance[1:] != stance[:-1])])
    starts = np.searchsorted(group, moving)
    ends = np.searchsorted(group, moving, side="right")
    bounds = np.searchsorted(pooled.of, np.arange(len(pooled.group) + 1))
    walk = _Walk(codings, table, pooled, bounds.tolist(), speakers)
    made: list[Shift] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        made += walk.through([int(w) for w in chosen[start:end]])
    return made


class _Walk:
    """Goes through the clear windows of an actor and issue."""

    def __init__(
        self,
        codings: Sequence[Coding],
        table: Columns,
        pooled: Windows,
        bounds: Sequence[int],
        speakers: Mapping[str, str] | None,
    ) -> None:
        self.codings, self.table, self.pooled, self.bounds, self.speakers = codings, table, pooled, bounds, speakers

    def through(self, chosen: list[int]) -> Iterator[Shift]:
        current = chosen[0]
        heard = self.voices(current)
        for number, window in enumerate(chosen[1:], 1):
            old, new = int(self.pooled.stance[current]), int(self.pooled.stance[window])
            if old == new:
                current = window
                heard |= self.voices(window)
                continue
            later = chosen[number + 1 :]
            if self.holds(window, old, new, later, heard):
                yield self.shift(current, window, old, new)
                current = window
            heard |= self.voices(window)

    def rows(self, window: int, stance: int) -> list[int]:
        """The input rows of a window's codings with a stance, in time."""
        span = slice(self.bounds[window], self.bounds[window + 1])
        return [int(row) for row in self.table.row[span][self.table.stance[span] == stance]]

    def voices(self, window: int) -> set[str]:
        if self.speakers is None:
            return set()
        span = slice(self.bounds[window], self.bounds[window + 1])
        spoken = (self.speakers.get(self.codings[int(row)].utterance) for row in self.table.row[span])
        return {speaker for speaker in spoken if speaker is not None}

    def holds(self, window: int, old: int, new: int, later: list[int], heard: set[str]) -> bool:
        if self.pooled.human[window]:
            return True
        rows = self.rows(window, new)
        count = len({self.codings[row].utterance for row in rows})
        borne_out = count >= 2 or (bool(later) and int(self.pooled.stance[later[0]]) == new)
        if not borne_out and later and int(self.pooled.stance[later[0]]) == old:
            return False
        if self.speakers is None or not heard or borne_out:
            return True
        return any(self.speakers.get(self.codings[row].utterance) in heard for row in rows)

    def shift(self, current: int, window: int, old: int, new: int) -> Shift:
        before = self.codings[self.rows(current, old)[-1]]
        after = self.codings[self.rows(window, new)[0]]
        return Shift(
            actor=after.actor,
            issue=after.issue,
            before=(before.stance, before.day, before.utterance),
            after=(after.stance, after.day, after.utterance),
            change=_change(before.stance, after.stance),
            conditions=tuple(dict.fromkeys(" ".join(c.text.split()) for c in after.conditions)),
        )


def _change(before: Stance, after: Stance) -> Change:
    """What going from one stance to another is called."""
    if after == "neutral":
        return "dropped"
    if after == "conditional":
        return "made conditional" if before == "for" else "softened"
    if before == "conditional":
        return "hardened" if after == "against" else "softened"
    return "reversed"


def history(codings: Sequence[Coding]) -> list[Step]:
    """The change log of one actor on one issue: every utterance in time, and what it did.

    Takes the codings of that actor and issue alone. Naming more conditions than the time before hardens, naming fewer
    softens. A neutral utterance is left out unless a person coded it, which drops the stance. Undated ones come first.
    """
    if not codings:
        return []
    table = columns(codings)
    steps: list[Step] = []
    seen: set[str] = set()
    for row in table.row.tolist():
        coding = codings[row]
        if coding.utterance in seen or (coding.stance == "neutral" and coding.basis == "machine"):
            continue
        seen.add(coding.utterance)
        named = tuple(dict.fromkeys(" ".join(c.text.split()) for c in coding.conditions))
        steps.append(
            Step(coding.day, _step(steps[-1] if steps else None, coding, named), coding.utterance, coding.stance, named)
        )
    return steps


def _step(
    last: Step | None, coding: Coding, named: tuple[str, ...]
) -> Literal["first said", "repeated", "hardened", "softened", "made conditional", "dropped", "reversed"]:
    if last is None or (last.stance == "neutral" and coding.stance != "neutral"):
        return "first said"
    if last.stance != coding.stance:
        return _change(last.stance, coding.stance)
    if len(named) > len(last.conditions):
        return "hardened"
    return "softened" if len(named) < len(last.conditions) else "repeated"
