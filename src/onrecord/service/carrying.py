"""Carrying decisions from one record to another: the rows of a table of decisions, stored as they were made.

A decision holds on to an article by its id, which is a digest of its text, and to words of that text; so it can be
carried to any record that holds the article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from onrecord.errors import NotFoundError, OnRecordError, RequestError
from onrecord.record import articles, decisions, statements
from onrecord.service import anchors
from onrecord.service.deciding import refuse
from onrecord.service.settling import follow
from onrecord.service.tracing import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from onrecord.record import Store
    from onrecord.service.anchors import Anchor
    from onrecord.vocabulary import Decision

__all__ = ["Carried", "carry"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one row, ``line`` counting from 1: stored, known here already, or refused for a ``reason``."""

    line: int
    outcome: Literal["stored", "known", "refused"]
    decision: Decision | None = None
    reason: str = ""


def carry(store: Store, rows: Iterable[tuple[int, Decision | str]]) -> Iterator[Carried]:
    """Store decisions that were made in another record, one transaction each, the first made first.

    A row is a line and a decision, or what is wrong with it. Decisions keep id, maker and time: what is known already
    is left alone. What follows from the stored ones is left for `settling`. Raises nothing for a row that cannot be
    carried: it is refused with its reason.
    """
    made: list[tuple[int, Decision]] = []
    for line, one in rows:
        if isinstance(one, str):
            yield Carried(line, "refused", reason=one)
        else:
            made.append((line, one))
    # Of those of one moment the lowest is the first: a listing has the last made first.
    for line, one in sorted(made, key=lambda row: (row[1].made_at, -row[0])):
        yield _carried(store, line, one)


def _carried(store: Store, line: int, one: Decision) -> Carried:
    try:
        with store.write() as connection:
            if decisions.find(connection, one.id):
                return Carried(line, "known", one)
            new = _fitted(connection, one)
            decisions.put(connection, new)
            follow(connection, new, later=True)
    except OnRecordError as error:
        return Carried(line, "refused", one, str(error))
    return Carried(line, "stored", new)


def _fitted(connection: Connection, made: Decision) -> Decision:
    """The decision as it is stored here; raises `OnRecordError` where it cannot be."""
    if made.undoes:
        if (old := decisions.find(connection, made.undoes)) is None:
            raise NotFoundError(f"it takes back decision {made.undoes}, which is not in this record")
        if decisions.taken_back(connection, [old.id]):
            raise RequestError(f"decision {old.id} was taken back already")
        kept = replace(old, id=made.id, maker=made.maker, made_at=made.made_at, seconds=made.seconds, blind=made.blind)
        return replace(kept, old=old.new, new=old.old, undoes=old.id, queue=made.queue)
    refuse(connection, made.subject, made.field, made.new)
    if made.subject == "actor":
        if not made.quote:
            raise RequestError("it names no actor: the column quote is empty")
        return replace(made, article=None)
    if not made.article or not made.quote:
        raise RequestError("it is about no words: article or quote is empty")
    told = anchors.Anchor(made.article, made.quote, made.prefix, made.suffix)
    at = _here(connection, told, whole=made.subject != "utterance")
    new = made.new
    if made.field in PAIRS:
        try:
            other = anchors.Anchor.from_text(new or "")
        except (ValueError, TypeError) as error:
            raise RequestError(f"new {new!r} is no place of another statement") from error
        new = _here(connection, other, whole=True).to_text()
    return replace(made, prefix=at.prefix, suffix=at.suffix, new=new)


def _here(connection: Connection, at: Anchor, *, whole: bool) -> Anchor:
    """The anchor with its surroundings as they stand in its article.

    Raises `OnRecordError` where they are no words of a statement of this record: with ``whole`` of about all of its
    content, else of one piece.
    """
    number = articles.find(connection, at.article)
    of = articles.by_seq(connection, [number])[number]
    spot = anchors.place(at, of.text)
    if of.id != at.article or spot is None:
        raise NotFoundError(f"article {at.article} does not hold the words of the decision")
    if not at.prefix + at.suffix and of.text.count(at.quote) > 1:
        raise RequestError("the words stand more than once in the article, and prefix and suffix are empty")
    found = anchors.anchor_at(of.id, *spot, of.text)
    said = [stored.statement for stored in statements.of_article(connection, number)]
    if whole:
        known = anchors.statement_at(found, of.text, said) is not None
    else:
        pieces = (words for one in said for words in (one.wording, *(span.text for span in one.content)))
        known = _level(at.quote) in {_level(words) for words in pieces}
    if not known:
        raise NotFoundError(f"no statement stands at these words of article {at.article}")
    return found


def _level(words: str) -> str:
    return " ".join(words.split())
