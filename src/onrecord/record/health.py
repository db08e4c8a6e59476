"""What must be true among the rows of a record, counted where it is not; and how many rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.record.schema import (
    actor,
    article,
    coding,
    decision,
    divergence,
    reading,
    statement,
    statement_actor,
    story,
    utterance,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["faults", "readers", "totals"]


def totals(connection: Connection) -> dict[str, int]:
    """How many rows each noun has."""
    nouns = {
        "articles": article,
        "statements": statement,
        "actors": actor,
        "utterances": utterance,
        "stories": story,
        "divergences": divergence,
        "codings": coding,
        "decisions": decision,
    }
    return {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in nouns.items()}


def readers(connection: Connection) -> list[tuple[str, int]]:
    """The versions of the reader and how many articles each read."""
    query = select(reading.c.reader, func.count()).group_by(reading.c.reader).order_by(reading.c.reader)
    return [(row[0], row[1]) for row in connection.execute(query)]


def faults(connection: Connection) -> dict[str, int]:
    """Rows that contradict each other, by what is wrong with them: all zero in a sound record."""
    unread = select(func.count()).select_from(article).outerjoin(reading, reading.c.article == article.c.seq)
    said = (
        select(func.count())
        .where(statement_actor.c.actor == actor.c.id, statement_actor.c.says == 1)
        .correlate(actor)
        .scalar_subquery()
    )
    rows = select(func.count()).where(statement.c.article == reading.c.article).correlate(reading).scalar_subquery()
    lost = select(func.count()).select_from(statement).outerjoin(utterance, utterance.c.id == statement.c.utterance)
    unknown = select(func.count()).select_from(statement_actor).outerjoin(actor, actor.c.id == statement_actor.c.actor)
    short = select(func.count()).select_from(reading).where(reading.c.statements != rows)
    queries = {
        "articles without a reading": unread.where(reading.c.article.is_(None)),
        "readings with statements missing": short,
        "actors with a wrong count": select(func.count()).select_from(actor).where(actor.c.statements != said),
        "statements by an unknown actor": unknown.where(actor.c.id.is_(None)),
        "statements of an unknown utterance": lost.where(statement.c.utterance.is_not(None), utterance.c.id.is_(None)),
    }
    return {name: connection.scalar(query) or 0 for name, query in queries.items()}
