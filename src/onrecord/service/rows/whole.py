"""Single things with all that belongs to them: an article, a story, two articles, the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.service.rows.listed import ArticleRow, Count, StatementRow, StoryRow
    from onrecord.vocabulary import Article, Derivation, Divergence, Json, Passage, Utterance

__all__ = ["ArticlePage", "Check", "Comparison", "Coverage", "Overview"]


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
