"""A statement made ready for comparison: its words, which of them are quoted, when it can have been said.

A *telling* is one article's report of an act of saying, with as much of the article as a comparison needs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from onrecord.tracing import senses
from onrecord.tracing.content import Token, stem, tokenised, tokens
from onrecord.tracing.sentences import quoted, sentence
from onrecord.tracing.words import rolling, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.vocabulary import Actor, Article, Statement, When

__all__ = ["Bounds", "Report", "Telling", "bounds", "content_keys", "gap"]

TELLING, ENOUGH = 2.0, 2  # weight of a word that says something; how many of them a content needs
RUN = 4  # words of a run that two reports of one remark must share to meet without a common speaker
RUNS, BESIDE = 10, 2  # such runs kept of a statement; how many to each side they must outweigh
OF_SPEAKER = 12  # stems under which a statement is kept together with its speaker
RARE, RARE_WEIGHT = 6, 3.5  # stems under which it is kept whoever speaks; how telling they must be
PAIRED = 4  # stems whose pairs it is kept under
SENSE = 700  # characters of a sentence that are encoded


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day (as ordinals) on which something can have been said; None: unknown.

    ``firm`` is whether the article says so itself; otherwise it is only known when the article came out.
    """

    earliest: int | None
    latest: int | None
    firm: bool


