"""What is asserted: articles, codebooks, decisions. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index

from onrecord.record.schema.making import KEY, table, whole, words

__all__ = ["ASSERTED", "article", "codebook", "decision"]

article = table(
    "article",
    Column("seq", KEY, primary_key=True),
    words("id", unique=True),
    words("text"),
    words("body"),  # JSON: [[start, end], …]
    words("path", null=True),
    words("url", null=True),
    words("outlet", null=True),
    words("title", null=True),
    words("byline", null=True),
    words("language", null=True),
    words("earliest", null=True),  # when it was published
    words("latest", null=True),
    words("basis", null=True),
    words("sort", unique=True),
    words("added_at"),
    Index("article_outlet", "outlet", "sort"),
    Index("article_path", "path"),
    Index("article_url", "url"),
)

codebook = table(
    "codebook",
    Column("version", KEY, primary_key=True),
    words("source"),
    words("loaded_at"),
)

decision = table(
    "decision",
    Column("seq", KEY, primary_key=True),
    words("id", unique=True),
    words("maker"),
    words("made_at"),
    words("subject"),
    words("article", null=True),  # an article's id, which the record need not hold
    words("quote"),
    words("prefix"),
    words("suffix"),
    words("field"),
    words("old", null=True),
    words("new", null=True),
    Column("seconds", REAL),
    whole("blind"),
    words("undoes", null=True),
    words("queue", null=True),  # the review queue that put the question
    Index("decision_article", "article"),
    Index("decision_undoes", "undoes"),
    Index("decision_subject", "subject"),
)

ASSERTED = (article, codebook, decision)
