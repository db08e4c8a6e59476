"""What became of inputs that were added."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.errors import ArticleError
    from onrecord.vocabulary import Json

__all__ = ["AddReport", "Added"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input: given only after the record holds it for good.

    ``outcome`` is "added", "unchanged" (the record had the article), "unread" (stored, but the reader could not read
    it; ``note`` says why) or "error" (``error`` says why; nothing was stored).
    """

    outcome: Literal["added", "unchanged", "unread", "error"]
    article: str | None
    where: str
    statements: int = 0
    note: str | None = None
    error: ArticleError | None = None

    def to_json(self) -> Json:
        return {
            "outcome": self.outcome,
            "article": self.article,
            "where": self.where,
            "statements": self.statements,
            "note": self.note or (str(self.error) if self.error else None),
        }


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding did: counts of articles and of statements read, and the inputs that gave trouble."""

    added: int
    unchanged: int
    statements: int
    unread: tuple[Added, ...] = ()
    errors: tuple[ArticleError, ...] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Added]) -> AddReport:
        """The report on ``outcomes``, which are drawn to their end."""
        counts = Counter[str]()
        unread = []
        errors = []
        for one in outcomes:
            counts[one.outcome] += 1
            counts["statements"] += one.statements
            if one.outcome == "unread":
                unread.append(one)
            if one.error:
                errors.append(one.error)
        return cls(
            counts["added"] + counts["unread"], counts["unchanged"], counts["statements"], tuple(unread), tuple(errors)
        )

    def to_json(self) -> Json:
        return {
            "added": self.added,
            "unchanged": self.unchanged,
            "statements": self.statements,
            "unread": [row.to_json() for row in self.unread],
            "errors": [str(error) for error in self.errors],
        }