@dataclass(frozen=True)
class Report:
    """What comparisons need of an article: computed once for all its statements."""

    article: Article

    @cached_property
    def runs(self) -> NDArray[np.uint64]:
        """The distinct runs of five words of the body."""
        return np.unique(rolling(words(self.article.text, self.article.body).key, 5))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each stem stands in the body."""
        return Counter(stem(w) for a, b in self.article.body for w, _, _ in tokenised(self.article.text[a:b]))

    def kinship(self, other: Report) -> int:
        """How many runs of five words the two bodies share."""
        return len(np.intersect1d(self.runs, other.runs, assume_unique=True))


@dataclass(frozen=True)
class Telling:
    """A statement in its article. ``statement.speaker`` is the actor of the record, not only of the article."""

    statement: Statement
    report: Report

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the content, in order.

        Of a content that says little by itself (declared "irreversible") the words of the sentence about it come along.
        """
        text, content = self.report.article.text, self.statement.content
        row = [t for span in content for t in tokens(text, span.start, span.end)]
        if content and self.lean:
            first, last = self.sentence
            named = [s for s in (self.statement.source, self.statement.cue) if s]
            row = [t for t in tokens(text, first, last) if not any(s.start <= t.start < s.end for s in named)]
        return row

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems of the words of the content that say something."""
        return frozenset(token.stem for token in self.tokens if token.weight >= TELLING)

    @cached_property
    def lean(self) -> bool:
        """Whether the content says so little that its sentence must help."""
        text = self.report.article.text
        row = [t for span in self.statement.content for t in tokens(text, span.start, span.end)]
        return sum(t.weight >= TELLING for t in row) < ENOUGH

    @property
    def sense(self) -> str:
        """What is to be encoded: the sentence of the content, who says it and how with it."""
        return self.report.article.text[slice(*self.sentence)][:SENSE].strip()

    @cached_property
    def beside(self) -> str:
        """What the sentence has beside the content: the words of the reporter."""
        text, at, pieces = self.report.article.text, self.sentence[0], []
        for span in sorted(self.statement.content):
            pieces.append(text[at : span.start])
            at = max(at, span.end)
        return " ".join([*pieces, text[at : self.sentence[1]]])

    @cached_property
    def known(self) -> senses.Known:
        """The telling words of the content with their vectors."""
        return senses.known(self.tokens)

    @cached_property
    def known_around(self) -> senses.Known:
        """The telling words of the sentence with their vectors."""
        return senses.known(self.context)

    @cached_property
    def context(self) -> list[Token]:
        """The words of the sentence that holds the content."""
        return tokens(self.report.article.text, *self.sentence)

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """Offsets of the sentence, or sentences, that hold the content."""
        content = self.statement.content
        return sentence(self.report.article.text, min(s.start for s in content), max(s.end for s in content))

    def within(self, other: Telling) -> bool:
        """Whether the content of the other one, in the same article, holds all of this one's, or the reverse."""
        if self.statement.article != other.statement.article:
            return False
        sides = [[(s.start, s.end) for s in t.statement.content] for t in (self, other)]
        return any(a < d and c < b for a, b in sides[0] for c, d in sides[1])

    def names(self, actor: Actor) -> bool:
        """Whether the sentence of the statement has the last word of the actor's name."""
        words_ = actor.name.split()
        text = self.report.article.text[slice(*self.sentence)]
        return bool(words_) and len(words_[-1]) > 2 and re.search(rf"\b{re.escape(words_[-1])}\b", text) is not None

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Positions in ``tokens`` of the words that stand in quotation marks."""
        inside = _quoted_at(self.report.article.text, self.statement)
        return frozenset(i for i, token in enumerate(self.tokens) if token.start in inside)

    @cached_property
    def bounds(self) -> Bounds:
        """When it can have been said."""
        return bounds(self.statement.said_at, self.report.article.published)

    @property
    def order(self) -> tuple[int, str, int, str]:
        """A key that puts the first known report first: day of publication, article, place."""
        published = self.report.article.published
        day = published.latest or published.earliest if published else None
        start = min((span.start for span in self.statement.content), default=0)
        return (day.toordinal() if day else 10**7, self.statement.article, start, self.statement.id)


def _quoted_at(text: str, statement: Statement) -> set[int]:
    """Offsets of the content that stand in quotation marks."""
    if statement.kind == "indirect":
        return set()
    inside: set[int] = set()
    for span in statement.content:
        inside |= set(range(span.start, span.end)) if statement.kind == "direct" else quoted(text, span.start, span.end)
    return inside


def bounds(said_at: When | None, published: When | None) -> Bounds:
    """When something can have been said: as the article says, and in no case after the article came out.

    A day that is only the day of publication in other words (basis "published", "dateline") is not firm.
    """
    out = published.latest.toordinal() if published and published.latest else None
    if said_at is None or (said_at.earliest is None and said_at.latest is None):
        return Bounds(None, out, firm=False)
    earliest = said_at.earliest.toordinal() if said_at.earliest else None
    latest = said_at.latest.toordinal() if said_at.latest else out
    if out is not None and latest is not None and latest > out and (earliest is None or earliest <= out):
        latest = out
    firm = earliest is not None and said_at.basis not in {"published", "dateline", "publication", "data set"}
    return Bounds(earliest, latest, firm)


def gap(ours: Bounds, theirs: Bounds, slack: int = 3) -> tuple[int | None, bool]:
    """Days between two bounds (0 where they meet) and whether both are firm; None where a side is not dated at all.

    News is told within ``slack`` days: a side without a first day is taken to begin so long before its last.
    """
    sides = []
    for side in (ours, theirs):
        if side.latest is None and side.earliest is None:
            return None, False
        latest = side.latest if side.latest is not None else (side.earliest or 0) + slack
        sides.append((side.earliest if side.earliest is not None else latest - slack, latest))
    (a, b), (c, d) = sides
    return max(0, c - b, a - d), ours.firm and theirs.firm


def content_keys(telling: Telling) -> list[str]:
    """Under what a statement is found: runs of quoted words, its speaker with telling stems, rare stems, pairs of them.

    A record keeps them in a table (key, day, statement) and offers, for a key, the statements nearest to a day.
    """
    stems = sorted({t.stem: t.weight for t in telling.tokens}.items(), key=lambda entry: (-entry[1], entry[0]))
    speaker = telling.statement.speaker
    name = speaker.id if speaker and speaker.resolved else ""
    found = [f"q:{run}" for run in _runs(telling)]
    if name:
        found += [f"s:{name}:{root}" for root, weight in stems[:OF_SPEAKER] if weight >= TELLING]
    found += [f"r:{root}" for root, weight in stems[:RARE] if weight >= RARE_WEIGHT]
    found += [f"p:{one} {two}" for one, two in combinations(sorted(root for root, _ in stems[:PAIRED]), 2)]
    return list(dict.fromkeys(found))


def _runs(telling: Telling) -> list[str]:
    """The stems of runs of four quoted words: those weightier than their neighbours, the weightiest of them.

    Which run stands out among its neighbours does not depend on where a quotation was cut.
    """
    row, quoted = telling.tokens, sorted(telling.quoted)
    weights = {
        first: sum(token.weight for token in row[first : last + 1])
        for first, last in zip(quoted, quoted[RUN - 1 :], strict=False)
        if last - first == RUN - 1
    }
    out = [
        (weight, first)
        for first, weight in weights.items()
        if weight >= max(weights.get(first + step, 0.0) for step in range(-BESIDE, BESIDE + 1))
    ]
    kept = sorted(out, key=lambda entry: (-entry[0], entry[1]))[:RUNS]
    return [" ".join(token.stem for token in row[first : first + RUN]) for _, first in kept]
