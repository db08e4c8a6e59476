"""Where an article's paragraphs, sentences and quoted stretches lie, and questions about positions in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.naming.tables import word_set
from onrecord.reading.quotes import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Layout", "lay_out"]

_ABBREVIATIONS = word_set("""
mr mrs ms dr prof sen sens rep reps gov govs gen lt col maj capt cmdr sgt adm rev hon st jr sr vs no inc corp co ltd
jan feb mar apr jun jul aug sept sep oct nov dec ala ariz calif colo conn del fla ga ill ind kan ky la md mass mich
minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
""")
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The (start, end) of every paragraph, sentence and quoted stretch of ``text``, each list in order."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds ``at``, or of the last before it."""
        return _before(self.paragraphs, at)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds ``at``, or of the last before it."""
        return _before(self.sentences, at)

    def in_quotes(self, at: int) -> bool:
        """Whether ``at`` stands inside quotation marks."""
        found = bisect_right(self.quoted, (at, 1 << 62))
        return found > 0 and at < self.quoted[found - 1][1]


def _before(stretches: tuple[tuple[int, int], ...], at: int) -> int:
    found = bisect_right(stretches, (at, 1 << 62))
    return found - 1 if found else 0


def lay_out(text: str, body: Sequence[tuple[int, int]] | None = None) -> Layout:
    """The layout of ``text``; lines are paragraphs. ``body`` bounds the stretches in which quotation marks pair up."""
    paragraphs = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip())
    sentences: list[tuple[int, int]] = []
    for start, end in paragraphs:
        sentences.extend(_sentences(text, start, end))
    return Layout(
        text,
        paragraphs or ((0, len(text)),),
        tuple(sentences) or ((0, len(text)),),
        tuple(quoted(text, [(0, len(text))] if body is None else body)),
    )


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        rest = text[stop.end() : end].lstrip()
        begin = stop.start()
        while begin > at and (text[begin - 1].isalnum() or text[begin - 1] in "._"):
            begin -= 1
        last = text[begin : stop.start()].lower()
        abbreviated = stop[0].startswith(".") and (
            last in _ABBREVIATIONS or (re.fullmatch(r"(?:[a-z]\.)*[a-z]", last) is not None and last != "i")
        )
        if not rest or (rest[0].islower() and not stop[0].startswith("\n")) or abbreviated:
            continue
        found.append((at, stop.end()))
        at = stop.end() + (len(text[stop.end() : end]) - len(rest))
    if text[at:end].strip():
        found.append((at, end))
    return found
