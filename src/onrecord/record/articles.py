"""Articles as stored: put in once, looked up, listed, never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, delete, func, or_, select

from onrecord.errors import ArticleError, NotFoundError, RequestError
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import article, dating, reading, sort_key, statement, story_article
from onrecord.vocabulary import Article, When

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection, Row

    from onrecord.record.filtering import Filter

__all__ = ["Listed", "by_seq", "find", "known", "page", "put", "seqs"]

_CHUNK = 500  # SQLite takes 32,766 parameters a query; smaller lists keep its plans cheap
# Asked for every new article, hence put together once.
_WHOLE = select(article).where(article.c.seq.in_(bindparam("numbers", expanding=True)))
_KNOWN = select(article.c.id).where(article.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text, and what is stored about its reading."""

    seq: int
    article: Article
    statements: int
    reader: str
    unread: str | None
    story: str | None


def iso(day: date | None) -> str | None:
    """A day as the record stores it."""
    return day.isoformat() if day else None


def when_of(earliest: str | None, latest: str | None, basis: str | None) -> When | None:
    """An interval as the record stored it; no basis means that there was none."""
    if basis is None:
        return None
    return When(
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None, basis
    )


def when_columns(when: When | None) -> dict[str, str | None]:
    """The columns that hold an interval."""
    if when is None:
        return {"earliest": None, "latest": None, "basis": None}
    return {"earliest": iso(when.earliest), "latest": iso(when.latest), "basis": when.basis}


def known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of the article ``ids`` that the record holds."""
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        found.update(connection.scalars(_KNOWN, {"ids": ids[start : start + _CHUNK]}))
    return found


def put(connection: Connection, new: Sequence[Article]) -> list[int]:
    """Store distinct articles that the record does not hold and return their numbers inside this database.

    Raises `ArticleError` where one's text holds what the database cannot keep (see `refused`).
    """
    for one in new:
        why = refused(connection, one)
        if why:
            raise why
    if not new:
        return []
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(article.insert(), [_row(one, stamp) for one in new])
    numbers = seqs(connection, [one.id for one in new])
    return [numbers[one.id] for one in new]


def _row(new: Article, stamp: str) -> dict[str, Any]:
    published = when_columns(new.published)
    return {
        "id": new.id,
        "text": new.text,
        "body": json.dumps(new.body, separators=(",", ":")),
        "path": new.path,
        "url": new.url,
        "outlet": new.outlet,
        "title": new.title,
        "byline": new.byline,
        "language": new.language,
        **published,
        "sort": sort_key(published["latest"] or published["earliest"], new.id),
        "added_at": stamp,
    }


def put_dating(connection: Connection, number: int, when: When | None) -> None:
    """Store the bounds found for an article that bears no date, in the place of earlier ones."""
    connection.execute(delete(dating).where(dating.c.article == number))
    if when is not None:
        connection.execute(dating.insert(), {"article": number, **when_columns(when)})


def undated(connection: Connection, utterances: Collection[str]) -> dict[int, Article]:
    """The articles without a date that report any of ``utterances`` (ids)."""
    wanted = sorted(utterances)
    numbers: set[int] = set()
    for start in range(0, len(wanted), _CHUNK):
        query = select(article.c.seq).join(statement, statement.c.article == article.c.seq).distinct()
        told = statement.c.utterance.in_(wanted[start : start + _CHUNK])
        numbers.update(connection.scalars(query.where(told, article.c.basis.is_(None))))
    return by_seq(connection, numbers)


def refused(connection: Connection, new: Article) -> ArticleError | None:
    """Why the database cannot keep an article, None where it can."""
    where = new.path or new.url or new.id
    told = (new.text, new.outlet, new.title, new.byline, new.path, new.url)
    if connection.dialect.name == "postgresql" and any("\0" in part for part in told if part):
        return ArticleError(where, "holds NUL characters, which PostgreSQL cannot keep", "remove them or use SQLite")
    try:
        for part in told:
            (part or "").encode()
    except UnicodeEncodeError:
        return ArticleError(where, "holds halves of characters (lone surrogates)", "save it as UTF-8 again")
    return None


def article_of(row: Row[Any], text: str | None = None) -> Article:
    """The article of a row; without ``text`` where the row has none."""
    return Article(
        id=row.id,
        text=row.text if text is None else text,
        body=tuple((start, end) for start, end in json.loads(row.body)),
        path=row.path,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        byline=row.byline,
        language=row.language,
        published=when_of(row.earliest, row.latest, row.basis),
    )


def by_seq(connection: Connection, numbers: Iterable[int]) -> dict[int, Article]:
    """The articles with these numbers, whole."""
    wanted = sorted(set(numbers))
    found: dict[int, Article] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(_WHOLE, {"numbers": wanted[start : start + _CHUNK]})
        found.update((row.seq, article_of(row)) for row in rows)
    return found


def seqs(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of the articles with these ids."""
    wanted = sorted(set(ids))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(article.c.id, article.c.seq).where(article.c.id.in_(wanted[start : start + _CHUNK]))
        found.update((row.id, row.seq) for row in connection.execute(query))
    return found


