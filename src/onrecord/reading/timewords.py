"""Words that name days: a finder of one compiled expression, whose groups ``onrecord.reading.calendar_days`` resolves.

``docs/measurements/dates.md`` has the libraries it was measured against.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["time_words"]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![a-z])"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[6-9]|20)\d\d"
_PART = r"(?i:morning|afternoon|evening|night)"
_UNIT = r"(?i:day|week|month|year|decade)"
_SEASON = r"(?i:spring|summer|fall|autumn|winter)"
_COUNT = (
    r"(?i:\d{1,3}|a\s+couple(?:\s+of)?|a\s+few|few|several|some|many|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)"
)
_THIS = r"(?i:this\s+past|this\s+coming|this|last|next|past|the\s+past|the\s+coming|coming|previous)"
_STAGE = r"(?i:early|mid|late|earlier|later|the\s+beginning\s+of|the\s+end\s+of|the\s+middle\s+of)"

# What the first word can be at all: a test that most words fail at once.
_MAY_BEGIN = (
    r"(?=[0-9JFMASONDTWELPCV]|the\b|this\b|last\b|next\b|past\b|coming|previous|early|mid|late|earlier|day\b|days\b|over\b|more\b"
    r"|an?\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|fifteen\b|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|few\b|some\b|several\b|many\b|in\b|recent\b|spring\b|summer\b|fall\b|autumn\b|winter\b"
    r"|yesterday|to(?:day|night|morrow)|years?\b|months?\b|weeks?\b|decades?\b|overnight)"
)

_FINDER = re.compile(
    rf"(?<![\w$£€#.,/-]){_MAY_BEGIN}(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    r"|(?P<numeric>\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d)"
    rf"|(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),?\s+)?(?P<m1>{_MONTH})\s*(?P<d1>{_DAY})(?:st|nd|rd|th)?(?![\d:])"
    rf"(?:\s*[-–—]\s*(?P<d1b>{_DAY})(?![\d:]))?(?:,?\s+(?P<y1>{_YEAR})\b)?"
    rf"|(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),?\s+)?(?:the\s+)?(?P<d2>{_DAY})(?:st|nd|rd|th)?"
    rf"(?:\s*[-–—]\s*(?P<d2b>{_DAY}))?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR})\b)?"
    rf"|(?P<ago>{_COUNT}|(?i:more\s+than\s+a|over\s+a)|)\s*\b(?P<ago_unit>{_UNIT})s?\s+(?i:ago)"
    rf"|(?i:the\s+)?(?P<few_which>(?i:last|past|next|coming))\s+(?P<few>{_COUNT})\s+(?P<few_unit>{_UNIT})s?"
    rf"|(?i:in\s+)?(?P<recent>(?i:recent|past|coming))\s+(?P<recent_unit>{_UNIT})s"
    r"|(?P<day>(?i:(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow"
    r"|this\s+(?:morning|afternoon|evening)|last\s+night|earlier\s+today|overnight))"
    rf"|(?:(?P<stage>{_STAGE})(?:\s+(?:in|on)\b)?[\s-]+)?(?:"
    rf"(?:(?P<mthis>{_THIS})\s+)?(?P<m3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR})\b)?"
    rf"|(?:(?P<wthis>{_THIS})\s+)?(?P<weekday>{_WEEKDAY})(?!s\b)(?:\s+{_PART})?"
    rf"|(?P<which>{_THIS})\s+(?P<unit>(?i:week(?:end)?|month|year|decade|century|quarter|{_SEASON}))(?![\w-])"
    rf"|(?:the\s+)?(?P<season>{_SEASON})(?:\s+of)?\s+(?P<season_year>{_YEAR})\b"
    r"|(?:the\s+)?(?P<decade>(?:1[6-9]|20)\d0)['’]?s\b"
    rf"|(?P<year>{_YEAR})"
    r"))(?!\w)"
)
# A year alone is taken for a number where a thing that is counted or measured follows.
_COUNTED = re.compile(
    r"\s*(?:%|percent|people|members|employees|miles|meters|metres|feet|pages|dollars|euros|votes|words|delegates|troops"
    r"|soldiers|tons|tonnes|million|billion|jobs|homes|children|men|women|others|and\s+a\s+half)|[,.]\d|[/:]\w|-\d{3}"
)
# "May" and "March" are words too: alone they name months only after these.
_BEFORE_MONTH = re.compile(
    r"(?i:\b(?:in|last|since|until|till|by|early|late|mid|this|next|from|of|through|and|to|during))[\s-]+\Z"
)
# "Today" with a capital inside a sentence is part of a name.
_IN_A_NAME = re.compile(r"[\w,’']\s+\Z")
_WORDS_TOO = frozenset({"may", "march", "mar"})


def time_words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches of the words that name days in ``text[start:end]``; resolve each with ``days_named``."""
    for match in _FINDER.finditer(text, start, end):
        if match["year"] and _COUNTED.match(text, match.end()):
            continue
        if (
            match["day"]
            and match["day"][0].isupper()
            and _IN_A_NAME.search(text, max(0, match.start() - 3), match.start())
        ):
            continue
        bare_month = match["m3"] and not (match["y3"] or match["mthis"] or match["stage"])
        if bare_month and match["m3"].lower().rstrip(".") in _WORDS_TOO | {"sun", "sat", "jan", "dec"}:
            before = _BEFORE_MONTH.search(text[max(0, match.start() - 12) : match.start()])
            if not before or re.match(r"\s+[A-Z]", text[match.end() : match.end() + 3]):
                continue
        yield match
