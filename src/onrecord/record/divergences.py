"""Divergences as stored, and the claims about offices that some of them are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select

from onrecord.record import articles
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import article, claim, divergence, divergence_report, statement, story_article, utterance
from onrecord.tracing.roles import SAME_DAYS, Claim
from onrecord.vocabulary import Divergence, Span, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.selecting import Selection

__all__ = ["claims_near", "forget", "page", "put", "put_claims"]

_CHUNK = 400


def put(connection: Connection, made: Iterable[Divergence], utterance_: str | None = None) -> None:
    """Store divergences; ``utterance_`` is the one that their reports report, if it is one."""
    found = {digest("divergence", one.kind, *_ends(one)): one for one in made}
    if not found:
        return
    held = set(connection.scalars(select(divergence.c.id).where(divergence.c.id.in_(list(found)))))
    new = {name: one for name, one in found.items() if name not in held}
    numbers = articles.seqs(connection, {id_ for one in new.values() for id_, _, _ in one.reports})
    rows = [
        {"id": name, "kind": one.kind, "note": one.note, "weight": one.weight, "utterance": utterance_}
        for name, one in new.items()
    ]
    reports = [
        {"divergence": name, "n": n, "article": numbers[id_], "start": span.start, "end": span.end}
        for name, one in new.items()
        for n, (id_, _, span) in enumerate(one.reports)
    ]
    if rows:
        connection.execute(insert(divergence), rows)
        connection.execute(insert(divergence_report), reports)


def _ends(one: Divergence) -> list[str]:
    return [f"{id_}:{span.start}:{span.end}" for id_, _, span in one.reports]


def forget(connection: Connection, utterances: Collection[str], number: int | None) -> None:
    """Forget the divergences inside ``utterances`` (ids), and all others that article ``number`` is in."""
    wanted = sorted(utterances)
    for start in range(0, len(wanted), _CHUNK):
        connection.execute(delete(divergence).where(divergence.c.utterance.in_(wanted[start : start + _CHUNK])))
    if number is not None:
        mine = select(divergence_report.c.divergence).where(divergence_report.c.article == number)
        connection.execute(delete(divergence).where(divergence.c.id.in_(mine), divergence.c.utterance.is_(None)))


def put_claims(connection: Connection, number: int, found: Sequence[Claim], day: int | None) -> None:
    """Store what article ``number``, of ``day``, says about offices, in the place of what it said before."""
    connection.execute(delete(claim).where(claim.c.article == number))
    rows = [
        {"article": number, "actor": one.actor, "office": one.office, "state": one.state, "sure": one.sure}
        | {"start": one.span.start, "end": one.span.end, "day": day or 0}
        for one in found
    ]
    if rows:
        connection.execute(insert(claim), rows)


def claims_near(connection: Connection, actors: Collection[str], day: int | None, most: int = 500) -> list[Claim]:
    """What articles of about ``day``, and undated ones, say about the offices of ``actors``."""
    query = select(claim, article.c.id.label("article_id"), article.c.outlet)
    query = query.join(article, article.c.seq == claim.c.article).where(claim.c.actor.in_(list(actors)))
    if day is not None:
        near = claim.c.day.between(day - SAME_DAYS, day + SAME_DAYS)
        query = query.where(or_(near, claim.c.day == 0))
    rows = connection.execute(query.order_by(claim.c.day.desc(), claim.c.seq).limit(most)).all()
    texts = articles.by_seq(connection, {row.article for row in rows})
    return [
        Claim(
            row.actor,
            row.article_id,
            row.outlet,
            Span.of(texts[row.article].text, row.start, row.end),
            row.office,
            row.state,
            row.sure,
        )
        for row in rows
    ]


def page(connection: Connection, selection: Selection) -> tuple[list[Divergence], str | None]:
    """One page of divergences, the weightiest first, and the cursor of the next."""
    w = selection.wanted
    query = select(divergence)
    reports = select(divergence_report.c.divergence).where(divergence_report.c.divergence == divergence.c.id)
    if selection.article is not None:
        mine = reports.where(divergence_report.c.article == selection.article)
        query = query.where(mine.correlate(divergence).exists())
    if w.outlet:
        # The outlet's articles come from their index once; the sum keeps each from being tried with each divergence.
        theirs = select(article.c.seq).where(article.c.outlet == w.outlet)
        mine = reports.where((divergence_report.c.article + 0).in_(theirs))
        query = query.where(mine.correlate(divergence).exists())
    if w.story:
        told = story_article.c.article == divergence_report.c.article
        mine = reports.join(story_article, told).where(story_article.c.story == w.story)
        query = query.where(mine.correlate(divergence).exists())
    if w.utterance:
        query = query.where(divergence.c.utterance == w.utterance)
    if selection.speakers is not None:
        uttered = select(utterance.c.id).where(utterance.c.speaker.in_(selection.speakers))
        offices = reports.join(claim, claim.c.article == divergence_report.c.article)
        offices = offices.where(claim.c.actor.in_(selection.speakers), claim.c.start == divergence_report.c.start)
        query = query.where(or_(divergence.c.utterance.in_(uttered), offices.correlate(divergence).exists()))
    if w.after:
        weight, name = past(w.after, float, str)
        lighter = or_(divergence.c.weight < weight, and_(divergence.c.weight == weight, divergence.c.id > name))
        query = query.where(lighter)
    rows = connection.execute(query.order_by(divergence.c.weight.desc(), divergence.c.id).limit(w.limit + 1)).all()
    more = cursor(float(rows[w.limit - 1].weight), rows[w.limit - 1].id) if len(rows) > w.limit else None
    return _made(connection, {row.id: row for row in rows[: w.limit]}), more


def _made(connection: Connection, rows: Mapping[str, Any]) -> list[Divergence]:
    query = select(divergence_report).where(divergence_report.c.divergence.in_(list(rows)))
    reports = connection.execute(query.order_by(divergence_report.c.divergence, divergence_report.c.n)).all()
    whole = articles.by_seq(connection, {row.article for row in reports})
    told: dict[str, list[tuple[str, str | None, Span]]] = {}
    for row in reports:
        of = whole[row.article]
        told.setdefault(row.divergence, []).append((of.id, of.outlet, Span.of(of.text, row.start, row.end)))
    return [Divergence(r.kind, tuple(told.get(r.id, ())), r.note, r.weight) for r in rows.values()]


def statements_of(connection: Connection, utterances: Collection[str]) -> dict[str, list[str]]:
    """For each of the utterances the ids of its statements."""
    wanted = sorted(utterances)
    found: dict[str, list[str]] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(statement.c.utterance, statement.c.id, statement.c.report)
        query = query.where(statement.c.utterance.in_(wanted[start : start + _CHUNK]))
        for row in connection.execute(query.order_by(statement.c.utterance, statement.c.report)):
            found.setdefault(row.utterance, []).append(row.id)
    return found
