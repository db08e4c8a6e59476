"""The state of resolution while an article is walked through from its start: each reference sees what is before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.reading.attribution import Attribution
    from onrecord.reading.cast import Cast, Figure
    from onrecord.reading.salience import Salience
    from onrecord.vocabulary import Span

__all__ = ["NOBODY", "Antecedents", "Found", "Walk"]

Antecedents = Mapping[int, Sequence["tuple[Span, float]"]]


@dataclass(frozen=True, slots=True)
class Found:
    """The figures that words point at, the speaker first, and how sure that is, from 0 to 1."""

    figures: tuple[Figure, ...]
    confidence: float

    @property
    def first(self) -> Figure | None:
        """The speaker, if anybody was found."""
        return self.figures[0] if self.figures else None


NOBODY = Found((), 0.0)


@dataclass(slots=True)
class Walk:
    """What resolution knows: the article's cast, its attributions, and the sources answered so far, by (start, end)."""

    cast: Cast
    salience: Salience
    attributions: Sequence[Attribution]
    antecedents: Antecedents
    answered: dict[tuple[int, int], Found] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.cast.layout.text
