"""Figures in what was said: their values and what they count, so that two reports can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.tracing.content import Token

__all__ = ["Figure", "figures"]

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = """twenty thirty forty fifty sixty seventy eighty ninety"""
_WORDS = {word: float(n) for n, word in enumerate(_UNITS.split())}
_WORDS |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?$")
ROUNDING = 0.06  # relative difference that rounding explains


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: offsets, value, and the stem of the telling word after it ("" where there is none).

    ``stop`` is where that word ends, with a plural right behind it.
    """

    start: int
    end: int
    value: float
    of: str
    stop: int

    def agrees(self, other: Figure) -> bool:
        """Whether both can be right, one of them perhaps rounded."""
        return abs(self.value - other.value) <= ROUNDING * max(abs(self.value), abs(other.value))


def figures(row: Sequence[Token]) -> list[Figure]:
    """The figures of a row of words in order; years and ordinals are not figures, nor is "one" by itself."""
    found = []
    at = 0
    while at < len(row):
        value = _value(row[at].word)
        if value is None:
            at += 1
            continue
        first = at
        at += 1
        while at < len(row) and row[at].word in _SCALE:
            value *= _SCALE[row[at].word]
            at += 1
        place = next(
            (i for i in range(at, min(at + 3, len(row))) if row[i].weight >= 1.5 and not _value(row[i].word)), -1
        )
        unit = row[place] if place >= 0 else None
        if not (row[first].word.isdigit() and 1800 <= value <= 2100 and at == first + 1) and row[first].word != "one":
            end = row[at - 1].end
            stop = _unit_end(row, place) if unit else end
            found.append(Figure(row[first].start, end, value, unit.stem if unit else "", stop))
    return found


def _unit_end(row: Sequence[Token], place: int) -> int:
    """Where the unit at ``place`` ends: with its plural, where that is the next word ("cubic metres")."""
    unit, after = row[place], row[place + 1 : place + 2]
    plural = after and after[0].start == unit.end + 1 and after[0].word.endswith("s") and not unit.word.endswith("s")
    return after[0].end if plural else unit.end


def _value(word: str) -> float | None:
    if _NUMBER.match(word):
        return float(word.replace(",", ""))
    return _WORDS.get(word)
