"""When things were said: date expressions of an article as intervals of days, and the time of each statement.

A statement's time is read from words beside its cue, never from inside its content, which tell of what is talked
about. An article's day bounds what it reports: where nothing else is known a statement was made on or before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.reading.calendar_days import days_named
from onrecord.reading.timewords import time_words
from onrecord.vocabulary import Span, When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.reading.attribution import Attribution
    from onrecord.reading.layout import Layout
    from onrecord.vocabulary import Article

__all__ = ["NOT_AFTER_PUBLICATION", "dates", "said_at"]

NOT_AFTER_PUBLICATION = "not after publication"

_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|won['’]t|would|to|due|next|upcoming|ahead\s+of|before|until|till|by|scheduled|planned|expected|plans?|set"
    r"|going|hopes?|upcoming)\b[^.;!?\n]{0,60}\Z"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:on|in|at|since|during|until|by|before|after|for|over|from|of|within)\s+(?:the\s+)?)\Z", re.I
)
# A date under these tells of something else than the saying: "who was elected in 2016, said".
_OTHER_EVENT = re.compile(
    r"(?i)\b(?:who|which|whose|where|that|since|after|before|until|from|of|born|elected|for|by|over|following|between)\b[^,]*\Z"
)
_OTHER_OPENING = re.compile(r"(?i)\W*(?:since|after|before|until|following|although|though|while|when|if|because)\b")
_MODIFIER = re.compile(
    r"(?i)(?<!\bin\s)(?<!\bat\s)(?<!\bduring\s)(?:\b(?:the|a|an|his|her|their|its|this|that)|['’]s)\s+\Z"
)
_GOES_ON = re.compile(
    r"(?i)\b(?:add(?:s|ed|ing)|also|continu(?:es|ed|ing)|went\s+on|goes\s+on|conclud(?:es|ed|ing)|further)\b"
)
_CLAUSE_BREAK = re.compile(r"[;:!?“”\"]|,\s+(?:but|and|while|although|which|who|as|so|then)\b")
# How far from its cue a time may stand, in characters, before and behind it.
_BEFORE_CUE, _AFTER_CUE = 220, 90
# A time before the cue counts as this much farther than one behind it.
_BEHIND_BY = 25
_SINCE, _UNTIL = re.compile(r"(?i)(?:since|after)\b"), re.compile(r"(?i)(?:before|until|by)\b")


def _bounds(article: Article) -> tuple[date | None, date | None]:
    published = article.published
    return (published.earliest, published.latest) if published else (None, None)


def _resolve(article: Article, match: re.Match[str], future: bool) -> When:
    """The days that a match names, from the first if published on the earliest day to the last if on the latest."""
    first, last = _bounds(article)
    early, late = (days_named(match, day, future=future) if day else None for day in (first, last))
    if first is None and last is None:
        early = late = days_named(match, None)
    text = article.text
    lead = _PREPOSITION.search(text, max(0, match.start() - 16), match.start())
    basis = " ".join(text[lead.start() if lead else match.start() : match.end()].split())
    if early and late:
        return When(min(early[0], late[0]), max(early[1], late[1]), basis)
    return When(early[0] if early else None, late[1] if late else None, basis)


def dates(article: Article) -> list[tuple[Span, When]]:
    """Every expression in the body that names days, with the interval it names.

    Relative ones look back from publication unless words before them look ahead ("will meet on Friday"); without a day
    of publication both ends are None.
    """
    found = []
    for start, end in article.body:
        for match in time_words(article.text, start, end):
            ahead = _AHEAD.search(article.text[max(start, match.start() - 80) : match.start()]) is not None
            found.append((Span.of(article.text, match.start(), match.end()), _resolve(article, match, ahead)))
    return found


def _beside_cue(article: Article, attribution: Attribution, words: Sequence[re.Match[str]], start: int) -> When | None:
    """The time that the words beside the cue give: the nearest that is about the saying.

    ``words`` are the time words of the cue's sentence, which begins at ``start``.
    """
    cue = attribution.cue or attribution.source
    if cue is None:
        return None
    text, ranked = article.text, []
    for match in words:
        if any(piece.start <= match.start() < piece.end for piece in attribution.content):
            continue
        if match.start() >= cue.end:
            between = text[cue.end : match.start()]
            about = not _CLAUSE_BREAK.search(between) and not _OTHER_EVENT.search(between)
            rank = len(between)
            about = about and rank <= _AFTER_CUE
        elif match.end() <= cue.start:
            rank = cue.start - match.end() + _BEHIND_BY
            about = _leads_to(text, start, match, cue.start) and rank <= _BEFORE_CUE
        else:
            rank, about = 0, True  # inside the cue: "said on Monday that"
        if about:
            ranked.append((rank, match.start(), match))
    return _past(article, min(ranked)[2]) if ranked else None


def _leads_to(text: str, start: int, match: re.Match[str], cue: int) -> bool:
    """Whether a time before the cue is the time of the saying: no clause or noun of its own holds it."""
    before, between = text[start : match.start()], text[match.end() : cue]
    if re.search(r"[;:“”\"]", between) or _OTHER_OPENING.match(before) or _MODIFIER.search(before):
        return False
    if _CLAUSE_BREAK.search(between) and len(before.split()) > 1:
        return False
    other = _OTHER_EVENT.search(before)
    return other is None or (other.start() == 0 and "," in between)


def _past(article: Article, match: re.Match[str]) -> When | None:
    """The interval of a match, cut at publication; None where all of it lies after, or where nothing is known."""
    when = _resolve(article, match, future=False)
    latest = _bounds(article)[1]
    earliest, last = when.earliest, when.latest
    if earliest is None and last is None:
        return None
    if _SINCE.match(when.basis):
        last = latest
    elif _UNTIL.match(when.basis):
        earliest = None
    if latest and last:
        last = min(last, latest)
    return None if earliest and last and earliest > last else When(earliest, last, when.basis)


def said_at(article: Article, attributions: Sequence[Attribution], layout: Layout) -> list[When | None]:
    """When each of ``attributions`` was said, in the same order; None where nothing bounds it.

    "She added" right after a dated statement of the same paragraph keeps its date. A dated article whose words are
    silent gives an interval without a beginning.
    """
    latest = _bounds(article)[1]
    unknown = When(None, latest, NOT_AFTER_PUBLICATION) if latest else None
    words = [match for start, end in article.body for match in time_words(article.text, start, end)]
    starts = [match.start() for match in words]
    places = [(a.cue or a.source or a.content[0]).start for a in attributions]
    result: list[When | None] = [unknown] * len(attributions)
    previous: tuple[int, When] | None = None
    for i in sorted(range(len(attributions)), key=places.__getitem__):
        attribution, paragraph = attributions[i], layout.paragraph(places[i])
        first, last = layout.sentences[layout.sentence(places[i])]
        nearby = words[bisect_left(starts, first) : bisect_left(starts, last)]
        when = _beside_cue(article, attribution, nearby, first)
        goes_on = _goes_on(article.text, attribution.cue)
        if when is None and goes_on and previous and previous[0] == paragraph:
            when = previous[1]
        if when is not None:
            previous = (paragraph, when)
            result[i] = when
        elif not goes_on:
            previous = None
    return result


def _goes_on(text: str, cue: Span | None) -> bool:
    """Whether a cue says that the speaker of before goes on: "added", "also said"."""
    return cue is not None and _GOES_ON.search(text[max(0, cue.start - 12) : cue.end]) is not None
