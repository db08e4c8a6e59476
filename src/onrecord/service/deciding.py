"""Deciding: a person's judgement is stored as a row of its own and applied to the derived rows at once."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError, RequestError
from onrecord.record import articles, decisions, readings, statements
from onrecord.service import anchors, applying
from onrecord.service.adding import derive_again
from onrecord.service.knowing import knowledge_of
from onrecord.service.rows import Decided
from onrecord.service.tracing import PAIRS
from onrecord.vocabulary import Decision

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.record import Store
    from onrecord.record.statements import Stored
    from onrecord.service.listing import Filter

__all__ = ["decide", "decided", "undo"]


def _decision(maker: str, subject: str, field: str, old: str | None, new: str | None, **rest: object) -> Decision:
    if not maker.strip():
        raise RequestError("a decision needs the name of its maker")
    base: dict[str, object] = {"article": None, "quote": "", "prefix": "", "suffix": ""}
    made = {"id": secrets.token_hex(8), "maker": maker, "made_at": datetime.now(UTC), "subject": subject}
    return Decision(**(base | made | {"field": field, "old": old, "new": new} | rest))  # type: ignore[arg-type] # by name


def _anchored(at: anchors.Anchor) -> dict[str, object]:
    return {"article": at.article, "quote": at.quote, "prefix": at.prefix, "suffix": at.suffix}


def decide(
    store: Store,
    subject: str,
    thing: str,
    field: str,
    new: str | None,
    *,
    maker: str,
    **rest: object,
) -> Decision:
    """Store that ``field`` of ``thing`` (an id) is ``new`` and apply it, in one transaction."""
    about = _SUBJECTS.get(subject)
    if about is None:
        raise RequestError(f"{subject!r} cannot be decided about; use one of {', '.join(_SUBJECTS)}")
    with store.write() as connection:
        made = about(connection, thing, field, new, maker, **rest)
        decisions.put(connection, made)
        _apply(connection, made)
        return made


def _on_statement(
    connection: Connection,
    thing: str,
    field: str,
    new: str | None,
    maker: str,
    **rest: object,
) -> Decision:
    if field not in (*applying.FIELDS, *PAIRS):
        known = ", ".join((*applying.FIELDS, *PAIRS))
        raise RequestError(f"{field!r} of a statement cannot be decided; use one of {known}")
    allowed = applying.choices(field)
    if allowed and new not in allowed:
        raise RequestError(f"{field} {new!r} is not known; use one of {', '.join(allowed)}")
    stored, at = _stored(connection, thing)
    said = stored.statement
    shown = {
        "verdict": stored.verdict,
        "speaker": said.speaker.name if said.speaker else None,
        "kind": said.kind,
        "voice": said.voice,
    }
    if field in PAIRS:
        if new is None:
            raise RequestError(f"{field!r} needs the id of the other statement")
        new = _stored(connection, new)[1].to_text()
    return _decision(maker, "statement", field, shown.get(field), new, **_anchored(at), **rest)


def _stored(connection: Connection, thing: str) -> tuple[Stored, anchors.Anchor]:
    """A statement and its anchor."""
    number = statements.find(connection, thing)
    if number is None:
        raise NotFoundError(f"no statement {thing!r} in this record; it may have changed with a new reading")
    stored = statements.load(connection, [number])[number]
    text = articles.by_seq(connection, [articles.find(connection, stored.statement.article)]).popitem()[1].text
    return stored, anchors.anchor(stored.statement, text)


_SUBJECTS = {"statement": _on_statement}


def undo(store: Store, thing: str, *, maker: str) -> Decision:
    """Take back the decision ``thing``, by another decision."""
    with store.write() as connection:
        old = decisions.find(connection, thing)
        if old is None:
            raise NotFoundError(f"no decision {thing!r} in this record")
        if decisions.taken_back(connection, [thing]):
            raise RequestError(f"decision {thing} was taken back already")
        at = {"article": old.article, "quote": old.quote, "prefix": old.prefix, "suffix": old.suffix}
        made = _decision(maker, old.subject, old.field, old.new, old.old, undoes=thing, **at)
        decisions.put(connection, made)
        _apply(connection, made)
        return made


def _apply(connection: Connection, made: Decision) -> None:
    if made.article is not None:
        article_again(connection, articles.find(connection, made.article))


def article_again(connection: Connection, number: int) -> None:
    """Make the derived rows of article ``number`` anew from its stored reading and the decisions in force."""
    of = articles.by_seq(connection, [number])[number]
    derive_again(connection, number, readings.get(connection, number, of), knowledge_of(connection))


def decided(connection: Connection, wanted: Filter) -> tuple[tuple[Decided, ...], str | None]:
    """One page of decisions, each with whether it stands."""
    wanted.only("decisions", "article")
    made, after = decisions.page(connection, wanted)
    standing = {one.id for one in decisions.live(connection, made)}
    return tuple(Decided(one, one.id in standing) for one in made), after
