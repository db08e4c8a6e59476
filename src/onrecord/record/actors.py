"""Actors of the record: which actor of which article each of them is, their names, roles and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, distinct, exists, func, or_, select, tuple_, update

from onrecord.naming.variants import fold
from onrecord.record import dialects
from onrecord.record.filtering import cursor, past
from onrecord.record.quick import Quick, among
from onrecord.record.schema import (
    actor,
    actor_role,
    article,
    article_actor,
    name,
    redirect,
    statement,
    statement_actor,
    utterance,
)
from onrecord.vocabulary import Actor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.filtering import Filter

__all__ = ["Known", "assign", "get", "keep", "page", "recount", "resolve", "unassign"]

_FORGET = Quick(
    lambda lite: delete(redirect).where(redirect.c.noun == bindparam("of"), among(lite, redirect.c.old, "ids"))
)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor with its names, most used first, and roles: (role, first day, last day, articles)."""

    actor: Actor
    names: tuple[str, ...]
    roles: tuple[tuple[str, date | None, date | None, int], ...]
    statements: int
    utterances: int
    merged: tuple[str, ...]


def keep(connection: Connection, id: str, name_: str, type_: str, *, resolved: bool) -> None:  # noqa: A002
    """Store an actor, or what it is called by now."""
    row = {"id": id, "name": name_, "type": type_, "resolved": int(resolved)}
    new = dialects.insert(connection, actor).values(**row, statements=0)
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=row))


def assign(
    connection: Connection, number: int, day: str | None, cast: Sequence[Actor], actors: Mapping[str, Actor]
) -> None:
    """Note that the actors ``cast`` of article ``number``, published on ``day``, are the record's ``actors``."""
    rows = []
    roles = set()
    for local in cast:
        known = actors[local.id]
        rows.append(
            {"article": number, "local": local.id, "actor": known.id, "name": local.name, "type": local.type}
            | {"role": local.role, "resolved": int(local.resolved)}
        )
        if not local.resolved:
            keep(connection, known.id, known.name, known.type, resolved=False)
        if local.role:
            roles.add((known.id, local.role))
    if rows:
        connection.execute(article_actor.insert(), rows)
    for id_, role in sorted(roles):
        _count_role(connection, id_, role, day)


def _count_role(connection: Connection, id_: str, role: str, day: str | None) -> None:
    new = dialects.insert(connection, actor_role).values(actor=id_, role=role, articles=1, first=day, last=day)
    have, given = actor_role.c, new.excluded
    earlier = case((or_(have.first.is_(None), given.first < have.first), given.first), else_=have.first)
    later = case((or_(have.last.is_(None), given.last > have.last), given.last), else_=have.last)
    more = {"articles": have.articles + 1, "first": earlier, "last": later}
    connection.execute(new.on_conflict_do_update(index_elements=["actor", "role"], set_=more))


def unassign(connection: Connection, number: int) -> set[str]:
    """Forget which actors article ``number`` names; gives their ids, which `drop_unnamed` should look at later."""
    here = select(article_actor.c.actor, article_actor.c.role).distinct().where(article_actor.c.article == number)
    mine = connection.execute(here).all()
    for row in mine:
        called = (actor_role.c.actor == row.actor) & (actor_role.c.role == row.role)
        connection.execute(update(actor_role).where(called).values(articles=actor_role.c.articles - 1))
        connection.execute(delete(actor_role).where(called, actor_role.c.articles <= 0))
    connection.execute(delete(article_actor).where(article_actor.c.article == number))
    return {row.actor for row in mine}


def drop_unnamed(connection: Connection, ids: Iterable[str]) -> None:
    """Forget those of the actors ``ids`` that no article names any more."""
    for id_ in sorted(ids):
        if not connection.scalar(select(exists().where(article_actor.c.actor == id_))):
            connection.execute(delete(actor_role).where(actor_role.c.actor == id_))
            connection.execute(delete(actor).where(actor.c.id == id_))


def recount(connection: Connection, ids: Collection[str]) -> None:
    """Count statements and roles of the actors ``ids`` anew; forget those that no article names any more."""
    for id_ in sorted(ids):
        connection.execute(delete(actor_role).where(actor_role.c.actor == id_))
        mine = article_actor.c.actor == id_
        day = func.coalesce(article.c.latest, article.c.earliest)
        roles = (
            select(article_actor.c.actor, article_actor.c.role, func.count(distinct(article_actor.c.article)))
            .add_columns(func.min(day), func.max(day))
            .join(article, article.c.seq == article_actor.c.article)
            .where(mine, article_actor.c.role.is_not(None))
            .group_by(article_actor.c.actor, article_actor.c.role)
        )
        connection.execute(actor_role.insert().from_select(["actor", "role", "articles", "first", "last"], roles))
        said = select(func.count()).where(statement_actor.c.actor == id_, statement_actor.c.says == 1)
        connection.execute(update(actor).where(actor.c.id == id_).values(statements=said.scalar_subquery()))
    drop_unnamed(connection, ids)


