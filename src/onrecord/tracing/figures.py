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

    ``stop`` is where that word ends.
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
        unit = next((t for t in row[at : at + 3] if t.weight >= 1.5 and _value(t.word) is None), None)
        if not (row[first].word.isdigit() and 1800 <= value <= 2100 and at == first + 1) and row[first].word != "one":
            end = row[at - 1].end
            found.append(Figure(row[first].start, end, value, unit.stem if unit else "", unit.end if unit else end))
    return found


def _value(word: str) -> float | None:
    if _NUMBER.match(word):
        return float(word.replace(",", ""))
    return _WORDS.get(word)
