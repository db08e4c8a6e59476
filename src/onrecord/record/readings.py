"""Readings as stored: whole, as the machine made them, beside the rows that people's decisions may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from onrecord.record import actors, dialects, statements
from onrecord.record.schema import reading
from onrecord.written import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.statements import Told
    from onrecord.vocabulary import Actor, Article, Reading

__all__ = ["forget", "get", "put", "put_unread", "unread_by"]

_NOTHING = '{"listed":[],"actors":[],"statements":[],"mentions":[]}'


def put(
    connection: Connection,
    number: int,
    read: Reading,
    told: Sequence[Told],
    cast: Sequence[Actor],
    known: Mapping[str, Actor],
) -> dict[str, int]:
    """Store a reading of article ``number`` and return the numbers of its statements by their ids.

    ``told`` are its statements as people's decisions leave them, ``cast`` the actors of the article that these and its
    mentions name, ``known`` what actor of the record each of those is.
    """
    published = read.article.published
    day = (published.latest or published.earliest) if published else None
    row = {
        "article": number,
        "reader": read.reader,
        "unread": read.unread,
        "statements": len(told),
        "found": to_text(read),
    }
    connection.execute(dialects.upsert(connection, reading), row)
    if not told and not cast:
        return {}
    actors.assign(connection, number, day.isoformat() if day else None, cast, known)
    numbers = statements.put(connection, number, read.article, told, known)
    actors.count_statements(connection, number, sign=1)
    return numbers


def put_unread(connection: Connection, numbers: Sequence[int]) -> None:
    """Note that nobody read the articles ``numbers`` yet."""
    row = {"reader": "", "unread": None, "statements": 0, "found": _NOTHING}
    if numbers:
        connection.execute(dialects.upsert(connection, reading), [{"article": number, **row} for number in numbers])


def forget(connection: Connection, number: int) -> set[str]:
    """Remove what follows from the reading of article ``number``, so that it can be made anew.

    The actors that it named stay until `onrecord.record.actors.drop_unnamed`; their ids are given.
    """
    actors.count_statements(connection, number, sign=-1)
    statements.remove(connection, number)
    named = actors.unassign(connection, number)
    connection.execute(update(reading).where(reading.c.article == number).values(statements=0))
    return named


def get(connection: Connection, number: int, of: Article) -> Reading:
    """The reading of article ``number`` as the machine made it."""
    row = connection.execute(select(reading).where(reading.c.article == number)).one()
    return from_text(row.found, of, reader=row.reader, unread=row.unread)


def unread_by(connection: Connection, reader: str, *, everything: bool) -> list[int]:
    """The numbers of the articles that another reader than ``reader`` read, in order; with ``everything``, of all."""
    query = select(reading.c.article).order_by(reading.c.article)
    return list(connection.scalars(query if everything else query.where(reading.c.reader != reader)))
