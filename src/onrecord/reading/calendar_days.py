"""The days that words name, by plain calendar arithmetic relative to one reference day, the day of publication."""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Days", "days_named"]

Days = tuple[date, date]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: i for name, i in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NUMBERS |= {"eleven": 11, "twelve": 12}
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40}
_NUMBERS |= {"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
# How many are meant by words that count without a number, as (least, most).
_VAGUE = {"few": (2, 6), "a few": (2, 6), "several": (2, 10), "some": (2, 10), "many": (3, 30), "": (2, 30)}


def _shift_months(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    year, month = min(max(at // 12, 1), MAXYEAR), at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _shift(day: date, unit: str, count: int) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return _shift_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _calendar_unit(day: date, unit: str) -> Days:
    """The week (from Monday), weekend, month, quarter, year, decade or century that ``day`` lies in."""
    if unit == "day":
        return day, day
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday())
        return (monday if unit == "week" else monday + timedelta(days=5)), monday + timedelta(days=6)
    if unit == "month":
        return _month(day.year, day.month)
    if unit == "quarter":
        first = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, first, 1), _month(day.year, first + 2)[1]
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    first = day.year - day.year % years
    return date(max(first, 1), 1, 1), date(min(first + years - 1, MAXYEAR), 12, 31)


def _season(year: int, name: str) -> Days:
    first, last = _SEASONS[name]
    return date(year, first, 1), _month(year + (last < first), last)[1]


def _staged(days: Days, stage: str | None) -> Days:
    """The early, middle or late third of ``days``."""
    if not stage or stage.lower() in ("earlier", "later"):
        return days
    third = (days[1] - days[0]).days // 3
    word = stage.lower()
    if "early" in word or "beginning" in word:
        return days[0], days[0] + timedelta(days=third)
    if "mid" in word:
        return days[0] + timedelta(days=third), days[1] - timedelta(days=third)
    return days[1] - timedelta(days=third), days[1]


def _nearest(make: Callable[[int], Days], reference: date, direction: int) -> Days:
    """``make(year)`` of the year that puts it after (1) or before (-1) ``reference``, or nearest to it (0)."""
    years = [make(year) for year in (reference.year - 1, reference.year, reference.year + 1)]
    if direction < 0:
        return max(days for days in years if days[0] <= reference)
    if direction > 0:
        return min(days for days in years if days[1] >= reference)
    return min(years, key=lambda days: abs((days[0] - reference).days))


def _direction(this: str | None, future: bool) -> int:
    word = (this or "").lower().split()
    if {"next", "coming"} & set(word):
        return 1
    return -1 if {"last", "past", "previous"} & set(word) or not future else 1


def _month_number(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _dated(match: re.Match[str], which: str, reference: date | None, future: bool) -> Days | None:
    """A day of a month, or several, with or without a year."""
    month, first = _month_number(match["m" + which]), int(match["d" + which])
    last = int(match[f"d{which}b"] or first)
    if match["y" + which]:
        return date(int(match["y" + which]), month, first), date(int(match["y" + which]), month, last)
    if reference is None:
        return None

    def in_year(year: int) -> Days:
        days = calendar.monthrange(year, month)[1]
        return date(year, month, min(first, days)), date(year, month, min(last, days))

    return _nearest(in_year, reference, 1 if future else 0)


def _numeric(words: str) -> Days | None:
    """Day and month in figures: both readings where both are possible."""
    a, b, year = (int(part) for part in re.split(r"[/.]", words))
    year += 2000 if year < 100 else 0
    readings = [
        date(year, month, day)
        for month, day in {(a, b), (b, a)}
        if 1 <= month <= 12 and 1 <= day <= 28 + 3 * (month != 2)
    ]
    return (min(readings), max(readings)) if readings else None


def _absolute(match: re.Match[str], reference: date | None, future: bool) -> Days | None:
    if match["iso"]:
        day = date.fromisoformat(match["iso"])
        return day, day
    if match["numeric"]:
        return _numeric(match["numeric"])
    if match["m1"] or match["m2"]:
        return _dated(match, "1" if match["m1"] else "2", reference, future)
    if match["m3"] and match["y3"]:
        return _staged(_month(int(match["y3"]), _month_number(match["m3"])), match["stage"])
    if match["season_year"]:
        return _staged(_season(int(match["season_year"]), match["season"].lower()), match["stage"])
    if match["decade"] or match["year"]:
        day = date(int(match["decade"] or match["year"]), 1, 1)
        return _staged(_calendar_unit(day, "decade" if match["decade"] else "year"), match["stage"])
    return None


def _month_alone(match: re.Match[str], reference: date, future: bool) -> Days:
    month = _month_number(match["m3"])
    this = (match["mthis"] or "").lower()
    if this == "this":
        return _staged(_month(reference.year, month), match["stage"])
    nearest = _nearest(lambda year: _month(year, month), reference, _direction(this, future))
    return _staged(nearest, match["stage"])


def _weekday(match: re.Match[str], reference: date, future: bool) -> Days:
    """The nearest such day: on or before the reference day, on or after it where the words look ahead."""
    this = (match["wthis"] or "").lower()
    wanted = _WEEKDAYS[match["weekday"].lower()]
    if _direction(this, future) > 0:
        ahead = (wanted - reference.weekday()) % 7
        day = reference + timedelta(days=ahead or (7 if "next" in this else 0))
    else:
        back = (reference.weekday() - wanted) % 7
        day = reference - timedelta(days=back or (7 if this in ("last", "previous") else 0))
    return day, day


def _ago(match: re.Match[str], reference: date) -> Days:
    """So long before the reference day, give or take half a unit; days are counted exactly."""
    unit, words = match["ago_unit"].lower(), " ".join(match["ago"].lower().split())
    if words in ("more than a", "over a"):
        return _shift(reference, unit, -2), _shift(reference, unit, -1)
    least, most = _count(words)
    most = min(most, 5) if unit == "decade" and least < most else most
    if least < most or unit == "day":
        return _shift(reference, unit, -most), _shift(reference, unit, -least)
    half = (_shift(reference, unit, -least) - _shift(reference, unit, -least - 1)) // 2
    middle = _shift(reference, unit, -least)
    return middle - half, middle + half


def _count(words: str) -> tuple[int, int]:
    words = " ".join(words.lower().split())
    if words in _VAGUE:
        return _VAGUE[words]
    if words.isdigit():
        return int(words), int(words)
    tens, _, ones = words.partition("-")
    number = _NUMBERS[tens] + (_NUMBERS.get(ones, 0) if ones else 0)
    return number, number


def _stretch(reference: date, unit: str, count: int, direction: int) -> Days:
    """``count`` units that end, or with ``direction`` 1 begin, on the reference day."""
    other = _shift(reference, unit, count * direction)
    return min(reference, other), max(reference, other)


def _named_unit(match: re.Match[str], reference: date, future: bool) -> Days:
    """This week, last month, next summer, the past year."""
    this, unit, stage = " ".join(match["which"].lower().split()), match["unit"].lower(), match["stage"]
    direction = 0 if this == "this" else _direction(this, future)
    if unit in _SEASONS:
        days = _season(reference.year, unit)
        if direction:
            days = _nearest(lambda year: _season(year, unit), reference, direction)
        if direction < 0 and days[1] >= reference:
            days = _season(days[0].year - 1, unit)
        return _staged(days, stage)
    if "past" in this or "coming" in this:
        return _stretch(reference, "week" if unit == "weekend" else unit, 1, direction)
    back_to_weekend = unit == "weekend" and not future and reference.weekday() < 5 and this == "this"
    steps = -1 if back_to_weekend and reference.weekday() < 2 else direction
    if unit == "weekend" and direction < 0 and reference.weekday() == 6:
        steps = -1
    days = _calendar_unit(_shift(reference, "week" if unit == "weekend" else unit, steps), unit)
    if stage and stage.lower() in ("earlier", "later") and not direction:
        return (days[0], reference) if stage.lower() == "earlier" else (reference, days[1])
    return _staged(days, stage)


def _day_word(words: str, reference: date) -> Days:
    words = " ".join(words.lower().split())
    if "before yesterday" in words or "after tomorrow" in words:
        steps = -2 if "before" in words else 2
    else:
        steps = -1 if words in ("yesterday", "last night") else 1 if words == "tomorrow" else 0
    first = reference + timedelta(days=steps)
    return (first - timedelta(days=1), first) if words == "overnight" else (first, first)


def _relative(match: re.Match[str], reference: date, future: bool) -> Days | None:
    if match["m3"]:
        return _month_alone(match, reference, future)
    if match["weekday"]:
        return _weekday(match, reference, future)
    if match["ago_unit"]:
        return _ago(match, reference)
    if match["few"]:
        direction = 1 if match["few_which"].lower() in ("next", "coming") else -1
        return _stretch(reference, match["few_unit"].lower(), _count(match["few"])[1], direction)
    if match["recent"]:
        direction = 1 if match["recent"].lower() == "coming" else -1
        return _stretch(reference, match["recent_unit"].lower(), _VAGUE[""][1] // 3, direction)
    if match["unit"]:
        return _named_unit(match, reference, future)
    return _day_word(match["day"], reference) if match["day"] else None


def days_named(match: re.Match[str], reference: date | None, *, future: bool = False) -> Days | None:
    """First and last day that a match of ``time_words`` names, None where it names none or needs a reference day.

    Without ``future``, words that may look either way ("on Monday", "in May") look back.
    """
    try:
        days = _absolute(match, reference, future)
        if days is None and reference is not None:
            days = _relative(match, reference, future)
    except (ValueError, OverflowError):  # 31 June, or beyond the calendar
        return None
    return days if days is None or days[0] <= days[1] else None
