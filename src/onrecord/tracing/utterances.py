"""Utterances: the statements that report one act of saying, from links between pairs of statements.

What a record must offer (``StatementIndex``): a table (key, day, statement) that holds ``tellings.content_keys`` of
every statement, and the statements of a key nearest to a day. A new article's statements are linked with what the
index proposes (``links``); the links are stored as (statement, statement, probability, kind); then the statements that
hang together by links (``StatementIndex.linked``) are grouped again (``grouped``). Grouping is a function of the
statements and links alone, so the order in which articles arrive makes no difference.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from onrecord.tracing.likeness import FIRM_GAP, copied, likeness
from onrecord.tracing.speakers import compatible
from onrecord.tracing.tellings import Bounds, Telling, content_keys
from onrecord.vocabulary import Report as Told
from onrecord.vocabulary import Utterance, When, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["Link", "StatementIndex", "grouped", "links", "meeting", "utterance"]

NEAR = 40  # statements of one key, nearest in time, that are looked at
MOST = 60  # candidates for one statement
SAME = 0.5  # probability from which two statements are linked
SPLIT_RUN = 0.8  # of a statement's words that another must hold for the two to be pieces of one quotation


class StatementIndex(Protocol):
    """Statements by content key; a record implements it over its table of keys."""

    def statements_near(self, keys: Sequence[str], day: date | None, most: int) -> Mapping[str, Sequence[str]]:
        """For each key the ids of up to ``most`` statements nearest to ``day`` (the latest ones where it is None)."""

    def tellings(self, statements: Sequence[str]) -> Sequence[Telling]:
        """These statements in their articles, ``speaker`` being the actor of the record."""

    def linked(self, statements: Sequence[str]) -> tuple[Sequence[str], Sequence[Link]]:
        """All statements that hang together with these by stored links, and those links."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements (ids, the smaller first) that report one act of saying, with the probability.

    ``kind`` is "copy" where both articles have the whole sentence in the same words, "words" where one holds nearly
    all of the words of the other, else "sense".
    """

    one: str
    two: str
    probability: float
    kind: Literal["copy", "words", "sense"]


def meeting(telling: Telling, index: StatementIndex) -> list[Telling]:
    """Statements that may report the same act of saying: at most sixty, whatever the size of the record."""
    limit = telling.bounds.latest or telling.bounds.earliest
    day = date.fromordinal(limit) if limit else None
    found: Counter[str] = Counter()
    for key, near in index.statements_near(content_keys(telling), day, NEAR).items():
        found.update(dict.fromkeys(near, 1 if key[0] in "sr" else 3))
    found.pop(telling.statement.id, None)
    ranked = sorted(found, key=lambda statement: (-found[statement], statement))
    return list(index.tellings(ranked[:MOST]))


def links(ours: Sequence[Telling], others: Sequence[Telling], embed: Embed | None = None) -> list[Link]:
    """The links between two lists of statements (the same list twice: within it), in order of ids.

    ``embed`` turns n wordings into an array [n, width] of vectors of length one.
    """
    wanted: dict[tuple[str, str], tuple[Telling, Telling]] = {}
    for one in ours:
        for two in others:
            if one.statement.id != two.statement.id and _may(one, two):
                first, second = sorted((one, two), key=lambda t: t.statement.id)
                wanted.setdefault((first.statement.id, second.statement.id), (first, second))
    vectors = _vectors([t for pair in wanted.values() for t in pair], embed)
    found = []
    for (low, high), pair in sorted(wanted.items()):
        cosine = float(vectors[low] @ vectors[high]) if vectors else None
        like = likeness(*pair, cosine)
        if like and like.probability >= SAME:
            covered = max(
                sum(t.tokens[i].weight for i in held) / (sum(x.weight for x in t.tokens) or 1.0)
                for t, held in zip(pair, like.covers, strict=True)
            )
            kind: Literal["copy", "words", "sense"] = "words" if covered >= SPLIT_RUN else "sense"
            found.append(Link(low, high, like.probability, "copy" if copied(*pair) else kind))
    return found


def _may(one: Telling, two: Telling) -> bool:
    """Whether a pair is worth comparing: fitting speakers and a telling word in common."""
    return not one.telling.isdisjoint(two.telling) and compatible(one.statement.speaker, two.statement.speaker) > 0


def _vectors(tellings: Iterable[Telling], embed: Embed | None) -> dict[str, NDArray[np.float32]]:
    if embed is None:
        return {}
    by = {t.statement.id: t.sense for t in tellings}
    return dict(zip(by, embed(list(by.values())), strict=True)) if by else {}


@dataclass
class _Group:
    """Statements taken to be one utterance so far."""

    members: list[Telling]
    bounds: Bounds

    @property
    def articles(self) -> set[str]:
        return {t.statement.article for t in self.members}


def grouped(
    tellings: Iterable[Telling], found: Iterable[Link], apart: Iterable[tuple[str, str]] = ()
) -> list[Utterance]:
    """The utterances behind ``tellings``; ``apart`` are pairs that a person said are not one.

    The surest links are followed first. Two groups are not joined if they would name two people as the speaker, lie on
    different firm days, or hold two statements of one article that are not pieces of one quotation. What is quoted
    within a statement is reported by the statement within, not by the one around it.
    """
    groups = {t.statement.id: _Group([t], t.bounds) for t in tellings}
    parted = {frozenset(pair) for pair in apart}
    for link in _sorted(found, {i: g.members[0].statement.within for i, g in groups.items()}):
        one, two = groups.get(link.one), groups.get(link.two)
        if one is None or two is None or one is two or not _joinable(one, two, link, parted):
            continue
        first = min(one, two, key=lambda group: min(t.order for t in group.members))
        one.bounds = _meet(one.bounds, two.bounds) or first.bounds
        one.members += two.members
        for member in two.members:
            groups[member.statement.id] = one
    distinct = {id(group): group for group in groups.values()}
    return sorted((utterance(g.members) for g in distinct.values()), key=lambda u: u.id)


def _sorted(found: Iterable[Link], within: Mapping[str, str | None]) -> list[Link]:
    """The links, surest first, without those to a statement around another one that has the link, too."""
    links_ = sorted(found, key=lambda k: (-k.probability, k.one, k.two))
    met = {side for k in links_ for side in ((k.one, k.two), (k.two, k.one))}
    around = {(outer, other) for inner, other in met if (outer := within.get(inner))}
    return [k for k in links_ if (k.one, k.two) not in around and (k.two, k.one) not in around]


def _joinable(one: _Group, two: _Group, link: Link, parted: set[frozenset[str]]) -> bool:
    if one.articles & two.articles and link.kind == "sense":
        return False
    firm = one.bounds.firm and two.bounds.firm and link.kind != "copy"
    if firm and _meet(one.bounds, two.bounds) is None:
        return False
    for a in one.members:
        for b in two.members:
            if frozenset((a.statement.id, b.statement.id)) in parted:
                return False
            if not compatible(a.statement.speaker, b.statement.speaker) or a.within(b):
                return False
    return True


def _meet(one: Bounds, two: Bounds) -> Bounds | None:
    """The days that both allow; the firm one's where they miss each other by at most a day or two; None if by more."""
    earliest = max((d for d in (one.earliest, two.earliest) if d is not None), default=None)
    latest = min((d for d in (one.latest, two.latest) if d is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        if earliest - latest > 3:
            return None
        return one if one.firm or not two.firm else two
    return Bounds(earliest, latest, one.firm or two.firm)


def utterance(members: Sequence[Telling]) -> Utterance:
    """One utterance from its reports. Its id is a digest of the earliest known report."""
    ordered = sorted(members, key=lambda t: t.order)
    first = ordered[0]
    speaker = next((t.statement.speaker for t in ordered if t.statement.speaker and t.statement.speaker.resolved), None)
    quoted = [t for t in ordered if t.quoted] or ordered
    fullest = max(quoted, key=lambda t: len(t.statement.wording))
    return Utterance(
        digest("utterance", first.statement.id),
        speaker or first.statement.speaker,
        _said_at(ordered),
        fullest.statement.wording,
        tuple(Told(t.statement.id, t.statement.article, t.report.article.outlet, t.statement.wording) for t in ordered),
    )


def _said_at(ordered: Sequence[Telling]) -> When | None:
    """The days that all reports allow, and which reports set the two ends."""
    ends: list[tuple[int, str]] = []
    starts: list[tuple[int, str]] = []
    for telling in ordered:
        said, published = telling.statement.said_at, telling.report.article.published
        held = telling.bounds
        if held.earliest is not None and said:
            starts.append((held.earliest, said.basis))
        if held.latest is not None:
            told = said.basis if said and said.latest else f"published {published.latest}" if published else ""
            ends.append((held.latest, told))
    if not starts and not ends:
        return None
    start, end = max(starts, default=(None, "")), min(ends, default=(None, ""))
    if start[0] is not None and end[0] is not None and start[0] > end[0]:
        if start[0] - end[0] > FIRM_GAP:  # a copy: "on Monday" is the Monday of the first article
            return next((t.statement.said_at for t in ordered if t.bounds.firm), None)
        start, end = min(starts), max(ends)  # reports differ by a day: both stand
    basis = "; ".join(dict.fromkeys(filter(None, (start[1], end[1]))))
    return When(
        date.fromordinal(start[0]) if start[0] is not None else None,
        date.fromordinal(end[0]) if end[0] is not None else None,
        basis,
    )
