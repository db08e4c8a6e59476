"""Codings as stored, with their conditions and the words that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, literal, or_, select, true, update

from onrecord.record import articles, dialects
from onrecord.record.articles import between, iso
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import (
    actor,
    article,
    coding,
    condition,
    day_of,
    redirect,
    sort_key,
    stale_position,
    statement,
    utterance,
)
from onrecord.record.selecting import few
from onrecord.vocabulary import Actor, Coding, Condition, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from onrecord.record.selecting import Selection
    from onrecord.vocabulary import Article

__all__ = [
    "actor_names",
    "all_of",
    "columns_of",
    "most_coded",
    "not_by",
    "of_utterances",
    "page",
    "replace",
    "speakers",
]

_CHUNK = 400


def replace(
    connection: Connection, utterances: Collection[str], made: Sequence[Coding], *, coder: str | None = None
) -> None:
    """Put ``made`` in the place of the codings of ``utterances`` (ids): of all, or of those by one ``coder``."""
    wanted = sorted(utterances)
    touched: set[tuple[str, str]] = {(one.actor.id, one.issue) for one in made}
    for start in range(0, len(wanted), _CHUNK):
        by = true() if coder is None else coding.c.coder == coder
        these = (coding.c.utterance.in_(wanted[start : start + _CHUNK]), by)
        rows = connection.execute(select(coding.c.actor, coding.c.issue).distinct().where(*these))
        touched |= {(row.actor, row.issue) for row in rows}
        connection.execute(delete(coding).where(*these))
    numbers = articles.seqs(connection, {one.article for one in made if one.article})
    conditions = []
    for n, one in enumerate(made):
        result = connection.execute(coding.insert(), _columns(one, n, numbers))
        key = result.inserted_primary_key
        assert key is not None  # noqa: S101 - one row was inserted, and its key is a whole number
        conditions += [_condition(int(key[0]), place, asked) for place, asked in enumerate(one.conditions)]
    if conditions:
        connection.execute(insert(condition), conditions)
    mark_stale(connection, touched)


def _columns(one: Coding, n: int, numbers: dict[str, int]) -> dict[str, object]:
    return {
        "utterance": one.utterance,
        "actor": one.actor.id,
        "issue": one.issue,
        "stance": one.stance,
        "coder": one.coder,
        "confidence": one.confidence,
        "basis": one.basis,
        "article": numbers.get(one.article or ""),
        "start": one.evidence.start if one.evidence else None,
        "end": one.evidence.end if one.evidence else None,
        "sort": sort_key(iso(one.day), one.utterance, one.issue, one.actor.id, one.coder, f"/{n}"),
    }


def _condition(number: int, n: int, one: Condition) -> dict[str, object]:
    return {
        "coding": number,
        "n": n,
        "text": one.text,
        "kind": one.kind,
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "asks_issue": one.asks[0] if one.asks else None,
        "asks_stance": one.asks[1] if one.asks else None,
    }


def mark_stale(connection: Connection, touched: Iterable[tuple[str, str]]) -> None:
    """Note that the positions of these actors on these issues must be made anew before they are shown."""
    for id_, issue in sorted(touched):
        connection.execute(
            dialects.insert(connection, stale_position).values(actor=id_, issue=issue).on_conflict_do_nothing()
        )


def follow_redirects(connection: Connection) -> None:
    """Give codings of actors that were merged away to the actors that these became."""
    rows = connection.execute(
        select(coding.c.actor, redirect.c.new, coding.c.issue)
        .distinct()
        .join(redirect, (redirect.c.noun == "actor") & (redirect.c.old == coding.c.actor))
    ).all()
    for row in rows:
        connection.execute(update(coding).where(coding.c.actor == row.actor).values(actor=row.new))
    mark_stale(connection, {(id_, row.issue) for row in rows for id_ in (row.actor, row.new)})


def clear(connection: Connection) -> None:
    """Forget every coding."""
    everything = select(coding.c.actor, coding.c.issue).distinct()
    mark_stale(connection, {(row.actor, row.issue) for row in connection.execute(everything)})
    connection.execute(delete(coding))


def next_utterances(connection: Connection, after: str, most: int) -> tuple[list[str], str]:
    """The ids of ``most`` utterances after the place ``after``, and the place of the last, '' where no more follow."""
    query = select(utterance.c.id, utterance.c.sort).where(utterance.c.sort > after).order_by(utterance.c.sort)
    rows = connection.execute(query.limit(most)).all()
    return [row.id for row in rows], rows[-1].sort if len(rows) == most else ""


def not_by(connection: Connection, coder: str) -> list[str]:
    """The ids of utterances that ``coder`` has not coded, the latest first."""
    done = select(coding.c.utterance).where(coding.c.coder == coder)
    rows = connection.execute(select(utterance.c.id).where(utterance.c.id.not_in(done)).order_by(utterance.c.sort))
    return [row.id for row in rows]


def actor_names(connection: Connection) -> set[str]:
    """The names of everyone who was coded."""
    query = select(actor.c.name).where(actor.c.id.in_(select(coding.c.actor)))
    return {row.name for row in connection.execute(query)}


# -- reading back ----------------------------------------------------------------------------------


def _query() -> Select[Any]:
    # The name of an actor that only a codebook names may have no row of its own; its id stands in for it.
    return (
        select(coding, article.c.id.label("article_id"), actor.c.name, actor.c.type, actor.c.resolved)
        .outerjoin(article, article.c.seq == coding.c.article)
        .outerjoin(actor, actor.c.id == coding.c.actor)
    )


def _made(connection: Connection, rows: Sequence[Row[Any]], *, words: bool = True) -> list[Coding]:
    asked: dict[int, list[Row[Any]]] = {}
    numbers = [row.seq for row in rows]
    for start in range(0, len(numbers), _CHUNK):
        these = condition.c.coding.in_(numbers[start : start + _CHUNK])
        for one in connection.execute(select(condition).where(these).order_by(condition.c.coding, condition.c.n)):
            asked.setdefault(one.coding, []).append(one)
    texts = articles.by_seq(connection, {row.article for row in rows if row.article}) if words else {}
    return [_coding(row, asked.get(row.seq, []), texts.get(row.article)) for row in rows]


def _coding(row: Row[Any], asked: Iterable[Row[Any]], of: Article | None) -> Coding:
    def span(start: int | None, end: int | None) -> Span | None:
        return None if of is None or start is None or end is None else Span.of(of.text, start, end)

    who = Actor(row.actor, row.name or row.actor, row.type or "unknown", None, bool(row.resolved in (1, None)))
    return Coding(
        utterance=row.utterance,
        actor=who,
        issue=row.issue,
        stance=row.stance,
        coder=row.coder,
        confidence=row.confidence,
        basis=row.basis,
        conditions=tuple(
            Condition(one.text, one.kind, span(one.start, one.end), (one.asks_issue, one.asks_stance))
            if one.asks_issue
            else Condition(one.text, one.kind, span(one.start, one.end))
            for one in asked
        ),
        evidence=span(row.start, row.end),
        article=row.article_id,
        day=day_of(row.sort),
    )


def of_utterances(connection: Connection, utterances: Collection[str]) -> list[Coding]:
    """The codings of utterances (ids), machine's and people's."""
    wanted = sorted(utterances)
    rows: list[Row[Any]] = []
    for start in range(0, len(wanted), _CHUNK):
        rows += connection.execute(_query().where(coding.c.utterance.in_(wanted[start : start + _CHUNK])))
    return _made(connection, sorted(rows, key=lambda row: row.sort))


def _left(connection: Connection, selection: Selection) -> Select[Any]:
    w = selection.wanted
    query = _query().where(*between(coding.c.sort, w.since, w.until))
    if selection.speakers is not None:
        query = query.where(coding.c.actor.in_(selection.speakers))
    for column, value in ((coding.c.issue, w.issue), (coding.c.stance, w.stance), (coding.c.utterance, w.utterance)):
        if value is not None:
            query = query.where(column == value)
    if w.outlet or selection.article is not None:
        told = select(statement.c.utterance).where(statement.c.utterance.is_not(None))
        if w.outlet:
            told = told.where(statement.c.outlet == w.outlet)
        if selection.article is not None:
            told = told.where(statement.c.article == selection.article)
        if few(connection, told):
            query = query.where(coding.c.utterance.in_(told))
        else:
            query = query.where(told.where(statement.c.utterance == coding.c.utterance).correlate(coding).exists())
    return query


def page(connection: Connection, selection: Selection) -> tuple[list[Coding], str | None]:
    """One page of codings, latest first, and the cursor of the next."""
    query = _left(connection, selection)
    limit = selection.wanted.limit
    if selection.wanted.after:
        query = query.where(coding.c.sort > past(selection.wanted.after, str)[0])
    rows = connection.execute(query.order_by(coding.c.sort).limit(limit + 1)).all()
    more = cursor(rows[limit - 1].sort) if len(rows) > limit else None
    return _made(connection, rows[:limit]), more


def all_of(connection: Connection, selection: Selection, *, words: bool = False) -> list[Coding]:
    """Every coding that the filter leaves, whatever its limit; the evidence only with ``words``."""
    rows = connection.execute(_left(connection, selection).order_by(coding.c.sort)).all()
    return _made(connection, rows, words=words)


def columns_of(connection: Connection, selection: Selection, *, documents: bool = True) -> tuple[Sequence[Any], ...]:
    """What a network needs of every coding that the filter leaves, as columns: a person's counts before a machine's.

    Actor's name, issue, stance, number of the article (0 without ``documents``, and where none is named that of the
    coding, below zero), day; codings without a day are left out.
    """
    document: ColumnElement[int] = func.coalesce(coding.c.article, -coding.c.seq) if documents else literal(0)
    wanted = (coding.c.actor, coding.c.issue, coding.c.stance, document, func.substr(coding.c.sort, 1, 8))
    # Nearly every coding has a day: its index would only lead the long way round.
    dated = coding.c.sort.concat("") < sort_key(None)
    query = _left(connection, selection).with_only_columns(*wanted).where(dated)
    people = coding.alias("people")
    judged = select(people.c.seq).where(people.c.basis == "human")
    if connection.execute(judged.limit(1)).first() is not None:
        same = (people.c[name] == coding.c[name] for name in ("utterance", "actor", "issue"))
        query = query.where(or_(coding.c.basis == "human", ~judged.where(*same).correlate(coding).exists()))
    result = connection.execute(query)
    assert result.cursor is not None  # noqa: S101 - a query that gives rows
    rows = result.cursor.fetchall()  # the driver's own rows: there may be hundreds of thousands
    result.close()
    actors_, issues, stances, documents_, heads = zip(*rows, strict=True) if rows else ((),) * 5
    called = _names(connection, set(actors_))
    days = {head: day_of(head) for head in set(heads)}
    return [called.get(id_, id_) for id_ in actors_], issues, stances, documents_, [days[head] for head in heads]


def _names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(actor.c.id, actor.c.name).where(actor.c.id.in_(wanted[start : start + _CHUNK]))
        found.update((row.id, row.name) for row in connection.execute(query))
    return found


def most_coded(connection: Connection, most: int) -> list[str]:
    """The ids of the actors with most codings, those with most first."""
    number = func.count()
    query = select(coding.c.actor).group_by(coding.c.actor).order_by(number.desc(), coding.c.actor).limit(most)
    return list(connection.scalars(query))


def speakers(connection: Connection, utterances: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(utterance, id of who said it) of those of ``utterances`` that have a speaker."""
    wanted = sorted(set(utterances))
    for start in range(0, len(wanted), _CHUNK):
        query = select(utterance.c.id, utterance.c.speaker).where(utterance.c.id.in_(wanted[start : start + _CHUNK]))
        yield from ((row.id, row.speaker) for row in connection.execute(query) if row.speaker)


def count_by_issue(connection: Connection) -> dict[str, int]:
    """How many codings each issue has."""
    query = select(coding.c.issue, func.count()).group_by(coding.c.issue)
    return {row[0]: row[1] for row in connection.execute(query)}
