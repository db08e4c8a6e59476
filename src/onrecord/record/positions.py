"""Positions and shifts as stored: made anew, actor by actor and issue by issue, where codings have changed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select

from onrecord.record.filtering import cursor, past
from onrecord.record.schema import actor, position, shift, sort_key, stale_position
from onrecord.vocabulary import Actor, Position, Shift, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Table

    from onrecord.record.selecting import Selection
    from onrecord.vocabulary import Json

__all__ = ["latest", "position_page", "put", "shift_page", "stale"]

_LASTS = "9"
"""Sorts after every day: the end of a position that lasts."""


def stale(connection: Connection) -> list[tuple[str, str]]:
    """The actors and issues whose positions must be made anew."""
    return [(row.actor, row.issue) for row in connection.execute(select(stale_position))]


def put(connection: Connection, actor_id: str, issue: str, made: Sequence[Position], shifts: Sequence[Shift]) -> None:
    """Put positions and shifts of one actor on one issue in the place of the stored ones."""
    for table in (position, shift, stale_position):
        connection.execute(delete(table).where(table.c.actor == actor_id, table.c.issue == issue))
    rows = [_position_row(actor_id, n, one) for n, one in enumerate(made)]
    if rows:
        connection.execute(insert(position), rows)
    moves = [_shift_row(actor_id, n, one) for n, one in enumerate(shifts)]
    if moves:
        connection.execute(insert(shift), moves)


def _told(one: Position | Shift) -> str:
    line = one.to_json()
    del line["actor"]
    return json.dumps(line, ensure_ascii=False)


def _position_row(actor_id: str, n: int, one: Position) -> dict[str, object]:
    return {
        "id": digest("position", actor_id, one.issue, str(n)),
        "actor": actor_id,
        "issue": one.issue,
        "n": n,
        "stance": one.stance,
        "since": one.since.isoformat() if one.since else "",
        "until": one.until.isoformat() if one.until else _LASTS,
        "told": _told(one),
        "sort": f"{actor_id}/{one.issue}/{n:06d}",
    }


def _shift_row(actor_id: str, n: int, one: Shift) -> dict[str, object]:
    day = one.after[1].isoformat() if one.after[1] else None
    return {
        "id": digest("shift", actor_id, one.issue, str(n)),
        "actor": actor_id,
        "issue": one.issue,
        "day": day or "",
        "told": _told(one),
        "sort": sort_key(day, actor_id, one.issue, f"{n:06d}"),
    }


def _page(
    connection: Connection, table: Table, selection: Selection, *conditions: ColumnElement[bool]
) -> tuple[list[Row[Any]], str | None]:
    w = selection.wanted
    query = select(table, actor.c.name, actor.c.type, actor.c.resolved).outerjoin(actor, actor.c.id == table.c.actor)
    query = query.where(*conditions)
    if selection.speakers is not None:
        query = query.where(table.c.actor.in_(selection.speakers))
    if w.issue:
        query = query.where(table.c.issue == w.issue)
    if w.after:
        query = query.where(table.c.sort > past(w.after, str)[0])
    rows = connection.execute(query.order_by(table.c.sort).limit(w.limit + 1)).all()
    return list(rows[: w.limit]), cursor(rows[w.limit - 1].sort) if len(rows) > w.limit else None


def position_page(connection: Connection, selection: Selection) -> tuple[list[Position], str | None]:
    """One page of positions, by actor and issue and in time, and the cursor of the next."""
    w = selection.wanted
    conditions: list[ColumnElement[bool]] = []
    if w.stance:
        conditions.append(position.c.stance == w.stance)
    if w.since:
        conditions.append(position.c.until >= w.since.isoformat())
    if w.until:
        conditions.append(position.c.since <= w.until.isoformat())
    rows, after = _page(connection, position, selection, *conditions)
    return [_position(row) for row in rows], after


def latest(connection: Connection, actors: Sequence[str]) -> list[Position]:
    """The last position of each of these actors (ids) on each issue."""
    found: list[Position] = []
    for start in range(0, len(actors), 400):
        last = func.max(position.c.n).label("n")
        of = position.c.actor.in_(actors[start : start + 400])
        ends = select(position.c.actor, position.c.issue, last).where(of).group_by(position.c.actor, position.c.issue)
        end = ends.subquery()
        same = (position.c[name] == end.c[name] for name in ("actor", "issue", "n"))
        query = select(position, actor.c.name, actor.c.type, actor.c.resolved).join(end, and_(*same))
        rows = connection.execute(query.outerjoin(actor, actor.c.id == position.c.actor).order_by(position.c.sort))
        found += [_position(row) for row in rows]
    return found


def shift_page(connection: Connection, selection: Selection) -> tuple[list[Shift], str | None]:
    """One page of shifts, latest first, and the cursor of the next."""
    w = selection.wanted
    conditions: list[ColumnElement[bool]] = []
    if w.since:
        conditions.append(shift.c.day >= w.since.isoformat())
    if w.until:
        conditions.append(shift.c.day <= w.until.isoformat())
    rows, after = _page(connection, shift, selection, *conditions)
    return [_shift(row) for row in rows], after


def _who(row: Row[Any]) -> Actor:
    return Actor(row.actor, row.name or row.actor, row.type or "unknown", None, row.resolved in (1, None))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _position(row: Row[Any]) -> Position:
    told: Json = json.loads(row.told)
    return Position(
        actor=_who(row),
        issue=row.issue,
        stance=row.stance,
        conditions=tuple(told["conditions"]),
        since=_day(told["since"]),
        until=_day(told["until"]),
        utterances=tuple(told["utterances"]),
        confidence=told["confidence"],
        basis=told["basis"],
        contradicts=tuple(told["contradicts"]),
    )


def _shift(row: Row[Any]) -> Shift:
    told: Json = json.loads(row.told)
    before, after = told["from"], told["to"]
    return Shift(
        actor=_who(row),
        issue=row.issue,
        before=(before["stance"], _day(before["at"]), before["utterance"]),
        after=(after["stance"], _day(after["at"]), after["utterance"]),
        change=told["change"],
        conditions=tuple(told["conditions"]),
    )
