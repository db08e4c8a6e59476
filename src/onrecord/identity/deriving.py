"""Actors of a record from readings, all at once or a few names at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.identity.grouping import Named, Rulings, group, ties
from onrecord.identity.keys import name_keys
from onrecord.vocabulary import Actor, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from onrecord.vocabulary import Codebook, Decision, Reading

__all__ = ["actors", "closure", "rulings"]


def rulings(codebook: Codebook | None, decisions: Iterable[Decision]) -> Rulings:
    """What a codebook and decisions say about who is who.

    Of decisions about actors, "same actor" and "other actor" count: ``quote`` holds one actor's name and ``new`` the
    other's. A decision that a later one undoes does not count.
    """
    listed = list(decisions)
    undone = {decision.undoes for decision in listed if decision.undoes}
    pairs: dict[str, set[tuple[str, str]]] = {"same actor": set(), "other actor": set()}
    for decision in listed:
        if decision.subject == "actor" and decision.field in pairs and decision.new and decision.id not in undone:
            pairs[decision.field].add((decision.quote, decision.new))
    same, different = pairs["same actor"], pairs["other actor"]
    return Rulings(codebook.actors if codebook else (), frozenset(same - different), frozenset(different))


def actors(
    readings: Iterable[Reading], codebook: Codebook | None = None, decisions: Iterable[Decision] = ()
) -> dict[str, Actor]:
    """The record's actor for each article's actor, by the latter's id; ``role`` stays the article's.

    An actor that is only described ("a senior official") is nobody else's: it is told apart by its article.
    """
    local = {actor.id: (actor, reading.article.id) for reading in readings for actor in reading.actors}
    named = [Named(actor.name, actor.type) for actor, _ in local.values() if actor.resolved]
    known = {(n.name, n.type): one for one in group(named, rulings(codebook, decisions)) for n in one.names}
    found: dict[str, Actor] = {}
    for id_, (actor, article) in local.items():
        if actor.resolved:
            one = known[actor.name, actor.type]
            found[id_] = Actor(one.id, one.name, one.type, actor.role)
        else:
            found[id_] = Actor(digest("actor", article, actor.id), actor.name, actor.type, actor.role, resolved=False)
    return found


def closure(
    names: Iterable[Named], lookup: Callable[[Collection[str]], Iterable[Named]], told: Rulings | None = None
) -> list[Named]:
    """``names`` and every known name that their grouping depends on.

    ``lookup`` gives the known names that have any of the keys. `group` of the closure puts ``names`` into the same
    actors as `group` of all known names would; the number of look-ups is bounded by the longest chain of shared keys,
    in practice two.
    """
    tied = ties(told or Rulings())
    found = set(names)
    asked: set[str] = set()
    while fresh := _keys(found, tied) - asked:
        asked |= fresh
        found |= set(lookup(sorted(fresh)))
    return sorted(found)


def _keys(names: Iterable[Named], tied: Iterable[frozenset[str]]) -> set[str]:
    """The keys of names, and those that a codebook or a person ties to them."""
    keys = {key for named in names for key in name_keys(named.name, named.type)}
    for together in tied:
        if keys & together:
            keys |= together
    return keys
