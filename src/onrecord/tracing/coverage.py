"""Who reported what: utterances by articles of a story, and two articles side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.tracing.content import Aligned, variants
from onrecord.tracing.divergences import of_pair, ranked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.tracing.passages import Overlap
    from onrecord.tracing.tellings import Telling
    from onrecord.vocabulary import Divergence, Json, Utterance

__all__ = ["Comparison", "Coverage", "Shared", "compare", "coverage"]

ABSENT = "absent from the articles of this story that the record holds"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Utterances by articles: ``cells[u][a]`` holds the ids of the statements of article a that report utterance u.

    An empty cell means only that the utterance is absent from that article as held: the outlet may have reported it
    elsewhere. Utterances that most articles report come first.
    """

    articles: tuple[str, ...]
    utterances: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]

    def to_json(self) -> Json:
        return {
            "articles": list(self.articles),
            "utterances": list(self.utterances),
            "cells": [[list(cell) for cell in row] for row in self.cells],
            "empty": ABSENT,
        }


@dataclass(frozen=True, slots=True)
class Shared:
    """One utterance that two articles both report: their wordings and how these align, word by word."""

    utterance: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    pieces: tuple[Aligned, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles side by side. ``only_ours`` and ``only_theirs`` are utterances that only one of them reports."""

    overlap: Overlap | None
    shared: tuple[Shared, ...]
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]
    divergences: tuple[Divergence, ...]


def coverage(articles: Sequence[str], utterances: Sequence[Utterance]) -> Coverage:
    """The coverage matrix of the story that ``articles`` (ids, in the order wanted) tell."""
    wanted = set(articles)
    rows = []
    for one in utterances:
        held: dict[str, list[str]] = {}
        for report in one.reports:
            if report.article in wanted:
                held.setdefault(report.article, []).append(report.statement)
        if held:
            rows.append((one.id, tuple(tuple(held.get(article, ())) for article in articles)))
    rows.sort(key=lambda row: (-sum(bool(cell) for cell in row[1]), row[0]))
    return Coverage(tuple(articles), tuple(name for name, _ in rows), tuple(cells for _, cells in rows))


def compare(
    ours: str,
    theirs: str,
    utterances: Sequence[Utterance],
    tellings: Mapping[str, Telling],
    shared: Overlap | None = None,
) -> Comparison:
    """Two articles (ids) side by side. ``tellings`` holds the statements of both by id, ``shared`` their passages."""
    both, left, right, found = [], [], [], []
    for one in utterances:
        mine = [tellings[r.statement] for r in one.reports if r.article == ours]
        other = [tellings[r.statement] for r in one.reports if r.article == theirs]
        if mine and other:
            wordings = [" ".join(t.statement.wording for t in side) for side in (mine, other)]
            both.append(
                Shared(
                    one.id,
                    tuple(t.statement.id for t in mine),
                    tuple(t.statement.id for t in other),
                    tuple(variants(*wordings)),
                )
            )
            found += [d for a in mine for b in other for d in of_pair(a, b)]
        elif mine:
            left.append(one.id)
        elif other:
            right.append(one.id)
    return Comparison(shared, tuple(both), tuple(left), tuple(right), tuple(ranked(found)))
