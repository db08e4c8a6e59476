"""The sentence around a stretch of text, told from titles and initials; what stands in quotation marks.

The rooms above read articles with a layout of their own; a comparison needs one sentence of a stored text at a time.
"""

from __future__ import annotations

import re

__all__ = ["quoted", "sentence"]

_STOP = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘'])|\n")
_SHORTENED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Adm|Rev|Hon|St|Jr|Sr|vs|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ala|Ariz|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich"
    r"|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)$"
)
LONG = 600  # characters before a stretch in which its sentence begins
_DOUBLE_OPENING, _DOUBLE_CLOSING = "“„«‟", "”»"
_SINGLE = re.compile(r"(?<![\w'’‘])['‘](?=[\w“\"])([^'’‘\n]+(?:['’]\w[^'’‘\n]*)*)['’](?!\w)")


def sentence(text: str, first: int, last: int) -> tuple[int, int]:
    """Offsets of the sentence, or sentences, that hold ``text[first:last]``."""
    begins = max(0, first - LONG)
    for stop in _STOP.finditer(text, begins, first + 1):
        if stop.end() <= first and not _shortened(text, stop.start()):
            begins = stop.end()
    # A stretch that ends with its sentence ends it; one that asks may be followed by who asks (“Why?” Ms. Bell said).
    inside = max(first, last - 2)
    for stop in _STOP.finditer(text, inside):
        if stop.start() < last and text[stop.start()] in "?!" and "\n" not in stop[0]:
            continue
        if not _shortened(text, stop.start()):
            return begins, max(last, stop.start() + (stop[0] != "\n"))
    return begins, len(text)


def _shortened(text: str, at: int) -> bool:
    """Whether the point at ``at`` ends a shortened word, not a sentence."""
    return text[at] == "." and _SHORTENED.search(text, max(0, at - 8), at) is not None


def quoted(text: str, first: int, last: int) -> set[int]:
    """Offsets within ``text[first:last]`` that stand in quotation marks, double ones or, where it has none, single."""
    inside: set[int] = set()
    before = text[first - 1] if first else ""
    depth = bool(before) and before in _DOUBLE_OPENING + '"'
    for offset in range(first, last):
        character = text[offset]
        if character == '"':
            depth = not depth
        elif character in _DOUBLE_OPENING:
            depth = True
        elif character in _DOUBLE_CLOSING:
            depth = False
        elif depth:
            inside.add(offset)
    if not inside:
        for match in _SINGLE.finditer(text, max(0, first - 1), min(len(text), last + 1)):
            inside.update(range(max(first, match.start(1)), min(last, match.end(1))))
    return inside
