"""The input of every network: one row for each statement of an actor on a concept, kept as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from onrecord.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Coding, Stance

__all__ = ["DUPLICATES", "STANCE_LEVELS", "Duplicates", "Events"]

Duplicates = Literal["include", "document", "week", "month", "year", "all"]
DUPLICATES: tuple[Duplicates, ...] = ("include", "document", "week", "month", "year", "all")

# A conditional stance is half-way: it agrees with either side as far as it disagrees with it.
STANCE_LEVELS: dict[Stance, int] = {"against": -1, "conditional": 0, "neutral": 0, "for": 1}

_MONDAY = date(1970, 1, 5).toordinal()


@dataclass(frozen=True, slots=True)
class Events:
    """Statements as columns of length n; ``actor``, ``concept``, ``level`` and ``article`` index the label tuples.

    ``day`` is the proleptic Gregorian ordinal of each statement's day; rows are in order of day, ties as they came.
    ``levels`` are the values that the qualifier can take: integers in rising order if ``ordinal``, else text.
    """

    actor: NDArray[np.int64]
    concept: NDArray[np.int64]
    level: NDArray[np.int64]
    article: NDArray[np.int64]
    day: NDArray[np.int64]
    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    levels: tuple[int | str, ...]
    ordinal: bool = True

    def __len__(self) -> int:
        return int(self.actor.size)

    @classmethod
    def of(
        cls,
        actors: Sequence[str],
        concepts: Sequence[str],
        qualifiers: Sequence[int] | Sequence[str],
        articles: Sequence[str] | Sequence[int],
        days: Sequence[date],
        *,
        levels: Sequence[int] | Sequence[str] | None = None,
    ) -> Events:
        """Events from equally long columns. Rows without an actor or a concept are dropped, as DNA drops them.

        Give ``levels`` where the qualifier can take values that do not occur (a boolean: ``(0, 1)``).
        """
        if len({len(actors), len(concepts), len(qualifiers), len(articles), len(days)}) != 1:
            raise RequestError("the columns of a network differ in length; give each statement a value in every column")
        numbers = np.fromiter((day.toordinal() for day in days), dtype=np.int64, count=len(days))
        rows = np.flatnonzero(np.array([bool(a and c) for a, c in zip(actors, concepts, strict=True)], dtype=bool))
        rows = rows[np.argsort(numbers[rows], kind="stable")]
        actor, actor_labels = _coded(actors)
        concept, concept_labels = _coded(concepts)
        article, _ = _coded(articles)
        occurring: set[int | str] = {*qualifiers, *(levels or ())}
        ordinal = all(isinstance(value, int) for value in occurring)
        values = tuple(sorted(occurring, key=lambda value: value if ordinal else str(value)))
        place = {value: index for index, value in enumerate(values)}
        level = np.fromiter((place[q] for q in qualifiers), dtype=np.int64, count=len(qualifiers))
        made = cls(
            actor[rows],
            concept[rows],
            level[rows],
            article[rows],
            numbers[rows],
            actor_labels,
            concept_labels,
            values,
            ordinal,
        )
        return made._relabelled()

    @classmethod
    def of_codings(cls, codings: Iterable[Coding]) -> Events:
        """Events from codings with a day: actor by name, concept = issue, qualifier = stance as in STANCE_LEVELS."""
        dated = [(coding, coding.day) for coding in codings if coding.day is not None]
        return cls.of(
            [coding.actor.name for coding, _ in dated],
            [coding.issue for coding, _ in dated],
            [STANCE_LEVELS[coding.stance] for coding, _ in dated],
            [coding.article or coding.utterance for coding, _ in dated],
            [day for _, day in dated],
            levels=sorted(set(STANCE_LEVELS.values())),
        )

    def rows(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Events:
        """The events of the chosen rows; labels stay, so that matrices of parts keep their shape."""
        return replace(
            self,
            actor=self.actor[chosen],
            concept=self.concept[chosen],
            level=self.level[chosen],
            article=self.article[chosen],
            day=self.day[chosen],
        )

    def without(self, *, actors: Collection[str] = (), concepts: Collection[str] = ()) -> Events:
        """The events that are neither of these actors nor on these concepts; labels that no event has are left out."""
        keep = ~np.isin(self.actor, [i for i, name in enumerate(self.actors) if name in actors])
        keep &= ~np.isin(self.concept, [i for i, name in enumerate(self.concepts) if name in concepts])
        return self.rows(keep)._relabelled()

    def between(self, since: date | None, until: date | None, *, isolates: bool = False) -> Events:
        """The events from ``since`` to ``until``, both included; with ``isolates``, all labels stay."""
        keep = np.ones(len(self), dtype=bool)
        if since is not None:
            keep &= self.day >= since.toordinal()
        if until is not None:
            keep &= self.day <= until.toordinal()
        chosen = self.rows(keep)
        return chosen if isolates else chosen._relabelled()

    def once_per(self, period: Duplicates, *, qualifier: bool = True) -> Events:
        """The first of the events of one actor on one concept in each article, ISO week, month, year or at all.

        With ``qualifier``, events that differ in it are no duplicates. A month is a month of one year (DNA compares
        the bare numbers of months and weeks and takes March 2024 and March 2025 for the same).
        """
        if period not in DUPLICATES:
            raise RequestError(f"no duplicates rule {period!r}; use one of {', '.join(DUPLICATES)}")
        if period == "include":
            return self
        key = self._period(period)
        for column, size in ((self.actor, len(self.actors)), (self.concept, len(self.concepts))):
            key = key * max(size, 1) + column
        if qualifier:
            key = key * len(self.levels) + self.level
        _, first = np.unique(key, return_index=True)
        return self.rows(np.sort(first))

    def _period(self, period: Duplicates) -> NDArray[np.int64]:
        if period == "all":
            return np.zeros(len(self), dtype=np.int64)
        if period == "document":
            return self.article
        if period == "week":
            return (self.day - _MONDAY) // 7
        unit = "datetime64[Y]" if period == "year" else "datetime64[M]"
        since_epoch = (self.day - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
        return np.asarray(since_epoch.astype(unit).astype(np.int64) + 12 * 2000)

    def _relabelled(self) -> Events:
        actor, actors = _compact(self.actor, self.actors)
        concept, concepts = _compact(self.concept, self.concepts)
        return replace(self, actor=actor, actors=actors, concept=concept, concepts=concepts)


def _coded(values: Sequence[str] | Sequence[int]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    labels = sorted({str(value) for value in values})
    place = {label: index for index, label in enumerate(labels)}
    return np.fromiter((place[str(v)] for v in values), dtype=np.int64, count=len(values)), tuple(labels)


def _compact(column: NDArray[np.int64], labels: tuple[str, ...]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    used, renumbered = np.unique(column, return_inverse=True)
    return renumbered.reshape(-1).astype(np.int64), tuple(labels[i] for i in used)
