"""Divergences: reports of one utterance that cannot all be right. Precision comes before recall.

Wording counts where quoted words differ in meaning: a negation on one side only, an opposite, an unrelated telling word
in the midst of equal ones. Inflections, small words and words of one meaning are variants. Roles are compared in
``roles``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Opcode
from rapidfuzz.fuzz import ratio

from onrecord.tracing import senses
from onrecord.tracing.figures import figures
from onrecord.tracing.likeness import copied
from onrecord.tracing.tellings import gap
from onrecord.vocabulary import Divergence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.tracing.content import Token
    from onrecord.tracing.figures import Figure
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
few many, will won't, can can't, temporary permanent, old new, short long, public private, optional mandatory,
voluntary mandatory, foreign domestic, daily weekly, weekly monthly, buy sell, open close, open closed, victory defeat,
ally enemy, friend enemy, gain loss, import export, majority minority, hope fear, day week, week month, month year,
hours days, days weeks, weeks months, months years, million billion, thousand million
"""
OPPOSITES = {frozenset(pair.split()) for pair in _OPPOSITES.split(",")}
_OPPOSED = ("un", "in", "im", "ir", "il", "dis", "non")  # what turns a word into its opposite
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
TELLING, SAYING = 2.5, 0.9  # weight of the weightier and of the lighter of two exchanged words, from which they count
UNRELATED = 0.15  # nearness below which two words do not say the same in other words
INFLECTED = 75  # likeness of spelling, of 100, from which one is an inflection of the other
MISSPELT = 80  # the same for names
EQUAL_BESIDE = 2  # equal words wanted on each side of a replacement
BESIDE = 2  # words to each side of a figure among which an equal one is wanted
FIGURES = 50  # figures of one kind looked at in a wording, so that a page of numbers takes no longer than it is worth
CLAUSE = 3  # words to each side in which a negation counts for a stretch
SAID_BY_TWO = 8  # quoted words in a row by which a saying is known
SAME_DAYS = 7  # days within which two outlets may report one saying
COINED, COINED_WEIGHT, COINED_DAYS = 4, 7.5, 2  # the same of a whole quotation that is short, but telling


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
    if firm and days and not copied(one, two):
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
    # Each must name its own speaker beside the words, and not the other: who "he" is may have been read wrongly.
    if not (one.names(first) and two.names(second)) or one.names(second) or two.names(first):
        return None
    days, _ = gap(one.bounds, two.bounds)
    if days is None or days > SAME_DAYS:
        return None
    ours = [one.tokens[i] for i in sorted(one.quoted)]
    theirs = [two.tokens[i] for i in sorted(two.quoted)]
    equal = [ours[block.src_start : block.src_end] for block in _blocks(ours, theirs) if block.tag == "equal"]
    run = max(equal, key=len, default=[])
    if len(run) < SAID_BY_TWO and not _coined(run, min(len(ours), len(theirs)), days, (one, two)):
        return None
    note = f"the same words are given to {first.name} and to {second.name}"
    weight = 0.9 if len(run) >= SAID_BY_TWO else 0.6
    return _divergence("speaker", one, two, (_with_source(one), _with_source(two)), note, weight)


def _with_source(telling: Telling) -> Span:
    """The words said with who says them, where both stand in one sentence; else the words."""
    source, content = telling.statement.source, telling.statement.content
    first, last = telling.sentence
    if source is None or not first <= source.start < last:
        return content[0]
    near = min(content, key=lambda span: abs(span.start - source.start))
    return _span(telling, min(near.start, source.start), max(near.end, source.end))


def _coined(run: Sequence[Token], shorter: int, days: int, sides: tuple[Telling, Telling]) -> bool:
    """Whether a short run is all that one side quotes, telling, of the same days, and one article names both people."""
    if len(run) < COINED or len(run) < shorter or days > COINED_DAYS:
        return False
    if sum(token.weight for token in run) < COINED_WEIGHT or sum(token.weight >= TELLING for token in run) < 2:
        return False
    names = [telling.statement.speaker.name.split()[-1] for telling in sides if telling.statement.speaker]
    return any(all(name in telling.report.article.text for name in names) for telling in sides)


