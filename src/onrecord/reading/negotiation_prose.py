"""Telling reports of negotiations from news, and bringing together what the patterns and the tagger find."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.reading.negotiation import Reported, negotiation_statements
from onrecord.reading.parties import Sides, party_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.reading.attribution import Attribution
    from onrecord.reading.layout import Layout
    from onrecord.reading.quotes import Stretch
    from onrecord.vocabulary import Span

__all__ = ["is_negotiation_prose", "named_parties", "with_negotiation"]

# Negotiation prose: at least this share of sentences holds a statement of these patterns, and this share of their first
# parties are countries or groups. Measured in docs/measurements/negotiation.md.
_SENTENCES, _PARTIES = 0.25, 0.35
# A text of so many sentences in which nobody speaks for, supports or opposes another needs more parties than that.
_LONG, _MOST = 12, 0.7


@cache
def _countries() -> frozenset[str]:
    from babel import Locale  # loads tables: only when an article is dense with these patterns

    return frozenset(name.lower().replace("&", "and") for name in Locale("en").territories.values())


def is_party(name: str) -> bool:
    """Whether a name looks like a country's or a group's: known, in capitals, or an abbreviation."""
    return (
        name.isupper()
        or "/" in name
        or name.lower() in _countries()
        or re.fullmatch(r"(?:[A-Z]{2,}s?|G-?\s?\d+)(?:-\w+)?", name) is not None
    )


def is_negotiation_prose(text: str, found: Sequence[Reported], sentences: int) -> bool:
    """Whether an article of so many sentences, in which ``found`` was read, is a report of negotiations.

    News names persons and says "said" now and then; these reports name countries and groups in nearly every sentence.
    """
    cues = {made.attribution.cue.start for made in found if made.attribution.cue}
    if not found or len(cues) < _SENTENCES * sentences:
        return False
    plain = sentences >= _LONG and not any(_takes_sides(made.sides) for made in found)
    sources = [made.attribution.source for made in found if made.attribution.source]
    lists = [party_list(text, source.start, source.end) for source in sources]
    named = [parties.names[0].text for parties in lists if parties and parties.names]
    return bool(named) and sum(map(is_party, named)) >= (_MOST if plain else _PARTIES) * len(named)


def _takes_sides(sides: Sides) -> bool:
    return bool(sides.speaks_for or sides.supported_by or sides.opposed_by)


def named_parties(text: str, found: Sequence[Reported]) -> list[Span]:
    """The names in the sources of ``found`` that are parties, whole: "TRINIDAD AND TOBAGO", "the G-77/China" apart."""
    sources = [made.attribution.source for made in found if made.attribution.source]
    lists = [party_list(text, source.start, source.end) for source in sources]
    return [name for parties in lists if parties for name in parties.names if is_party(name.text)]


def with_negotiation(
    text: str, body: Sequence[Stretch], layout: Layout, attributions: Sequence[Attribution]
) -> list[Reported]:
    """``attributions`` with the parties beside each, and what these patterns find besides, in order of the text.

    In negotiation prose the patterns know better: their statements replace those that share cue or content with them.
    Elsewhere only those are added that name sides, and an attribution keeps its own spans.
    """
    found = negotiation_statements(text, body, layout)
    inside = sum(any(a <= start < b for a, b in body) for start, _ in layout.sentences)
    prose = is_negotiation_prose(text, found, inside)
    if not prose:
        found = [made for made in found if _takes_sides(made.sides)]
    merged: list[Reported] = []
    taken: set[int] = set()
    for attribution in attributions:
        at = next((i for i, made in enumerate(found) if _same(attribution, made.attribution)), None)
        if at is None:
            merged.append(Reported(attribution, Sides()))
        elif not prose:
            merged.append(Reported(attribution, found[at].sides))
            taken.add(at)
    merged += [made for i, made in enumerate(found) if i not in taken]
    return sorted(merged, key=lambda made: made.attribution.content[0].start)


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions tell of one act of saying: cues overlap, or at least half of the shorter content."""
    if one.cue and other.cue and one.cue.start < other.cue.end and other.cue.start < one.cue.end:
        return True
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    shorter = min(sum(piece.end - piece.start for piece in each.content) for each in (one, other))
    return 2 * shared >= shorter > 0 and (
        one.source is None or other.source is None or _touch(one.source, other.source)
    )


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
