"""Source spans taken apart: names with titles and appositions, lists of joint sources, descriptions, pronouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.naming.people import person_name
from onrecord.naming.places import country, is_region
from onrecord.naming.variants import fold
from onrecord.reading.cast import Figure
from onrecord.reading.descriptions import described
from onrecord.reading.gathering import best_bearer, describe
from onrecord.reading.name_spans import without_role
from onrecord.reading.nominals import described_type
from onrecord.reading.nouns import noun_kind
from onrecord.reading.phrases import DEFINITE, INDEFINITE, nominal, split_list
from onrecord.reading.pronouns import personal, pronoun_of, relative
from onrecord.reading.walk import NOBODY, Found

if TYPE_CHECKING:
    from onrecord.reading.walk import Walk
    from onrecord.vocabulary import ActorType

__all__ = ["source"]

# What may follow a name that heads its phrase: nothing, an apposition, a clause or a complement.
_AFTER_HEAD = re.compile(
    r"(?:['’]s?)?\s*$|\s*[,;:(—–―]|\s+-"
    r"|\s+(?:who|whose|which|of|in|at|on|from|for|himself|herself|and|now)\b"
)
_PREPOSITION = re.compile(r"(?i)\b(?:of|for|from|to|with|by|at|in|about|against|on|than|like|as)(?:\s+the)?$")
_LEAD = re.compile(
    r"(?i:both|even|but|and|that|according to|by|from)\s+(?=\S)|(?:In|On|At|By|Last)\s(?:\w+\s){1,3}(?=(?:I|we)$)"
    r"|[A-Z]{2}[A-Z .,]*(?:\([\w ]+\)\s*)?\s[-–—]+\s+"
)
_COMPLEMENT = re.compile(r"[,;:(]|\s(?:who|which|whose|that|on|of|for|at|in|from|to)\s|\s[-–—]")
_SMALL_IN_NAMES = frozenset(["of", "for", "and", "the", "on", "de", "van", "von", "al"])


def source(walk: Walk, start: int, end: int) -> Found:
    """The figures that a source span names: the speaker first, then who says it with the speaker."""
    start, end = _trim(walk.text, start, end)
    if start >= end:
        return NOBODY
    figures: list[Figure] = []
    confidence = 1.0
    for part in _parts(walk, start, end):
        found = _part(walk, *part)
        figures += [figure for figure in found.figures if figure not in figures]
        confidence = min(confidence, found.confidence)
    return Found(tuple(figures), confidence)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    lead = _LEAD.match(text, start, end) if pronoun_of(text[start:end]) is None else None
    return (lead.end() if lead else start), end


def _parts(walk: Walk, start: int, end: int) -> list[tuple[int, int]]:
    """The joint sources of a source span, or the span itself where "and" joins something else."""
    text = walk.text[start:end]
    listed = [(start + a, start + b) for a, b in split_list(text)]
    if len(listed) == 1:
        return listed
    left, right = listed
    complement = _COMPLEMENT.search(walk.text, start, left[1])
    if complement:
        # "X, a minister, and Y" are two; "X, director of A and B" is one.
        closed = walk.text[left[1]] == "," or "," not in walk.text[start : left[1]]
        return listed if closed and all(_head_name(walk, *part) for part in listed) else [(start, end)]
    first, second = nominal(walk.text[slice(*left)]), nominal(walk.text[slice(*right)])
    leads = _head_name(walk, *left) or (first.plural and first.kind)
    return listed if leads and (_head_name(walk, *right) or second.kind) else [(start, end)]


def _part(walk: Walk, start: int, end: int) -> Found:
    """One source that is no list."""
    kind = pronoun_of(walk.text[start:end])
    if kind == "who":
        found = relative(walk, start, walk.text[start:end].lower())
        found = found if isinstance(found, Found) else _part(walk, *found)
        if found.first:
            found.first.note(start, end, "pronoun")
        return found
    if kind:
        return personal(walk, start, end)
    if figure := _head_name(walk, start, end):
        return Found((figure,), 0.99 if figure.name in walk.text[start:end] else 0.98)
    if figure := _unknown_name(walk, start, end):
        return Found((figure,), 0.95)
    led = next((figure for a, _, figure in walk.cast.named_within(start, end) if a == start and figure.person), None)
    noun = nominal(walk.text[start:end])
    if led and noun.kind is None and not noun.owner:
        return Found((led,), 0.7)
    return described(walk, start, end)


def _head_name(walk: Walk, start: int, end: int) -> Figure | None:
    """The name that heads a phrase: not a modifier ("Trump supporters"), owner ("Trump's lawyer") or complement."""
    earlier = False
    for a, b, figure in walk.cast.named_within(start, end):
        before = walk.text[start:a].rstrip()
        complement = earlier and re.search(r"\s(?:of|in|at|on|from|for)\s", before)
        earlier = True
        if complement and nominal(before).kind != "person":
            continue
        if not _AFTER_HEAD.match(walk.text[b:end]) or _PREPOSITION.search(before):
            continue
        comma = before.rfind(",")
        if comma < 0 or nominal(before[:comma]).kind == "person":
            return figure
    return None


def _unknown_name(walk: Walk, start: int, end: int) -> Figure | None:
    """A figure for a capitalized name that no entity marks; None where the words are no name."""
    core = re.split(r"[,;(]|\s(?:who|which|whose)\s|\s[-–—]", walk.text[start:end])[0].strip()
    words = re.sub(r"^(?:The|the|A|a|An|an)\s+", "", re.sub(r"['’]s?$", "", core)).split()
    if not words or not all(word[0].isupper() or word.lower() in _SMALL_IN_NAMES for word in words):
        return None
    kind = noun_kind(re.sub(r"\W", "", words[-1].lower()))
    determined = core.split()[0].lower() in DEFINITE | INDEFINITE
    if kind and (len(words) == 1 or determined or kind in {"person", "people"}):
        return None
    role = without_role(words)
    words = words[role:]
    name = " ".join(words)
    at = walk.text.find(words[0], start)
    person = person_name(name)
    figure = best_bearer(walk.cast, person, start, end) if person else None
    figure = figure or next((f for f in walk.cast.figures if fold(f.name) == fold(name)), None)
    figure = figure or walk.cast.add(Figure(country(name) or name, "person" if role else _type_of(name)))
    walk.cast.put(figure, at, start + len(core))
    if figure.type == "person":
        describe(walk.cast, figure)
    return figure


def _type_of(name: str) -> ActorType:
    if country(name) or is_region(name):
        return "country"
    described_as = described_type(nominal(name))
    person = person_name(name)
    return "person" if described_as == "unknown" and person and person.gender else described_as
