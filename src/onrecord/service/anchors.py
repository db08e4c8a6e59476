"""Anchors: how a decision holds on to words of an article rather than to rows, and finds its statement again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.vocabulary import Decision, Span, Statement

__all__ = ["CONTEXT", "Anchor", "anchor", "anchor_at", "anchor_span", "of_decision", "place", "statement_at"]

CONTEXT = 32
"""Characters of the article that an anchor keeps on each side of its words."""

_SAME = 0.5
"""An anchor is a statement's where they share at least this part of the characters that either covers."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of an article with what stands on either side of them."""

    article: str
    quote: str
    prefix: str
    suffix: str

    def to_text(self) -> str:
        """The anchor as one string, which `from_text` reads."""
        return json.dumps([self.article, self.quote, self.prefix, self.suffix], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Anchor:
        """The anchor that `to_text` wrote."""
        article, quote, prefix, suffix = json.loads(text)
        return cls(article, quote, prefix, suffix)


def extent(statement: Statement) -> tuple[int, int]:
    """Where a statement's content stands, from its first piece to its last; its cue or source where it has none."""
    spans = statement.content or tuple(span for span in (statement.cue, statement.source) if span)
    return min(span.start for span in spans), max(span.end for span in spans)


def anchor(statement: Statement, text: str) -> Anchor:
    """The anchor of a statement in the ``text`` of its article."""
    return anchor_at(statement.article, *extent(statement), text)


def anchor_span(statement: Statement, span: Span, text: str) -> Anchor:
    """The anchor of one piece of a statement."""
    return anchor_at(statement.article, span.start, span.end, text)


def anchor_at(article: str, start: int, end: int, text: str) -> Anchor:
    """The anchor of ``text[start:end]`` of an article."""
    return Anchor(article, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def of_decision(decision: Decision) -> Anchor | None:
    """The anchor of a decision; None where it is about no words of an article."""
    if decision.article is None or not decision.quote:
        return None
    return Anchor(decision.article, decision.quote, decision.prefix, decision.suffix)


def place(of: Anchor, text: str) -> tuple[int, int] | None:
    """Where the anchor's words stand in ``text``: of several places that whose surroundings agree best."""
    best: tuple[int, int] | None = None
    agreed = -1
    start = text.find(of.quote)
    while start >= 0:
        end = start + len(of.quote)
        agreement = _agreement(of.prefix[::-1], text[max(0, start - CONTEXT) : start][::-1])
        agreement += _agreement(of.suffix, text[end : end + CONTEXT])
        if agreement > agreed:
            best, agreed = (start, end), agreement
        start = text.find(of.quote, start + 1)
    return best


def _agreement(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def statement_at(of: Anchor, text: str, statements: Sequence[Statement]) -> Statement | None:
    """The statement that the anchor is about: that which covers its words best, None where none does by half."""
    spot = place(of, text)
    if spot is None:
        return None
    start, end = spot
    best, found = 0.0, None
    for statement in statements:
        first, last = extent(statement)
        shared = min(end, last) - max(start, first)
        covered = shared / (max(end, last) - min(start, first)) if shared > 0 else 0.0
        if covered > best:
            best, found = covered, statement
    return found if best >= _SAME else None
