"""Whether a name that no table knows is a place's or a country's: what the text itself says of it.

A tagger that never met a name tells a place from a person by its context, mention by mention, and errs; all mentions
together tell more. Of lone names in PolNeAR train that automatic entities take for people and that nobody bears as a
surname, one in a hundred stands after "in" or "into" somewhere, and half of these are towns; of places one in three.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.naming.given import gender_of_given
from onrecord.naming.people import TITLES, person_name
from onrecord.naming.places import country
from onrecord.naming.tables import word_set
from onrecord.naming.variants import fold
from onrecord.reading.nouns import noun_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from onrecord.vocabulary import ActorType

__all__ = ["is_portfolio", "places"]

# What a country or a region has and a person does not.
_STATE = (
    r"(?:government|delegation|parliament|[Pp]resident|[Pp]remier|(?:\w+\s)?[Mm]inister|ministry|ministries|cabinet|embassy"
    r"|ambassador|capital|army|navy|troops|soldiers|borders?|territor(?:y|ies)|coast|waters|economy|population|citizens"
    r"|farmers|exports|imports|accession|sovereignty|independence|airspace|authorities|negotiators|diplomats|currency"
    r"|neighbou?rs?)\b"
)
_HAS_NAME = (
    r"(?:governments?|republic|kingdom|capital|state|province|region|city|town|village|port|island|river|valley|people"
    r"|parliament|coast|shores|outskirts|streets|mayor|university)"
)
_BEFORE = re.compile(
    rf"\b(?:in|into|across|throughout|inside|outside|within|{_HAS_NAME}\sof|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern|\sof)"
    r"|[Cc]entral|(?:visit|trip|travell?ed|fly|flew|go|goes|went|going|sent|come|came|arriv\w+|returns?|returned|mov(?:ed|ing)"
    r"|fled|sail\w*|deliver\w*|exports?|imports?|border)\s(?:back\s)?(?:to|from|with|in)"
    r"|(?:capital|country|nation|republic|kingdom|city),)\s\Z"
)
_WEAK_BEFORE = re.compile(r"\b(?:from|to|at)\s\Z")
# A list that a name stands in: "Maravel and Toros", "Maravel, Toros".
_BESIDE_AFTER = re.compile(r"(?:,?\sand|,)\s(?:the\s)?(?P<name>[A-Z][\w-]+)(?=[\s,.;:])(?!\s[A-Z])")
_BESIDE_BEFORE = re.compile(r"(?P<name>[A-Z][\w-]+)(?:,?\sand|,)\s\Z")
_AFTER = re.compile(
    rf"['’]s?\s(?:\w+\s)?{_STATE}|\s(?:government|delegation|authorities|embassy|parliament|ministry)\b"
    r"|,\s(?:the\s|its\s|a\s)?(?:\w+\s)?(?:capital|country|nation|republic|kingdom|state)\b"
)
_TITLED = re.compile(r"\b(?:M[rs]s?|Dr|Sir|Lady|Sen|Rep|Gov|Gen|Judge|[Pp]resident|[Ss]enator|[Mm]inister)\.?\s\Z")
_PERSONAL = re.compile(r",?\s(?:who|whom|himself|herself|\d\d,)\b|\s(?:supporters?|campaign|rall(?:y|ies)|voters)\b")
_REACH = 30
# A sign outweighs a person's where it comes so many times as often; weak signs count as one of so many.
_OUTWEIGHS, _WEAK = 2, 4

_PORTFOLIOS = word_set("""
agriculture agricultural culture defence defense development economic economy education employment energy environment
finance fisheries fishing food foreign health home housing immigration industry infrastructure interior justice labor
labour mining oil planning prime deputy security sport sports state tourism trade transport transportation treasury
water welfare
""")


def places(text: str, names: Iterable[tuple[str, ActorType]]) -> frozenset[str]:
    """Those of the names that were taken for people's, some or all of the times, that are places' or countries'.

    ``names``: every mention as (words, type). Only lone names are asked about, and pairs of words of which the first is
    no given name; and none that somebody else bears as a surname.
    """
    types: dict[str, Counter[ActorType]] = {}
    for words, kind in names:
        types.setdefault(words, Counter())[kind] += 1
    people = [words for words, votes in types.items() if votes["person"]]
    bearers = [(words, name.surname) for words in people if (name := person_name(words)) and name.full]
    asked = [words for words, votes in types.items() if _doubtful(votes) and not _borne(words, bearers)]
    found = {words: _found(text, words) for words in asked}
    known = {words for words, votes in types.items() if votes.total() == votes["country"]}
    while True:
        grounds = {words for words in asked if found[words].tell(types[words]["country"], known)}
        if grounds <= known:
            return frozenset(grounds)
        known |= grounds


def _doubtful(votes: Counter[ActorType]) -> bool:
    mixed = 0 < votes["country"] < votes.total()
    return (mixed or votes["person"] > 0) and votes["organization"] <= votes["person"] + votes["country"]


def _borne(words: str, bearers: Iterable[tuple[str, str]]) -> bool:
    """Whether a name is a person's in full, or one that somebody bears."""
    parts = words.split()
    name = person_name(words)
    if name is None or len(parts) > 2 or not words[0].isupper() or fold(parts[0]) in TITLES:
        return True
    if gender_of_given(fold(parts[0])) is not None:
        return True
    return any(surname in {name.surname, fold(words)} for other, surname in bearers if other != words)


@dataclass(slots=True)
class _Found:
    """How many mentions have signs of a place, weak ones and signs of a person; the names listed with each mention."""

    strong: int = 0
    weak: int = 0
    personal: int = 0
    beside: list[str] = field(default_factory=list)

    def tell(self, tagged: int, known: Set[str]) -> bool:
        """Whether the signs are of a place; ``tagged``: mentions that the tagger took for one."""
        listed = sum(name in known or country(name) is not None for name in self.beside)
        signs = tagged + self.strong + listed + self.weak / _WEAK
        return signs >= 1 and signs > _OUTWEIGHS * self.personal


def _found(text: str, words: str) -> _Found:
    found = _Found()
    for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?!\w)", text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        alone = not re.match(r"['’]|\s[A-Z]", text[match.end() : match.end() + 2])
        found.strong += bool((alone and _BEFORE.search(before)) or _AFTER.match(text, match.end()))
        found.weak += bool(alone and _WEAK_BEFORE.search(before))
        found.personal += bool(_TITLED.search(before) or _PERSONAL.match(text, match.end()))
        listed = (_BESIDE_BEFORE.search(before), _BESIDE_AFTER.match(text, match.end()))
        found.beside += [other["name"] for other in listed if other]
    return found


def is_portfolio(word: str, following: str) -> bool:
    """Whether a capitalized word is what a minister is minister of: "Water" before "Minister Ana Orlo"."""
    head = re.match(r"\s+([A-Z][\w-]+)", following)
    return bool(head and fold(word) in _PORTFOLIOS and (fold(head[1]) in TITLES or noun_kind(head[1].lower())))