def _two_people(first: Actor, second: Actor) -> bool:
    if not (first.resolved and second.resolved and first.type == second.type == "person") or first.id == second.id:
        return False
    names = [{w for w in actor.name.lower().split() if len(w) > 2} for actor in (first, second)]
    return not any(ratio(one, two) >= MISSPELT for one in names[0] for two in names[1])


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
        reason, weight = _differ((ours, a, b), (theirs, c, d))
        if reason:
            spans = (_around(one, ours, a, b), _around(two, theirs, c, d))
            found.append(_divergence("wording", one, two, spans, reason, weight))
    return found


def _differ(left: tuple[Sequence[Token], int, int], right: tuple[Sequence[Token], int, int]) -> tuple[str, float]:
    """Why two stretches [a, b) of rows differ in meaning, and how much that matters; ("", 0) where they do not."""
    (ours, a, b), (theirs, c, d) = left, right
    mine, others = [t.word for t in ours[a:b]], [t.word for t in theirs[c:d]]
    opposed = next(((x, y) for x in mine for y in others if _opposite(x, y)), None)
    here, there = ([w for w in words if _negates(w)] for words in (mine, others))
    if bool(here) != bool(there) and max(len(mine), len(others)) <= 3:
        sides = [any(_negates(t.word) for t in _clause(*side)) for side in (left, right)]
        if sides[0] != sides[1] and not opposed:
            return "one report has the words negated, the other has not", 1.0
        return "", 0.0
    if opposed:
        return f"“{opposed[0]}” in one report, “{opposed[1]}” in the other", 0.9
    if len(mine) == len(others) == 1 and _unrelated(ours[a], theirs[c]):
        return f"“{mine[0]}” in one report, “{others[0]}” in the other", 0.5
    return "", 0.0


def _clause(row: Sequence[Token], a: int, b: int) -> Sequence[Token]:
    return row[max(0, a - CLAUSE) : b + CLAUSE]


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _opposite(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    made = len(short) > 3 and any(long == prefix + short for prefix in _OPPOSED)
    return made or frozenset((one, two)) in OPPOSITES or (one != two and {one, two} <= _WEEKDAYS)


def _unrelated(one: Token, two: Token) -> bool:
    """Whether two words cannot be one said in other words: telling, known as words, and far apart in meaning."""
    light, heavy = sorted((one.weight, two.weight))
    if light < SAYING or heavy < TELLING or _figure(one) or _figure(two) or ratio(one.word, two.word) >= INFLECTED:
        return False
    known = senses.in_one_piece(one.word) and senses.in_one_piece(two.word)
    return known and senses.nearness(one.word, two.word) < UNRELATED


def _figure(token: Token) -> bool:
    return token.word[0].isdigit()


def _figures(one: Telling, two: Telling) -> list[Divergence]:
    """Figures in one place of two wordings, before the same word, that do not agree, rounding allowed for."""
    found = []
    theirs = _placed(two)
    for of, ours in _placed(one).items():
        for mine, before, behind in ours:
            for other, before_, behind_ in theirs.get(of, ()):
                in_one_place = behind & behind_ and (before & before_ or not (before or before_))
                if in_one_place and not mine.agrees(other):
                    spans = (_span(one, mine.start, mine.stop), _span(two, other.start, other.stop))
                    note = f"{spans[0].text} in one report, {spans[1].text} in the other"
                    found.append(_divergence("figure", one, two, spans, note, 0.8))
    return found


def _placed(telling: Telling) -> dict[str, list[tuple[Figure, set[str], set[str]]]]:
    """Figures by what they count, with the stems right before and right behind; of one kind the first ``FIGURES``."""
    starts, ends = [t.start for t in telling.tokens], [t.end for t in telling.tokens]
    found: dict[str, list[tuple[Figure, set[str], set[str]]]] = {}
    for figure in filter(lambda one: one.of, figures(telling.tokens)):
        of_a_kind = found.setdefault(figure.of, [])
        if len(of_a_kind) < FIGURES:
            until, since = bisect_right(ends, figure.start), bisect_left(starts, figure.end)
            before = {t.stem for t in telling.tokens[max(0, until - BESIDE) : until]}
            of_a_kind.append((figure, before, {t.stem for t in telling.tokens[since : since + BESIDE]}))
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
