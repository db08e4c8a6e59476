"""What the tables are made with.

Column types are those that SQLite's STRICT tables know (TEXT, INTEGER, REAL); a day is ISO text, ``''`` where unknown.
``sort`` columns put rows in the order of their listings, latest day first, by one comparison (see `sort_key`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

__all__ = ["KEY", "WORDS", "day_of", "metadata", "of_article", "sort_key", "table", "whole", "words"]

metadata = MetaData()

KEY = BigInteger().with_variant(Integer, "sqlite")
# Text compares by code point in SQLite; PostgreSQL is told to do the same, so that pages are equal.
WORDS = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_UNKNOWN = "99999999"


def sort_key(day: str | None, *ties: str) -> str:
    """Text that sorts later days first and unknown days last; ``ties`` order rows of one day.

    >>> sort_key("2025-04-22", "b") < sort_key("2025-04-21", "a") < sort_key(None, "a")
    True
    """
    head = f"{99999999 - int(day.replace('-', '')):08d}" if day else _UNKNOWN
    return head + "".join(ties)


def day_of(key: str) -> date | None:
    """The day that a sort key was made of."""
    if key.startswith(_UNKNOWN):
        return None
    digits = f"{99999999 - int(key[:8]):08d}"
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def table(name: str, *parts: Column[object] | Index, rowid: bool = True) -> Table:
    """A table of a record; without ``rowid`` SQLite keeps its rows in the order of their key."""
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def of_article() -> Column[object]:
    """The number of the article that a row is about."""
    return Column("article", KEY, ForeignKey("article.seq"), nullable=False)


def words(name: str, *, null: bool = False, **options: object) -> Column[object]:
    """A column of text."""
    return Column(name, WORDS, nullable=null, **options)  # type: ignore[arg-type] # SQLAlchemy types each option apart


def whole(name: str, *, null: bool = False, **options: object) -> Column[object]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=null, **options)  # type: ignore[arg-type] # as above
