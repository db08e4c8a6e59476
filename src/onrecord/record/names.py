"""Names that articles use for actors: in how many articles, under which keys, and whose they are taken to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select, tuple_, update

from onrecord.identity import Named, name_keys
from onrecord.naming.variants import fold
from onrecord.record import codings
from onrecord.record.actors import keep, recount, redirect_to, there
from onrecord.record.schema import article_actor, name, name_key, statement, statement_actor, utterance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from onrecord.identity import Identity

__all__ = ["all_names", "count", "found", "holders", "of_article", "point", "with_keys"]

_CHUNK = 400


def of_article(connection: Connection, number: int) -> set[Named]:
    """The names that article ``number`` uses."""
    query = select(article_actor.c.name, article_actor.c.type).distinct()
    rows = connection.execute(query.where(article_actor.c.article == number, article_actor.c.resolved == 1))
    return {Named(row.name, row.type) for row in rows}


def count(connection: Connection, names: Iterable[Named], *, sign: int) -> None:
    """Note that an article uses ``names``, or with ``sign`` -1 that it no longer does."""
    for one in sorted(names):
        this = (name.c.name == one.name) & (name.c.type == one.type)
        changed = connection.execute(update(name).where(this).values(articles=name.c.articles + sign))
        if changed.rowcount == 0:
            row = {"name": one.name, "type": one.type, "actor": "", "articles": 1, "folded": fold(one.name)}
            connection.execute(name.insert(), row)
            keys = [
                {"key": key, "name": one.name, "type": one.type} for key in sorted(set(name_keys(one.name, one.type)))
            ]
            connection.execute(name_key.insert(), keys)
        elif sign < 0:
            gone = connection.execute(delete(name).where(this, name.c.articles <= 0))
            if gone.rowcount:
                connection.execute(delete(name_key).where(name_key.c.name == one.name, name_key.c.type == one.type))


def found(connection: Connection, names: Collection[Named]) -> list[Named]:
    """Those of ``names`` that articles use, with the number of articles."""
    pairs = sorted({(one.name, one.type) for one in names})
    rows: list[Named] = []
    for start in range(0, len(pairs), _CHUNK):
        these = tuple_(name.c.name, name.c.type).in_(pairs[start : start + _CHUNK])
        rows += [Named(r.name, r.type, r.articles) for r in connection.execute(select(name).where(these))]
    return rows


def with_keys(connection: Connection, keys: Collection[str]) -> list[Named]:
    """The names that have any of ``keys``."""
    join = (name.c.name == name_key.c.name) & (name.c.type == name_key.c.type)
    query = select(name).join(name_key, join).where(name_key.c.key.in_(list(keys))).distinct()
    return [Named(row.name, row.type, row.articles) for row in connection.execute(query)]


def all_names(connection: Connection) -> list[Named]:
    """Every name."""
    return [Named(row.name, row.type, row.articles) for row in connection.execute(select(name))]


def holders(connection: Connection, names: Sequence[Named]) -> dict[tuple[str, str], str]:
    """The ids of the actors that the names (of some type) are taken to be."""
    pairs = sorted({(one.name, one.type) for one in names})
    known: dict[tuple[str, str], str] = {}
    for start in range(0, len(pairs), _CHUNK):
        these = tuple_(name.c.name, name.c.type).in_(pairs[start : start + _CHUNK])
        known.update(((row.name, row.type), row.actor) for row in connection.execute(select(name).where(these)))
    return known


def point(connection: Connection, identities: Iterable[Identity], before: dict[tuple[str, str], str]) -> set[int]:
    """Give ``identities`` their names, which were ``before``'s; returns the statements whose actors changed by it."""
    moved: set[int] = set()
    heirs: dict[str, dict[str, int]] = {}
    touched: set[str] = set()
    for identity in identities:
        keep(connection, identity.id, identity.name, identity.type, resolved=True)
        for one in identity.names:
            old = before.get((one.name, one.type), "")
            if old != identity.id:
                _name_is(connection, one, identity.id)
                if old:
                    moved |= _move(connection, one, old, identity.id)
                    heirs.setdefault(old, {}).setdefault(identity.id, 0)
                    heirs[old][identity.id] += one.articles
                    touched |= {old, identity.id}
    there(connection, "actor", sorted(touched))
    for old, claims in sorted(heirs.items()):
        if not connection.scalar(select(exists().where(name.c.actor == old))):
            redirect_to(connection, "actor", old, min(claims, key=lambda id_: (-claims[id_], id_)))
    recount(connection, touched)
    if heirs:
        codings.follow_redirects(connection)
    return moved


def _name_is(connection: Connection, one: Named, actor: str) -> None:
    this = (name.c.name == one.name) & (name.c.type == one.type)
    connection.execute(update(name).where(this).values(actor=actor))


def _move(connection: Connection, one: Named, old: str, new: str) -> set[int]:
    """Move what articles say of an actor under one of its names to another actor."""
    called = (article_actor.c.name == one.name) & (article_actor.c.type == one.type) & (article_actor.c.resolved == 1)
    rows = connection.execute(
        select(statement_actor.c.statement)
        .join(statement, statement.c.seq == statement_actor.c.statement)
        .join(
            article_actor,
            (article_actor.c.article == statement.c.article) & (article_actor.c.local == statement_actor.c.local),
        )
        .where(statement_actor.c.actor == old, called)
    )
    moved = sorted({row.statement for row in rows})
    local = select(article_actor.c.local).where(called)
    connection.execute(update(article_actor).where(called, article_actor.c.actor == old).values(actor=new))
    for start in range(0, len(moved), _CHUNK):
        these = moved[start : start + _CHUNK]
        part = statement_actor.c.statement.in_(these) & (statement_actor.c.actor == old)
        connection.execute(update(statement_actor).where(part, statement_actor.c.local.in_(local)).values(actor=new))
        speaks = select(statement_actor.c.statement).where(
            statement_actor.c.statement.in_(these), statement_actor.c.part == "speaker", statement_actor.c.actor == new
        )
        connection.execute(update(statement).where(statement.c.seq.in_(speaks)).values(speaker=new))
        said = select(statement.c.utterance).where(statement.c.seq.in_(speaks), statement.c.report == 0)
        connection.execute(update(utterance).where(utterance.c.id.in_(said)).values(speaker=new))
    return set(moved)


def bearers(connection: Connection, words: str) -> list[str]:
    """The ids of the actors that are called ``words``, most named first; else of those whose names hold every word."""
    plain = fold(words)
    articles = func.sum(name.c.articles)
    query = select(name.c.actor).group_by(name.c.actor).order_by(articles.desc(), name.c.actor)
    exact = list(connection.scalars(query.where(name.c.folded == plain)))
    if exact or not plain:
        return exact
    for word in plain.split():
        padded = " " + name.c.folded + " "
        query = query.where(padded.contains(f" {word} "))
    return list(connection.scalars(query.limit(20)))
