"""Counts over the whole record, for its first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.record.schema import article, day_of, statement

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

__all__ = ["added_since", "days", "judged", "last_added", "months", "outlets", "waiting"]

WAITING = 10_000
"""Statements without a verdict are counted up to here, so that the first page costs the same in any record."""


def outlets(connection: Connection, most: int = 50) -> list[tuple[str, int]]:
    """The outlets with most articles."""
    number = func.count()
    query = select(article.c.outlet, number).where(article.c.outlet.is_not(None)).group_by(article.c.outlet)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(number.desc(), article.c.outlet).limit(most))]


def months(connection: Connection) -> list[tuple[str, int]]:
    """How many articles came out in each month, the earliest first; those without a date are left out."""
    head = func.substr(article.c.sort, 1, 6)
    rows = connection.execute(select(head, func.count()).group_by(head).order_by(head.desc()))
    found = []
    for begins, number in rows:
        day = None if begins == "999999" else day_of(begins + "98")  # the first of the month: see `sort_key`
        if day:
            found.append((day.strftime("%Y-%m"), number))
    return found


def days(connection: Connection) -> tuple[date, date] | None:
    """The first and the last day on which an article came out; None where no article has a date."""
    dated = article.c.sort < "999999"
    ends = connection.execute(select(func.max(article.c.sort), func.min(article.c.sort)).where(dated)).one()
    first, last = (day_of(sort[:8]) if sort else None for sort in ends)
    return (first, last) if first and last else None


def waiting(connection: Connection) -> int:
    """How many statements no person has judged, `WAITING` at most."""
    some = select(statement.c.seq).where(statement.c.verdict.is_(None)).limit(WAITING).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def last_added(connection: Connection) -> str | None:
    """When the last article was added."""
    return connection.scalar(select(article.c.added_at).order_by(article.c.seq.desc()).limit(1))


def judged(connection: Connection) -> int:
    """How many statements bear a verdict."""
    query = select(func.count()).select_from(statement).where(statement.c.verdict.is_not(None))
    return connection.scalar(query) or 0


def added_since(connection: Connection, moment: str, most: int) -> list[int]:
    """The numbers of the articles added after ``moment`` (ISO, UTC), the last first, ``most`` at most."""
    query = select(article.c.seq, article.c.added_at).order_by(article.c.seq.desc()).limit(most)
    return [row.seq for row in connection.execute(query) if row.added_at > moment]
