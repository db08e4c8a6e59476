"""Deciding: a person's judgement is stored as a row of its own and applied to the derived rows at once."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from onrecord.errors import NotFoundError, RequestError
from onrecord.record import actors, articles, codings, decisions, statements
from onrecord.service import anchors, applying, listings
from onrecord.service.knowing import knowledge_of
from onrecord.service.rows import Decided
from onrecord.service.settling import follow
from onrecord.service.tracing import PAIRS
from onrecord.vocabulary import Decision, Stance

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.record import Store
    from onrecord.record.statements import Stored
    from onrecord.service.listing import Filter

__all__ = ["decide", "decided", "refuse", "undo"]


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
    later: bool = False,
    **rest: object,
) -> Decision:
    """Store that ``field`` of ``thing`` (an id) is ``new``, with what follows from it unless that is left for later."""
    with store.write() as connection:
        refuse(connection, subject, field, new)
        made = _SUBJECTS[subject](connection, thing, field, new, maker, **rest)
        decisions.put(connection, made)
        follow(connection, made, later=later)
        return made


def refuse(connection: Connection, subject: str, field: str, new: str | None) -> None:
    """Raise `RequestError` where ``field`` of a ``subject`` cannot be decided, or cannot be ``new``."""
    if subject not in _SUBJECTS:
        raise RequestError(f"{subject!r} cannot be decided about; use one of {', '.join(_SUBJECTS)}")
    if subject == "check":
        if field != "speaker" or new not in applying.VERDICTS:
            raise RequestError(f"a check of the {field} cannot be answered {new!r}; use one of right, wrong, unsure")
    elif subject == "utterance":
        what, _, issue = field.partition(":")
        book = knowledge_of(connection).codebook
        if what not in ("stance", "conditions") or book is None or issue not in {known.id for known in book.issues}:
            raise RequestError(
                f"{field!r} of an utterance cannot be decided; use stance:ISSUE or conditions:ISSUE with an issue of "
                "the codebook"
            )
        if what == "stance" and new is not None and new not in get_args(Stance):
            raise RequestError(f"stance {new!r} is not known; use one of {', '.join(get_args(Stance))}")
    else:
        known = ACTORS if subject == "actor" else (*applying.FIELDS, *PAIRS)
        if field not in known:
            an = "an actor" if subject == "actor" else "a statement"
            raise RequestError(f"{field!r} of {an} cannot be decided; use one of {', '.join(known)}")
        allowed = applying.choices(field)
        if allowed and new not in allowed:
            raise RequestError(f"{field} {new!r} is not known; use one of {', '.join(allowed)}")
        if not new and field != "speaker":
            other = "name or id" if subject == "actor" else "id"
            raise RequestError(f"{field!r} needs the other {subject}'s {other}")


def _on_check(connection: Connection, thing: str, field: str, new: str | None, maker: str, **rest: object) -> Decision:
    """An answer to a question whose speaker was wrong on purpose: "wrong" is what should be answered."""
    _, at = _stored(connection, thing)
    return _decision(maker, "check", field, "wrong", new, **_anchored(at), **rest)


def _on_statement(
    connection: Connection,
    thing: str,
    field: str,
    new: str | None,
    maker: str,
    **rest: object,
) -> Decision:
    stored, at = _stored(connection, thing)
    said = stored.statement
    shown = {
        "verdict": stored.verdict,
        "speaker": said.speaker.name if said.speaker else None,
        "kind": said.kind,
        "voice": said.voice,
    }
    if field in PAIRS and new is not None:
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


def _on_actor(connection: Connection, thing: str, field: str, new: str | None, maker: str, **rest: object) -> Decision:
    one, other = listings.actor(connection, thing), new or ""
    if new and actors.get(connection, [actors.resolve(connection, "actor", new)]):
        other = listings.actor(connection, new).name
    return _decision(maker, "actor", field, None, other, quote=one.name, **rest)


def _on_utterance(
    connection: Connection, thing: str, field: str, new: str | None, maker: str, **rest: object
) -> Decision:
    what, _, issue = field.partition(":")
    told = listings.utterance(connection, thing)
    stored, _ = _stored(connection, told.reports[0].statement)
    text = articles.by_seq(connection, [articles.find(connection, stored.statement.article)]).popitem()[1].text
    at = anchors.anchor_span(stored.statement, stored.statement.content[0], text)
    coded = [one for one in codings.of_utterances(connection, [told.id]) if one.issue == issue]
    shown = {one.stance if what == "stance" else "\n".join(c.text for c in one.conditions) for one in coded}
    old = (shown.pop() or None) if len(shown) == 1 else None
    return _decision(maker, "utterance", field, old, new, **_anchored(at), **rest)


ACTORS = ("same actor", "other actor")
_SUBJECTS = {"statement": _on_statement, "actor": _on_actor, "utterance": _on_utterance, "check": _on_check}


def undo(store: Store, thing: str, *, maker: str, later: bool = False) -> Decision:
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
        follow(connection, made, later=later)
        return made


def decided(connection: Connection, wanted: Filter) -> tuple[tuple[Decided, ...], str | None]:
    """One page of decisions, each with whether it stands."""
    wanted.only("decisions", "article")
    made, after = decisions.page(connection, wanted)
    standing = {one.id for one in decisions.live(connection, made)}
    return tuple(Decided(one, one.id in standing) for one in made), after
