"""Which statements and utterances a filter leaves: the conditions that their listings and counts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from onrecord.record.articles import between
from onrecord.record.dialects import RARE, matches
from onrecord.record.schema import coding, statement, statement_actor, story_article, utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, FromClause, Select

    from onrecord.record.filtering import Filter

__all__ = ["Selection", "few", "utterances_left"]


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter over statements, its names looked up: ``speakers`` are actor ids, None where no speaker is asked for."""

    wanted: Filter
    speakers: Sequence[str] | None = None
    article: int | None = None

    def narrows(self) -> bool:
        """Whether single reports are asked for by what is theirs alone, not their utterance's."""
        w = self.wanted
        return any((w.outlet, w.kind, w.voice, w.search, w.verdict, self.article is not None))

    def conditions(self, connection: Connection, of: FromClause, *, inner: bool = False) -> list[ColumnElement[bool]]:
        """The conditions on statements ``of``; ``inner`` where they are met row by row, inside another query."""
        w = self.wanted
        found: list[ColumnElement[bool]] = between(of.c.sort, w.since, w.until)
        led = inner or self.speakers is not None
        for name in ("outlet", "kind", "voice", "utterance", "verdict"):
            if (value := getattr(w, name)) is not None:
                # Where rows come by another way already, SQLite must not be tempted by the index of this column.
                column = of.c[name].concat("") if led and name != "utterance" else of.c[name]
                found.append(column == value)
        if w.verdict is None:
            found.append(or_(of.c.verdict.is_(None), of.c.verdict != "wrong"))
        if self.article is not None:
            found.append(of.c.article == self.article)
        if w.story:
            found.append(of.c.article.in_(select(story_article.c.article).where(story_article.c.story == w.story)))
        if w.issue or w.stance:
            found.append(self._coded(connection, of, inner=inner))
        if w.search:
            found.append(matches(connection, of, w.search, leads=not inner))
        return found

    def _coded(self, connection: Connection, of: FromClause, *, inner: bool) -> ColumnElement[bool]:
        judged = select(coding.c.utterance)
        if self.wanted.issue:
            judged = judged.where(coding.c.issue == self.wanted.issue)
        if self.wanted.stance:
            judged = judged.where(coding.c.stance == self.wanted.stance)
        if inner or not few(connection, judged):
            return judged.where(coding.c.utterance == of.c.utterance).correlate(of).exists()
        return of.c.utterance.in_(judged)

    def _says(self, of: FromClause) -> ColumnElement[bool]:
        who = statement_actor.alias()
        says = and_(who.c.statement == of.c.seq, who.c.actor.in_(self.speakers or ()), who.c.says == 1)
        return select(who.c.n).where(says).correlate(of).exists()

    def query(self, connection: Connection) -> tuple[Select[Any], ColumnElement[str]]:
        """A query for the numbers and sort keys of the statements left, and the column that sorts them."""
        of = statement.alias("said")
        order: ColumnElement[str] = of.c.sort
        query = select(of.c.seq, of.c.sort)
        if self.speakers is not None and len(self.speakers) == 1:
            who = statement_actor.alias("who")
            order = who.c.sort
            query = query.join_from(who, of, of.c.seq == who.c.statement)
            query = query.where(who.c.actor == self.speakers[0], who.c.says == 1)
            query = query.where(*between(order, self.wanted.since, self.wanted.until))
        elif self.speakers is not None:
            query = query.where(self._says(of))
        query = query.where(*self.conditions(connection, of))
        if not self.wanted.reports:
            query = query.where(self._first(connection, of))
        return query, order

    def _first(self, connection: Connection, of: FromClause) -> ColumnElement[bool]:
        """That no report of the same utterance which the filter leaves comes before this one."""
        if not self.narrows() and self.speakers is None and not (self.wanted.since or self.wanted.until):
            return of.c.report == 0
        other = statement.alias("other")
        before = [
            other.c.utterance == of.c.utterance,
            other.c.report < of.c.report,
            *self.conditions(connection, other, inner=True),
        ]
        if self.speakers is not None:
            before.append(self._says(other))
        return ~select(other.c.seq).where(*before).correlate(of).exists()


def few(connection: Connection, query: Select[Any]) -> bool:
    """Whether a query gives so few rows that they had better lead, not the listing's order."""
    counted = select(func.count()).select_from(query.limit(RARE).subquery())
    return int(connection.execute(counted).scalar_one()) < RARE


def utterances_left(connection: Connection, selection: Selection) -> Select[Any]:
    """A query for the ids and sort keys of the utterances that the filter leaves."""
    w = selection.wanted
    query = select(utterance.c.id, utterance.c.sort).where(*between(utterance.c.sort, w.since, w.until))
    if w.utterance:
        query = query.where(utterance.c.id == w.utterance)
    if selection.speakers is not None:
        query = query.where(utterance.c.speaker.in_(selection.speakers))
    if w.issue or w.stance:
        judged = select(coding.c.utterance)
        if w.issue:
            judged = judged.where(coding.c.issue == w.issue)
        if w.stance:
            judged = judged.where(coding.c.stance == w.stance)
        query = query.where(_held(connection, judged, coding.c.utterance))
    if selection.narrows() or w.story:
        reports = statement.alias("report")
        plain = Selection(
            w.but(since=None, until=None, issue=None, stance=None, utterance=None), None, selection.article
        )
        by_reports = select(reports.c.utterance).where(*plain.conditions(connection, reports))
        if few(connection, by_reports):
            query = query.where(utterance.c.id.in_(by_reports))
        else:
            met = plain.conditions(connection, reports, inner=True)
            query = query.where(
                select(reports.c.seq).where(reports.c.utterance == utterance.c.id, *met).correlate(utterance).exists()
            )
    return query


def _held(connection: Connection, query: Select[Any], column: ColumnElement[str]) -> ColumnElement[bool]:
    if few(connection, query):
        return utterance.c.id.in_(query)
    return query.where(column == utterance.c.id).correlate(utterance).exists()
