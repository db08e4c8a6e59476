"""People's names taken apart: title, given names, surname; and whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.naming.given import Gender, gender_of_given, same_given
from onrecord.naming.tables import word_set
from onrecord.naming.variants import fold, same_word

__all__ = ["TITLES", "PersonName", "compatible", "gender", "person_name", "strip_possessive"]

_OFFICES = word_set("""
dr prof professor sen senator rep representative gov governor president prime minister chancellor secretary judge
justice gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant adm admiral brig
brigadier rev reverend pastor bishop archbishop cardinal pope rabbi imam ayatollah sheikh mayor ambassador amb
attorney hon chief speaker leader deputy vice sheriff detective officer agent coach lord dean premier envoy
commissioner comrade saint st ret retired former ex
""")
_MALE = word_set("mr mister sir king prince baron count congressman councilman assemblyman father brother")
_FEMALE = word_set("mrs ms miss madam madame lady dame queen princess baroness congresswoman councilwoman sister")
# Words that stand before a name and are no part of it, with the gender that they tell, if any.
TITLES: dict[str, Gender | None] = {
    **dict.fromkeys(_OFFICES),
    **dict.fromkeys(_MALE, "male"),
    **dict.fromkeys(_FEMALE, "female"),
}
_SUFFIXES = word_set("jr sr ii iii iv phd md esq")
_GENERATIONS = frozenset(["jr", "ii", "iii", "iv"])
_PARTICLES = word_set("""
de del della di da do dos du la le van von der den ter ten al el bin bint ibn abu ben y e st san
""")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts; ``given`` may be empty ("Mr. Ban"), ``surname`` never is. Parts are folded."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    gender: Gender | None = None

    @property
    def full(self) -> bool:
        """Whether a given name is known."""
        return bool(self.given)


def strip_possessive(text: str) -> str:
    """``text`` without a trailing possessive ending or outer punctuation."""
    text = text.strip(' \t\r\n,.;:!?"“”‘()[]-–—*') + ("." if re.search(r"\b(?:Jr|Sr|[A-Z])\.$", text.strip()) else "")
    return re.sub(r"(?:['’`]s|(?<=s)['’`])$", "", text).strip()


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName | None:
    """The parts of a person's name, or None where nothing but titles is there.

    Eastern order is not told from western; a nickname in quotation marks is a given name.
    """
    words = [w for w in re.split(r"[\s,]+", re.sub(r"\([^)]*\)", " ", strip_possessive(text))) if w]
    told: Gender | None = None
    while words and (title := fold(words[0]).replace(" ", "")) in TITLES and (len(words) > 1 or words[0].endswith(".")):
        if len(words) == 2 and gender_of_given(title):
            break  # "Dean Baker" is no dean
        told = told or TITLES[title]
        words = words[1:]
    parts = [part for word in words if (part := fold(word.strip("\"“”'‘’")))]
    suffix = ""
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        last = parts.pop()
        suffix = last if last in _GENERATIONS else suffix
    if not parts:
        return None
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in _PARTICLES:
        first -= 1
    given = tuple(parts[:first])
    return PersonName(given, " ".join(parts[first:]), suffix, told or (gender_of_given(given[0]) if given else None))


def gender(text: str) -> Gender | None:
    """The gender that a name tells by its title or given name, if it does."""
    name = person_name(text)
    return name.gender if name else None


def compatible(one: PersonName, other: PersonName) -> bool:
    """Whether both can name one person: one surname in any spelling, given names that do not contradict each other.

    A single word ("Hillary") is also compatible with the name whose given name it is.
    """
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if one.given and other.given and one.suffix != other.suffix:
        return False  # father and son
    if same_word(one.surname, other.surname):
        return _same_given_names(one.given, other.given)
    if not one.given:
        return one.surname in other.given[:1]
    if not other.given:
        return other.surname in one.given[:1]
    return False


def _same_given_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    if same_given(one[0], other[0]) or same_word(one[0], other[0]):
        return True
    # Known by the middle name: "John Ellis Bush" and "Ellis Bush".
    return one[0] in other[1:2] or other[0] in one[1:2]
