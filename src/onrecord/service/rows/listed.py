"""The rows of listings that say more than one noun of the vocabulary does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from onrecord.vocabulary import Actor, Decision, Json, Statement, Story, When

__all__ = ["ActorRow", "ArticleRow", "Count", "Decided", "StatementRow", "StoryRow"]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of the record without its text, and what was read in it."""

    id: str
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    language: str | None
    published: When | None
    statements: int
    reader: str
    unread: str | None
    story: str | None
    same_text_as: str | None = None
    likeness: float | None = None

    def to_json(self) -> Json:
        line: Json = {
            "id": self.id,
            "path": self.path,
            "url": self.url,
            "outlet": self.outlet,
            "title": self.title,
            "byline": self.byline,
            "language": self.language,
            "published": self.published.to_json() if self.published else None,
            "statements": self.statements,
            "reader": self.reader,
            "unread": self.unread,
            "story": self.story,
            "same_text_as": self.same_text_as,
        }
        if self.likeness is not None:
            line["likeness"] = round(self.likeness, 4)
        return line


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with the article, outlet and utterance that it belongs to.

    ``reports`` counts the reports of its utterance. ``verdict`` is a person's ("right", "wrong", "unsure"), ``machine``
    holds the machine's values of the fields that a person decided otherwise.
    """

    statement: Statement
    outlet: str | None
    title: str | None
    published: When | None
    utterance: str | None
    reports: int = 1
    verdict: str | None = None
    machine: Json | None = None

    @property
    def id(self) -> str:
        return self.statement.id

    @property
    def article(self) -> str:
        return self.statement.article

    @property
    def speaker(self) -> Actor | None:
        return self.statement.speaker

    @property
    def wording(self) -> str:
        return self.statement.wording

    def to_json(self) -> Json:
        line = self.statement.to_json()
        line |= {
            "article": self.statement.article,
            "outlet": self.outlet,
            "title": self.title,
            "published": self.published.to_json() if self.published else None,
            "utterance": self.utterance,
            "reports": self.reports,
        }
        if self.verdict or self.machine:
            line |= {"verdict": self.verdict, "machine": self.machine}
        return line


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the record with every name and role it was given, and its counts of statements and utterances.

    ``roles`` holds (role, first day, last day, number of articles), the most frequent first.
    """

    actor: Actor
    names: tuple[str, ...]
    roles: tuple[tuple[str, date | None, date | None, int], ...]
    statements: int
    utterances: int
    merged: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.actor.id

    @property
    def name(self) -> str:
        return self.actor.name

    def to_json(self) -> Json:
        return {
            "actor": self.actor.to_json(),
            "names": list(self.names),
            "roles": [
                {
                    "role": role,
                    "since": first.isoformat() if first else None,
                    "until": last.isoformat() if last else None,
                    "articles": articles,
                }
                for role, first, last, articles in self.roles
            ],
            "statements": self.statements,
            "utterances": self.utterances,
        }


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story with the outlets that tell it."""

    story: Story
    outlets: tuple[str, ...]
    utterances: int

    @property
    def id(self) -> str:
        return self.story.id

    def to_json(self) -> Json:
        return self.story.to_json() | {"outlets": list(self.outlets), "utterances": self.utterances}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as stored, and whether a later one took it back or replaced it."""

    decision: Decision
    live: bool

    def to_json(self) -> Json:
        return self.decision.to_json() | {"live": self.live}


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows have one value: of a facet, ``value`` filters by it and ``label`` shows it."""

    value: str
    label: str
    rows: int

    def to_json(self) -> Json:
        return {"value": self.value, "label": self.label, "rows": self.rows}
