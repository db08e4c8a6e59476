"""Statements as stored: offsets into the article, the actors of the record, the words that search looks through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select

from onrecord.record import articles, dialects
from onrecord.record.articles import when_columns, when_of
from onrecord.record.dialects import searchable
from onrecord.record.schema import actor, article, sort_key, statement, statement_actor, story_article, utterance
from onrecord.vocabulary import Actor, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from onrecord.vocabulary import Article, Json, When

__all__ = ["PARTS", "Stored", "Told", "load", "of_article", "put", "remove", "set_verdicts"]

PARTS = ("speaker", "joint", "speaks_for", "supported_by", "opposed_by")
_SAYS = {"speaker", "joint"}


@dataclass(frozen=True, slots=True)
class Told:
    """A statement to be stored: as a person's decisions leave it, with what the machine had said otherwise."""

    statement: Statement
    verdict: str | None = None
    machine: Json | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as the record holds it, with its place there."""

    seq: int
    statement: Statement
    outlet: str | None
    title: str | None
    published: When | None
    utterance: str | None
    report: int
    reports: int
    verdict: str | None
    machine: Json | None


def actors_of(said: Statement) -> list[tuple[str, int, Actor]]:
    """Every actor of a statement with its part and its number there; none has one part twice."""
    single = [("speaker", 0, said.speaker)] if said.speaker else []
    parts: list[tuple[str, int, Actor]] = list(single)
    for part in PARTS[1:]:
        unique = {who.id: who for who in getattr(said, part)}
        if part == "joint" and said.speaker:
            unique.pop(said.speaker.id, None)
        parts += [(part, n, who) for n, who in enumerate(unique.values())]
    return parts


def put(
    connection: Connection, number: int, of: Article, told: Sequence[Told], actors: Mapping[str, Actor]
) -> dict[str, int]:
    """Store the statements of article ``number``, return their numbers; ``actors``: its actors' ids to the record's."""
    published = of.published.latest or of.published.earliest if of.published else None
    taking_part: list[dict[str, object]] = []
    numbers: dict[str, int] = {}
    for n, one in enumerate(told):
        said = one.statement
        latest = (said.said_at.latest or said.said_at.earliest if said.said_at else None) or published
        sort = sort_key(latest.isoformat() if latest else None, of.id, f"{n:05d}")
        result = connection.execute(statement.insert(), _columns(number, n, of, one, actors) | {"sort": sort})
        key = result.inserted_primary_key
        assert key is not None  # noqa: S101 - one row was inserted, and its key is a whole number
        numbers[said.id] = int(key[0])
        seen = set()
        for part, place, who in actors_of(said):
            known = actors[who.id]
            if (part, known.id) in seen:  # two names of the article turned out to be one actor
                continue
            seen.add((part, known.id))
            taking_part.append(
                {"statement": int(key[0]), "part": part, "n": place, "actor": known.id, "local": who.id}
                | {"role": who.role, "says": int(part in _SAYS), "sort": sort}
            )
    words = [{"seq": numbers[one.statement.id], "words": searchable(one.statement.wording)} for one in told]
    dialects.index_words(connection, words)
    if taking_part:
        connection.execute(statement_actor.insert(), taking_part)
    return numbers


def _columns(number: int, n: int, of: Article, one: Told, actors: Mapping[str, Actor]) -> dict[str, object]:
    said = one.statement
    return {
        "id": said.id,
        "article": number,
        "n": n,
        "outlet": of.outlet,
        "kind": said.kind,
        "voice": said.voice,
        "source_start": said.source.start if said.source else None,
        "source_end": said.source.end if said.source else None,
        "cue_start": said.cue.start if said.cue else None,
        "cue_end": said.cue.end if said.cue else None,
        "content": json.dumps([[span.start, span.end] for span in said.content], separators=(",", ":")),
        "words": searchable(said.wording),
        "speaker": actors[said.speaker.id].id if said.speaker else None,
        **when_columns(said.said_at),
        "within": said.within,
        "confidence": said.confidence,
        "speaker_confidence": said.speaker_confidence,
        "verdict": one.verdict,
        "machine": json.dumps(one.machine, ensure_ascii=False) if one.machine else None,
        "utterance": None,
        "report": 0,
    }


def remove(connection: Connection, number: int) -> None:
    """Forget the statements of article ``number``."""
    rows = connection.execute(select(statement.c.seq, statement.c.words).where(statement.c.article == number)).all()
    dialects.forget_words(connection, [{"seq": row.seq, "words": row.words} for row in rows])
    connection.execute(delete(statement).where(statement.c.article == number))


def _text_of(text: str, start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span.of(text, start, end)


def load(connection: Connection, numbers: Iterable[int]) -> dict[int, Stored]:
    """The statements with these numbers, with the words of their spans and the actors as the record knows them."""
    wanted = sorted(set(numbers))
    rows: list[Row[Any]] = []
    taking_part: dict[int, dict[str, list[Actor]]] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        rows += connection.execute(
            select(statement, article.c.id.label("article_id"), utterance.c.reports)
            .join_from(statement, article, article.c.seq == statement.c.article)
            .outerjoin(utterance, utterance.c.id == statement.c.utterance)
            .where(statement.c.seq.in_(chunk))
        )
        parts = connection.execute(
            select(statement_actor, actor.c.name, actor.c.type, actor.c.resolved)
            .join(actor, actor.c.id == statement_actor.c.actor)
            .where(statement_actor.c.statement.in_(chunk))
            .order_by(statement_actor.c.statement, statement_actor.c.part, statement_actor.c.n)
        )
        for row in parts:
            who = Actor(row.actor, row.name, row.type, row.role, bool(row.resolved))
            taking_part.setdefault(row.statement, {}).setdefault(row.part, []).append(who)
    texts = articles.by_seq(connection, {row.article for row in rows})
    return {row.seq: _stored(row, texts[row.article], taking_part.get(row.seq, {})) for row in rows}


def _stored(row: Row[Any], of: Article, parts: dict[str, list[Actor]]) -> Stored:
    said = Statement(
        id=row.id,
        article=row.article_id,
        kind=row.kind,
        voice=row.voice,
        source=_text_of(of.text, row.source_start, row.source_end),
        cue=_text_of(of.text, row.cue_start, row.cue_end),
        content=tuple(Span.of(of.text, start, end) for start, end in json.loads(row.content)),
        speaker=parts["speaker"][0] if "speaker" in parts else None,
        joint=tuple(parts.get("joint", ())),
        speaks_for=tuple(parts.get("speaks_for", ())),
        supported_by=tuple(parts.get("supported_by", ())),
        opposed_by=tuple(parts.get("opposed_by", ())),
        said_at=when_of(row.earliest, row.latest, row.basis),
        within=row.within,
        confidence=row.confidence,
        speaker_confidence=row.speaker_confidence,
    )
    machine = json.loads(row.machine) if row.machine else None
    reports = row.reports or 1
    return Stored(
        row.seq, said, of.outlet, of.title, of.published, row.utterance, row.report, reports, row.verdict, machine
    )


def set_verdicts(connection: Connection, verdicts: Mapping[str, str | None]) -> None:
    """Note what people judged the statements with these ids to be."""
    for name, verdict in verdicts.items():
        connection.execute(statement.update().where(statement.c.id == name).values(verdict=verdict))


def of_article(connection: Connection, number: int) -> list[Stored]:
    """The statements of article ``number`` in the order of its text."""
    query = select(statement.c.seq).where(statement.c.article == number).order_by(statement.c.n)
    order = list(connection.scalars(query))
    found = load(connection, order)
    return [found[seq] for seq in order]


def find(connection: Connection, name: str) -> int | None:
    """The number of the statement with this id."""
    return connection.scalar(select(statement.c.seq).where(statement.c.id == name))


def ids(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """The ids of the statements with these numbers, in order."""
    wanted = sorted(set(numbers))
    found: list[str] = []
    for start in range(0, len(wanted), 500):
        query = select(statement.c.id).where(statement.c.seq.in_(wanted[start : start + 500]))
        found += connection.scalars(query)
    return sorted(found)


def ids_of_article(connection: Connection, number: int) -> list[str]:
    """The ids of the statements of article ``number``."""
    return list(connection.scalars(select(statement.c.id).where(statement.c.article == number)))


def articles_sharing(connection: Connection, number: int) -> list[str]:
    """The ids of the articles that report an utterance which article ``number`` reports, or tell its story."""
    mine = select(statement.c.utterance).where(statement.c.article == number, statement.c.utterance.is_not(None))
    told = select(statement.c.article).where(statement.c.utterance.in_(mine))
    stories = select(story_article.c.story).where(story_article.c.article == number)
    beside = select(story_article.c.article).where(story_article.c.story.in_(stories))
    either = or_(article.c.seq.in_(told), article.c.seq.in_(beside))
    return list(connection.scalars(select(article.c.id).where(either, article.c.seq != number).order_by(article.c.id)))
