"""Quotations whose speaker stands beside them without a verb: signed ("…" – Ana Orlo) or in a transcript (ORLO: …).

These layouts leave no doubt, so what they show replaces what the tagger made of the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.reading.attribution import Attribution
from onrecord.reading.quotes import Stretch, lines
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["signed_quotations", "with_signed"]

_CONFIDENCE = 0.9
# “…” ― Ana Orlo, Brell
_SIGNED = re.compile(
    r"\s*[“”\"](?P<content>[^\n]{12,}[.!?…)\w’'])[”\"]\s*(?P<cue>[―–—]|--?)\s*"
    r"(?P<source>[A-Z][^\s,.:;“”\"]*(?:\s+[A-Z][^\s,:;“”\"]*|\s+(?:de|la|von|van|bin|al|y))*)(?P<rest>,[^“”\"]{2,60})?\.?\s*"
)
# ORLO: …  A label that is a heading comes once; speakers take turns.
_TURN = re.compile(
    r"\s*[“\"]?(?P<source>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,2})\s?(?P<cue>:)\s+(?P<content>\S[^\n]*)"
)
_TURNS, _SPEAKERS = 4, 2


def signed_quotations(text: str, body: Sequence[Stretch]) -> list[Attribution]:
    """The signed quotations and the turns of transcripts in ``body``, in order."""
    rows = list(lines(text, body))
    turns = [turn for row in rows if (turn := _TURN.fullmatch(text, *row))]
    taken = Counter(turn["source"] for turn in turns)
    transcript = {turn.start() for turn in turns if taken[turn["source"]] > 1}
    if len(transcript) < _TURNS or len([name for name, n in taken.items() if n > 1]) < _SPEAKERS:
        transcript = set()
    found = []
    for row in rows:
        match = _SIGNED.fullmatch(text, *row) or (_TURN.fullmatch(text, *row) if row[0] in transcript else None)
        if match:
            start, end = match.span("content")
            while end > start and text[end - 1] in ' \t”"':
                end -= 1
            if start < end:
                source, cue = (Span.of(text, *match.span(group)) for group in ("source", "cue"))
                found.append(Attribution(source, cue, (Span.of(text, start, end),), "speech", _CONFIDENCE))
    return found


def with_signed(text: str, body: Sequence[Stretch], attributions: Sequence[Attribution]) -> list[Attribution]:
    """``attributions`` without the words of signed quotations, followed by these; what keeps no content is dropped."""
    signed = signed_quotations(text, body)
    if not signed:
        return list(attributions)
    taken = [(made.content[0].start, made.content[0].end) for made in signed]
    return [*_outside(attributions, taken), *signed]


def _outside(attributions: Sequence[Attribution], taken: Sequence[Stretch]) -> Iterator[Attribution]:
    for attribution in attributions:
        cue = attribution.cue
        if cue and any(a <= cue.start < b for a, b in taken):
            yield attribution  # speech inside the quotation
            continue
        kept = tuple(
            piece for piece in attribution.content if not any(a < piece.end and piece.start < b for a, b in taken)
        )
        if kept:
            yield replace(attribution, content=kept)
