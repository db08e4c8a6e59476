"""Invented articles and statements for the tests of tracing."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.tracing.tellings import Report, Telling
from onrecord.vocabulary import Actor, Article, Span, Statement, When, digest


def make_article(text, outlet=None, day=None, title=None):
    when = When(date.fromisoformat(day), date.fromisoformat(day), "dateline") if day else None
    return Article(
        Article.identify(text, outlet),
        text,
        ((0, len(text)),),
        outlet=outlet,
        title=title,
        language="en",
        published=when,
    )


def make_telling(article, content, speaker="Ana Duarte", kind="direct", said=None, type_="person", resolved=True):
    """The statement whose content is the words ``content`` of the article."""
    start = article.text.index(content)
    day = date.fromisoformat(said[0]) if said else None
    actor = Actor(digest(speaker), speaker, type_, None, resolved)
    statement = Statement(
        digest(article.id, str(start), content),
        article.id,
        kind,
        "speech",
        None,
        None,
        (Span.of(article.text, start, start + len(content)),),
        actor,
        said_at=When(day, day, said[1]) if said else None,
    )
    return Telling(statement, Report(article))


@pytest.fixture
def article():
    return make_article


@pytest.fixture
def telling():
    return make_telling
