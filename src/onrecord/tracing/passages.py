"""Which articles share passages: fingerprints, candidates, exact aligned spans.

Whole-article similarity misses a wire report inside a longer piece, so copies are found by *containment*: runs of eight
words, a quarter of them kept by hash, looked up in an index of all articles. What the index proposes is then aligned
word by word, and only aligned words count.

What a record must offer (``ShingleIndex``): a table of (hash, article), keyed by hash, that holds ``fingerprint`` of
every article's body, and a bounded look-up in it. An article that is the same text as an earlier one need not be
indexed: its copies are found through the earlier one, which keeps wire copy below the frequency cap.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from rapidfuzz.distance import Indel

from onrecord.tracing.words import Words, rolling, words
from onrecord.vocabulary import Article, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = [
    "Candidates",
    "Change",
    "Overlap",
    "ShingleIndex",
    "candidate_pairs",
    "candidates",
    "changes",
    "common_hashes",
    "fingerprint",
    "fingerprint_keys",
    "fingerprints",
    "overlap",
]

SHINGLE = 8  # words in a fingerprint shingle
SAMPLE = 4  # one shingle in so many is kept
BATCH = 30_000  # characters that are fingerprinted together
SEED = 4  # words that must agree to start an alignment
GAP = 12  # words between two aligned runs that still belong to one passage
CAP = 12  # a shingle in more articles than this is furniture
LEAST_SHARED = 3  # sampled shingles that make a candidate
MOST_CANDIDATES = 50  # candidates looked at for one article
LEAST_WORDS = 20  # aligned words that make a passage worth reporting
DENSE = 0.5  # share of a passage's words that are aligned: stock phrases in a row are no passage
SAME_SHARE = 0.75  # of both articles, for the same text


class ShingleIndex(Protocol):
    """Articles by fingerprint hash; a record implements it over its table of hashes."""

    def articles_with(self, hashes: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """For each hash the ids of up to ``most`` articles that hold it; hashes of no article may be left out."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two articles have in common.

    ``relation`` is "same text" or "contains": ``article`` then holds words of ``other`` (of two partial holders the one
    of whose words the larger share is found in the other is ``other``). ``share`` and ``other_share`` are the shares of
    the words of each body that are aligned, from 0 to 1.
    """

    article: str
    other: str
    relation: Literal["same text", "contains"]
    share: float
    other_share: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Words that an update added (``old`` is None), took out (``new`` is None) or replaced."""

    old: Span | None
    new: Span | None


def fingerprint(article: Article) -> list[int]:
    """The kept shingles of the article's body as distinct signed 64-bit integers, ascending."""
    return [int(value) for value in fingerprint_keys(words(article.text, article.body).key)]


def fingerprints(articles: Sequence[Article]) -> list[NDArray[np.int64]]:
    """``fingerprint`` of each article as arrays, many at a time, which saves most of the cost of short articles."""
    found: list[NDArray[np.int64]] = []
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= BATCH:
            found += _fingerprints(batch)
            batch, size = [], 0
    return found + _fingerprints(batch) if batch else found


def _fingerprints(batch: Sequence[Article]) -> list[NDArray[np.int64]]:
    begins = np.cumsum([0, *(len(article.text) + 1 for article in batch)])
    stretches = [(int(at) + a, int(at) + b) for at, one in zip(begins, batch, strict=False) for a, b in one.body]
    row = words("\n".join(article.text for article in batch), stretches)
    firsts = np.searchsorted(row.start, begins)  # the first word of each article; the last entry ends the batch
    hashes = rolling(row.key, SHINGLE).view(np.int64)
    places = np.flatnonzero((hashes & (SAMPLE - 1)) == 0)
    values, cuts = hashes[places], np.searchsorted(places, firsts)
    ends = np.searchsorted(places, np.maximum(firsts[1:] - SHINGLE + 1, firsts[:-1]))  # no shingle runs into the next
    return [_distinct(values[a:b]) for a, b in zip(cuts, ends, strict=False)]


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    row = np.sort(values)
    return row if len(row) < 2 else row[np.concatenate(([True], row[1:] != row[:-1]))]


