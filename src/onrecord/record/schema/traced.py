"""What tracing derives: shared passages, utterances, stories, divergences, and the indexes that they are found by."""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, LargeBinary

from onrecord.record.schema.making import KEY, WORDS, of_article, table, whole, words

__all__ = [
    "apart",
    "claim",
    "dating",
    "derivation",
    "divergence",
    "divergence_report",
    "fresh_shingle",
    "link",
    "passage",
    "shingle",
    "story",
    "story_article",
    "telling_key",
    "term",
    "utterance",
    "vector",
]

# Looked up by hash only, written by the million: their articles are not checked, for none is ever taken out.
shingle = table(
    "shingle",
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("article", KEY, primary_key=True, autoincrement=False),
    rowid=False,
)

fresh_shingle = table(  # what loads added and is still to be sorted into `shingle`
    "fresh_shingle",
    Column("seq", KEY, primary_key=True),
    whole("slice"),  # of the range of hashes
    whole("held"),
    Column("found", LargeBinary, nullable=False),  # that many hashes, ascending, and their articles: 64-bit numbers
    Index("fresh_shingle_slice", "slice", "held"),
)

passage = table(
    "passage",
    Column("seq", KEY, primary_key=True),
    of_article(),
    whole("start"),
    whole("end"),
    Column("other", KEY, ForeignKey("article.seq"), nullable=False),
    whole("other_start"),
    whole("other_end"),
    Index("passage_article", "article"),
    Index("passage_other", "other"),
)

derivation = table(
    "derivation",
    Column("seq", KEY, primary_key=True),
    of_article(),
    words("source"),
    words("relation"),
    Column("confidence", REAL, nullable=False),
    words("basis"),
    Index("derivation_article", "article"),
    Index("derivation_source", "source"),
    Index("derivation_relation", "relation", "article"),
)

telling_key = table(  # under what statements are found that may report the same act of saying
    "telling_key",
    Column("key", WORDS, primary_key=True),
    Column("day", Integer, primary_key=True),  # counted from the year 1; 0 where unknown
    Column("statement", WORDS, primary_key=True),
    Index("telling_key_statement", "statement"),
    rowid=False,
)

link = table(  # statements that report one act of saying
    "link",
    Column("one", WORDS, primary_key=True),
    Column("two", WORDS, primary_key=True),
    Column("probability", REAL, nullable=False),
    words("kind"),
    Index("link_two", "two"),
    rowid=False,
)

apart = table(  # statements that a person called different acts of saying
    "apart",
    Column("one", WORDS, primary_key=True),
    Column("two", WORDS, primary_key=True),
    Index("apart_two", "two"),
    rowid=False,
)

vector = table(  # sentence vectors, so that each wording is encoded once
    "vector",
    Column("wording", WORDS, primary_key=True),  # a digest
    Column("numbers", LargeBinary, nullable=False),  # half precision
)

dating = table(  # bounds for articles that bear no date
    "dating",
    Column("article", KEY, ForeignKey("article.seq"), primary_key=True),
    words("earliest", null=True),
    words("latest", null=True),
    words("basis"),
)

utterance = table(
    "utterance",
    words("id", primary_key=True),
    words("speaker", null=True),
    words("wording"),
    words("earliest", null=True),
    words("latest", null=True),
    words("basis", null=True),
    words("sort", unique=True),
    whole("reports"),
    Index("utterance_speaker", "speaker", "sort"),
)

story = table(
    "story",
    words("id", primary_key=True),
    words("title"),
    words("earliest", null=True),
    words("latest", null=True),
    words("basis", null=True),
    words("sort", unique=True),
    whole("articles"),
)

story_article = table(
    "story_article",
    Column("article", KEY, ForeignKey("article.seq"), primary_key=True),
    words("story"),
    Index("story_article_story", "story"),
)

term = table(  # telling words of articles, under which those of one story are found
    "term",
    Column("term", WORDS, primary_key=True),
    Column("day", Integer, primary_key=True),  # counted from the year 1; 0 where unknown
    Column("article", KEY, primary_key=True, autoincrement=False),
    rowid=False,
)

claim = table(  # that somebody holds, held or is to hold an office
    "claim",
    Column("seq", KEY, primary_key=True),
    of_article(),
    words("actor"),
    words("office"),
    words("state"),
    Column("sure", REAL, nullable=False),
    whole("start"),
    whole("end"),
    whole("day"),
    Index("claim_article", "article"),
    Index("claim_actor", "actor", "day"),
)

divergence = table(
    "divergence",
    words("id", primary_key=True),
    words("kind"),
    words("note"),
    Column("weight", REAL, nullable=False),
    words("utterance", null=True),  # the one that its reports report
    Index("divergence_weight", "weight", "id"),
    Index("divergence_utterance", "utterance"),
)

divergence_report = table(
    "divergence_report",
    Column("divergence", WORDS, ForeignKey("divergence.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    of_article(),
    whole("start"),
    whole("end"),
    Index("divergence_report_article", "article"),
    rowid=False,
)
