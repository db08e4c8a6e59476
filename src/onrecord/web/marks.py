"""An article's text cut into pieces that are each marked the same way throughout.

Statements overlap and nest (speech within speech); markup cannot. So the text is cut at every edge of every span, and
each piece says of which statements it is source, cue or content.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from onrecord.web.limits import TEXT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.service.rows import ArticlePage, StatementRow

__all__ = ["Paragraph", "Part", "Piece", "paragraphs"]

Part = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks on it. ``anchors`` are statements that begin here, ``link`` leads elsewhere."""

    text: str
    parts: tuple[Part, ...]
    statement: str | None
    anchors: tuple[str, ...]
    furniture: bool
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the article: its pieces, the statements that begin in it, the articles that share words with it."""

    pieces: tuple[Piece, ...]
    begins: tuple[StatementRow, ...]
    shared: tuple[str, ...]
    furniture: bool


@dataclass(slots=True)
class _Edges:
    opens: dict[int, list[tuple[str, str]]]
    closes: dict[int, list[tuple[str, str]]]


def paragraphs(page: ArticlePage, start: int = 0) -> Iterator[Paragraph]:
    """The article's lines from code point ``start`` on, at most TEXT_CHARACTERS of text."""
    text = page.article.text
    stop = min(len(text), start + TEXT_CHARACTERS)
    edges = _edges(page)
    begins = _beginnings(page.statements)
    cuts = sorted({p for p in (*edges.opens, *edges.closes, *begins) if start < p < stop} | {start, stop})
    active = _active_at(edges, start)
    line: list[Piece] = []
    first: list[str] = []
    by_id = {row.id: row for row in page.statements}
    for a, b in pairwise(cuts):
        active = _moved(active, edges, a) if a > start else active
        anchors = tuple(begins.get(a, ()))
        first += anchors
        for number, words in enumerate(text[a:b].split("\n")):
            if number:
                yield _paragraph(line, first, by_id)
                line, first = [], []
            if words:
                line.append(_piece(words, active, anchors))
                anchors = ()
    if line:
        yield _paragraph(line, first, by_id)


def _edges(page: ArticlePage) -> _Edges:
    edges = _Edges(defaultdict(list), defaultdict(list))

    def mark(start: int, end: int, kind: str, name: str) -> None:
        edges.opens[start].append((kind, name))
        edges.closes[end].append((kind, name))

    for row in page.statements:
        statement = row.statement
        for span in statement.content:
            mark(span.start, span.end, "content", statement.id)
        if statement.source:
            mark(statement.source.start, statement.source.end, "source", statement.id)
        if statement.cue:
            mark(statement.cue.start, statement.cue.end, "cue", statement.id)
    for passage in page.passages:
        here, other = (
            (passage.span, passage.other)
            if passage.article == page.article.id
            else (passage.other_span, passage.article)
        )
        mark(here.start, here.end, "shared", other)
    for start, end in page.article.body:
        mark(start, end, "body", "")
    return edges


def _beginnings(rows: Sequence[StatementRow]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        spans = [*row.statement.content, *filter(None, (row.statement.source, row.statement.cue))]
        if spans:
            found[min(span.start for span in spans)].append(row.id)
    return found


def _active_at(edges: _Edges, place: int) -> dict[tuple[str, str], int]:
    active: dict[tuple[str, str], int] = {}
    for at in sorted({p for p in (*edges.opens, *edges.closes) if p <= place}):
        active = _moved(active, edges, at)
    return active


def _moved(active: dict[tuple[str, str], int], edges: _Edges, at: int) -> dict[tuple[str, str], int]:
    moved = dict(active)
    for key in edges.opens.get(at, ()):
        moved[key] = moved.get(key, 0) + 1
    for key in edges.closes.get(at, ()):
        moved[key] = moved.get(key, 0) - 1
        if moved[key] <= 0:
            del moved[key]
    return moved


def _piece(words: str, active: dict[tuple[str, str], int], anchors: tuple[str, ...]) -> Piece:
    kinds = {kind for kind, _ in active}
    parts: tuple[Part, ...] = tuple(part for part in ("source", "cue", "content") if part in kinds)
    named = [name for kind, name in active if kind in ("cue", "source")] + [n for k, n in active if k == "content"]
    shared = tuple(sorted(name for kind, name in active if kind == "shared"))
    return Piece(words, parts, named[0] if named else None, anchors, "body" not in kinds, shared)


def _paragraph(line: list[Piece], begins: list[str], by_id: dict[str, StatementRow]) -> Paragraph:
    shared = sorted({name for piece in line for name in piece.shared})
    dim = bool(line) and all(piece.furniture for piece in line)
    return Paragraph(tuple(line), tuple(by_id[name] for name in begins), tuple(shared), dim)
