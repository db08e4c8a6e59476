"""What positions derive: codings, positions, shifts; and what the record remembers of itself and of feeds."""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer

from onrecord.record.schema.making import KEY, WORDS, table, whole, words

__all__ = ["coding", "condition", "feed", "migration", "position", "shift", "stale_position", "unsettled", "version"]

coding = table(
    "coding",
    Column("seq", KEY, primary_key=True),
    words("utterance"),
    words("actor"),
    words("issue"),
    words("stance"),
    words("coder"),
    Column("confidence", REAL, nullable=False),
    words("basis"),  # machine or human
    Column("article", KEY, ForeignKey("article.seq")),
    whole("start", null=True),
    whole("end", null=True),
    words("sort", unique=True),
    Index("coding_utterance", "utterance"),
    Index("coding_actor", "actor", "issue", "sort"),
    Index("coding_issue", "issue", "sort"),
)

condition = table(
    "condition",
    Column("coding", KEY, ForeignKey("coding.seq", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    words("text"),
    words("kind"),
    whole("start", null=True),
    whole("end", null=True),
    words("asks_issue", null=True),
    words("asks_stance", null=True),
    rowid=False,
)

position = table(  # of actors on issues; those of `stale_position` wait to be made anew
    "position",
    words("id", primary_key=True),
    words("actor"),
    words("issue"),
    whole("n"),
    words("stance"),
    words("since"),  # '' where unknown
    words("until"),  # '9' while it lasts
    words("told"),  # JSON: the position without its actor
    words("sort", unique=True),
    Index("position_actor", "actor", "issue", "n"),
    Index("position_issue", "issue", "sort"),
)

shift = table(
    "shift",
    words("id", primary_key=True),
    words("actor"),
    words("issue"),
    words("day"),  # of what was said after
    words("told"),  # JSON: the shift without its actor
    words("sort", unique=True),
    Index("shift_actor", "actor", "issue"),
    Index("shift_issue", "issue", "sort"),
)

unsettled = table(  # decisions from which the derived rows do not follow yet
    "unsettled",
    Column("decision", WORDS, primary_key=True),
    rowid=False,
)

stale_position = table(
    "stale_position",
    Column("actor", WORDS, primary_key=True),
    Column("issue", WORDS, primary_key=True),
    rowid=False,
)

# -- the record on itself --------------------------------------------------------------------------

feed = table(  # what is remembered of feeds between two questions to them
    "feed",
    Column("url", WORDS, primary_key=True),
    words("state"),  # JSON
)

migration = table(
    "migration",
    Column("version", Integer, primary_key=True, autoincrement=False),
    words("name"),
    words("made_at"),
)

version = table(
    "version",
    Column("part", WORDS, primary_key=True),  # reader, tracer, coder: the versions that made the derived rows
    words("made_by"),
)
