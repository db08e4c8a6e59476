"""All that follows from articles alone, taken away to be made anew, and how far the making got."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from onrecord.record import dialects
from onrecord.record.schema import (
    article,
    derivation,
    fresh_shingle,
    passage,
    shingle,
    story,
    story_article,
    term,
    version,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

__all__ = ["State", "begin", "between", "clear", "note", "state"]

_PART = "relations"


@dataclass(frozen=True, slots=True)
class State:
    """Of the articles up to number ``until`` those up to ``done`` were related again, by the version ``by``."""

    by: str
    until: int
    done: int


def state(connection: Connection) -> State | None:
    """How far the last making anew got, None where there was none."""
    stored = connection.scalar(select(version.c.made_by).where(version.c.part == _PART))
    return State(**json.loads(stored)) if stored else None


def begin(connection: Connection, by: str, numbers: Collection[int]) -> None:
    """Note that the version ``by`` relates this record's articles, if ``numbers`` are the first of them."""
    if state(connection) is None and connection.scalar(select(func.min(article.c.seq))) in numbers:
        _put(connection, State(by, 0, 0))


def clear(connection: Connection, by: str) -> State:
    """Take away all shared passages, derivations, stories and what they are found by."""
    for table in (passage, derivation, shingle, fresh_shingle, term, story_article, story):
        connection.execute(delete(table))
    until = connection.scalar(select(func.max(article.c.seq))) or 0
    return _put(connection, State(by, until, 0))


def note(connection: Connection, done: int) -> None:
    """Note that the articles up to number ``done`` were related again."""
    before = state(connection)
    if before is not None:
        _put(connection, replace(before, done=done))


def _put(connection: Connection, made: State) -> State:
    connection.execute(dialects.upsert(connection, version), {"part": _PART, "made_by": json.dumps(asdict(made))})
    return made


def between(connection: Connection, after: int, until: int) -> list[int]:
    """The numbers of the articles after ``after`` up to ``until``, in order."""
    query = select(article.c.seq).where(article.c.seq > after, article.c.seq <= until)
    return list(connection.scalars(query.order_by(article.c.seq)))
