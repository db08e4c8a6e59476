"""Which actor of the record each actor of an article is, kept right while articles and decisions arrive.

What `onrecord.identity` says of all names of the record together is computed for the names at hand alone: for them and
for every name that their grouping depends on, which an index of keys finds.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.identity import Named, Rulings, closure, group
from onrecord.record import names
from onrecord.vocabulary import Actor, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from onrecord.vocabulary import ActorType, Article

__all__ = ["identify", "regroup"]


def identify(
    connection: Connection, article: Article, cast: Iterable[Actor], told: Rulings, before: Collection[Named] = ()
) -> tuple[dict[str, Actor], set[int]]:
    """The record's actors by the ids of the article's actors ``cast``, and the statements whose actors changed by it.

    ``before`` are names that the article used when it was read the last time.
    """
    local = list(cast)
    used = {Named(one.name, one.type) for one in local if one.resolved}
    names.count(connection, used, sign=1)
    known, moved = regroup(connection, {*used, *before}, told)
    actors: dict[str, Actor] = {}
    for one in local:
        if one.resolved:
            who = known[one.name, one.type]
            actors[one.id] = Actor(who.id, who.name, who.type, one.role)
        else:  # only described ("a senior official"), so nobody else's
            actors[one.id] = Actor(digest("actor", article.id, one.id), one.name, one.type, one.role, resolved=False)
    return actors, moved


def regroup(
    connection: Connection, some: Collection[Named] | None, told: Rulings
) -> tuple[dict[tuple[str, ActorType], Actor], set[int]]:
    """Group ``some`` names (all, where None) anew with what they depend on.

    Gives the actor of each name and type, and the statements whose actors changed by it.
    """
    if some is None:
        everything = names.all_names(connection)
    else:
        # Names that no article uses any more still lead to those that were grouped with them.
        leads = names.found(connection, some)
        keys = partial(names.with_keys, connection)
        there = {(one.name, one.type) for one in leads}
        gone = {one for one in some if (one.name, one.type) not in there}
        everything = [one for one in closure([*leads, *gone], keys, told) if one not in gone]
    groups = group(everything, told)
    moved = names.point(connection, groups, names.holders(connection, everything))
    known = {(one.name, one.type): Actor(who.id, who.name, who.type) for who in groups for one in who.names}
    return known, moved
