"""The listings: what a filter leaves, as rows."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError, RequestError
from onrecord.record import actors, articles, codings, health, names, pages, passages, statements, summary
from onrecord.record.selecting import Selection
from onrecord.service.knowing import knowledge_of
from onrecord.service.listing import Filter, Listing
from onrecord.service.rows import ActorRow, ArticlePage, ArticleRow, Count, Overview, StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onrecord.record.actors import Known
    from onrecord.record.articles import Listed
    from onrecord.record.statements import Stored
    from onrecord.vocabulary import Utterance

__all__ = ["actor", "article_rows", "counts", "selection", "statement", "statement_row"]

_STATEMENTS = (
    *("speaker", "outlet", "issue", "since", "until", "kind", "voice", "search", "stance", "article", "story"),
    *("utterance", "verdict", "reports"),
)


def filter_of(given: Filter | None, fields: dict[str, object]) -> Filter:
    """The filter given, with ``fields`` changed."""
    try:
        return (given or Filter()).but(**fields)
    except TypeError:
        known = ", ".join(Filter.__slots__)
        raise RequestError(f"a filter has no field {', '.join(fields)}; use some of {known}") from None


def selection(connection: Connection, wanted: Filter) -> Selection:
    """The filter with its names looked up. Raises `NotFoundError` for a speaker or article that the record lacks."""
    speakers = None
    if wanted.speaker is not None:
        speakers = bearers(connection, wanted.speaker)
        if not speakers:
            raise NotFoundError(f"no actor {wanted.speaker!r} in this record; list them with: onrecord actors")
    number = articles.find(connection, wanted.article) if wanted.article is not None else None
    return Selection(wanted, speakers, number)


def bearers(connection: Connection, name: str) -> list[str]:
    """The ids of the actors that ``name`` may mean: the one whose id it is or was, else those called so."""
    id_ = actors.resolve(connection, "actor", name)
    return [id_] if actors.get(connection, [id_]) else names.bearers(connection, name)


# -- statements and utterances ------------------------------------------------------------------------------


def statement_row(stored: Stored) -> StatementRow:
    """A stored statement as listings show it."""
    return StatementRow(
        stored.statement,
        stored.outlet,
        stored.title,
        stored.published,
        stored.utterance,
        stored.reports,
        stored.verdict,
        stored.machine,
    )


def statement_page(connection: Connection, wanted: Filter) -> Listing[StatementRow]:
    """One page of statements."""
    wanted.only("statements", *_STATEMENTS)
    rows, after = pages.statement_page(connection, selection(connection, wanted))
    return Listing(tuple(statement_row(row) for row in rows), after)


def queue(connection: Connection, name: str, wanted: Filter) -> Listing[StatementRow]:
    """The first statements of a review queue."""
    wanted.only("queues", *_STATEMENTS)
    if name not in pages.QUEUES:
        raise RequestError(f"queue {name!r} is not known; use one of {', '.join(pages.QUEUES)}")
    return Listing(tuple(statement_row(row) for row in pages.queue(connection, selection(connection, wanted), name)))


def statement(connection: Connection, id: str) -> StatementRow:  # noqa: A002 - the vocabulary's word
    """One statement."""
    number = statements.find(connection, id)
    if number is None:
        raise NotFoundError(f"no statement {id!r} in this record; list them with: onrecord statements")
    return statement_row(statements.load(connection, [number])[number])


def utterance_page(connection: Connection, wanted: Filter) -> Listing[Utterance]:
    """One page of utterances."""
    wanted.only("utterances", *_STATEMENTS)
    rows, after = pages.utterance_page(connection, selection(connection, wanted))
    return Listing(tuple(rows), after)


def utterance(connection: Connection, id: str) -> Utterance:  # noqa: A002
    """One utterance, by its id or by that of a statement that reports it."""
    id = actors.resolve(connection, "utterance", id)  # noqa: A001
    found = pages.utterances(connection, [id])
    if id not in found:
        number = statements.find(connection, id)
        said = statements.load(connection, [number])[number] if number is not None else None
        if said is None or said.utterance is None:
            raise NotFoundError(f"no utterance {id!r} in this record; list them with: onrecord utterances")
        return pages.utterances(connection, [said.utterance])[said.utterance]
    return found[id]


def counts(connection: Connection, facet: str, wanted: Filter) -> tuple[Count, ...]:
    """How often each value of a facet occurs among the statements left."""
    wanted.only("counts", *_STATEMENTS)
    if facet not in pages.FACETS:
        raise RequestError(f"facet {facet!r} is not known; use one of {', '.join(pages.FACETS)}")
    found = pages.counts(connection, selection(connection, wanted), facet)
    return tuple(Count(value, label, rows) for value, label, rows in found)


# -- articles -----------------------------------------------------------------------------------------------


def article_row(listed: Listed, *, same_text_as: str | None = None, likeness: float | None = None) -> ArticleRow:
    """A stored article as listings show it."""
    a = listed.article
    return ArticleRow(
        *(a.id, a.path, a.url, a.outlet, a.title, a.byline, a.language, a.published),
        *(listed.statements, listed.reader, listed.unread, listed.story),
        same_text_as=same_text_as,
        likeness=likeness,
    )


def article_rows(connection: Connection, numbers: Iterable[int]) -> dict[int, ArticleRow]:
    """The articles with these numbers."""
    found = articles.listed(connection, numbers)
    same = passages.same_text(connection, found)
    return {number: article_row(one, same_text_as=same.get(number)) for number, one in found.items()}


def article_page(connection: Connection, wanted: Filter) -> Listing[ArticleRow]:
    """One page of articles; with ``like`` those that share passages with one, on one page, the nearest first."""
    wanted.only("articles", "outlet", "since", "until", "search", "story", "like")
    if wanted.like is not None:
        return _like(connection, wanted)
    rows, after = articles.page(connection, wanted)
    same = passages.same_text(connection, [row.seq for row in rows])
    return Listing(tuple(article_row(row, same_text_as=same.get(row.seq)) for row in rows), after)


def _like(connection: Connection, wanted: Filter) -> Listing[ArticleRow]:
    number = articles.find(connection, wanted.like or "")
    of = articles.by_seq(connection, [number])[number]
    shared: dict[str, int] = {}
    for one in passages.passages(connection, number):
        shared[one.other] = shared.get(one.other, 0) + one.span.end - one.span.start
    length = sum(end - start for start, end in of.body) or 1
    numbers = articles.seqs(connection, shared)
    found = articles.listed(connection, numbers.values())
    rows = [article_row(one, likeness=min(1.0, shared[one.article.id] / length)) for one in found.values()]
    rows = [row for row in rows if wanted.outlet in (None, row.outlet)]
    rows.sort(key=lambda row: (-(row.likeness or 0), row.id))
    return Listing(tuple(rows[: wanted.limit]))


def article(connection: Connection, name: str) -> ArticlePage:
    """One article with all that the record holds on it."""
    number = articles.find(connection, name)
    whole = articles.by_seq(connection, [number])[number]
    said = tuple(statement_row(stored) for stored in statements.of_article(connection, number))
    shared = tuple(passages.passages(connection, number))
    derived = tuple(passages.derivations(connection, number, whole.id))
    named = {one.other for one in shared} | {id_ for one in derived for id_ in (one.article, one.source)}
    others = article_rows(connection, articles.seqs(connection, named - {whole.id}).values())
    row = article_rows(connection, [number])[number]
    return ArticlePage(whole, row, said, shared, derived, {one.id: one for one in others.values()})


def added_since(connection: Connection, moment: datetime, most: int) -> tuple[ArticleRow, ...]:
    """The articles added after ``moment``, the last first."""
    if moment.tzinfo is None:
        raise RequestError("the moment needs a time zone, as in 2025-04-30T12:00+00:00")
    numbers = summary.added_since(connection, moment.astimezone(UTC).isoformat(), most)
    rows = article_rows(connection, numbers)
    return tuple(rows[number] for number in numbers)


def overview(connection: Connection) -> Overview:
    """What is in the record."""
    outlets = [Count(value, value, rows) for value, rows in summary.outlets(connection)]
    months = [Count(value, value, rows) for value, rows in summary.months(connection)]
    book = knowledge_of(connection).codebook
    titles = {issue.id: issue.title for issue in book.issues} if book else {}
    coded = codings.count_by_issue(connection)
    speakers, _ = actors.page(connection, Filter(limit=10))
    return Overview(
        totals=health.totals(connection),
        outlets=tuple(outlets),
        months=tuple(months),
        actors=tuple(Count(one.actor.id, one.actor.name, one.statements) for one in speakers),
        issues=tuple(Count(id_, titles[id_], coded.get(id_, 0)) for id_ in titles),
        waiting=summary.waiting(connection),
        last_added=summary.last_added(connection),
    )


# -- actors -------------------------------------------------------------------------------------------------


def actor_row(known: Known) -> ActorRow:
    """A stored actor as listings show it."""
    return ActorRow(known.actor, known.names, known.roles, known.statements, known.utterances, known.merged)


def actor_page(connection: Connection, wanted: Filter) -> Listing[ActorRow]:
    """One page of actors."""
    wanted.only("actors", "search", "outlet")
    rows, after = actors.page(connection, wanted)
    return Listing(tuple(actor_row(row) for row in rows), after)


def actor(connection: Connection, name: str) -> ActorRow:
    """One actor, by its id or any of its names; of several of one name the one most named."""
    ids = bearers(connection, name)
    if not ids:
        raise NotFoundError(f"no actor {name!r} in this record; list them with: onrecord actors")
    return actor_row(actors.get(connection, ids[:1])[ids[0]])
