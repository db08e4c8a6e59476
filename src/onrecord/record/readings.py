"""Readings as stored: which version read an article, what it could not read, the mentions it found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from onrecord.record import actors, dialects, statements
from onrecord.record.schema import article_actor, reading
from onrecord.vocabulary import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.statements import Told
    from onrecord.vocabulary import Actor, Article, Reading

__all__ = ["forget", "mentions", "put", "unread"]


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
    found = [[m.span.start, m.span.end, m.form, m.type, m.actor] for m in read.mentions]
    row = {
        "article": number,
        "reader": read.reader,
        "unread": read.unread,
        "statements": len(told),
        "mentions": json.dumps(found, separators=(",", ":")),
    }
    new = dialects.insert(connection, reading).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["article"], set_=row))
    actors.assign(connection, number, day.isoformat() if day else None, cast, known)
    numbers = statements.put(connection, number, read.article, told, known)
    actors.count_statements(connection, number, sign=1)
    return numbers


def unread(connection: Connection, number: int, reason: str | None) -> None:
    """Note that article ``number`` was not read, and why."""
    row = {"article": number, "reader": "", "unread": reason, "statements": 0, "mentions": "[]"}
    connection.execute(reading.insert(), row)


def forget(connection: Connection, number: int) -> None:
    """Remove what was read in article ``number``, so that it can be read anew."""
    actors.count_statements(connection, number, sign=-1)
    statements.remove(connection, number)
    actors.unassign(connection, number)
    connection.execute(update(reading).where(reading.c.article == number).values(statements=0, mentions="[]"))


def mentions(connection: Connection, number: int, of: Article) -> list[Mention]:
    """The mentions of article ``number``, with the actors of the record."""
    who = select(article_actor.c.local, article_actor.c.actor).where(article_actor.c.article == number)
    known = {row.local: row.actor for row in connection.execute(who)}
    stored = connection.scalar(select(reading.c.mentions).where(reading.c.article == number))
    return [
        Mention(Span.of(of.text, start, end), form, type_, known.get(local))
        for start, end, form, type_, local in json.loads(stored or "[]")
    ]
