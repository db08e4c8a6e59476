"""The rows of listings that say more than one noun of the vocabulary does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from onrecord.errors import ArticleError
    from onrecord.vocabulary import (
        Actor,
        Article,
        Decision,
        Derivation,
        Divergence,
        Json,
        Passage,
        Statement,
        Story,
        Utterance,
        When,
    )

__all__ = [
    "ActorRow",
    "AddReport",
    "Added",
    "ArticlePage",
    "ArticleRow",
    "Check",
    "Comparison",
    "Count",
    "Coverage",
    "Decided",
    "Overview",
    "StatementRow",
    "StoryRow",
]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input: given only after the record holds it for good.

    ``outcome`` is "added", "unchanged" (the record had the article), "unread" (stored, but the reader could not read
    it; ``note`` says why) or "error" (``error`` says why; nothing was stored).
    """

    outcome: Literal["added", "unchanged", "unread", "error"]
    article: str | None
    where: str
    statements: int = 0
    note: str | None = None
    error: ArticleError | None = None

    def to_json(self) -> Json:
        return {
            "outcome": self.outcome,
            "article": self.article,
            "where": self.where,
            "statements": self.statements,
            "note": self.note or (str(self.error) if self.error else None),
        }


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding did: counts of articles and of statements read, and the inputs that gave trouble."""

    added: int
    unchanged: int
    statements: int
    unread: tuple[Added, ...] = ()
    errors: tuple[ArticleError, ...] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Added]) -> AddReport:
        """The report on ``outcomes``, which are drawn to their end."""
        counts = Counter[str]()
        unread = []
        errors = []
        for one in outcomes:
            counts[one.outcome] += 1
            counts["statements"] += one.statements
            if one.outcome == "unread":
                unread.append(one)
            if one.error:
                errors.append(one.error)
        return cls(
            counts["added"] + counts["unread"], counts["unchanged"], counts["statements"], tuple(unread), tuple(errors)
        )

    def to_json(self) -> Json:
        return {
            "added": self.added,
            "unchanged": self.unchanged,
            "statements": self.statements,
            "unread": [row.to_json() for row in self.unread],
            "errors": [str(error) for error in self.errors],
        }


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
class ArticlePage:
    """All that the record holds on one article; ``others`` are the articles that passages and derivations name."""

    article: Article
    row: ArticleRow
    statements: tuple[StatementRow, ...]
    passages: tuple[Passage, ...]
    derivations: tuple[Derivation, ...]
    others: dict[str, ArticleRow]

    def to_json(self) -> Json:
        return {
            "article": self.article.to_json(),
            "statements": [row.to_json() for row in self.statements],
            "derivations": [derivation.to_json() for derivation in self.derivations],
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who of a story's articles reported what: ``cells[u][a]`` is the wording of utterance ``u`` in article ``a``.

    None means absent from the article as the record holds it, no more.
    """

    story: StoryRow
    articles: tuple[ArticleRow, ...]
    utterances: tuple[Utterance, ...]
    cells: tuple[tuple[str | None, ...], ...]
    divergences: tuple[Divergence, ...] = ()

    def to_json(self) -> Json:
        return {
            "story": self.story.to_json(),
            "articles": [row.to_json() for row in self.articles],
            "utterances": [utterance.to_json() for utterance in self.utterances],
            "cells": [list(line) for line in self.cells],
            "divergences": [divergence.to_json() for divergence in self.divergences],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles side by side: the utterances both report, those only one does, shared passages, disagreements."""

    left: ArticleRow
    right: ArticleRow
    shared: tuple[tuple[Utterance, StatementRow, StatementRow], ...]
    only_left: tuple[StatementRow, ...]
    only_right: tuple[StatementRow, ...]
    passages: tuple[Passage, ...]
    divergences: tuple[Divergence, ...]

    def to_json(self) -> Json:
        return {
            "left": self.left.to_json(),
            "right": self.right.to_json(),
            "shared": [
                {"utterance": both.id, "left": left.to_json(), "right": right.to_json()}
                for both, left, right in self.shared
            ],
            "only_left": [row.to_json() for row in self.only_left],
            "only_right": [row.to_json() for row in self.only_right],
            "passages": [[p.span.to_json(), p.other_span.to_json()] for p in self.passages],
            "divergences": [divergence.to_json() for divergence in self.divergences],
        }


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows have one value: of a facet, ``value`` filters by it and ``label`` shows it."""

    value: str
    label: str
    rows: int

    def to_json(self) -> Json:
        return {"value": self.value, "label": self.label, "rows": self.rows}


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the record: totals by noun, articles by outlet and month, what waits for review."""

    totals: dict[str, int]
    outlets: tuple[Count, ...]
    months: tuple[Count, ...]
    actors: tuple[Count, ...]
    issues: tuple[Count, ...]
    waiting: int
    last_added: str | None

    def to_json(self) -> Json:
        return {
            "totals": dict(self.totals),
            "outlets": [count.to_json() for count in self.outlets],
            "months": [count.to_json() for count in self.months],
            "actors": [count.to_json() for count in self.actors],
            "issues": [count.to_json() for count in self.issues],
            "waiting": self.waiting,
            "last_added": self.last_added,
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that ``doctor`` looked at; ``ok`` is None where there was nothing to judge, only to tell."""

    name: str
    ok: bool | None
    detail: str

    def to_json(self) -> Json:
        return {"check": self.name, "ok": self.ok, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as stored, and whether a later one took it back or replaced it."""

    decision: Decision
    live: bool

    def to_json(self) -> Json:
        return self.decision.to_json() | {"live": self.live}
