"""What the analyst knows and people decided about actors: the codebook in force and the rulings on who is who."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.identity import Rulings, rulings
from onrecord.record import codebooks, decisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.vocabulary import Codebook, Decision

__all__ = ["Knowledge", "codebook_of", "knowledge_of"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The codebook in force, None where there is none, and what it and people say about who is who."""

    codebook: Codebook | None
    rulings: Rulings


def knowledge_of(connection: Connection) -> Knowledge:
    """What is known in a record by now."""
    stored = codebooks.in_force(connection)
    made = decisions.live(connection, decisions.of_subject(connection, "actor"))
    return _knowledge(stored[1] if stored else None, tuple(made))


@lru_cache(maxsize=8)
def _knowledge(source: str | None, made: tuple[Decision, ...]) -> Knowledge:
    codebook = codebook_of(source) if source is not None else None
    return Knowledge(codebook, rulings(codebook, made))


@lru_cache(maxsize=8)
def codebook_of(source: str) -> Codebook:
    """The codebook in a stored YAML text."""
    from onrecord.positions import codebook

    return codebook.load(source)
