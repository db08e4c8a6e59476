"""Stories: the articles that report the same events, built as articles arrive.

Two articles are as close as their telling words (static inverse document frequencies) and, where an encoder is
given, their sentence vectors, damped by the days between them. A story takes an article whose mean closeness to the
story's articles around its day is high enough (mean link); an article close to two stories makes them one if their
means say so; a story that has doubled is looked at afresh and may come apart.

What a record must offer (``StoryIndex``): a table (term, day, article) with ``Profile.sought`` of each article, looked
up in a window of days, and the articles of a story in such a window. Both are bounded, so that a story of years costs
no more than one of days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise, repeat
from operator import mul
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.tracing.content import stems, weight
from onrecord.vocabulary import Story, When, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Article

    Close = Callable[["Profile", "Profile"], float]

__all__ = ["Placement", "Profile", "StoryIndex", "closeness", "clusters", "place", "profile", "reconcile", "story"]

HALF = 3.0  # days after which closeness has fallen to half
WINDOW = 8  # days to each side in which articles are looked for
UNDATED = 0.8  # damping where a side has no day
LEXICAL = 0.3  # share of the words in closeness where there are vectors
SHORT = 30  # words up to which a text counts as a headline
# Closeness at which articles begin to be one story, by (have vectors, are headlines): set on BASIL and AllSides, and
# on their headlines for headlines, in docs/measurements/tracing.md.
THRESHOLD = {(True, False): 0.3525, (True, True): 0.24, (False, False): 0.15, (False, True): 0.11}
TERMS = 60  # words and pairs of words kept of an article at most, the most telling first
SOUGHT = 16  # of these, those under which other articles are looked for
NEIGHBOURS = 120  # articles looked at for one article
MEMBERS = 40  # articles of a story that its mean is taken over


class StoryIndex(Protocol):
    """Articles by term and day; a record implements it over its table of terms."""

    def neighbours(self, terms: Sequence[str], around: date | None, days: int, most: int) -> Sequence[str]:
        """The story of each of up to ``most`` articles that share most of ``terms`` within ``days`` of a day."""

    def members(self, names: Sequence[str], around: date | None, most: int) -> Mapping[str, Sequence[Profile]]:
        """Up to ``most`` articles of each story named, those nearest in time."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What closeness needs of an article. ``terms`` have length one as a vector; so has ``vector``, if given.

    The most telling of the terms come first.
    """

    article: str
    day: int | None
    terms: Mapping[str, float]
    title: str
    short: bool = False
    vector: NDArray[np.float32] | None = field(default=None, compare=False)

    @property
    def sought(self) -> list[str]:
        """The most telling terms, under which a record keeps the article."""
        return list(islice(self.terms, SOUGHT))

    @property
    def order(self) -> tuple[int, str]:
        """Dated articles by day, then the undated; within a day by id."""
        return (self.day if self.day is not None else 10**7, self.article)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs: ``story`` is an id, new if None; ``absorbed`` are stories that become one with it."""

    story: str | None
    absorbed: tuple[str, ...] = ()


def profile(article: Article, vector: NDArray[np.float32] | None = None) -> Profile:
    """The profile of an article; ``vector`` is the encoder's vector of its title and first words, of length one."""
    text = "\n".join(article.text[a:b] for a, b in article.body)
    title = article.title or text.strip().split("\n")[0]
    if article.title and article.title not in text:
        text = article.title + "\n" + text
    row = stems(text)
    weights = {root: weight(root) for root in row}
    counts = Counter(root for root in row if weights[root] > 0.7)
    terms = {root: (1 + math.log(count)) * weights[root] for root, count in counts.items()}
    for one, two in pairwise(row):
        if weights[one] > 1.2 and weights[two] > 1.2:
            terms[f"{one} {two}"] = (weights[one] + weights[two]) / 2
    kept = [term for _, term in sorted((-value, term) for term, value in terms.items())][:TERMS]
    length = math.sqrt(sum(terms[term] ** 2 for term in kept)) or 1.0
    when = article.published
    day = (when.latest or when.earliest) if when else None
    unit = {term: terms[term] / length for term in kept}
    return Profile(article.id, day.toordinal() if day else None, unit, title, len(row) <= SHORT, vector)


