"""What the encoder finds in an article before anything is resolved: attributions and named entities, as spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.vocabulary import ActorType, Span, Voice

__all__ = ["Attribution", "Entity"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one statement as they stand in the article; ``confidence`` in [0, 1]."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    voice: Voice
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the article and what kind of actor it names."""

    span: Span
    type: ActorType
