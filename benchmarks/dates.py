"""Score the dates room against the silver dates beside PolNeAR, and against dateparser.search.

    python benchmarks/dates.py [--split dev] [--library 20]

The silver marks come from CoreNLP and give values without resolving them to a day, so they are compared part by part:
the day of the week, the month and day, the month, the year, or the distance in units. ``--library`` is how many
articles the library is run on (it is slow). Speed is counted in processor time. Needs ../shared (or $ONRECORD_SHARED).
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import os
import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from onrecord.reading.dates import dates
from onrecord.vocabulary import Article, When

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Found = list[tuple[int, int, date | None, date | None]]
Finder = Callable[[str, date], Found]
_UNITS = {"D": 1, "W": 7, "M": 31, "Y": 366}


def articles(split: str) -> list[tuple[str, date, list[list[Any]]]]:
    """Text, day of publication (from the file's name) and silver (start, end, value) of every article of a split."""
    folder = SHARED / "gold" / "polnear" / split
    rows = []
    with gzip.open(folder / "corenlp-silver.jsonl.gz", "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            path = folder / "text" / f"{row['article']}.txt"
            day = re.search(r"_(\d{4}-\d\d-\d\d)_", path.name)
            if path.exists() and day:
                silver = [[e[0], e[1], e[3]] for e in row["entities"] if e[2] in ("DATE", "TIME") and len(e) > 3]
                rows.append((path.open(encoding="utf8", newline="").read(), date.fromisoformat(day[1]), silver))
    return rows


def expected(value: str, published: date) -> tuple[str, Any] | None:
    """What kind of date a silver value is, with the test that an agreeing interval passes; None: not compared."""
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d).*", value):
        day = date(*map(int, m.groups()))
        return "full date", lambda a, b: a == b == day
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = map(int, m.groups())
        return "month and year", lambda a, b: (a.year, a.month, b.year, b.month) == (year, month, year, month)
    if re.fullmatch(r"\d{4}", value):
        return "year", lambda a, b: a.year == b.year == int(value)
    if m := re.fullmatch(r"XXXX-WXX-(\d).*", value):
        near = lambda a: abs((a - published).days) <= 14  # noqa: E731 - a one-line test beside its use
        return "weekday", lambda a, b: a == b and a.isoweekday() == int(m[1]) and near(a)
    if m := re.fullmatch(r"XXXX-(\d\d)-(\d\d)", value):
        return "day and month", lambda a, b: a == b and (a.month, a.day) == (int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(?:THIS )?XXXX-(\d\d)(?: OFFSET P-1Y)?", value):
        return "month", lambda a, b: a.month == b.month == int(m[1])
    if m := re.fullmatch(r"THIS P1([DWMY])(?: OFFSET P(-?\d)\1)?", value):
        days = _UNITS[m[1]] * int(m[2] or 0)
        middle = published + timedelta(days=days)
        return (
            "this, last, next",
            lambda a, b: a - timedelta(days=_UNITS[m[1]]) <= middle <= b + timedelta(days=_UNITS[m[1]]),
        )
    if m := re.fullmatch(r"OFFSET P(-?\d+)([DWMY])", value):
        middle = published + timedelta(days=int(m[1]) * _UNITS[m[2]])
        return (
            "ago, from now",
            lambda a, b: a - timedelta(days=_UNITS[m[2]]) <= middle <= b + timedelta(days=_UNITS[m[2]]),
        )
    if m := re.fullmatch(r"(\d{3})X", value):
        return "decade", lambda a, b: str(a.year)[:3] == str(b.year)[:3] == m[1]
    return None


def ours(text: str, published: date) -> Found:
    """What this project finds: (start, end, earliest, latest)."""
    article = Article("", text, ((0, len(text)),), published=When(published, published, ""))
    return [(span.start, span.end, when.earliest, when.latest) for span, when in dates(article)]


def library(text: str, published: date) -> Found:
    """dateparser.search, told that the text looks back from the day of publication."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.combine(published, datetime.min.time()), "PREFER_DATES_FROM": "past"}
    found, at = [], 0
    for line in text.split("\n"):
        place = 0
        for words, when in search_dates(line, languages=["en"], settings=settings) or []:
            place = max(line.find(words, place), place)
            found.append((at + place, at + place + len(words), when.date(), when.date()))
            place += len(words)
        at += len(line) + 1
    return found


def score(rows: list[tuple[str, date, list[list[Any]]]], find: Finder) -> tuple[dict[str, list[int]], float, int, int]:
    """By kind of silver date: how many, found (overlapping), found with an agreeing value; seconds; found in all."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    seconds, made, matched = 0.0, 0, 0
    for text, published, silver in rows:
        started = time.process_time()
        found = find(text, published)
        seconds += time.process_time() - started
        made += len(found)
        matched += sum(any(a < end and b > start for start, end, _ in silver) for a, b, _, _ in found)
        for start, end, value in silver:
            kind = expected(value, published)
            if kind is None:
                continue
            hits = [(x, y) for a, b, x, y in found if a < end and b > start]
            row = counts[kind[0]]
            row[0] += 1
            row[1] += bool(hits)
            # A library that gives one day for a month or a year is right where that day lies in it.
            row[2] += any(x and y and kind[1](x, y) for x, y in hits)
    return counts, seconds, made, matched


def report(name: str, rows: list[tuple[str, date, list[list[Any]]]], find: Finder) -> None:
    """Print the figures of one finder."""
    counts, seconds, made, matched = score(rows, find)
    total = [sum(row[i] for row in counts.values()) for i in range(3)]
    print(
        f"{name}: {len(rows)} articles, {len(rows) / seconds:.1f} articles/s, {made} found, "
        f"{matched} of them silver too"
    )
    for kind, (n, hit, right) in [*sorted(counts.items()), ("all", total)]:
        print(
            f"  {kind:18} {n:5} silver, found {100 * hit / max(n, 1):5.1f} %, "
            f"value agrees {100 * right / max(n, 1):5.1f} %"
        )


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--library", type=int, default=0, help="run dateparser.search on the first N articles as well")
    args = parser.parse_args()
    rows = articles(args.split)
    report("onrecord", rows, ours)
    if args.library:
        report("onrecord, the same articles", rows[: args.library], ours)
        report("dateparser.search", rows[: args.library], library)


if __name__ == "__main__":
    main()
