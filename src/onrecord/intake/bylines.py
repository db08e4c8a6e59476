"""Who wrote an article, out of how pages and texts write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.intake.lines import title_case, words_of
from onrecord.intake.outlets import is_agency

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_byline", "byline_in", "without_prefix"]

_PREFIX = re.compile(
    r"""^(?:\W*(?:(?:written|story|report(?:ed|ing)?|words|analysis|opinion|text|edited|posted|published|updated|a\s+guest\s+post|by\s+our\s+\w+)\s+)?
    (?:by|von|par|por|di|de|door|av|af|přes|przez|автор|autor(?:in|en)?|auteurs?|authors?|oleh|von\s+unserem\s+\w+)\b\s*[:|]?\s*)""",
    re.I | re.X,
)
_BY = re.compile(
    r"^\W*(?:by|von|par|por|written\s+by|story\s+by|report(?:ing)?\s+by|author\s*:|byline\s*:)\s+(?=[A-Z\u00c0-\u017e])",
    re.I,
)
_PARTICLES = re.compile(r"\b(?:von|van|de|der|den|del|da|dos|di|du|la|le|el|al|bin|ten|zu|und|et|y)\b")
_DAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


def byline_in(line: str) -> str | None:
    """The byline that a line of a text's head states ("By Jane Doe, Staff Writer"), without its "By"."""
    match = _BY.match(line)
    if not match:
        return None
    names = re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", line[match.end() :])[0].strip(" ,;")
    if (
        not 1 <= len(words_of(names)) <= 14
        or title_case(_PARTICLES.sub(" ", names)) < 1.0
        or re.search(r"[!?]|\d", names)
        or _DAYS.search(names)
    ):
        return None
    return names or None


def without_prefix(said: str) -> str:
    """``said`` without the "By", "Von" or "Written by" before the names."""
    bare = _PREFIX.sub("", said, count=1)
    return bare if bare and (not bare[0].islower() or is_agency(bare)) else said


def as_byline(authors: Iterable[str]) -> str | None:
    """Authors as one byline, ``None`` for none."""
    names = list(dict.fromkeys(name for name in authors if name))
    return ", ".join(names) or None
