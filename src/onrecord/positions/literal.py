"""Words that somebody quotes from a statement found in its article: evidence and conditions of people and endpoints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.positions import conditions
from onrecord.vocabulary import Condition, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.vocabulary import Statement

__all__ = ["condition", "located"]


def located(words: str, statements: Sequence[Statement]) -> tuple[Span | None, str | None]:
    """Where ``words`` stand in a statement's content, blanks levelled, and in which article; null where they do not."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for statement in statements:
        for piece in statement.content:
            match = pattern.search(piece.text)
            if match:
                start = piece.start + match.start()
                return Span(start, start + len(match.group()), match.group()), statement.article
    return None, statements[0].article if statements else None


def condition(words: str, statements: Sequence[Statement]) -> Condition:
    """``words`` as a condition, with the kind that what stands in front of them shows, else "provided"."""
    span, _ = located(words, statements)
    levelled = " ".join(words.split())
    for statement in statements:
        text = " ".join(f"{statement.cue.text if statement.cue else ''} {statement.wording}".split())
        at = text.find(levelled)
        kind = conditions.kind_at(text, at) if at >= 0 else None
        for found in conditions.find(text) if at >= 0 and kind is None else ():
            if found.start < at + len(levelled) and at < found.end:
                kind = found.kind
        if kind is not None:
            return Condition(levelled, kind, span)
    return Condition(levelled, "provided", span)
