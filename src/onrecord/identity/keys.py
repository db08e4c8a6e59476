"""Names as identity compares them across articles: taken apart once, with the keys under which others are looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.naming.given import same_given
from onrecord.naming.people import person_name
from onrecord.naming.places import country
from onrecord.naming.variants import fold, skeleton, sound

if TYPE_CHECKING:
    from onrecord.vocabulary import ActorType

__all__ = ["Form", "compatible", "form", "name_keys"]

_LEGAL = re.compile(r"(?:,?\s+(?:inc|corp|corporation|ltd|llc|plc|co|gmbh|ag|sa)\.?)+$", re.IGNORECASE)
# By the number of given names, one of them at least more than an initial.
_LEVEL = {1: 2, 2: 3}
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "a", "an", "at", "de"})


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart.

    ``kind`` is "person", "country" or "body" (any other actor). Of a person, ``given`` is folded and ``surname`` in the
    sound form that spellings share; of others ``surname`` is the whole folded name. ``level`` ranks how much a name
    tells: a person's 3 with a middle name, 2 with a given name, 1 with an initial, 0 with the surname alone; a body's
    2, an acronym's 0. A name of a lower level can only be an abbreviation of one of a higher.
    """

    kind: str
    given: tuple[str, ...]
    surname: str
    suffix: str
    level: int

    @property
    def normal(self) -> str:
        """The text that equal forms share and that ids are digests of."""
        return " ".join((self.kind, *map(sound, self.given), self.surname, self.suffix)).strip()


@lru_cache(maxsize=65536)
def form(name: str, type: ActorType = "unknown") -> Form:  # noqa: A002 - the vocabulary's word
    """The form of ``name`` as the name of an actor of ``type``."""
    if type != "person" and (place := country(name, capitals=False)):
        return Form("country", (), fold(place), "", 2)
    person = person_name(name) if type == "person" else None
    if person:
        full = [g for g in person.given if len(g) > 1]
        level = (
            0
            if not person.given
            else 1
            if len(person.given[0]) == 1 and not full
            else 3
            if len(person.given) > 1
            else 2
        )
        return Form("person", person.given, sound(person.surname), person.suffix, level)
    plain = (
        fold(re.sub(r"^the\s+", "", _LEGAL.sub("", name.strip()), flags=re.IGNORECASE)) or fold(name) or name.strip()
    )
    acronym = name.replace(".", "").isupper() and " " not in plain and 2 <= len(plain) <= 6
    return Form("body", (), plain, "", 0 if acronym else 2)


def name_keys(name: str, type: ActorType = "unknown") -> tuple[str, ...]:  # noqa: A002
    """The keys of an indexed table under which every name that could be the same actor's is found.

    Two names of one actor share a key, unless a codebook or a person says that they are one actor's. Deterministic; at
    most two keys for a name.
    """
    taken = form(name, type)
    if taken.kind == "person":
        return (f"p:{skeleton(taken.surname)}",)
    if taken.kind == "country":
        return (f"c:{taken.surname}",)
    keys = [f"b:{taken.surname}"]
    words = [word for word in taken.surname.split() if word not in _SMALL]
    if taken.level == 0:
        keys.append(f"a:{taken.surname}")
    elif len(words) > 2:
        keys.append("a:" + "".join(word[0] for word in words))
    return tuple(keys)


def compatible(one: Form, other: Form) -> bool:
    """Whether two forms can be one actor's: nothing in them contradicts it."""
    if one.kind != other.kind:
        return False
    if one.kind != "person":
        return one.surname == other.surname or _abbreviates(one, other) or _abbreviates(other, one)
    if one.surname != other.surname or (one.given and other.given and one.suffix != other.suffix):
        return False
    if not one.given or not other.given:
        return True
    return all(_same(a, b) for a, b in zip(one.given, other.given, strict=False))


def _same(one: str, other: str) -> bool:
    return sound(one) == sound(other) or same_given(one, other)


def _abbreviates(short: Form, long: Form) -> bool:
    words = [word for word in long.surname.split() if word not in _SMALL]
    return (
        short.level == 0 and len(words) > 1 and len(short.surname) > 2 and short.surname == "".join(w[0] for w in words)
    )
