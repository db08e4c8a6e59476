"""Divergences: reports of one utterance that cannot all be right. Precision comes before recall.

Wording counts where quoted words differ in meaning: a negation on one side only, an opposite, another telling word in
the midst of equal ones. Inflections, small words and words that reporters exchange are variants. Roles are compared in
``roles``.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Opcode
from rapidfuzz.fuzz import ratio

from onrecord.tracing.figures import figures
from onrecord.tracing.tellings import gap
from onrecord.vocabulary import Divergence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.tracing.content import Token
    from onrecord.tracing.tellings import Telling
    from onrecord.vocabulary import Actor

__all__ = ["of_pair", "of_speakers", "of_utterance", "ranked"]

_NEGATIONS = {"not", "no", "never", "cannot", "without", "neither", "nor", "none", "nobody", "nothing"}
_OPPOSITES = """
accept reject, agree disagree, allow forbid, all none, always never, before after, better worse, big small,
confirm deny, early late, east west, false true, first last, good bad, guilty innocent, high low,
higher lower, illegal legal, in out, include exclude, increase decrease, join leave, less more, fewer more,
lose win, maximum minimum, north south, oppose support, over under, possible impossible, raise lower,
rise fall, safe unsafe, start end, strong weak, success failure, up down, unlikely likely, war peace, yes no,
few many, will won't, can can't
"""
OPPOSITES = {frozenset(pair.split()) for pair in _OPPOSITES.split(",")}
TELLING = 3.0  # weight from which a replaced word counts
EQUAL_BESIDE = 2  # equal words wanted on each side of a replacement
SAID_BY_TWO = 8  # quoted words in a row by which a saying is known
SAME_DAYS = 7  # days within which two outlets may report one saying


def ranked(found: Iterable[Divergence]) -> list[Divergence]:
    """Without repetitions, the weightiest first."""
    return sorted(dict.fromkeys(found), key=lambda d: (-d.weight, d.kind, d.reports))


def of_utterance(tellings: Sequence[Telling]) -> list[Divergence]:
    """The divergences among the reports of one utterance."""
    return ranked(d for one, two in combinations(tellings, 2) for d in of_pair(one, two))


def of_pair(one: Telling, two: Telling) -> list[Divergence]:
    """The divergences between two reports of one utterance in two articles: wording, figure, date."""
    if one.statement.article == two.statement.article:
        return []
    found = _wording(one, two) + _figures(one, two)
    days, firm = gap(one.bounds, two.bounds)
    if firm and days:
        note = f"said {_day(one)} according to one report, {_day(two)} according to the other"
        spans = (_date_span(one), _date_span(two))
        found.append(_divergence("date", one, two, spans, note, 0.3 if days == 1 else 0.6))
    return found


def of_speakers(one: Telling, two: Telling) -> Divergence | None:
    """The same quoted words laid in the mouths of two people, within days of one another."""
    first, second = one.statement.speaker, two.statement.speaker
    if first is None or second is None or not _two_people(first, second):
        return None
    if one.statement.article == two.statement.article or one.statement.within or two.statement.within:
        return None
    days, _ = gap(one.bounds, two.bounds)
    if days is None or days > SAME_DAYS:
        return None
    ours = [one.tokens[i] for i in sorted(one.quoted)]
    theirs = [two.tokens[i] for i in sorted(two.quoted)]
    run = max((b.src_end - b.src_start for b in _blocks(ours, theirs) if b.tag == "equal"), default=0)
    if run < SAID_BY_TWO:
        return None
    note = f"the same words are given to {first.name} and to {second.name}"
    return _divergence("speaker", one, two, (one.statement.content[0], two.statement.content[0]), note, 0.9)


def _two_people(first: Actor, second: Actor) -> bool:
    if not (first.resolved and second.resolved and first.type == second.type == "person") or first.id == second.id:
        return False
    return not {w for w in first.name.lower().split() if len(w) > 2} & {
        w for w in second.name.lower().split() if len(w) > 2
    }


def _blocks(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Opcode]:
    return list(Indel.opcodes([t.stem for t in ours], [t.stem for t in theirs]))


def _pieces(ours: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[int, int, int, int]]:
    """Stretches [a, b) and [c, d) that differ, each between enough equal words on both sides."""
    found: list[tuple[int, int, int, int]] = []
    blocks = _blocks(ours, theirs)
    at = 0
    while at < len(blocks):
        if blocks[at].tag == "equal":
            at += 1
            continue
        last = at
        while last + 1 < len(blocks) and blocks[last + 1].tag != "equal":
            last += 1
        before = blocks[at - 1].src_end - blocks[at - 1].src_start if at else 0
        after = blocks[last + 1].src_end - blocks[last + 1].src_start if last + 1 < len(blocks) else 0
        if before >= EQUAL_BESIDE and after + before >= 2 * EQUAL_BESIDE and (after or before >= 4):
            found.append((blocks[at].src_start, blocks[last].src_end, blocks[at].dest_start, blocks[last].dest_end))
        at = last + 1
    return found


def _wording(one: Telling, two: Telling) -> list[Divergence]:
    """Differences of meaning between what both quote."""
    ours, theirs = [one.tokens[i] for i in sorted(one.quoted)], [two.tokens[i] for i in sorted(two.quoted)]
    found = []
    for a, b, c, d in _pieces(ours, theirs):
        left, right = ours[a:b], theirs[c:d]
        reason, weight = _differ(left, right)
        if reason:
            spans = (_around(one, ours, a, b), _around(two, theirs, c, d))
            found.append(_divergence("wording", one, two, spans, reason, weight))
    return found


def _differ(left: Sequence[Token], right: Sequence[Token]) -> tuple[str, float]:
    """Why two stretches between equal words differ in meaning, and how much that matters; ("", 0) where not."""
    ours, theirs = [t.word for t in left], [t.word for t in right]
    if _negated(ours) != _negated(theirs) and max(len(ours), len(theirs)) <= 3:
        return "one report has the words negated, the other has not", 1.0
    for mine in ours:
        for other in theirs:
            if frozenset((mine, other)) in OPPOSITES:
                return f"“{mine}” in one report, “{other}” in the other", 0.9
    if len(left) == len(right) == 1:
        x, y = left[0], right[0]
        if min(x.weight, y.weight) >= TELLING and not _figure(x) and not _figure(y) and ratio(x.word, y.word) < 60:
            return f"“{x.word}” in one report, “{y.word}” in the other", 0.5
    return "", 0.0


def _negated(words: Sequence[str]) -> bool:
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words) % 2 == 1


def _figure(token: Token) -> bool:
    return token.word[0].isdigit()


def _figures(one: Telling, two: Telling) -> list[Divergence]:
    """Figures of the same thing (the same word follows or precedes) that do not agree, rounding allowed for."""
    found = []
    theirs = figures(two.tokens)
    ours = figures(one.tokens)
    for mine in ours:
        same = [other for other in theirs if other.of and other.of == mine.of]
        if same and not any(mine.agrees(other) for other in same) and len([f for f in ours if f.of == mine.of]) == 1:
            if len(same) > 1:
                continue
            other = same[0]
            spans = (_span(one, mine.start, mine.end), _span(two, other.start, other.end))
            note = f"{spans[0].text} in one report, {spans[1].text} in the other"
            found.append(_divergence("figure", one, two, spans, note, 0.8))
    return found


def _span(telling: Telling, start: int, end: int) -> Span:
    return Span.of(telling.report.article.text, start, end)


def _around(telling: Telling, row: Sequence[Token], a: int, b: int) -> Span:
    """The stretch with two words to each side, so that an omission has words to show."""
    first, last = max(0, a - 2), min(len(row), b + 2)
    return _span(telling, row[first].start, row[last - 1].end)


def _day(telling: Telling) -> str:
    said = telling.statement.said_at
    return said.basis if said else "at an unknown time"


def _date_span(telling: Telling) -> Span:
    """Where the article gives the day, if its words are found near the statement; else the content."""
    content = telling.statement.content[0]
    text, basis = telling.report.article.text, _day(telling)
    at = text.rfind(basis, 0, content.start)
    after = text.find(basis, content.start)
    if after >= 0 and (at < 0 or after - content.end < content.start - at):
        at = after
    return Span.of(text, at, at + len(basis)) if at >= 0 and abs(at - content.start) < 600 else content


def _divergence(
    kind: str, one: Telling, two: Telling, spans: tuple[Span, Span], note: str, weight: float
) -> Divergence:
    reports = tuple(
        (t.statement.article, t.report.article.outlet, span)
        for t, span in sorted(zip((one, two), spans, strict=True), key=lambda side: side[0].order)
    )
    return Divergence(kind, reports, note, weight)  # type: ignore[arg-type]  # one of the five kinds