def find(connection: Connection, name: str) -> int:
    """The number of the article whose id, or its beginning, path, file name or URL is ``name``.

    Raises `NotFoundError` where none is, `RequestError` where several are.
    """
    exact = select(article.c.seq, article.c.id).where(
        or_(article.c.id == name, article.c.path == name, article.c.url == name)
    )
    rows = connection.execute(exact.limit(2)).all()
    if not rows and len(name) >= 4:
        # Ids are hexadecimal digits, and "g" comes after all of them.
        begins = select(article.c.seq, article.c.id).where(article.c.id >= name, article.c.id < name + "g")
        rows = connection.execute(begins.limit(2)).all()
    if not rows and len(name) >= 4:
        ends = article.c.path.endswith("/" + name, autoescape=True)
        rows = connection.execute(select(article.c.seq, article.c.id).where(ends).limit(2)).all()
    if not rows:
        raise NotFoundError(f"no article {name!r} in this record; list them with: onrecord articles")
    if len(rows) > 1:
        raise RequestError(f"{name!r} fits several articles ({rows[0].id}, {rows[1].id}, …); give the whole id")
    return int(rows[0].seq)


def _listing() -> Select[Any]:
    columns = [column for column in article.c if column.name not in ("text", "earliest", "latest", "basis")]
    told = [func.coalesce(article.c[name], dating.c[name]).label(name) for name in ("earliest", "latest", "basis")]
    return (
        select(*columns, *told, reading.c.statements, reading.c.reader, reading.c.unread, story_article.c.story)
        .join_from(article, reading, reading.c.article == article.c.seq)
        .outerjoin(story_article, story_article.c.article == article.c.seq)
        .outerjoin(dating, dating.c.article == article.c.seq)
    )


def _listed(row: Row[Any]) -> Listed:
    return Listed(row.seq, article_of(row, ""), row.statements, row.reader, row.unread, row.story)


def listed(connection: Connection, numbers: Iterable[int]) -> dict[int, Listed]:
    """The articles with these numbers as a listing shows them."""
    wanted = sorted(set(numbers))
    found: dict[int, Listed] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(_listing().where(article.c.seq.in_(wanted[start : start + _CHUNK])))
        found.update((row.seq, _listed(row)) for row in rows)
    return found


def between(sort: Any, since: date | None, until: date | None) -> list[Any]:  # noqa: ANN401 - any column expression
    """Conditions that keep the days from ``since`` to ``until``, both included, of a ``sort`` column."""
    conditions = []
    if since:
        # The day before would sort after every row of ``since``; rows without a day sort after all.
        conditions.append(sort < sort_key(since.isoformat()) + "~")
    if until:
        conditions.append(sort >= sort_key(until.isoformat()))
        if not since:
            conditions.append(sort < sort_key(None))
    return conditions


def page(connection: Connection, wanted: Filter) -> tuple[list[Listed], str | None]:
    """One page of articles, latest first, and the cursor of the next."""
    query = _listing().where(*between(article.c.sort, wanted.since, wanted.until))
    if wanted.outlet:
        query = query.where(article.c.outlet == wanted.outlet)
    if wanted.story:
        query = query.where(story_article.c.story == wanted.story)
    for word in (wanted.search or "").split():
        query = query.where(func.lower(article.c.title).contains(word.lower(), autoescape=True))
    if wanted.after:
        query = query.where(article.c.sort > past(wanted.after, str)[0])
    rows = connection.execute(query.order_by(article.c.sort).limit(wanted.limit + 1)).all()
    more = cursor(rows[wanted.limit - 1].sort) if len(rows) > wanted.limit else None
    return [_listed(row) for row in rows[: wanted.limit]], more
