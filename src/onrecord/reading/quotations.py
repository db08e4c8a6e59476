"""Quotations that the tagger left without a statement: a safety net of rules over quotation marks.

PolNeAR's annotators make one attribution of "A," she said. "B." and of a quotation over several paragraphs; so a
quotation that goes on after its cue is added to the statement it continues, and only a new one becomes a statement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.reading.attribution import Attribution
from onrecord.reading.quotes import Stretch, is_full_quotation, quoted
from onrecord.reading.signed import with_signed
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SPEECH_VERBS", "end_with_quotation", "missed_quotations", "with_quotations"]

_Cue = tuple[Span, Span]

# So many words at the most behind a closed quotation are a slip of the tagger, not content.
_RUN_ON = 4
# Confidence of a statement found by rule: with a cue and a source beside it, by continuation, without either.
_CUED, _BARE = 0.6, 0.3

SPEECH_VERBS = (
    r"(?:said|says|say|stated|states|told|tells|added|adds|noted|notes|wrote|writes|tweeted|posted|explained|explains"
    r"|announced|announces|declared|declares|argued|argues|insisted|insists|warned|warns|replied|replies|responded"
    r"|responds|answered|asked|asks|continued|continues|concluded|concludes|recalled|remarked|remarks|commented|observed"
    r"|expressed|claimed|claims|stressed|stresses|emphasized|emphasised|emphasizes|acknowledged|admitted|admits|conceded"
    r"|joked|quipped|urged|urges|vowed|pledged|promised|testified|informed|reiterated|repeated|affirmed|confirmed"
    r"|confirms|denied|suggested|suggests|exclaimed|shouted|yelled|complained|predicted|proclaimed|lamented|boasted"
    r"|mused|opined|reads|read)"
)
_PARTICIPLES = (
    r"(?:saying|adding|writing|stating|declaring|noting|arguing|warning|telling|insisting|explaining|asking|replying"
    r"|claiming|stressing|tweeting)"
)
_ADVERB = r"(?:(?:also|then|later|further|has|had|have|recently|once|previously|reportedly|simply|now)\s+)*"
_NOT_A_NAME = (
    r"(?!(?:When|While|After|As|If|But|And|Although|Though|In|On|At|Then|So|Before|Since|Asked|During|For|By|To|With"
    r"|Yet|Because|Once|What|Where|Why|How)\b)"
)
_NAME = (
    rf"{_NOT_A_NAME}(?:[A-Z][\w’'.&-]*)"
    r"(?:\s+(?:[A-Z][\w’'.&-]*|(?:of|the|for|de|la|von|van|der|bin|al|del|in)(?=\s+\S+\s)))*"
)
_NOMINAL = (
    r"(?:the|a|an|his|her|their|its|one|another|The|A|An|His|Her|Their|Its|One|Another)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?!and\b)[\w’'-]+"
)
_PRONOUN = r"(?:he|she|they|it|we|I|who|He|She|They|It|We)"
_APPOSITION = r"(?:,\s[^,;:!?“”\"]{2,90},)"
_SOURCE = rf"(?:{_PRONOUN}|(?:{_NAME}|{_NOMINAL}){_APPOSITION}?)"
# Words up to a verb: titles and names without a determiner, "party leader Ann Orlo". Only after a quotation in a comma.
_ABBREVIATED = r"(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St|Jr))\.|(?<=\b(?:Mrs|Rep|Sen|Gov|Gen|Col))\."
_ANY = rf"[A-Za-z](?:[^.;:!?“”\"()\n]|{_ABBREVIATED}){{0,110}}?"
_LEADS_ON = re.compile(r"[^.;]{0,40}?[,:]?\s*(?:that\s+)?[“\"‘`]")
# "…," the envoy said / "…," Mr Orlo, the envoy, told reporters
_AFTER = re.compile(rf"\W{{0,3}}(?P<source>{_SOURCE})\s+{_ADVERB}(?P<cue>{SPEECH_VERBS})\b(?!\s+(?:by|of)\b)")
_AFTER_LOOSE = re.compile(rf"\W{{0,3}}(?P<source>{_ANY})\s+{_ADVERB}(?P<cue>{SPEECH_VERBS})\b(?!\s+(?:by|of)\b)")
# "…," said the envoy
_INVERTED = re.compile(
    rf"\W{{0,3}}(?P<cue>{SPEECH_VERBS})\s+(?P<source>(?:{_PRONOUN}|{_NAME}|{_ANY}))"
    r"(?=\s*(?:[,.;:—–]|\Z|\s(?:in|on|at|after|during|to|when|as|who)\b))"
)
# The envoy said[, …][:] "…"
_CUE_AT_END = re.compile(rf"\b(?P<cue>{SPEECH_VERBS}|{_PARTICIPLES})\b[^.!?;“”\"]{{0,80}}?(?:[,:]|\bthat)?\s*\W?\Z")
_SOURCE_AT_END = re.compile(rf"(?P<source>{_SOURCE})\s+{_ADVERB}\Z")
_SUBJECT = re.compile(
    r"(?:[A-Z][a-z]+(?:ing|ed)?\b[^,“”\"]{0,80},\s+)??"
    rf"(?P<source>(?:{_NAME}|{_NOMINAL}){_APPOSITION}(?=\s[a-z])|{_SOURCE}(?=\s))"
)
_STOP = r"(?<=[a-z0-9)])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bGen)[.!?;]"
_SENTENCE_START = re.compile(rf"(?:{_STOP}['’”\"]*\s+|[,.!?]['’]?[”\"]\s+|\A\s*)(?=[\"“‘'(]?[A-Z\[])")
_CLAUSE_END = re.compile(rf"[“\"]|``|{_STOP}(?=\s|$)")
_CUE_GAP = 240


def _covered(stretch: Stretch, attributions: Sequence[Attribution]) -> bool:
    """Whether at least half of ``stretch`` is content of a statement already."""
    start, end = stretch
    inside = sum(max(0, min(end, piece.end) - max(start, piece.start)) for a in attributions for piece in a.content)
    return 2 * inside >= end - start


def _line(text: str, at: int) -> Stretch:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _cue_after(text: str, stretch: Stretch) -> _Cue | None:
    """Source and cue in the clause that follows a quotation."""
    shift = stretch[1] + 1
    rest = text[shift : _line(text, stretch[1])[1]][:_CUE_GAP]
    clause = _CLAUSE_END.split(rest, maxsplit=1)[0]
    mark = text[stretch[1] - 1]
    for pattern in (_AFTER,) if mark in ".!?" else (_INVERTED, _AFTER, _AFTER_LOOSE):
        found = pattern.match(clause)
        # After a full stop "He added" leads into what comes next, if that is a quotation too.
        if found and (mark != "." or not _LEADS_ON.match(rest, found.end("cue"))):
            return _spans(text, shift, found, found)
    return None


def _cue_before(text: str, stretch: Stretch) -> _Cue | None:
    """Source and cue of a clause that leads into a quotation: on its line, or on the line above, before a colon."""
    start, stop = _line(text, stretch[0])[0], stretch[0]
    if not text[start:stop].strip(" \t\"“‘'`•-–—"):
        above = text[:start].rstrip()
        if not above.endswith(":"):
            return None
        start, stop = above.rfind("\n") + 1, len(above)
    start += max((m.end() for m in _SENTENCE_START.finditer(text[start:stop])), default=0)
    sentence = text[start:stop]
    cues = [m for at in re.finditer(r"\b[a-z]", sentence) if (m := _CUE_AT_END.match(sentence, at.start()))]
    if not cues:
        return None
    head = sentence[: cues[-1].start()]
    source = _SUBJECT.match(sentence) if head.rstrip().endswith(",") else None
    if source is None or source.end("source") > len(head):
        starts = re.finditer(r"(?<![\w’'-])\w", head)
        source = next((m for at in starts if (m := _SOURCE_AT_END.match(head, at.start()))), None)
    source = source or _SUBJECT.match(head)
    return _spans(text, start, source, cues[-1]) if source else None


def _spans(text: str, shift: int, source: re.Match[str], cue: re.Match[str]) -> _Cue:
    return (
        Span.of(text, shift + source.start("source"), shift + source.end("source")),
        Span.of(text, shift + cue.start("cue"), shift + cue.end("cue")),
    )


def _holding(attributions: Sequence[Attribution], stretch: Stretch) -> int | None:
    """Index of the statement whose content last reaches into ``stretch``."""
    best = [
        (piece.end, i)
        for i, a in enumerate(attributions)
        for piece in a.content
        if piece.start < stretch[1] and piece.end > stretch[0]
    ]
    return max(best)[1] if best else None


def _continues(text: str, before: Stretch, stretch: Stretch, attribution: Attribution) -> bool:
    """Whether ``stretch`` goes on with ``before``: at most a cue sentence or a paragraph break stands between them."""
    gap = text[before[1] : stretch[0]]
    if "\n" not in gap:
        cue = attribution.cue
        between = cue is not None and before[1] <= cue.start < stretch[0]
        sentences = len(re.findall(rf"{_STOP}(?=\s)", gap))
        return len(gap) <= _CUE_GAP and sentences <= 1 and (between or not gap.strip(" \t“”\"‘’'"))
    head, _, tail = gap.rpartition("\n")
    if tail.strip("“\"‘' \t`"):
        return False
    # The line before ends in the quotation itself or in its cue, and this one opens with a mark.
    rest = head.strip(" \n\r\t“”\"'’")
    if not rest:
        return True
    cue = attribution.cue
    return (
        cue is not None
        and before[1] <= cue.start < stretch[0]
        and len(rest) <= _CUE_GAP
        and "\n" not in rest
        and not rest.endswith(":")
    )


def with_quotations(
    text: str,
    body: Sequence[Stretch],
    attributions: Sequence[Attribution],
    stretches: Sequence[Stretch] | None = None,
) -> list[Attribution]:
    """``attributions`` with every full quotation added: to the statement it continues, else as a new one.

    Source and cue of a new one are looked for beside it; where neither is found both are None. ``stretches`` are those
    of ``quoted``, if they are known.
    """
    known = with_signed(text, body, attributions)
    previous: Stretch | None = None
    for stretch in quoted(text, body) if stretches is None else stretches:
        if not _covered(stretch, known) and is_full_quotation(text, stretch):
            piece = Span.of(text, *stretch)
            finders = (_cue_before, _cue_after) if text[stretch[1] - 1] == "." else (_cue_after, _cue_before)
            own = finders[0](text, stretch) or finders[1](text, stretch)
            earlier = _holding(known, previous) if previous else None
            if own is None and previous and earlier is not None and _continues(text, previous, stretch, known[earlier]):
                known[earlier] = replace(known[earlier], content=tuple(sorted((*known[earlier].content, piece))))
            else:
                source, cue = own or (None, None)
                known.append(Attribution(source, cue, (piece,), "speech", _CUED if own else _BARE))
        previous = stretch
    return known


def end_with_quotation(text: str, attribution: Attribution, stretches: Sequence[Stretch]) -> Attribution:
    """Cuts from a content what runs on behind a quotation that ended with its own stop: “Never!” On Friday.

    ``stretches`` are those of ``quoted``. A quotation without a stop may go on unquoted: “irreversible” path to peace.
    """
    return replace(attribution, content=tuple(_end(text, piece, stretches) for piece in attribution.content))


def _end(text: str, piece: Span, stretches: Sequence[Stretch]) -> Span:
    for start, end in stretches:
        opens = start - 1 <= piece.start <= start + 1
        closes = piece.start < end - 1 < piece.end - 1 and text[end - 2] in ".!?,…"
        if opens and closes and len(text[end : piece.end].split()) <= _RUN_ON:
            return Span.of(text, piece.start, end)
    return piece


def missed_quotations(text: str, body: Sequence[Stretch], attributions: Sequence[Attribution]) -> list[Attribution]:
    """The statements that ``with_quotations`` adds, without those it only lengthens."""
    before = {a.content[0] for a in attributions}
    return [a for a in with_quotations(text, body, attributions) if a.content[0] not in before]
