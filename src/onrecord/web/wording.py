"""Two wordings side by side: which words one has and the other has not."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "differences"]

Piece = tuple[Literal["same", "only"], str]
_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]|\s+")
_MOST_TOKENS = 4_000


def differences(first: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """``first`` and ``other`` in pieces, each "same" where the other has it too, else "only". Case is no difference."""
    left, right = _TOKEN.findall(first)[:_MOST_TOKENS], _TOKEN.findall(other)[:_MOST_TOKENS]
    matcher = SequenceMatcher(None, [_key(t) for t in left], [_key(t) for t in right], autojunk=False)
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        mark: Literal["same", "only"] = "same" if kind == "equal" else "only"
        if a < b:
            lefts.append((mark, "".join(left[a:b])))
        if c < d:
            rights.append((mark, "".join(right[c:d])))
    return _joined(lefts), _joined(rights)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """The pieces with no blank "same" one between two others: a run of words that differ is one piece."""
    joined: list[Piece] = []
    for number, (mark, words) in enumerate(pieces):
        between = 0 < number < len(pieces) - 1 and mark == "same" and not words.strip()
        kind = "only" if between else mark
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + words)
        else:
            joined.append((kind, words))
    return joined


def _key(token: str) -> str:
    return " " if token.isspace() else token.casefold().translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})
