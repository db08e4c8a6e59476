"""Word pieces of an article with what the uncased vocabulary hides: shape, paragraph starts, quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["MARK_PARAGRAPH", "MARK_QUOTED", "Pieces", "pieces"]

# Shapes: 0 none, 1 lower case, 2 Title, 3 ALL CAPITALS, 4 a single capital, 5 digits, 6 opening quotation mark,
# 7 closing quotation mark, 8 straight quotation mark, 9 dash or colon, 10 other punctuation, 11 MixedCase.
OPENING, CLOSING, STRAIGHT, DASHES = "“„«‘", "”»’", "\"'", "-–—―:"
MARK_PARAGRAPH, MARK_QUOTED = 1, 2
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text, in order; all arrays have one entry a piece.

    ``paragraphs`` holds the index of the first piece of each paragraph, in order.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    shapes: NDArray[np.int64]
    marks: NDArray[np.int64]
    paragraphs: NDArray[np.int64]


@lru_cache(1 << 16)
def shape(word: str) -> int:
    """The shape class of one piece as it stands in the text."""
    first = word[:1]
    if first.isalpha():
        if word.islower() or not word.upper().isupper():
            return 1
        if len(word) == 1:
            return 4
        if word.isupper():
            return 3
        return 2 if word[1:].islower() else 11
    if first.isdigit():
        return 5
    if first in STRAIGHT:
        return 8
    if first in OPENING:
        return 6
    if first in CLOSING:
        return 7
    return 9 if first in DASHES else 10


def pieces(text: str, body: Sequence[tuple[int, int]] | None = None) -> Pieces:
    """Cut ``text`` (inside ``body``, if given) into word pieces; each line is a paragraph."""
    lines = [
        (match.start(), match.end())
        for start, end in (body if body is not None else [(0, len(text))])
        for match in _LINE.finditer(text, start, end)
        if not match[0].isspace()
    ]
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    marks: list[int] = []
    shapes: list[int] = []
    paragraphs: list[int] = []
    encoded = tokenizer().encode_batch([text[start:end] for start, end in lines], add_special_tokens=False)
    for (offset, _), line in zip(lines, encoded, strict=True):
        if not line.ids:
            continue
        paragraphs.append(len(ids))
        ids += line.ids
        quoted = False
        for start, end in line.offsets:
            word = text[offset + start : offset + end]
            kind = shape(word)
            if kind == 6 and word in "“„«":
                quoted = True
            elif word == '"':
                quoted = not quoted
            marks.append(MARK_QUOTED if quoted else 0)
            if kind == 7 and word in "”»":
                quoted = False
            shapes.append(kind)
            starts.append(offset + start)
            ends.append(offset + end)
        marks[paragraphs[-1]] |= MARK_PARAGRAPH
    as_array = [np.array(values, np.int64) for values in (ids, starts, ends, shapes, marks, paragraphs)]
    return Pieces(*as_array)
