"""A record of any size within minutes: rows as a load of `million.generated` leaves them, written straight into tables.

For `million.py --filled`: what adding costs in a large record can be measured without adding a million articles first.
Only the tables that a load without reading fills are written: articles of random words, each a story of its own; 75
random hashes an article (as many as 300 words have), the last 32,000 articles' still to be sorted in; 16 invented words
an article, under which it is found.
"""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

import million
from onrecord.record import Store
from onrecord.record.schema import sort_key
from onrecord.record.shingles import Shingles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HASHES = 75
TERMS = 16
FRESH = 32_000
TEXTS = 2_000  # different texts; the others repeat them, which no look-up can tell


def fill(target: Path, number: int, total: int, years: int, seed: int = 9) -> None:
    """Write ``number`` articles, the first of ``total`` that are spread over ``years``."""
    Store(str(target)).close()
    rng, random_ = np.random.default_rng(seed), random.Random(seed)
    texts = [one.text for one in million.generated(TEXTS, 1, seed)]
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    first = million.FIRST
    days = [first + timedelta(days=n * 365 * years // total) for n in range(number)]

    def articles() -> Iterator[tuple[object, ...]]:
        for n, day in enumerate(days, 1):
            id_, told, text = f"{random_.getrandbits(64):016x}", day.isoformat(), texts[n % TEXTS]
            sort = sort_key(told, id_)
            yield n, id_, text, f"[[0,{len(text)}]]", f"Outlet {n % 20}", "A title", told, told, "generated", sort, told

    connection.executemany(
        "INSERT INTO article (seq, id, text, body, outlet, title, earliest, latest, basis, sort, added_at) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        articles(),
    )
    nothing = '{"listed":[],"actors":[],"statements":[],"mentions":[]}'
    connection.execute("INSERT INTO reading SELECT seq, '', NULL, 0, ? FROM article", (nothing,))
    connection.execute("INSERT INTO story_article SELECT seq, id FROM article")
    connection.execute(
        "INSERT INTO story (id, title, earliest, latest, basis, sort, articles) "
        "SELECT id, title, earliest, latest, basis, sort, 1 FROM article"
    )
    _fill_terms(connection, rng, days)
    _fill_hashes(connection, rng, max(0, number - FRESH))
    connection.commit()
    connection.close()
    _fill_fresh(target, rng, range(max(0, number - FRESH) + 1, number + 1))


def _fill_terms(connection: sqlite3.Connection, rng: np.random.Generator, days: list[object]) -> None:
    words = sorted(million.rare_words(random.Random(5)))
    numbers = [day.toordinal() for day in days]  # type: ignore[attr-defined] # days
    which = rng.integers(0, len(words), (len(days), TERMS))
    articles = np.repeat(np.arange(1, len(days) + 1), TERMS)
    order = np.argsort(which.reshape(-1), kind="stable")
    which, articles = which.reshape(-1)[order], articles[order]
    for at in range(0, len(which), 100_000):
        part = zip(which[at : at + 100_000].tolist(), articles[at : at + 100_000].tolist(), strict=True)
        rows = ((words[word], numbers[n - 1], n) for word, n in part)
        connection.executemany("INSERT OR IGNORE INTO term VALUES (?,?,?)", rows)


def _fill_hashes(connection: sqlite3.Connection, rng: np.random.Generator, number: int) -> None:
    parts = 1_024
    width = 2**64 // parts
    for part in range(parts):
        begin = -(2**63) + part * width
        hashes = np.sort(rng.integers(begin, begin + width, number * HASHES // parts, dtype=np.int64))
        rows = zip(hashes.tolist(), rng.integers(1, number + 1, len(hashes)).tolist(), strict=True)
        connection.executemany("INSERT OR IGNORE INTO shingle VALUES (?,?)", rows)


def _fill_fresh(target: Path, rng: np.random.Generator, numbers: range) -> None:
    store = Store(str(target))
    for at in range(0, len(numbers), 512):
        with store.write() as connection:
            index = Shingles(connection, np.zeros(0, np.int64))
            for number in numbers[at : at + 512]:
                hashes = rng.integers(-(2**63), 2**63 - 1, HASHES, dtype=np.int64)
                index.add(number, str(number), hashes, ())
            index.store()
    store.close()
