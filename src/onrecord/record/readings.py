"""Readings as stored: whole, as the machine made them, beside the rows that people's decisions may have changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from onrecord.record import actors, dialects, statements
from onrecord.record.articles import when_columns, when_of
from onrecord.record.schema import reading
from onrecord.vocabulary import Actor, Mention, Reading, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.statements import Told
    from onrecord.vocabulary import Article

__all__ = ["forget", "get", "put", "put_unread", "unread_by"]

_NOTHING = '{"listed":[],"actors":[],"statements":[],"mentions":[]}'
_GROUPS = ("joint", "speaks_for", "supported_by", "opposed_by")


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


# -- as text: offsets instead of words, actors by their ids ------------------------------------------------------------


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def to_text(read: Reading) -> str:
    """A reading without its article, as JSON."""
    cast = {actor.id: actor for actor in read.actors}
    said = []
    for one in read.statements:
        for who in (one.speaker, *one.joint, *one.speaks_for, *one.supported_by, *one.opposed_by):
            if who:
                cast.setdefault(who.id, who)
        row: dict[str, Any] = {
            "id": one.id,
            "kind": one.kind,
            "voice": one.voice,
            "source": _pair(one.source),
            "cue": _pair(one.cue),
            "content": [_pair(span) for span in one.content],
            "speaker": [one.speaker.id, one.speaker.role] if one.speaker else None,
            "said_at": list(when_columns(one.said_at).values()) if one.said_at else None,
            "within": one.within,
            "confidence": [one.confidence, one.speaker_confidence],
        }
        row |= {part: [[who.id, who.role] for who in getattr(one, part)] for part in _GROUPS if getattr(one, part)}
        said.append({key: value for key, value in row.items() if value is not None})
    found = {
        "listed": [actor.id for actor in read.actors],
        "actors": [[a.id, a.name, a.type, a.role, a.resolved] for a in cast.values()],
        "statements": said,
        "mentions": [[m.span.start, m.span.end, m.form, m.type, m.actor] for m in read.mentions],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, of: Article, *, reader: str, unread: str | None) -> Reading:
    """The reading of article ``of`` that `to_text` wrote."""
    found = json.loads(text)
    cast = {row[0]: Actor(*row) for row in found["actors"]}

    def span(pair: list[int] | None) -> Span | None:
        return Span.of(of.text, *pair) if pair else None

    def who(pair: list[Any]) -> Actor:
        actor = cast[pair[0]]
        return Actor(actor.id, actor.name, actor.type, pair[1], actor.resolved)

    statements_ = tuple(
        Statement(
            id=row["id"],
            article=of.id,
            kind=row["kind"],
            voice=row["voice"],
            source=span(row.get("source")),
            cue=span(row.get("cue")),
            content=tuple(Span.of(of.text, *pair) for pair in row["content"]),
            speaker=who(row["speaker"]) if row.get("speaker") else None,
            **{part: tuple(map(who, row.get(part, ()))) for part in _GROUPS},
            said_at=when_of(*row["said_at"]) if row.get("said_at") else None,
            within=row.get("within"),
            confidence=row["confidence"][0],
            speaker_confidence=row["confidence"][1],
        )
        for row in found["statements"]
    )
    mentions = tuple(Mention(Span.of(of.text, m[0], m[1]), m[2], m[3], m[4]) for m in found["mentions"])
    listed = tuple(cast[id_] for id_ in found["listed"])
    return Reading(of, statements_, mentions, listed, reader, unread)
