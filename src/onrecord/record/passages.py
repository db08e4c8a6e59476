"""What articles share: the passages found in both, and who drew on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select

from onrecord.record import articles
from onrecord.record.schema import article, derivation, passage
from onrecord.vocabulary import Derivation, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

__all__ = ["derivations", "passages", "put", "same_text"]


def put(connection: Connection, made: Iterable[Derivation], numbers: Mapping[str, int]) -> None:
    """Store who drew on whom, with the passages; ``numbers`` are those of the articles by id."""
    drawn = []
    shared = []
    for one in made:
        drawn.append(
            {
                "article": numbers[one.article],
                "source": one.source,
                "relation": one.relation,
                "confidence": one.confidence,
                "basis": one.basis,
            }
        )
        shared += [
            {
                "article": numbers[p.article],
                "start": p.span.start,
                "end": p.span.end,
                "other": numbers[p.other],
                "other_start": p.other_span.start,
                "other_end": p.other_span.end,
            }
            for p in one.passages
        ]
    for table, rows in ((derivation, drawn), (passage, shared)):
        if rows:
            connection.execute(insert(table), rows)


def passages(connection: Connection, number: int, between: int | None = None) -> list[Passage]:
    """The passages that article ``number`` shares with others, or with ``between`` alone; its own side first."""
    rows = connection.execute(
        select(passage).where(or_(passage.c.article == number, passage.c.other == number)).order_by(passage.c.seq)
    ).all()
    rows = [row for row in rows if between is None or between in (row.article, row.other)]
    whole = articles.by_seq(connection, {seq for row in rows for seq in (row.article, row.other)})
    found = []
    for row in rows:
        one, two = whole[row.article], whole[row.other]
        here = (one.id, Span.of(one.text, row.start, row.end))
        there = (two.id, Span.of(two.text, row.other_start, row.other_end))
        found.append(Passage(*here, *there) if row.article == number else Passage(*there, *here))
    return sorted(found, key=lambda p: (p.span, p.other, p.other_span))


def derivations(connection: Connection, number: int, id_: str) -> list[Derivation]:
    """What article ``number``, whose id is ``id_``, drew on, and what drew on it."""
    rows = connection.execute(
        select(derivation, article.c.id.label("article_id"))
        .join(article, article.c.seq == derivation.c.article)
        .where(or_(derivation.c.article == number, derivation.c.source == id_))
        .order_by(derivation.c.seq)
    )
    return [Derivation(row.article_id, row.source, row.relation, row.confidence, row.basis) for row in rows]


def same_text(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Of the articles ``numbers`` those that are the same text as an earlier one: that one's id."""
    query = select(derivation.c.article, derivation.c.source).where(derivation.c.relation == "same text")
    rows = connection.execute(query.where(derivation.c.article.in_(list(numbers))).order_by(derivation.c.seq.desc()))
    return {row.article: row.source for row in rows}
