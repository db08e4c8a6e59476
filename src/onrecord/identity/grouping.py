"""Which names are one actor's: a partition of names that depends on the set of names alone, never on their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.identity.keys import Form, compatible, form, name_keys
from onrecord.naming.places import country
from onrecord.naming.variants import fold
from onrecord.vocabulary import ActorType, CodebookActor, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

__all__ = ["Identity", "Named", "Rulings", "group", "ties"]

# A lone surname goes to one of several bearers only where this share of the articles that name them names that one.
DOMINANT = 0.9
# The types that differ in how their names are keyed.
_KINDS: tuple[ActorType, ...] = ("person", "unknown")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name as articles use it, for an actor of ``type``, and in how many articles."""

    name: str
    type: ActorType
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Rulings:
    """What outweighs likeness: the analyst's actors, and pairs of names that a person judged."""

    actors: Sequence[CodebookActor] = ()
    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def by_alias(self) -> dict[str, CodebookActor]:
        """The codebook's actors by each of their names, folded."""
        return {fold(name): actor for actor in self.actors for name in (actor.name, *actor.aliases)}


def _pair(one: str, other: str) -> tuple[str, str]:
    a, b = sorted((fold(one), fold(other)))
    return a, b


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor of the record: its id, the name it goes by, and all its names, most used first."""

    id: str
    name: str
    type: ActorType
    names: tuple[Named, ...]


@dataclass(slots=True)
class _Class:
    names: list[Named] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    actor: CodebookActor | None = None

    @property
    def articles(self) -> int:
        return sum(named.articles for named in self.names)


def group(names: Iterable[Named], rulings: Rulings | None = None) -> list[Identity]:
    """The actors that bear ``names``, in the order of their ids.

    Names are taken from the most telling to the least. Names of one level are one actor's where they are compatible; a
    less telling name ("Smith", "IMF") joins the actor it can abbreviate where there is exactly one, or one that
    outweighs the others, and is an actor of its own otherwise. Codebook aliases come before likeness and decisions
    before both. The result is a function of the set of names.
    """
    told = rulings or Rulings()
    counted = sorted(_counted(names))
    blocks = _blocks(counted, told)
    return sorted((one for block in blocks for one in _group(block, told)), key=lambda one: one.id)


def ties(told: Rulings) -> list[frozenset[str]]:
    """Sets of keys that a codebook or a person ties together: names under any of a set depend on each other."""
    of_actors = [
        {key for name, kind in _codebook_names(actor) for key in name_keys(name, kind)} for actor in told.actors
    ]
    of_pairs = [
        {key for name in pair for kind in _KINDS for key in name_keys(name, kind)}
        for pair in told.same | told.different
    ]
    return [frozenset(keys) for keys in (*of_actors, *of_pairs)]


def _blocks(names: Sequence[Named], told: Rulings) -> list[list[Named]]:
    """Names that share a key, directly or through others, together: no other names can be one actor's."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for keys in (*(name_keys(named.name, named.type) for named in names), *ties(told)):
        first, *others = sorted(keys)
        for other in others:
            parent[root(other)] = root(first)
    blocks: dict[str, list[Named]] = {}
    for named in names:
        blocks.setdefault(root(name_keys(named.name, named.type)[0]), []).append(named)
    return list(blocks.values())


def _group(names: Sequence[Named], told: Rulings) -> list[Identity]:
    aliases = told.by_alias()
    classes = [_Class(actor=actor, forms=_codebook_forms(actor)) for actor in told.actors]
    of_actor = {id(cls.actor): cls for cls in classes}
    by_level: dict[int, list[tuple[Named, Form]]] = {}
    for named in names:
        taken = form(named.name, named.type)
        if actor := aliases.get(fold(named.name)):
            of_actor[id(actor)].names.append(named)
            of_actor[id(actor)].forms.append(taken)
        else:
            by_level.setdefault(taken.level, []).append((named, taken))
    parted = {_pair(*pair) for pair in told.different}
    for level in sorted(by_level, reverse=True):
        _place(classes, by_level[level], parted)
    _unite(classes, told)
    return _distinct([_identity(cls) for cls in classes if cls.names])


