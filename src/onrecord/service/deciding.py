"""Deciding: a person's judgement is stored as a row of its own and applied to the derived rows at once."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from onrecord.errors import NotFoundError, RequestError
from onrecord.identity import Named
from onrecord.record import actors, articles, codings, decisions, readings, statements
from onrecord.service import anchors, applying, listings
from onrecord.service.adding import derive_again
from onrecord.service.coding import code
from onrecord.service.identifying import regroup
from onrecord.service.knowing import knowledge_of
from onrecord.service.rows import Decided
from onrecord.service.tracing import PAIRS, trace_moved
from onrecord.vocabulary import ActorType, Decision, Stance

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


def _on_actor(connection: Connection, thing: str, field: str, new: str | None, maker: str, **rest: object) -> Decision:
    if field not in ACTORS:
        raise RequestError(f"{field!r} of an actor cannot be decided; use one of {', '.join(ACTORS)}")
    if not new:
        raise RequestError(f"{field!r} needs the other actor's name or id")
    one, other = listings.actor(connection, thing), new
    if actors.get(connection, [actors.resolve(connection, "actor", new)]):
        other = listings.actor(connection, new).name
    return _decision(maker, "actor", field, None, other, quote=one.name, **rest)


def _on_utterance(
    connection: Connection, thing: str, field: str, new: str | None, maker: str, **rest: object
) -> Decision:
    issue = field.removeprefix("stance:")
    book = knowledge_of(connection).codebook
    if issue == field or book is None or issue not in {known.id for known in book.issues}:
        raise RequestError(
            f"{field!r} of an utterance cannot be decided; use stance:ISSUE with an issue of the codebook"
        )
    if new is not None and new not in get_args(Stance):
        raise RequestError(f"stance {new!r} is not known; use one of {', '.join(get_args(Stance))}")
    told = listings.utterance(connection, thing)
    stored, _ = _stored(connection, told.reports[0].statement)
    text = articles.by_seq(connection, [articles.find(connection, stored.statement.article)]).popitem()[1].text
    at = anchors.anchor_span(stored.statement, stored.statement.content[0], text)
    shown = {one.stance for one in codings.of_utterances(connection, [told.id]) if one.issue == issue}
    old = shown.pop() if len(shown) == 1 else None
    return _decision(maker, "utterance", field, old, new, **_anchored(at), **rest)


ACTORS = ("same actor", "other actor")
_SUBJECTS = {"statement": _on_statement, "actor": _on_actor, "utterance": _on_utterance}


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
    """Put right what follows from a decision, made or taken back just now."""
    if made.field == "verdict" and made.article and _only_verdicts(connection, articles.find(connection, made.article)):
        return
    knowledge = knowledge_of(connection)
    if made.subject == "actor":
        concerned = {
            Named(name, kind) for kind in get_args(ActorType) for name in (made.quote, made.new, made.old) if name
        }
        _, moved = regroup(connection, concerned, knowledge.rulings)
        code(connection, trace_moved(connection, moved), knowledge)
    elif made.subject == "utterance" and made.article:
        told = statements.of_article(connection, articles.find(connection, made.article))
        code(connection, {one.utterance for one in told if one.utterance}, knowledge)
    elif made.article:
        article_again(connection, articles.find(connection, made.article))


def _only_verdicts(connection: Connection, number: int) -> bool:
    """Put the verdicts on an article's statements right, if nothing else follows: none turns wrong or was so before."""
    of = articles.by_seq(connection, [number])[number]
    about = decisions.of_articles(connection, [of.id]).get(of.id, [])
    told, _ = applying.apply(readings.get(connection, number, of), decisions.live(connection, about))
    now = {one.statement.id: one.verdict for one in told}
    before = {one.statement.id: one.verdict for one in statements.of_article(connection, number)}
    changed = {name: verdict for name, verdict in now.items() if verdict != before.get(name)}
    if now.keys() != before.keys() or any("wrong" in (verdict, before[name]) for name, verdict in changed.items()):
        return False
    statements.set_verdicts(connection, changed)
    return True


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
