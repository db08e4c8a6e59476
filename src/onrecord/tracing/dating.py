"""Bounds for articles that bear no date: from utterances they share with dated articles and from days they name.

An article cannot come out before what it reports was said, nor before a day that it tells of as past. A weekday without
a date ("on Sunday") is one of the last seven days, so that a dated report of the same remark bounds the article from
above; and an article that shares several remarks of one briefing with a dated one came out within a day of it or two.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.vocabulary import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.tracing.tellings import Telling
    from onrecord.vocabulary import Article

__all__ = ["dated_by", "days_named"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = "|".join(_MONTHS)
_FULL = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\s+(?P<year2>(?:19|20)\d\d)"
    rf"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<month3>{_MONTH})\s+(?P<year3>(?:19|20)\d\d))\b"
)
_COMING = re.compile(r"\b(?:will|would|until|by|before|expected|scheduled|planned|due|next|set|deadline)\b[^.]*$")
_RECENT = re.compile(rf"\b(?<!last )(?P<day>{'|'.join(_DAYS)})\b(?!\s+\w+\s+\d)")
BRIEFING = 2  # remarks shared with one dated article from which both are taken to be of one news cycle
LAG = 1  # days by which reports of one news cycle come out apart


def dated_by(article: Article, shared: Iterable[Sequence[Telling]]) -> When | None:
    """When an article without a date can have come out; None where nothing bounds it.

    ``shared`` holds, for each utterance that the article reports, all reports of it, the article's own among them.
    """
    lower: list[tuple[date, str]] = [(day, f"tells of {words}") for day, words in days_named(article)]
    upper: list[tuple[date, str]] = []
    siblings: Counter[date] = Counter()
    for reports in shared:
        ours = [t for t in reports if t.statement.article == article.id]
        others = [t for t in reports if t.statement.article != article.id]
        if not ours or not others:
            continue
        said = _firm(others)
        if said:
            lower.append((said, f"reports what was said on {said}"))
            weekday = _weekday(ours)
            if weekday == _DAYS[said.weekday()]:
                upper.append((said + timedelta(6), f"says “{weekday}” of {said}"))
        for other in {t.statement.article: t for t in others}.values():
            out = other.report.article.published
            if out and out.latest and out.latest == out.earliest:
                siblings[out.latest] += 1
    for day, count in siblings.items():
        if count >= BRIEFING:
            near = f"shares {count} remarks with an article of {day}"
            upper.append((day + timedelta(LAG), near))
            lower.append((day - timedelta(LAG + 1), near))
    return _interval(lower, upper)


def _interval(lower: list[tuple[date, str]], upper: list[tuple[date, str]]) -> When | None:
    """The tightest bounds and what sets them; bounds that contradict one another are left out, the upper ones first."""
    if not lower and not upper:
        return None
    start = max(lower, default=None)
    held = [end for end in upper if start is None or end[0] >= start[0]]
    end = min(held, default=None)
    basis = "; ".join(dict.fromkeys(bound[1] for bound in (start, end) if bound))
    return When(start[0] if start else None, end[0] if end else None, basis)


def _firm(reports: Sequence[Telling]) -> date | None:
    """The day on which it was said, where a report names it."""
    days = [t.bounds.earliest for t in reports if t.bounds.firm and t.bounds.earliest == t.bounds.latest]
    return date.fromordinal(max(day for day in days if day)) if days else None


def _weekday(ours: Sequence[Telling]) -> str | None:
    """A weekday without a date that the article names in the sentence of the remark."""
    for telling in ours:
        text = telling.report.article.text
        content = telling.statement.content
        first = max(text.rfind(". ", 0, content[0].start), text.rfind("\n", 0, content[0].start)) + 1
        stops = [at for at in (text.find(". ", content[-1].end), text.find("\n", content[-1].end)) if at >= 0]
        match = _RECENT.search(text[first : min(stops, default=len(text))])
        if match:
            return match["day"]
    return None


def days_named(article: Article) -> list[tuple[date, str]]:
    """Days and months with a year of which the body tells, as (first day, words); not those that it expects."""
    found = []
    for begin, end in article.body:
        for match in _FULL.finditer(article.text, begin, end):
            if _COMING.search(article.text[max(begin, match.start() - 60) : match.start()]):
                continue
            day = _day(match)
            if day:
                found.append((day, match.group()))
    return found


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = match["month"] or match["month2"] or match["month3"]
        year = match["year"] or match["year2"] or match["year3"]
        return date(int(year), _MONTHS.index(month) + 1, int(match["day"] or match["day2"] or 1))
    except ValueError:
        return None
