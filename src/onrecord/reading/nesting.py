"""Speech reported inside speech.

The tagger labels one layer, because its gold has one; these rules look inside a content for a second. They prefer to
miss: a reporting verb must have its own subject, and what it reports must be there, in inner marks or as a clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reading.attribution import Attribution
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reading.quotes import Stretch

__all__ = ["inner_attributions", "within"]

_QUOTED, _CLAUSE = 0.6, 0.5

_SAY = (
    r"(?:said|says|saying|say|told|tells|wrote|writes|tweeted|announced|declared|warned|insisted|added|asked|replied)"
)
_REPORT = (
    r"(?:said|says|told|tells|announced|announces|declared|declares|warned|warns|insisted|insists|claimed|claims|argued"
    r"|argues|promised|promises|emphasized|emphasizes|emphasised|emphasises|stressed|stresses|stated|states|suggested"
    r"|suggests|reported|reports|saying|maintained|maintains|asserted|asserts|demanded|demands|denied|denies)"
)
_AUXILIARY = (
    r"(?:(?:has|have|had|was|were|been|is|are|also|just|always|repeatedly|consistently|often|recently|already|once|later"
    r"|publicly|clearly)\s+)*"
)
_PRONOUN = r"(?:he|she|they|it|we|I|He|She|They|It|We)\b"
_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.\s|the\s(?=[A-Z]))?(?!(?:That|This|If|When|And|But|So|Well|Then|What|Six|One|No)\b)"
    r"(?:(?:[A-Z]\.)+|[A-Z][\w-]*)(?:\s+(?:(?:[A-Z]\.)+|[A-Z][\w-]*|of(?=\s[A-Z])|the(?=\s[A-Z])))*"
)
_NOT_A_NOUN = (
    r"(?!(?:and|or|but|that|who|which|to|of|on|in|at|for|with|by|from|as|than|when|because|if|is|was|are|were|will|would"
    r"|has|have|had|he|she|it|they|we|you|I|even|not|without|also|just|about)\b)"
)
_NOMINAL = (
    r"(?:the|a|an|his|her|their|our|my|your|other|some|many|several|these|those|both|two|most|The|Other|Some|Many)"
    rf"(?:\s+{_NOT_A_NOUN}[a-z][\w-]*){{1,4}}?"
)
_SOURCE = rf"(?P<source>{_PRONOUN}|{_NAME}|{_NOMINAL})(?:['’](?:s|d|ve|re|m)\b)?"
_BOUNDARY = r"(?<![\w’'-])"
_INNER_MARKS = (
    r"(?:['‘](?P<single>\S[^\n]*?(?:(?<=[.,!?…)])['’](?!\w)|['’](?=[.,\"”])))|[\"“](?P<double>\S[^\n\"“”]*)[\"”])"
)
_INNER_QUOTATION = re.compile(
    rf"{_BOUNDARY}{_SOURCE}\s+{_AUXILIARY}(?P<cue>{_SAY})\b(?:\s+(?!that\b)[\w’'-]+){{0,3}}?\s*[,:]?\s+{_INNER_MARKS}"
)
_INNER_CLAUSE = re.compile(
    rf"{_BOUNDARY}{_SOURCE}\s+{_AUXILIARY}(?P<cue>{_REPORT})\b"
    r"(?:\s+(?:me|us|him|her|them|you|reporters|[A-Z][\w-]+))?"
    r"(?:\s+(?:that|this|it)\s[^,.;]{2,40},(?=\s+that\b))?"  # "saying it for years, that …"
    r"(?:,?\s+(?P<that>that)|(?=\s+(?P<noun>the\s+need\s+for))|)\s+"
    r"(?P<content>(?P<first>[\w’'\[]+)[^.;!?\n]*(?:(?<=\b[A-Z])\.[^.;!?\n]*)*)"
)
# "said that repeatedly", "told that to us": here "that" is what was said, not the start of a clause.
_THAT_IS_OBJECT = re.compile(r"(?:repeatedly|again|before|many|about|for|is|was|all|to\s+\w+(?!,))\b")
# What a clause may begin with where no "that" announces it.
_CLAUSE_START = re.compile(
    r"(?:he|she|they|it|we|I|you|there|this|the|a|an|no|his|her|their|its|our|my|all|any|everyone|nobody)(?:['’]\w+)?\Z"
    r"|[A-Z\[]"
)
_FINITE = re.compile(
    r"(?i)\b(?:am|is|are|was|were|has|have|had|do|does|did|will|would|can|cannot|could|shall|should|may|might|must)\b"
    r"|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b"
)
# A verb under these is not an act of saying that happened: "if he says", "I would say", "never said", "let me say".
_UNREAL = re.compile(
    r"(?i)(?:\b(?:if|whether|unless|would|will|could|should|can|cannot|must|might|may|not|never|let|to|who|which|what|when"
    r"|nobody|no one|supposed|gonna)|n['’]t|['’]ll)\s*\Z"
)

# The source would be only the end of a longer noun phrase: "two in three of the voters said".
_PART = re.compile(r"(?i)\b(?:of|by|with|for|in|on|from|between)\s*\Z")

# What may stand before the subject of a clause that no "that" announces: else it is relative, "every word he said".
_FREE = re.compile(
    r"(?:\A|\A\W*that|[,.;:!?“\"‘'(—–-]|\b(?:and|but|because|when|so|as|while|since|where|after|before|until|though"
    r"|although|now|then|well|yet))\s*\W?\Z"
)

# Where the outer speaker goes on in the first person, the inner clause is over.
_BACK_TO_SPEAKER = re.compile(r",?\s+(?:and|but|so)\s+(?:I|we)\b")
_FIRST_PERSON = frozenset(["I", "we", "We"])


def _spans(text: str, match: re.Match[str], content: Stretch) -> tuple[Span, Span, Span]:
    start, end = content
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span.of(text, *match.span("source")), Span.of(text, *match.span("cue")), Span.of(text, start, end)


def _real(text: str, piece: Span, match: re.Match[str]) -> bool:
    """Whether the reporting verb tells of an act of saying: no condition, modal or negation governs it."""
    before = text[max(piece.start, match.start("source") - 16) : match.start("source")]
    return not _UNREAL.search(before) and not _PART.search(before)


def _quotations(text: str, piece: Span) -> Iterator[tuple[Span, Span, Span]]:
    for match in _INNER_QUOTATION.finditer(text, piece.start, piece.end):
        start, end = match.span("double")
        if start < 0:
            start, end = match.start("single"), match.end("single") - 1
        words = text[start:end].split()
        if len(words) > 2 and (words[0][0].isupper() or _FINITE.search(text[start:end])) and _real(text, piece, match):
            yield _spans(text, match, (start, end))


def _clauses(text: str, piece: Span) -> Iterator[tuple[Span, Span, Span]]:
    for match in _INNER_CLAUSE.finditer(text, piece.start, piece.end):
        clause = match["content"]
        if not _real(text, piece, match) or len(clause.split()) < 4 or not (_FINITE.search(clause) or match["noun"]):
            continue
        announced = (match["that"] and not _THAT_IS_OBJECT.match(clause)) or match["noun"]
        free = not match["that"] and _FREE.search(text[piece.start : match.start("source")])
        if announced or (free and _CLAUSE_START.match(match["first"])):
            turn = None if match["source"] in _FIRST_PERSON else _BACK_TO_SPEAKER.search(text, *match.span("content"))
            yield _spans(text, match, (match.start("content"), turn.start() if turn else match.end("content")))


def inner_attributions(text: str, attribution: Attribution, stretches: Sequence[Stretch]) -> list[Attribution]:
    """Attributions that stand wholly inside a content of ``attribution``, in order and without overlap.

    ``stretches`` are those of ``quoted``: a clause that a quotation ends, ends with it.
    """
    found: list[Attribution] = []
    for piece in attribution.content:
        taken = piece.start
        quotations = [(_QUOTED, spans) for spans in _quotations(text, piece)]
        clauses = [(_CLAUSE, spans) for spans in _clauses(text, piece)]
        for confidence, (source, cue, content) in sorted([*quotations, *clauses], key=lambda f: (f[1][0].start, -f[0])):
            if source.start < taken:
                continue
            ends = [b for a, b in stretches if a <= cue.start < b < content.end]
            clipped = Span.of(text, content.start, min([content.end, *ends]))
            if clipped.text.strip():
                found.append(Attribution(source, cue, (clipped,), "speech", confidence))
                taken = clipped.end
    return found


def within(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the index of the one whose content holds all of it (of several the closest), else None."""
    holders: list[int | None] = []
    for i, inner in enumerate(attributions):
        spans = [span for span in (inner.source, inner.cue, *inner.content) if span is not None]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        around = [
            (piece.end - piece.start, j)
            for j, outer in enumerate(attributions)
            for piece in outer.content
            if i != j and piece.start <= start and end <= piece.end and piece.end - piece.start > end - start
        ]
        holders.append(min(around)[1] if around else None)
    return holders
