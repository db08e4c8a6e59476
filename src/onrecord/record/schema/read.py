"""What the reader and identity derive: readings, statements, actors and their names."""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer

from onrecord.record.schema.making import KEY, WORDS, of_article, table, whole, words

__all__ = [
    "actor",
    "actor_role",
    "article_actor",
    "name",
    "name_key",
    "reading",
    "redirect",
    "statement",
    "statement_actor",
]

reading = table(
    "reading",
    Column("article", KEY, ForeignKey("article.seq"), primary_key=True),
    words("reader"),  # the version that made it; '' where it was not read
    words("unread", null=True),
    whole("statements"),
    words("found"),  # JSON: the reading itself, as the machine made it, before any decision
    Index("reading_reader", "reader"),
)

statement = table(
    "statement",
    Column("seq", KEY, primary_key=True),
    words("id", unique=True),
    of_article(),
    whole("n"),
    words("outlet", null=True),
    words("kind"),
    words("voice"),
    whole("source_start", null=True),
    whole("source_end", null=True),
    whole("cue_start", null=True),
    whole("cue_end", null=True),
    words("content"),  # JSON: [[start, end], …]
    words("words"),  # what full-text search looks through
    words("speaker", null=True),
    words("earliest", null=True),
    words("latest", null=True),
    words("basis", null=True),
    words("sort", unique=True),
    words("within", null=True),
    Column("confidence", REAL, nullable=False),
    Column("speaker_confidence", REAL),
    words("verdict", null=True),
    words("machine", null=True),  # JSON: the machine's values of what a person decided
    words("utterance", null=True),
    whole("report"),  # which report of its utterance it is, 0 the first known
    Index("statement_article", "article", "n"),
    Index("statement_outlet", "outlet", "sort"),
    Index("statement_kind", "kind", "sort"),
    Index("statement_voice", "voice", "sort"),
    Index("statement_utterance", "utterance"),
    Index("statement_verdict", "verdict", "sort"),
    Index("statement_confidence", "confidence"),
)

statement_actor = table(
    "statement_actor",
    Column("statement", KEY, ForeignKey("statement.seq", ondelete="CASCADE"), primary_key=True),
    Column("part", WORDS, primary_key=True),  # speaker, joint, speaks_for, supported_by, opposed_by
    Column("n", Integer, primary_key=True),
    words("actor"),
    words("local"),  # the id of the article's actor
    words("role", null=True),
    whole("says"),  # 1 for speaker and joint
    words("sort"),
    Index("statement_actor_actor", "actor", "says", "sort"),
    rowid=False,
)

actor = table(
    "actor",
    words("id", primary_key=True),
    words("name"),
    words("type"),
    whole("resolved"),
    whole("statements"),
    Index("actor_statements", "statements", "id"),
)

article_actor = table(
    "article_actor",
    Column("article", KEY, ForeignKey("article.seq"), primary_key=True),
    Column("local", WORDS, primary_key=True),
    words("actor"),
    words("name"),
    words("type"),
    words("role", null=True),
    whole("resolved"),
    Index("article_actor_actor", "actor"),
    Index("article_actor_name", "name", "type"),
    rowid=False,
)

name = table(  # of actors that articles name; those they only describe have none
    "name",
    Column("name", WORDS, primary_key=True),
    Column("type", WORDS, primary_key=True),
    words("actor"),
    whole("articles"),
    words("folded"),
    Index("name_actor", "actor"),
    Index("name_folded", "folded"),
    rowid=False,
)

name_key = table(
    "name_key",
    Column("key", WORDS, primary_key=True),
    Column("name", WORDS, primary_key=True),
    Column("type", WORDS, primary_key=True),
    rowid=False,
)

actor_role = table(
    "actor_role",
    Column("actor", WORDS, primary_key=True),
    Column("role", WORDS, primary_key=True),
    whole("articles"),
    words("first", null=True),
    words("last", null=True),
    rowid=False,
)

redirect = table(
    "redirect",
    Column("noun", WORDS, primary_key=True),  # actor, utterance, story
    Column("old", WORDS, primary_key=True),
    words("new"),
    Index("redirect_new", "noun", "new"),
    rowid=False,
)
