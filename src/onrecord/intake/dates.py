"""Publication dates: reading them out of words, addresses and file names, as intervals with a basis."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from onrecord.vocabulary import When

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MONTH", "Found", "between", "dates_in", "from_address", "from_file_name", "given", "stamp"]

FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.]){_YEAR}(?P<mark>[-/.])(?P<number>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"\b(?P<month>{MONTH})\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}(?:\s+of)?[\s-]+(?P<month>{MONTH}),?[\s-]+{_YEAR}\b",
        rf"(?<![\d.])(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark){_YEAR}(?!\d)",
    )
)
_CENTURY = re.compile(r"(?:19|20)\d\d")
_ADDRESS_FORMS = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=/|$|[-_.?])"),
    re.compile(rf"/(?P<y>(?:19|20)\d\d)/(?P<m>{MONTH})/(?P<d>\d{{1,2}})(?=/|$)", re.IGNORECASE),
    re.compile(r"(?<![\d])(?P<y>(?:19|20)\d\d)[-_.](?P<m>\d\d)[-_.](?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<![\d])(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)(?=/)"),
)


class Found(NamedTuple):
    """A date written at ``start:end``: the days it can mean, from ``earliest`` to ``latest``."""

    start: int
    end: int
    earliest: date
    latest: date


def dates_in(text: str) -> list[Found]:
    """Every full date written in ``text``, in order. 3/4/2025 may be March or April: an interval."""
    found: list[Found] = []
    if not _CENTURY.search(text):
        return found
    for form in _FORMS:
        for match in form.finditer(text):
            days = sorted(_days(match))
            if days and not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(Found(match.start(), match.end(), days[0], days[-1]))
    return sorted(found)


def _days(match: re.Match[str]) -> Iterator[date]:
    parts = match.groupdict()
    year = int(parts["year"])
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        # Points separate day, month, year in every country that writes them so; with slashes both orders are in use.
        orders = [(one, two)] if parts["mark"] == "." else [(one, two), (two, one)]
        yield from (made for day, month in orders if (made := _day(year, month, day)))
        return
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].rstrip(".").lower()]
    if made := _day(year, month, int(parts["day"])):
        yield made


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def stamp(value: object) -> date | None:
    """The day that a time stamp of metadata names (ISO 8601, RFC 822 or written out), as its publisher wrote it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{10})(?:\d{3})?(?:\.\d+)?", text):
        return datetime.fromtimestamp(int(match[1]), UTC).date()
    found = dates_in(re.sub(r"(?<=\d)T(?=\d)", " ", text[:80]))
    if len(found) == 1 and found[0].earliest == found[0].latest:
        return found[0].earliest
    return None


def from_address(url: str | None) -> When | None:
    """The day, or the month, that an address carries in its path; basis "address"."""
    if not url:
        return None
    path = re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE).split("?")[0].split("#")[0]
    return _carried(path, "address")


def from_file_name(path: str | None) -> When | None:
    """The day that a file's name carries; basis "file name"."""
    if not path:
        return None
    return _carried(re.split(r"[/\\]", path)[-1], "file name")


def _carried(name: str, basis: str) -> When | None:
    for form in _ADDRESS_FORMS:
        for match in form.finditer(name):
            parts = match.groupdict()
            month_name = parts["m"].rstrip(".").lower()
            month = _MONTHS.get(month_name) or int(month_name)
            if "d" in parts and (day := _day(int(parts["y"]), month, int(parts["d"]))):
                return When(day, day, basis)
            if "d" not in parts and 1 <= month <= 12:
                year = int(parts["y"])
                return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]), basis)
    return None


def between(days: list[date], basis: str) -> When | None:
    """The interval that holds all of ``days``, ``None`` for none."""
    return When(min(days), max(days), basis) if days else None


def given(published: When | date | None) -> When | None:
    """What the user said about the date, as a ``When`` with the basis "given"."""
    if isinstance(published, datetime):
        published = published.date()
    return When(published, published, "given") if isinstance(published, date) else published
