"""Pages of statements and of utterances, and how often each value of a facet occurs among statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import distinct, func, select

from onrecord.record import statements
from onrecord.record.articles import when_of
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import actor, coding, day_of, statement, statement_actor, utterance
from onrecord.record.selecting import utterances_left
from onrecord.vocabulary import Actor, Report, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection, Row

    from onrecord.record.selecting import Selection
    from onrecord.record.statements import Stored

__all__ = ["COUNTED", "FACETS", "QUEUES", "counts", "queue", "statement_page", "utterance_page", "utterances"]

COUNTED = 10_000
"""Facets are counted over so many statements at most, so that a page costs the same however large the record."""


def statement_page(connection: Connection, selection: Selection) -> tuple[list[Stored], str | None]:
    """One page of statements, latest first, and the cursor of the next."""
    query, order = selection.query(connection)
    limit = selection.wanted.limit
    if selection.wanted.after:
        query = query.where(order > past(selection.wanted.after, str)[0])
    rows = connection.execute(query.order_by(order).limit(limit + 1)).all()
    found = statements.load(connection, [row.seq for row in rows[:limit]])
    more = cursor(rows[limit - 1].sort) if len(rows) > limit else None
    return [found[row.seq] for row in rows[:limit]], more


QUEUES = ("uncertain", "random", "disagreement")


def queue(connection: Connection, selection: Selection, name: str) -> list[Stored]:
    """Statements without a verdict, in the order of a review queue; reports of one utterance each by themselves."""
    if name == "uncertain":
        order: ColumnElement[Any] = statement.c.confidence
    else:
        order = statement.c.id  # a digest: fixed, and blind to what is said
    # Joined to nothing, so that SQLite goes along the order and not through all that have no verdict.
    query = select(statement.c.seq).where(statement.c.verdict.concat("").is_(None))
    if selection.wanted.given().keys() - {"limit"}:
        left, _ = selection.query(connection)
        chosen = left.subquery("chosen")
        query = query.join(chosen, chosen.c.seq == statement.c.seq)
    if name == "disagreement":
        split = select(coding.c.utterance).group_by(coding.c.utterance, coding.c.actor, coding.c.issue)
        query = query.where(statement.c.utterance.in_(split.having(func.count(distinct(coding.c.stance)) > 1)))
    rows = list(connection.scalars(query.order_by(order, statement.c.seq).limit(selection.wanted.limit)))
    found = statements.load(connection, rows)
    return [found[seq] for seq in rows]


def utterance_page(connection: Connection, selection: Selection) -> tuple[list[Utterance], str | None]:
    """One page of utterances, latest first, and the cursor of the next."""
    query = utterances_left(connection, selection)
    limit = selection.wanted.limit
    if selection.wanted.after:
        query = query.where(utterance.c.sort > past(selection.wanted.after, str)[0])
    rows = connection.execute(query.order_by(utterance.c.sort).limit(limit + 1)).all()
    found = utterances(connection, [row.id for row in rows[:limit]])
    more = cursor(rows[limit - 1].sort) if len(rows) > limit else None
    return [found[row.id] for row in rows[:limit]], more


def utterances(connection: Connection, ids: Iterable[str]) -> dict[str, Utterance]:
    """The utterances with these ids, each with all its reports, the first known in front."""
    wanted = sorted(set(ids))
    found: dict[str, Utterance] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        rows = connection.execute(
            select(utterance, actor.c.name, actor.c.type, actor.c.resolved)
            .outerjoin(actor, actor.c.id == utterance.c.speaker)
            .where(utterance.c.id.in_(chunk))
        ).all()
        numbers = connection.scalars(select(statement.c.seq).where(statement.c.utterance.in_(chunk)))
        reports: dict[str, list[Stored]] = {}
        for stored in statements.load(connection, numbers).values():
            reports.setdefault(stored.utterance or "", []).append(stored)
        found.update((row.id, _utterance(row, reports.get(row.id, []))) for row in rows)
    return found


def _utterance(row: Row[Any], reports: list[Stored]) -> Utterance:
    ordered = sorted(reports, key=lambda stored: stored.report)
    first = ordered[0].statement if ordered else None
    role = first.speaker.role if first and first.speaker else None
    return Utterance(
        id=row.id,
        speaker=Actor(row.speaker, row.name, row.type, role, bool(row.resolved)) if row.name is not None else None,
        said_at=when_of(row.earliest, row.latest, row.basis),
        wording=row.wording,
        reports=tuple(
            Report(one.statement.id, one.statement.article, one.outlet, one.statement.wording) for one in ordered
        ),
    )


# -- facets ----------------------------------------------------------------------------------------

FACETS = ("speaker", "outlet", "issue", "stance", "kind", "voice", "month")


def counts(connection: Connection, selection: Selection, facet: str, *, most: int = 30) -> list[tuple[str, str, int]]:
    """(value, label, number of statements) of the most frequent values of ``facet``, over `COUNTED` statements."""
    query, order = selection.query(connection)
    left = query.order_by(order).limit(COUNTED).subquery("left_over")
    value: ColumnElement[str]
    label: ColumnElement[str]
    if facet == "speaker":
        value, label = actor.c.id, actor.c.name
        source = left.join(statement_actor, statement_actor.c.statement == left.c.seq)
        source = source.join(actor, actor.c.id == statement_actor.c.actor)
    else:
        source = left.join(statement, statement.c.seq == left.c.seq)
        if facet in ("issue", "stance"):
            source = source.join(coding, coding.c.utterance == statement.c.utterance)
            value = label = coding.c[facet]
        elif facet == "month":
            value = label = func.substr(statement.c.sort, 1, 6)
        else:
            value = label = statement.c[facet]
    number = func.count(distinct(left.c.seq))
    grouped = select(value.label("value"), label.label("label"), number.label("number")).select_from(source)
    if facet == "speaker":
        grouped = grouped.where(statement_actor.c.says == 1)
    grouped = grouped.where(value.is_not(None)).group_by(value, label).order_by(number.desc(), value).limit(most)
    rows = [(row.value, row.label, row.number) for row in connection.execute(grouped)]
    return [(_month(v), _month(v), n) for v, _, n in rows] if facet == "month" else rows


def _month(head: str) -> str:
    day = None if head == "999999" else day_of(head + "98")  # the first of the month: see `sort_key`
    return day.strftime("%Y-%m") if day else ""