def count_statements(connection: Connection, article_number: int, *, sign: int) -> None:
    """Add the statements of an article to their actors' counts, or take them away with ``sign`` -1."""
    said = (
        select(statement_actor.c.actor, func.count().label("n"))
        .join(statement, statement.c.seq == statement_actor.c.statement)
        .where(statement.c.article == article_number, statement_actor.c.says == 1)
        .group_by(statement_actor.c.actor)
    )
    for row in connection.execute(said).all():
        change = {"statements": actor.c.statements + sign * row.n}
        connection.execute(update(actor).where(actor.c.id == row.actor).values(change))


# -- looking up ------------------------------------------------------------------------------------


def resolve(connection: Connection, noun: str, id: str) -> str:  # noqa: A002 - the vocabulary's word
    """The id that ``id`` was merged into, or ``id`` itself."""
    seen = {id}
    while new := connection.scalar(select(redirect.c.new).where(redirect.c.noun == noun, redirect.c.old == id)):
        if new in seen:
            break
        seen.add(new)
        id = new  # noqa: A001
    return id


def get(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """The actors with these ids."""
    wanted = sorted(set(ids))
    rows = connection.execute(select(actor).where(actor.c.id.in_(wanted))).all()
    names: dict[str, list[str]] = {}
    articles = func.sum(name.c.articles)
    called = select(name.c.actor, name.c.name).where(name.c.actor.in_(wanted)).group_by(name.c.actor, name.c.name)
    for row in connection.execute(called.order_by(articles.desc(), name.c.name)):
        names.setdefault(row.actor, []).append(row.name)
    roles: dict[str, list[tuple[str, date | None, date | None, int]]] = {}
    for row in connection.execute(
        select(actor_role)
        .where(actor_role.c.actor.in_(wanted))
        .order_by(actor_role.c.articles.desc(), actor_role.c.role)
    ):
        roles.setdefault(row.actor, []).append((row.role, _day(row.first), _day(row.last), row.articles))
    merged: dict[str, list[str]] = {}
    for row in connection.execute(
        select(redirect).where(redirect.c.noun == "actor", redirect.c.new.in_(wanted)).order_by(redirect.c.old)
    ):
        merged.setdefault(row.new, []).append(row.old)
    counted = select(utterance.c.speaker, func.count()).where(utterance.c.speaker.in_(wanted))
    uttered = {row[0]: row[1] for row in connection.execute(counted.group_by(utterance.c.speaker))}
    return {
        row.id: Known(
            Actor(row.id, row.name, row.type, _role(roles.get(row.id)), bool(row.resolved)),
            tuple(names.get(row.id, (row.name,))),
            tuple(roles.get(row.id, ())),
            row.statements,
            uttered.get(row.id, 0),
            tuple(merged.get(row.id, ())),
        )
        for row in rows
    }


def _role(roles: list[tuple[str, date | None, date | None, int]] | None) -> str | None:
    return roles[0][0] if roles else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def page(connection: Connection, wanted: Filter) -> tuple[list[Known], str | None]:
    """One page of the actors who say something, those with most statements first, and the cursor of the next."""
    query = select(actor.c.id, actor.c.statements).where(actor.c.statements > 0)
    for word in fold(wanted.search or "").split():
        begins = (" " + name.c.folded).contains(f" {word}", autoescape=True)
        query = query.where(actor.c.id.in_(select(name.c.actor).where(begins)))
    if wanted.outlet:
        local = select(article_actor.c.local).join(article, article.c.seq == article_actor.c.article)
        local = local.where(article_actor.c.actor == actor.c.id, article.c.outlet == wanted.outlet)
        query = query.where(local.correlate(actor).exists())
    if wanted.after:
        count, id = past(wanted.after, int, str)  # noqa: A001
        query = query.where(tuple_(-actor.c.statements, actor.c.id) > tuple_(-count, id))
    rows = connection.execute(query.order_by(actor.c.statements.desc(), actor.c.id).limit(wanted.limit + 1)).all()
    more = None
    if len(rows) > wanted.limit:
        more = cursor(rows[wanted.limit - 1].statements, rows[wanted.limit - 1].id)
    found = get(connection, [row.id for row in rows[: wanted.limit]])
    return [found[row.id] for row in rows[: wanted.limit]], more


def there(connection: Connection, noun: str, ids: Collection[str]) -> None:
    """Note that ``ids`` are in use, again perhaps: they lead nowhere else."""
    _FORGET.run(connection, of=noun, ids=list(ids))


def redirect_to(connection: Connection, noun: str, old: str, new: str) -> None:
    """Remember that ``old`` became ``new``; what became ``old`` before follows."""
    row: dict[str, Any] = {"noun": noun, "old": old, "new": new}
    insert = dialects.insert(connection, redirect).values(row)
    connection.execute(insert.on_conflict_do_update(index_elements=["noun", "old"], set_={"new": new}))
    there(connection, noun, [new])
