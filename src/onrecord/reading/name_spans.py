"""Named entities cut down to the names themselves: without article, role, possessive ending and the tagger's slips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.naming.given import gender_of_given
from onrecord.naming.people import TITLES, strip_possessive
from onrecord.naming.places import SEATS, demonym_country
from onrecord.reading.evidence import is_portfolio
from onrecord.reading.nouns import noun_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.reading.attribution import Entity
    from onrecord.vocabulary import ActorType, CodebookActor

__all__ = ["Name", "trimmed", "with_codebook", "with_given", "without_role"]

# Titles that tell a gender and no role: left in a name's span.
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr"])
_INNER_TITLES = (
    "Father|Senator|Sen|Representative|Rep|Governor|Gov|President|Minister|General|Gen|Secretary|Judge|Bishop"
)
Name = tuple[int, int, "ActorType"]


def trimmed(text: str, entities: Iterable[Entity]) -> list[Name]:
    """Entity spans cut down to the name; of overlapping ones the longest, those without a capital left out."""
    kept: list[Name] = []
    for entity in sorted(entities, key=lambda e: (e.span.start - e.span.end, e.span.start)):
        start, end = _bounds(text, entity.span.start, entity.span.end, entity.type)
        words = text[start:end]
        common = words.islower() or noun_kind(words.lower()) in {"person", "people"}  # "Women" opens a sentence
        common = common or is_portfolio(words, text[end : end + 30])
        if end - start > 1 and not common and all(end <= a or start >= b for a, b, _ in kept):
            kept.append((start, end, entity.type))
    return sorted(kept)


def _bounds(text: str, start: int, end: int, kind: ActorType) -> tuple[int, int]:
    """A name without article, possessive ending and outer punctuation; a person's without what stands before it."""
    lead = re.match(r"(?:(?:the|The|a|an|A)\s+|[\W_]+)*", text[start:end])
    start += lead.end() if lead else 0
    words = strip_possessive(text[start:end])
    end = start + len(words) if text.startswith(words, start) else end
    if kind != "person":
        return start, end
    titled = re.match(rf"(?:[\w’'-]+\s){{1,3}}(?:{_INNER_TITLES})\.?\s(?=\S+\s+\S)", text[start:end])
    start += titled.end() if titled else 0
    while (first := re.match(r"([\w.’'-]+)\s+(?=\w)", text[start:end])) and _no_name(
        first[1], text[start + first.end() : end]
    ):
        start += first.end()
    return with_given(text, start, end), end


def with_given(text: str, start: int, end: int) -> int:
    """Where a name starts if the word before a lone surname is a given name: known, or between title and surname."""
    before = re.search(r"(?:(?<=\s)|^)(?:([\w.-]+)\s)?([A-Z][\w-]+)\s$", text[max(0, start - 50) : start])
    if before is None or " " in text[start:end] or "\n" in before[0] or not text[start].isupper():
        return start
    word = before[2].lower()
    if word in TITLES or noun_kind(word) or demonym_country(word) or word in SEATS:
        return start
    titled = before[1] is not None and before[1].lower().rstrip(".") in TITLES
    return start - len(before[2]) - 1 if titled or gender_of_given(word) else start


def without_role(words: list[str]) -> int:
    """How many words at the start of a capitalized phrase are a role before a name of two words or more, or 0."""
    first = 0
    while len(words) - first > 2 and (
        _no_name(words[first], " ".join(words[first + 1 :])) or noun_kind(words[first].lower()) == "person"
    ):
        first += 1
    return first


def _no_name(word: str, rest: str) -> bool:
    """Whether a word at the start of a person's name is none of it: "Kremlin", "Russian", "Democrat", "spokesman"."""
    plain = word.lower().rstrip(".")
    if plain in TITLES:
        return plain not in _HONORIFICS and not gender_of_given(plain)
    if gender_of_given(plain) or (" " not in rest.strip() and not demonym_country(word)):
        return False
    return plain in SEATS or demonym_country(word) is not None or noun_kind(plain) in {"person", "organization"}


def with_codebook(text: str, names: list[Name], actors: Sequence[CodebookActor]) -> list[Name]:
    """``names``, with every mention of an actor whose type the codebook tells as that."""
    types = {name: actor.type for actor in actors if actor.type for name in (actor.name, *actor.aliases)}
    if not types:
        return names
    longest_first = "|".join(map(re.escape, sorted(types, key=len, reverse=True)))
    told = [(*m.span(), types[m[0]]) for m in re.finditer(rf"(?<![\w-])(?:{longest_first})(?!\w)", text)]
    told = [one for one in told if not any(a <= one[0] and one[1] <= b and (a, b) != one[:2] for a, b, _ in names)]
    free = [(a, b, kind) for a, b, kind in names if all(b <= start or end <= a for start, end, _ in told)]
    return sorted([*free, *told])
