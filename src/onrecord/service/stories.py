"""Stories, divergences and two articles side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError
from onrecord.record import actors, articles, divergences, pages, passages, statements, stories, tellings
from onrecord.service import listings
from onrecord.service.listing import Filter, Listing
from onrecord.service.rows import Comparison, Coverage, StoryRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.vocabulary import Divergence, Utterance

__all__ = ["compare", "divergence_page", "story", "story_page"]


def story_page(connection: Connection, wanted: Filter) -> Listing[StoryRow]:
    """One page of stories."""
    wanted.only("stories", "outlet", "since", "until", "search", "article")
    rows, after = stories.page(connection, listings.selection(connection, wanted))
    return Listing(tuple(StoryRow(*row) for row in rows), after)


def divergence_page(connection: Connection, wanted: Filter) -> Listing[Divergence]:
    """One page of divergences."""
    wanted.only("divergences", "outlet", "article", "story", "utterance", "speaker")
    rows, after = divergences.page(connection, listings.selection(connection, wanted))
    return Listing(tuple(rows), after)


def story(connection: Connection, id_: str) -> Coverage:
    """Which of a story's articles report which of its utterances, those that most report first."""
    from onrecord.tracing.coverage import coverage

    id_ = actors.resolve(connection, "story", id_)
    found = stories.get(connection, [id_]).get(id_)
    if found is None:
        raise NotFoundError(f"no story {id_!r} in this record; list them with: onrecord stories")
    numbers = stories.members(connection, [id_])[id_]
    said = {seq: statements.of_article(connection, seq) for seq in numbers.values()}
    told = pages.utterances(connection, {one.utterance for some in said.values() for one in some if one.utterance})
    matrix = coverage(list(numbers), list(told.values()))
    wording = {one.statement.id: one.statement.wording for some in said.values() for one in some}
    rows = listings.article_rows(connection, numbers.values())
    cells = tuple(tuple(" ".join(wording[one] for one in cell) or None for cell in line) for line in matrix.cells)
    disagreeing = divergence_page(connection, Filter(story=id_)).rows
    ordered = tuple(rows[seq] for seq in numbers.values())
    return Coverage(StoryRow(*found), ordered, tuple(told[one] for one in matrix.utterances), cells, disagreeing)


def compare(connection: Connection, left: str, right: str) -> Comparison:
    """Two articles side by side: shared utterances, those of one alone, passages, disagreements."""
    from onrecord.tracing.coverage import compare as compare_

    ours, theirs = articles.find(connection, left), articles.find(connection, right)
    rows = listings.article_rows(connection, [ours, theirs])
    said = {row.id: row for seq in (ours, theirs) for row in map(listings.statement_row, _of(connection, seq))}
    told: list[Utterance] = list(
        pages.utterances(connection, {row.utterance for row in said.values() if row.utterance}).values()
    )
    telling = {one.statement.id: one for one in tellings.Tellings(connection).tellings(sorted(said))}
    found = compare_(rows[ours].id, rows[theirs].id, told, telling)
    by_id = {one.id: one for one in told}
    shared = tuple((by_id[one.utterance], said[one.ours[0]], said[one.theirs[0]]) for one in found.shared)
    alone = {one: set(ids) for one, ids in (("left", found.only_ours), ("right", found.only_theirs))}
    between = tuple(passages.passages(connection, ours, theirs))
    offices = divergence_page(connection, Filter(article=rows[ours].id)).rows
    both = {rows[ours].id, rows[theirs].id}
    disagreeing = tuple(one for one in offices if {id_ for id_, _, _ in one.reports} == both)
    return Comparison(
        rows[ours],
        rows[theirs],
        shared,
        tuple(row for row in said.values() if row.article == rows[ours].id and row.utterance in alone["left"]),
        tuple(row for row in said.values() if row.article == rows[theirs].id and row.utterance in alone["right"]),
        between,
        disagreeing,
    )


def _of(connection: Connection, number: int) -> list[statements.Stored]:
    return [one for one in statements.of_article(connection, number) if one.verdict != "wrong"]