def _distinct(identities: Sequence[Identity]) -> list[Identity]:
    """Actors of one normal form that a person parted get ids by their spelling."""
    ids = [one.id for one in identities]
    own = [one if ids.count(one.id) == 1 else replace(one, id=digest(one.id, one.name)) for one in identities]
    return sorted(own, key=lambda one: one.id)


def _counted(names: Iterable[Named]) -> list[Named]:
    """One entry for each name and type, with the articles added up."""
    counts: dict[tuple[str, ActorType], int] = {}
    for named in names:
        counts[named.name, named.type] = counts.get((named.name, named.type), 0) + named.articles
    return [Named(name, kind, articles) for (name, kind), articles in counts.items()]


def _codebook_names(actor: CodebookActor) -> list[tuple[str, ActorType]]:
    kind = actor.type or ("country" if country(actor.name, capitals=False) else "person")
    return [(name, kind) for name in (actor.name, *actor.aliases)]


def _codebook_forms(actor: CodebookActor) -> list[Form]:
    return [form(name, kind) for name, kind in _codebook_names(actor)]


def _place(classes: list[_Class], names: Sequence[tuple[Named, Form]], parted: Set[tuple[str, str]]) -> None:
    """Put the names of one level into the classes of higher levels, or into new classes among themselves."""
    higher = [(cls, list(cls.forms), list(cls.names)) for cls in classes]
    fresh: list[_Class] = []
    for named, taken in names:
        fits = [cls for cls, forms, members in higher if _fits(named, taken, forms, members, parted)]
        chosen = _outstanding(fits)
        if chosen is None:
            chosen = _merged([cls for cls in fresh if _fits(named, taken, cls.forms, cls.names, parted)], fresh)
        if chosen is None:
            chosen = _Class()
            fresh.append(chosen)
        chosen.names.append(named)
        chosen.forms.append(taken)
    classes.extend(fresh)


def _fits(
    named: Named, taken: Form, forms: Sequence[Form], members: Sequence[Named], parted: Set[tuple[str, str]]
) -> bool:
    """Whether a name can be a class's: like one of its names, and contradicted by none that tells as much."""
    if parted and any(_pair(named.name, member.name) in parted for member in members):
        return False
    if not any(compatible(taken, other) for other in forms):
        return False
    rivals = (other for other in forms if other.surname == taken.surname and other.level >= taken.level)
    return all(compatible(taken, other) for other in rivals)


def _outstanding(fits: Sequence[_Class]) -> _Class | None:
    if len(fits) == 1:
        return fits[0]
    total = sum(cls.articles for cls in fits)
    return next((cls for cls in fits if total and cls.articles >= DOMINANT * total), None)


def _merged(fits: Sequence[_Class], fresh: list[_Class]) -> _Class | None:
    """The first of the classes, with the others taken into it."""
    if not fits:
        return None
    first, *others = fits
    for other in others:
        first.names += other.names
        first.forms += other.forms
        fresh.remove(other)
    return first


def _unite(classes: list[_Class], told: Rulings) -> None:
    """Unite the classes that a person called one actor."""
    for one, other in sorted(_pair(*pair) for pair in told.same):
        bearers = [cls for cls in classes if any(fold(n.name) in {one, other} for n in cls.names)]
        if len(bearers) > 1:
            _merged(bearers, classes)


def _identity(cls: _Class) -> Identity:
    names = tuple(sorted(cls.names, key=lambda n: (-n.articles, -len(n.name), n.name)))
    best = max(form(n.name, n.type).level for n in names)
    telling = [n for n in names if form(n.name, n.type).level >= min(best, 2)]
    if cls.actor is not None:
        kind = cls.actor.type or names[0].type
        return Identity(digest("actor", cls.forms[0].normal), cls.actor.name, kind, names)
    normals = sorted(form(n.name, n.type).normal for n in telling)
    return Identity(digest("actor", normals[0]), telling[0].name, telling[0].type, names)
