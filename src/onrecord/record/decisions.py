"""What people decided: rows that are only ever added, found by the article they are about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select

from onrecord.record.filtering import cursor, past
from onrecord.record.schema import decision, unsettled
from onrecord.vocabulary import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

    from onrecord.record.filtering import Filter

__all__ = [
    *("find", "leave", "live", "naming", "of_articles", "of_queue", "of_subject", "page", "put", "settled"),
    *("taken_back", "unsettled_ones"),
]


def put(connection: Connection, new: Decision) -> None:
    """Store a decision, for good."""
    row = {name: getattr(new, name) for name in Decision.__slots__}
    connection.execute(decision.insert(), row | {"made_at": new.made_at.isoformat(), "blind": int(new.blind)})


def _of(row: Row[Any]) -> Decision:
    columns = {name: getattr(row, name) for name in Decision.__slots__}
    return Decision(**columns | {"made_at": datetime.fromisoformat(row.made_at), "blind": bool(row.blind)})


def of_articles(connection: Connection, ids: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions about words of each of these articles, in the order they were made."""
    wanted = sorted(set(ids))
    found: dict[str, list[Decision]] = {}
    for start in range(0, len(wanted), 500):
        query = select(decision).where(decision.c.article.in_(wanted[start : start + 500]))
        for row in connection.execute(query.order_by(decision.c.seq)):
            found.setdefault(row.article, []).append(_of(row))
    return found


def of_subject(connection: Connection, subject: str) -> list[Decision]:
    """The decisions about one kind of thing, in the order they were made."""
    rows = connection.execute(select(decision).where(decision.c.subject == subject).order_by(decision.c.seq))
    return [_of(row) for row in rows]


def naming(connection: Connection, article: str, fields: Sequence[str]) -> list[Decision]:
    """The decisions on one of ``fields`` about two statements of which one is of ``article``, as they were made."""
    # The anchor of the other statement is JSON that begins with its article's id.
    either = or_(decision.c.article == article, decision.c.new.startswith(f'["{article}"', autoescape=True))
    rows = connection.execute(select(decision).where(decision.c.field.in_(fields), either).order_by(decision.c.seq))
    return [_of(row) for row in rows]


def of_queue(connection: Connection, queue: str) -> list[Decision]:
    """The decisions on statements of the articles about which a review queue asked, as they were made."""
    asked = select(decision.c.article).where(decision.c.queue == queue)
    about = select(decision).where(decision.c.article.in_(asked), decision.c.subject == "statement")
    return [_of(row) for row in connection.execute(about.order_by(decision.c.seq))]


def leave(connection: Connection, made: Decision) -> None:
    """Note that what follows from a decision is still to be derived."""
    connection.execute(unsettled.insert(), {"decision": made.id})


def settled(connection: Connection, made: Decision) -> None:
    """Note that what follows from a decision was derived."""
    connection.execute(delete(unsettled).where(unsettled.c.decision == made.id))


def unsettled_ones(connection: Connection) -> list[Decision]:
    """The decisions from which the derived rows do not follow yet, in the order they were made."""
    query = select(decision).join(unsettled, unsettled.c.decision == decision.c.id).order_by(decision.c.seq)
    return [_of(row) for row in connection.execute(query)]


def find(connection: Connection, id: str) -> Decision | None:  # noqa: A002 - the vocabulary's word
    """The decision with this id."""
    row = connection.execute(select(decision).where(decision.c.id == id)).one_or_none()
    return _of(row) if row else None


def taken_back(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the decisions ``ids`` that a later one, itself in force, takes back."""
    wanted = sorted(set(ids))
    if not wanted:
        return set()
    rows = connection.execute(select(decision.c.id, decision.c.undoes).where(decision.c.undoes.in_(wanted))).all()
    void = taken_back(connection, [row.id for row in rows])
    return {row.undoes for row in rows if row.id not in void}


def live(connection: Connection, made: list[Decision]) -> list[Decision]:
    """Those of the decisions that stand: not taken back, and doing more than taking back."""
    void = taken_back(connection, [one.id for one in made])
    return [one for one in made if one.id not in void and one.undoes is None]


def page(connection: Connection, wanted: Filter) -> tuple[list[Decision], str | None]:
    """One page of decisions, the last made first, and the cursor of the next."""
    query = select(decision)
    if wanted.article:
        query = query.where(decision.c.article == wanted.article)
    if wanted.after:
        query = query.where(decision.c.seq < past(wanted.after, int)[0])
    rows = connection.execute(query.order_by(decision.c.seq.desc()).limit(wanted.limit + 1)).all()
    more = cursor(rows[wanted.limit - 1].seq) if len(rows) > wanted.limit else None
    return [_of(row) for row in rows[: wanted.limit]], more
