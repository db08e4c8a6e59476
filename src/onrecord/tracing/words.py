"""Words of a text as arrays: where each stands and a number that stands for it.

Copies are found by comparing word numbers, so that capitals, accents, quotation marks and punctuation, which every
desk changes, play no part. Everything is computed on whole arrays: no Python object is made for a word.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Words", "rolling", "words"]

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, hence invertible modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
# Scripts written without spaces: every character counts as a word (Thai, Lao, kana, Han).
_SINGLE = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: half-open offsets ``start``, ``end`` (int64), ``key`` (uint64), all one length."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    key: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.key)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_], bytes]:
    """For each code point of the basic plane: its base letter in lower case (0 between words); stands it alone?

    And the same letters for the bytes of Windows-1252, in which nearly all Western text can be written one byte a
    character; a base letter beyond one byte is numbered by its Windows-1252 byte in both.
    """
    fold = np.zeros(0x10000, dtype=np.uint16)
    for code in range(0x10000):
        character = chr(code)
        if unicodedata.category(character)[0] in "LNM":
            base = unicodedata.normalize("NFKD", character)[0]
            fold[code] = ord(base.lower()[0]) & 0xFFFF or code
    western = bytearray(256)
    for byte in range(256):
        code = ord(bytes([byte]).decode("cp1252", "replace"))
        if code != 0xFFFD and fold[code] > 0xFF:
            fold[code] = ord(chr(code).lower().encode("cp1252"))
        western[byte] = 0 if code == 0xFFFD else int(fold[code])
    alone = np.zeros(0x10000, dtype=np.bool_)
    for first, last in _SINGLE:
        alone[first : last + 1] = True
    return fold, alone, bytes(western)


@lru_cache(maxsize=8)
def _powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """``_BASE**i`` and its inverse modulo 2**64 for i < ``length``."""
    up = np.full(length, _BASE, dtype=np.uint64)
    down = np.full(length, _INVERSE, dtype=np.uint64)
    up[0] = down[0] = 1
    return np.cumprod(up, dtype=np.uint64), np.cumprod(down, dtype=np.uint64)


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits of each value over all 64: one round of the finaliser of MurmurHash3 (Appleby 2011), in place."""
    values ^= values >> np.uint64(33)
    values *= np.uint64(0xFF51AFD7ED558CCD)
    values ^= values >> np.uint64(33)
    return values


def words(text: str, stretches: Sequence[tuple[int, int]] | None = None) -> Words:
    """The words of ``text``, only those inside ``stretches`` (half-open offsets) where given."""
    letters, alone = _letters(text)
    inside = letters != 0
    if stretches is not None and tuple(stretches) != ((0, len(text)),):
        kept = np.zeros(len(letters), dtype=np.bool_)
        for first, last in stretches:
            kept[first:last] = True
        inside &= kept
    edge = np.zeros(len(letters) + 1, dtype=np.bool_)
    if len(letters):
        np.not_equal(inside[1:], inside[:-1], out=edge[1:-1])
        edge[0], edge[-1] = inside[0], inside[-1]
    if alone is None:
        bounds = np.flatnonzero(edge)
        starts, ends = bounds[::2], bounds[1::2]
    else:
        edge[1:-1] |= inside[1:] & (alone[1:] | alone[:-1])
        bounds = np.flatnonzero(edge)
        held = inside[bounds[:-1]]
        starts, ends = bounds[:-1][held], bounds[1:][held]
    return Words(starts, ends, _runs(letters, starts, ends))


def _letters(text: str) -> tuple[NDArray[np.uint8] | NDArray[np.uint16], NDArray[np.bool_] | None]:
    """The folded letter of each character; which characters stand alone, None where none does."""
    fold, alone, western = _tables()
    try:
        encoded = text.encode("ascii" if text.isascii() else "cp1252")  # the former is ten times faster
        return np.frombuffer(encoded.translate(western), dtype=np.uint8), None
    except UnicodeEncodeError:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes = np.minimum(codes, 0xFFFF)  # the last code point of the basic plane is no letter
        return fold[codes], alone[codes]


def _runs(
    values: NDArray[np.unsignedinteger], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """One number for each stretch of ``values``: a polynomial, read off a single running sum, its bits spread."""
    up, down = _powers(1 << max(10, len(values).bit_length()))
    total = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values * up[: len(values)], dtype=np.uint64, out=total[1:])
    return mix((total[ends] - total[starts]) * down[starts])


def rolling(keys: NDArray[np.uint64], width: int) -> NDArray[np.uint64]:
    """One number for each run of ``width`` keys; shape (len(keys) - width + 1,), empty if there are fewer."""
    starts = np.arange(max(0, len(keys) - width + 1))
    return _runs(keys, starts, starts + width)
