"""A text as lines with offsets, and what can be said of one line by its form alone."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = [
    "Line",
    "blank_before",
    "headline_like",
    "lines_of",
    "prose",
    "title_case",
    "word_list",
    "word_set",
    "words_of",
]

_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_STOP = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_INNER_STOP = re.compile(r"([^\W\d_]{3,})[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[^\W\d_a-z]")


class Line(NamedTuple):
    """One line of a text without its break and outer blanks: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


def word_list(words: str) -> tuple[str, ...]:
    """The words of a list written as a text, in order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(words.split())


_SHORTENED = word_set(
    "gov sen rep gen col lt capt maj sgt mrs dep adm rev hon dist jan feb mar apr jun jul aug sep sept oct nov dec"
)
# Words that headlines in title case leave small.
_SMALL = word_set(
    """a an and as at but by for from if in into is of off on or over per than that the to up via vs with amid"""
)


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of ``text`` from ``start`` on; blank ones are there, empty."""
    lines, at = [], start
    for match in [*_BREAK.finditer(text, start), None]:
        end = match.start() if match else len(text)
        raw = text[at:end]
        inner = raw.strip(" \t\xa0\u200b\ufeff\f\v")
        begin = at + (raw.find(inner) if inner else 0)
        lines.append(Line(begin, begin + len(inner), inner))
        at = match.end() if match else end
    return lines


def blank_before(lines: list[Line], index: int) -> int:
    """How many blank lines stand directly before line ``index``."""
    count = 0
    while index - count > 0 and not lines[index - count - 1].text:
        count += 1
    return count


def words_of(text: str) -> list[str]:
    """The words of ``text``, without punctuation."""
    return _WORD.findall(text)


def prose(text: str) -> bool:
    """Whether a line reads as running text: it ends like a sentence and is long enough, or holds a sentence's end."""
    count = len(words_of(text))
    if count >= 40 or _inner_stop(text):
        return True
    return count >= 8 and bool(_STOP.search(text)) and not text.endswith(":")


def headline_like(text: str) -> bool:
    """Whether a line could be a headline: 3 to 25 words that do not end like a sentence."""
    return (
        3 <= len(words_of(text)) <= 25 and not re.search(r"[.!…,:;。！][\"'”’»)\]]*$", text) and not _inner_stop(text)
    )


def title_case(text: str) -> float:
    """The share of words that begin with a capital or digit, those that headlines leave small not counted."""
    counted = [word for word in words_of(text) if word.lower() not in _SMALL]
    return sum(not word[0].islower() for word in counted) / len(counted) if counted else 0.0


def _inner_stop(text: str) -> bool:
    """Whether a sentence ends inside ``text`` and another begins; "Gov. Smith" ends none."""
    return any(match[1].lower() not in _SHORTENED for match in _INNER_STOP.finditer(text))