def closeness(one: Profile, two: Profile) -> float:
    """How close two articles are, in units of the threshold: 1 is just close enough for one story."""
    small, large = sorted((one.terms, two.terms), key=len)
    # Of all that is done for a new article this is done most often, hence without a loop of Python's own.
    value: float = sum(map(mul, small.values(), map(large.get, small, repeat(0.0))))
    vectors = one.vector is not None and two.vector is not None
    if one.vector is not None and two.vector is not None:
        value = LEXICAL * value + (1 - LEXICAL) * float(one.vector @ two.vector)
    if one.day is None or two.day is None:
        value *= UNDATED
    else:
        value *= 0.5 ** (abs(one.day - two.day) / HALF)
    threshold = (THRESHOLD[vectors, one.short] + THRESHOLD[vectors, two.short]) / 2
    return value / threshold


def place(new: Profile, index: StoryIndex, close: Close = closeness) -> Placement:
    """Where a new article belongs. The cost is bounded, whatever the size of the record or of its stories.

    ``close`` may stand in for `closeness` with what it gave before.
    """
    around = date.fromordinal(new.day) if new.day is not None else None
    votes = Counter(index.neighbours(new.sought, around, WINDOW, NEIGHBOURS))
    ranked = []
    for name, members in index.members([name for name, _ in votes.most_common(6)], around, MEMBERS).items():
        mean = sum(close(new, member) for member in members) / max(1, len(members))
        ranked.append((mean, name, members))
    ranked.sort(key=lambda entry: (-entry[0], entry[1]))
    if not ranked or ranked[0][0] < 1:
        return Placement(None)
    _, best, ours = ranked[0]
    absorbed = tuple(name for mean, name, theirs in ranked[1:] if mean >= 1 and _mean(ours, theirs, close) >= 1)
    return Placement(best, absorbed)


def _mean(ours: Sequence[Profile], theirs: Sequence[Profile], close: Close) -> float:
    """The mean closeness between two stories over at most 20 articles of each."""
    pairs = [close(one, two) for one in ours[:20] for two in theirs[:20]]
    return sum(pairs) / len(pairs)


def clusters(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """Articles grouped by mean link from scratch; the order of ``profiles`` makes no difference. O(n^2) in memory."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    row = sorted(profiles, key=lambda p: p.order)
    if len(row) < 2:
        return [row] if row else []
    distance = np.zeros((len(row), len(row)))
    for i, one in enumerate(row):
        for j in range(i):
            distance[i, j] = distance[j, i] = max(0.0, 3 - closeness(one, row[j]))
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 2.0, "distance")
    groups: dict[int, list[Profile]] = defaultdict(list)
    for member, label in zip(row, labels, strict=True):
        groups[int(label)].append(member)
    return sorted(groups.values(), key=lambda group: group[0].order)


def reconcile(
    old: Mapping[str, Iterable[str]], groups: Sequence[Sequence[Profile]]
) -> tuple[dict[str, list[Profile]], dict[str, str]]:
    """Give groups their ids: a group keeps the id of the old story most of whose articles it has.

    ``old`` maps story ids to article ids. Returns the groups by id, and for each old id that is gone the one that
    took it in. A group that no old story claims is named after its first article.
    """
    claims: list[tuple[int, str, int]] = []
    for name, articles in old.items():
        held = set(articles)
        claims.extend((len(held & {p.article for p in group}), name, at) for at, group in enumerate(groups))
    named: dict[str, int] = {}
    for shared, name, at in sorted(claims, key=lambda claim: (-claim[0], claim[1], claim[2])):
        if shared and name not in named and at not in named.values():
            named[name] = at
    gone = {}
    for shared, name, at in sorted(claims, key=lambda claim: (-claim[0], claim[1], claim[2])):
        if shared and name not in named and name not in gone:
            gone[name] = next((n for n, held in named.items() if held == at), _name(groups[at]))
    by_group = {at: name for name, at in named.items()}
    return {by_group.get(at, _name(group)): list(group) for at, group in enumerate(groups)}, gone


def _name(group: Sequence[Profile]) -> str:
    return digest("story", min(group, key=lambda p: p.order).article)


def story(members: Sequence[Profile], name: str | None = None, close: Close = closeness) -> Story:
    """The story that ``members`` tell, titled with the headline of the article closest to all others.

    ``name`` is its id where it already has one; ``close`` as in `place`.
    """
    row = sorted(members, key=lambda p: p.order)
    sample = row[:MEMBERS]
    middle = max(sample, key=lambda p: (sum(close(p, other) for other in sample), p.article))
    days = [p.day for p in row if p.day is not None]
    when = When(date.fromordinal(min(days)), date.fromordinal(max(days)), "dates of its articles") if days else None
    return Story(name or _name(row), middle.title.strip(), tuple(p.article for p in row), when)