def fingerprint_keys(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The kept shingles of a row of word keys; int64, ascending, distinct."""
    hashes = rolling(keys, SHINGLE)
    return _distinct(hashes[(hashes & np.uint64(SAMPLE - 1)) == 0].view(np.int64))


def candidate_pairs(rows: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The pairs of a whole batch that ``candidates`` would propose one by one.

    ``rows`` are fingerprints. Returns an array of shape (pairs, 3): earlier row, later row, shingles shared.
    """
    if not rows:
        return np.zeros((0, 3), dtype=np.int64)
    holder = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    hashes = np.concatenate(rows)
    order = np.argsort(hashes, kind="stable")
    hashes, holder = hashes[order], holder[order]
    first = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    size = np.diff(np.append(first, len(hashes)))
    pairs = []
    for step in range(1, CAP):  # the holder ``step`` places further on in the same group
        begins = np.repeat(first[size > step], size[size > step] - step)
        spread = size[(size > step)] - step
        begins = begins + np.arange(len(begins)) - np.repeat(np.cumsum(spread) - spread, spread)
        small = np.repeat(size[size > step] <= CAP, spread)
        begins = begins[small]
        pairs.append(holder[begins] * len(rows) + holder[begins + step])
    both, shared = np.unique(np.concatenate(pairs), return_counts=True)
    both, shared = both[shared >= LEAST_SHARED], shared[shared >= LEAST_SHARED]
    return np.stack((both // len(rows), both % len(rows), shared), axis=1)


def common_hashes(rows: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The hashes of a batch of fingerprints that more than ``CAP`` of them hold."""
    hashes, holders = np.unique(np.concatenate(rows), return_counts=True)
    return hashes[holders > CAP]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Articles to align with, as (id, kept shingles shared), most first, and the hashes too common to count."""

    ranked: tuple[tuple[str, int], ...]
    furniture: frozenset[int]


def candidates(hashes: Sequence[int], index: ShingleIndex, article: str | None = None) -> Candidates:
    """Articles that share at least three kept shingles, fifty at most.

    The cost depends on the length of the article and on the two caps, never on the size of the record.
    """
    shared: Counter[str] = Counter()
    furniture = set()
    for value, holders in index.articles_with(hashes, CAP + 1).items():
        if len(holders) > CAP:
            furniture.add(value)
        else:
            shared.update(holders)
    if article is not None:
        shared.pop(article, None)
    ranked = sorted(((a, n) for a, n in shared.items() if n >= LEAST_SHARED), key=lambda pair: (-pair[1], pair[0]))
    return Candidates(tuple(ranked[:MOST_CANDIDATES]), frozenset(furniture))


def overlap(
    article: Article, other: Article, furniture: frozenset[int] | NDArray[np.int64] = frozenset()
) -> Overlap | None:
    """The passages that two articles share and what follows from them; None where they share too little.

    Words inside shingles of ``furniture`` (hashes, from ``candidates``) do not count on either side.
    """
    ours, theirs = _counted(article, furniture), _counted(other, furniture)
    blocks = _blocks(ours.key, theirs.key)
    runs = [
        run for run in _chains(blocks) if run.aligned >= max(LEAST_WORDS, DENSE * max(run.b - run.a, run.d - run.c))
    ]
    if not runs:
        return None
    aligned = sum(run.aligned for run in runs)
    share, other_share = aligned / len(ours), aligned / len(theirs)
    same = min(share, other_share) >= SAME_SHARE
    if not same and (share, article.id) > (other_share, other.id):  # the holder comes first
        article, other, ours, theirs, share, other_share = other, article, theirs, ours, other_share, share
        runs = [_Run(run.c, run.d, run.a, run.b, run.aligned) for run in runs]
    passages = tuple(_passage(article, other, run, ours, theirs) for run in runs)
    return Overlap(article.id, other.id, "same text" if same else "contains", share, other_share, passages)


def _counted(article: Article, furniture: frozenset[int] | NDArray[np.int64]) -> Words:
    """The words of the body that are not covered by a shingle of ``furniture``."""
    row = words(article.text, article.body)
    if not len(furniture):
        return row
    unwanted = furniture if isinstance(furniture, np.ndarray) else np.fromiter(furniture, np.int64)
    common = np.isin(rolling(row.key, SHINGLE).view(np.int64), unwanted)
    kept = np.ones(len(row), dtype=np.bool_)
    for first in np.flatnonzero(common):
        kept[first : first + SHINGLE] = False
    return Words(row.start[kept], row.end[kept], row.key[kept])


def changes(old: Article, new: Article) -> list[Change]:
    """What an updated version changed, in the order of the text, word by word, punctuation disregarded."""
    before, after = words(old.text, old.body), words(new.text, new.body)
    blocks = Indel.opcodes(before.key.tolist(), after.key.tolist())
    found = [(x.src_start, x.src_end, x.dest_start, x.dest_end) for x in blocks if x.tag != "equal"]
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in found:  # a deletion and the insertion beside it are one replacement
        if joined and joined[-1][1] == a and joined[-1][3] == c:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return [Change(_span(old.text, before, a, b), _span(new.text, after, c, d)) for a, b, c, d in joined]


def _span(text: str, row: Words, first: int, last: int) -> Span | None:
    return None if first == last else Span.of(text, int(row.start[first]), int(row.end[last - 1]))


@dataclass(frozen=True, slots=True)
class _Run:
    """Aligned stretches [a, b) and [c, d) of two rows of words, ``aligned`` words of which are equal."""

    a: int
    b: int
    c: int
    d: int
    aligned: int


def _passage(first: Article, second: Article, run: _Run, ours: Words, theirs: Words) -> Passage:
    return Passage(
        first.id,
        Span.of(first.text, int(ours.start[run.a]), int(ours.end[run.b - 1])),
        second.id,
        Span.of(second.text, int(theirs.start[run.c]), int(theirs.end[run.d - 1])),
    )


def _blocks(ours: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> list[_Run]:
    """Longest runs of equal words, at least ``SEED`` long, no word in two of them, in the order of ``ours``."""
    a, b = rolling(ours, SEED), rolling(theirs, SEED)
    order = np.argsort(b, kind="stable")
    left, right = np.searchsorted(b[order], a, "left"), np.searchsorted(b[order], a, "right")
    times = np.minimum(right - left, SEED)  # a phrase that recurs is tried at a few places only
    i = np.repeat(np.arange(len(a)), times)
    within = np.arange(len(i)) - np.repeat(np.cumsum(times) - times, times)
    j = order[np.repeat(left, times) + within]
    if not len(i):
        return []
    by = np.lexsort((i, i - j))
    i, j = i[by], j[by]
    breaks = np.flatnonzero((np.diff(i) != 1) | (np.diff(j) != 1)) + 1
    firsts, lasts = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(i)])) - 1
    runs = [(int(i[f]), int(j[f]), int(i[last] - i[f]) + SEED) for f, last in zip(firsts, lasts, strict=True)]
    return _disjoint(runs, len(ours), len(theirs))


def _disjoint(runs: list[tuple[int, int, int]], n: int, m: int) -> list[_Run]:
    """The longest runs first; of a later one only what stands free on both sides."""
    free_a, free_b = np.ones(n, dtype=np.bool_), np.ones(m, dtype=np.bool_)
    kept = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        free = free_a[i : i + length] & free_b[j : j + length]
        if not free.all():
            held = np.flatnonzero(free)
            if len(held) < SEED or held[-1] - held[0] + 1 != len(held):
                continue
            i, j, length = i + int(held[0]), j + int(held[0]), len(held)
        free_a[i : i + length] = False
        free_b[j : j + length] = False
        kept.append(_Run(i, i + length, j, j + length, length))
    return sorted(kept, key=lambda run: run.a)


def _chains(blocks: list[_Run]) -> list[_Run]:
    """Runs that follow one another closely in both articles, joined over the edited words between them."""
    chains: list[_Run] = []
    for block in blocks:
        last = chains[-1] if chains else None
        if last and 0 <= block.a - last.b <= GAP and 0 <= block.c - last.d <= GAP:
            chains[-1] = _Run(last.a, block.b, last.c, block.d, last.aligned + block.aligned)
        else:
            chains.append(block)
    return chains
