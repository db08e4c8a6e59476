"""The tables of a record. Asserted ones are only ever added to; derived ones can be made again from those.

Column types are those that SQLite's STRICT tables know (TEXT, INTEGER, REAL); a day is ISO text, ``''`` where unknown.
``sort`` columns put rows in the order of their listings, latest day first, by one comparison (see `sort_key`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import REAL, BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

__all__ = ["metadata", "sort_key"]

metadata = MetaData()

_Key = BigInteger().with_variant(Integer, "sqlite")
# Text compares by code point in SQLite; PostgreSQL is told to do the same, so that pages are equal.
_Text = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_UNKNOWN = "99999999"


def sort_key(day: str | None, *ties: str) -> str:
    """Text that sorts later days first and unknown days last; ``ties`` order rows of one day.

    >>> sort_key("2025-04-22", "b") < sort_key("2025-04-21", "a") < sort_key(None, "a")
    True
    """
    head = f"{99999999 - int(day.replace('-', '')):08d}" if day else _UNKNOWN
    return head + "".join(ties)


def day_of(key: str) -> date | None:
    """The day that a sort key was made of."""
    if key.startswith(_UNKNOWN):
        return None
    digits = f"{99999999 - int(key[:8]):08d}"
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _table(name: str, *parts: Column[object] | Index, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _article() -> Column[object]:
    return Column("article", _Key, ForeignKey("article.seq"), nullable=False)


def _text(name: str, *, null: bool = False, **options: object) -> Column[object]:
    return Column(name, _Text, nullable=null, **options)  # type: ignore[arg-type] # SQLAlchemy types each option apart


def _whole(name: str, *, null: bool = False, **options: object) -> Column[object]:
    return Column(name, Integer, nullable=null, **options)  # type: ignore[arg-type] # as above


# -- asserted: articles, codebooks, decisions ------------------------------------------------------

article = _table(
    "article",
    Column("seq", _Key, primary_key=True),
    _text("id", unique=True),
    _text("text"),
    _text("body"),  # JSON: [[start, end], …]
    _text("path", null=True),
    _text("url", null=True),
    _text("outlet", null=True),
    _text("title", null=True),
    _text("byline", null=True),
    _text("language", null=True),
    _text("earliest", null=True),  # when it was published
    _text("latest", null=True),
    _text("basis", null=True),
    _text("sort", unique=True),
    _text("added_at"),
    Index("article_outlet", "outlet", "sort"),
    Index("article_path", "path"),
    Index("article_url", "url"),
)

codebook = _table(
    "codebook",
    Column("version", _Key, primary_key=True),
    _text("source"),
    _text("loaded_at"),
)

decision = _table(
    "decision",
    Column("seq", _Key, primary_key=True),
    _text("id", unique=True),
    _text("maker"),
    _text("made_at"),
    _text("subject"),
    _text("article", null=True),  # an article's id, which the record need not hold
    _text("quote"),
    _text("prefix"),
    _text("suffix"),
    _text("field"),
    _text("old", null=True),
    _text("new", null=True),
    Column("seconds", REAL),
    _whole("blind"),
    _text("undoes", null=True),
    Index("decision_article", "article"),
    Index("decision_undoes", "undoes"),
    Index("decision_subject", "subject"),
)

ASSERTED = (article, codebook, decision)

# -- derived by the reader and by identity ---------------------------------------------------------

reading = _table(
    "reading",
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    _text("reader"),  # the version that made it; '' where it was not read
    _text("unread", null=True),
    _whole("statements"),
    _text("found"),  # JSON: the reading itself, as the machine made it, before any decision
    Index("reading_reader", "reader"),
)

statement = _table(
    "statement",
    Column("seq", _Key, primary_key=True),
    _text("id", unique=True),
    _article(),
    _whole("n"),
    _text("outlet", null=True),
    _text("kind"),
    _text("voice"),
    _whole("source_start", null=True),
    _whole("source_end", null=True),
    _whole("cue_start", null=True),
    _whole("cue_end", null=True),
    _text("content"),  # JSON: [[start, end], …]
    _text("words"),  # what full-text search looks through
    _text("speaker", null=True),
    _text("earliest", null=True),
    _text("latest", null=True),
    _text("basis", null=True),
    _text("sort", unique=True),
    _text("within", null=True),
    Column("confidence", REAL, nullable=False),
    Column("speaker_confidence", REAL),
    _text("verdict", null=True),
    _text("machine", null=True),  # JSON: the machine's values of what a person decided
    _text("utterance", null=True),
    _whole("report"),  # which report of its utterance it is, 0 the first known
    Index("statement_article", "article", "n"),
    Index("statement_outlet", "outlet", "sort"),
    Index("statement_kind", "kind", "sort"),
    Index("statement_voice", "voice", "sort"),
    Index("statement_utterance", "utterance"),
    Index("statement_verdict", "verdict", "sort"),
    Index("statement_confidence", "confidence"),
)

statement_actor = _table(
    "statement_actor",
    Column("statement", _Key, ForeignKey("statement.seq", ondelete="CASCADE"), primary_key=True),
    Column("part", _Text, primary_key=True),  # speaker, joint, speaks_for, supported_by, opposed_by
    Column("n", Integer, primary_key=True),
    _text("actor"),
    _text("local"),  # the id of the article's actor
    _text("role", null=True),
    _whole("says"),  # 1 for speaker and joint
    _text("sort"),
    Index("statement_actor_actor", "actor", "says", "sort"),
    rowid=False,
)

actor = _table(
    "actor",
    _text("id", primary_key=True),
    _text("name"),
    _text("type"),
    _whole("resolved"),
    _whole("statements"),
    Index("actor_statements", "statements", "id"),
)

article_actor = _table(
    "article_actor",
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    Column("local", _Text, primary_key=True),
    _text("actor"),
    _text("name"),
    _text("type"),
    _text("role", null=True),
    _whole("resolved"),
    Index("article_actor_actor", "actor"),
    Index("article_actor_name", "name", "type"),
    rowid=False,
)

name = _table(  # of actors that articles name; those they only describe have none
    "name",
    Column("name", _Text, primary_key=True),
    Column("type", _Text, primary_key=True),
    _text("actor"),
    _whole("articles"),
    _text("folded"),
    Index("name_actor", "actor"),
    Index("name_folded", "folded"),
    rowid=False,
)

name_key = _table(
    "name_key",
    Column("key", _Text, primary_key=True),
    Column("name", _Text, primary_key=True),
    Column("type", _Text, primary_key=True),
    rowid=False,
)

actor_role = _table(
    "actor_role",
    Column("actor", _Text, primary_key=True),
    Column("role", _Text, primary_key=True),
    _whole("articles"),
    _text("first", null=True),
    _text("last", null=True),
    rowid=False,
)

redirect = _table(
    "redirect",
    Column("noun", _Text, primary_key=True),  # actor, utterance, story
    Column("old", _Text, primary_key=True),
    _text("new"),
    Index("redirect_new", "noun", "new"),
    rowid=False,
)

# -- derived by tracing ----------------------------------------------------------------------------

shingle = _table(
    "shingle",
    Column("hash", _Key, primary_key=True, autoincrement=False),
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    rowid=False,
)

passage = _table(
    "passage",
    Column("seq", _Key, primary_key=True),
    _article(),
    _whole("start"),
    _whole("end"),
    Column("other", _Key, ForeignKey("article.seq"), nullable=False),
    _whole("other_start"),
    _whole("other_end"),
    Index("passage_article", "article"),
    Index("passage_other", "other"),
)

derivation = _table(
    "derivation",
    Column("seq", _Key, primary_key=True),
    _article(),
    _text("source"),
    _text("relation"),
    Column("confidence", REAL, nullable=False),
    _text("basis"),
    Index("derivation_article", "article"),
    Index("derivation_source", "source"),
    Index("derivation_relation", "relation", "article"),
)

telling_key = _table(  # under what statements are found that may report the same act of saying
    "telling_key",
    Column("key", _Text, primary_key=True),
    Column("day", Integer, primary_key=True),  # counted from the year 1; 0 where unknown
    Column("statement", _Text, primary_key=True),
    Index("telling_key_statement", "statement"),
    rowid=False,
)

link = _table(  # statements that report one act of saying
    "link",
    Column("one", _Text, primary_key=True),
    Column("two", _Text, primary_key=True),
    Column("probability", REAL, nullable=False),
    _text("kind"),
    Index("link_two", "two"),
    rowid=False,
)

apart = _table(  # statements that a person called different acts of saying
    "apart",
    Column("one", _Text, primary_key=True),
    Column("two", _Text, primary_key=True),
    Index("apart_two", "two"),
    rowid=False,
)

vector = _table(  # sentence vectors, so that each wording is encoded once
    "vector",
    Column("wording", _Text, primary_key=True),  # a digest
    Column("numbers", LargeBinary, nullable=False),  # half precision
)

dating = _table(  # bounds for articles that bear no date
    "dating",
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    _text("earliest", null=True),
    _text("latest", null=True),
    _text("basis"),
)

utterance = _table(
    "utterance",
    _text("id", primary_key=True),
    _text("speaker", null=True),
    _text("wording"),
    _text("earliest", null=True),
    _text("latest", null=True),
    _text("basis", null=True),
    _text("sort", unique=True),
    _whole("reports"),
    Index("utterance_speaker", "speaker", "sort"),
)

story = _table(
    "story",
    _text("id", primary_key=True),
    _text("title"),
    _text("earliest", null=True),
    _text("latest", null=True),
    _text("basis", null=True),
    _text("sort", unique=True),
    _whole("articles"),
)

story_article = _table(
    "story_article",
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    _text("story"),
    Index("story_article_story", "story"),
)

term = _table(  # telling words of articles, under which those of one story are found
    "term",
    Column("term", _Text, primary_key=True),
    Column("day", Integer, primary_key=True),  # counted from the year 1; 0 where unknown
    Column("article", _Key, ForeignKey("article.seq"), primary_key=True),
    rowid=False,
)

claim = _table(  # that somebody holds, held or is to hold an office
    "claim",
    Column("seq", _Key, primary_key=True),
    _article(),
    _text("actor"),
    _text("office"),
    _text("state"),
    Column("sure", REAL, nullable=False),
    _whole("start"),
    _whole("end"),
    _whole("day"),
    Index("claim_article", "article"),
    Index("claim_actor", "actor", "day"),
)

divergence = _table(
    "divergence",
    _text("id", primary_key=True),
    _text("kind"),
    _text("note"),
    Column("weight", REAL, nullable=False),
    _text("utterance", null=True),  # the one that its reports report
    Index("divergence_weight", "weight", "id"),
    Index("divergence_utterance", "utterance"),
)

divergence_report = _table(
    "divergence_report",
    Column("divergence", _Text, ForeignKey("divergence.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    _article(),
    _whole("start"),
    _whole("end"),
    Index("divergence_report_article", "article"),
    rowid=False,
)

# -- derived by positions --------------------------------------------------------------------------

coding = _table(
    "coding",
    Column("seq", _Key, primary_key=True),
    _text("utterance"),
    _text("actor"),
    _text("issue"),
    _text("stance"),
    _text("coder"),
    Column("confidence", REAL, nullable=False),
    _text("basis"),  # machine or human
    Column("article", _Key, ForeignKey("article.seq")),
    _whole("start", null=True),
    _whole("end", null=True),
    _text("sort", unique=True),
    Index("coding_utterance", "utterance"),
    Index("coding_actor", "actor", "issue", "sort"),
    Index("coding_issue", "issue", "sort"),
)

condition = _table(
    "condition",
    Column("coding", _Key, ForeignKey("coding.seq", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    _text("text"),
    _text("kind"),
    _whole("start", null=True),
    _whole("end", null=True),
    _text("asks_issue", null=True),
    _text("asks_stance", null=True),
    rowid=False,
)

position = _table(  # of actors on issues; those of `stale_position` wait to be made anew
    "position",
    _text("id", primary_key=True),
    _text("actor"),
    _text("issue"),
    _whole("n"),
    _text("stance"),
    _text("since"),  # '' where unknown
    _text("until"),  # '9' while it lasts
    _text("told"),  # JSON: the position without its actor
    _text("sort", unique=True),
    Index("position_actor", "actor", "issue", "n"),
    Index("position_issue", "issue", "sort"),
)

shift = _table(
    "shift",
    _text("id", primary_key=True),
    _text("actor"),
    _text("issue"),
    _text("day"),  # of what was said after
    _text("told"),  # JSON: the shift without its actor
    _text("sort", unique=True),
    Index("shift_actor", "actor", "issue"),
    Index("shift_issue", "issue", "sort"),
)

stale_position = _table(
    "stale_position",
    Column("actor", _Text, primary_key=True),
    Column("issue", _Text, primary_key=True),
    rowid=False,
)

# -- the record on itself --------------------------------------------------------------------------

feed = _table(  # what is remembered of feeds between two questions to them
    "feed",
    Column("url", _Text, primary_key=True),
    _text("state"),  # JSON
)

migration = _table(
    "migration",
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    _text("made_at"),
)

version = _table(
    "version",
    Column("part", _Text, primary_key=True),  # reader, tracer, coder: the versions that made the derived rows
    _text("made_by"),
)
