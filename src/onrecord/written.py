"""Readings and articles as text, with offsets for words and ids for actors; what is written reads back the same."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.vocabulary import Actor, Article, Mention, Reading, Span, Statement, When

if TYPE_CHECKING:
    from onrecord.vocabulary import Json

__all__ = ["READ", "REFUSED", "article_from_json", "from_line", "from_text", "to_line", "to_text"]

READ = "onrecord_reading"
REFUSED = "onrecord_refused"
"""Columns of Parquet files of readings: one as `to_line` writes it, or where, why and advice as a list in JSON."""

_GROUPS = ("joint", "speaks_for", "supported_by", "opposed_by")


def article_from_json(line: Json) -> Article:
    """The article of which ``line`` is the ``to_json``."""
    when = line["published"]
    published = _when([when["earliest"], when["latest"], when["basis"]]) if when else None
    body = tuple((start, end) for start, end in line["body"])
    return Article(**{**line, "body": body, "published": published})


def to_line(read: Reading) -> str:
    """A reading together with its article, as JSON."""
    line = {"article": read.article.to_json(), "found": to_text(read), "reader": read.reader, "unread": read.unread}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def from_line(text: str) -> Reading:
    """The reading that `to_line` wrote."""
    line = json.loads(text)
    article = article_from_json(line["article"])
    return from_text(line["found"], article, reader=line["reader"], unread=line["unread"])


def _when(parts: list[str | None]) -> When:
    earliest, latest, basis = parts
    return When(
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None, basis or ""
    )


def _days(when: When) -> list[str | None]:
    days = [day.isoformat() if day else None for day in (when.earliest, when.latest)]
    return [*days, when.basis]


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def to_text(read: Reading) -> str:
    """A reading without its article, as JSON."""
    cast = {actor.id: actor for actor in read.actors}
    said = []
    for one in read.statements:
        for who in (one.speaker, *one.joint, *one.speaks_for, *one.supported_by, *one.opposed_by):
            if who:
                cast.setdefault(who.id, who)
        row: dict[str, Any] = {
            "id": one.id,
            "kind": one.kind,
            "voice": one.voice,
            "source": _pair(one.source),
            "cue": _pair(one.cue),
            "content": [_pair(span) for span in one.content],
            "speaker": [one.speaker.id, one.speaker.role] if one.speaker else None,
            "said_at": _days(one.said_at) if one.said_at else None,
            "within": one.within,
            "confidence": [one.confidence, one.speaker_confidence],
        }
        row |= {part: [[who.id, who.role] for who in getattr(one, part)] for part in _GROUPS if getattr(one, part)}
        said.append({key: value for key, value in row.items() if value is not None})
    found = {
        "listed": [actor.id for actor in read.actors],
        "actors": [[a.id, a.name, a.type, a.role, a.resolved] for a in cast.values()],
        "statements": said,
        "mentions": [[m.span.start, m.span.end, m.form, m.type, m.actor] for m in read.mentions],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, of: Article, *, reader: str, unread: str | None) -> Reading:
    """The reading of article ``of`` that `to_text` wrote."""
    found = json.loads(text)
    cast = {row[0]: Actor(*row) for row in found["actors"]}

    def span(pair: list[int] | None) -> Span | None:
        return Span.of(of.text, *pair) if pair else None

    def who(pair: list[Any]) -> Actor:
        actor = cast[pair[0]]
        return Actor(actor.id, actor.name, actor.type, pair[1], actor.resolved)

    statements_ = tuple(
        Statement(
            id=row["id"],
            article=of.id,
            kind=row["kind"],
            voice=row["voice"],
            source=span(row.get("source")),
            cue=span(row.get("cue")),
            content=tuple(Span.of(of.text, *pair) for pair in row["content"]),
            speaker=who(row["speaker"]) if row.get("speaker") else None,
            **{part: tuple(map(who, row.get(part, ()))) for part in _GROUPS},
            said_at=_when(row["said_at"]) if row.get("said_at") else None,
            within=row.get("within"),
            confidence=row["confidence"][0],
            speaker_confidence=row["confidence"][1],
        )
        for row in found["statements"]
    )
    mentions = tuple(Mention(Span.of(of.text, m[0], m[1]), m[2], m[3], m[4]) for m in found["mentions"])
    listed = tuple(cast[id_] for id_ in found["listed"])
    return Reading(of, statements_, mentions, listed, reader, unread)
