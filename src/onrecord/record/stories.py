"""Stories as stored, and what `onrecord.tracing.stories` asks of a record."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, delete, distinct, func, insert, select

from onrecord.naming.variants import fold
from onrecord.record import articles, dialects
from onrecord.record.actors import redirect_to, there
from onrecord.record.articles import between, when_columns, when_of
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import article, sort_key, statement, story, story_article, term
from onrecord.vocabulary import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.selecting import Selection
    from onrecord.tracing.stories import Profile
    from onrecord.vocabulary import Article

__all__ = ["Stories", "get", "page", "put"]

_PROFILES = 4_000
_WIDE = 20_000
"""Rows of the index of terms that one look-up goes through at most."""

# Queries that every new article asks are put together once: that takes longer than the answer.


def _near(*, dated: bool) -> Select[Any]:
    rows = select(term.c.article).where(term.c.term.in_(bindparam("terms", expanding=True)))
    if dated:
        rows = rows.where(term.c.day.between(bindparam("since"), bindparam("until")))
    few = rows.limit(_WIDE).subquery()
    ranked = select(few.c.article).group_by(few.c.article).order_by(func.count().desc(), few.c.article)
    return ranked.limit(bindparam("most"))


_NEAR = {dated: _near(dated=dated) for dated in (True, False)}
_TOLD = (
    select(article.c.id, story_article.c.story)
    .join(story_article, story_article.c.article == article.c.seq)
    .where(article.c.seq.in_(bindparam("numbers", expanding=True)))
)
_OF_STORY = (
    select(article.c.seq, article.c.id, article.c.latest, article.c.earliest)
    .join(story_article, story_article.c.article == article.c.seq)
    .where(story_article.c.story == bindparam("of"))
    .order_by(article.c.sort)
    .limit(500)
)
_ADD = insert(term)
_MEMBERS = (
    select(story_article.c.story, article.c.id, article.c.seq)
    .join(article, article.c.seq == story_article.c.article)
    .where(story_article.c.story.in_(bindparam("ids", expanding=True)))
    .order_by(article.c.sort.desc())
)


class Stories:
    """The articles of a record by telling words and day; a `StoryIndex` of `onrecord.tracing`.

    ``profile`` makes an article ready for comparison.
    """

    def __init__(self, connection: Connection, profile: Callable[[Article], Profile]) -> None:
        self._connection = connection
        self._profile = profile
        # Articles never change, so what was made of them may be kept as long as the connection.
        self._profiles: OrderedDict[str, Profile] = connection.info.setdefault("profiles", OrderedDict())

    def neighbours(self, terms: Sequence[str], around: date | None, days: int, most: int) -> Mapping[str, str]:
        """Article id to story id of up to ``most`` articles that share most of ``terms`` within ``days`` of a day."""
        asked: dict[str, object] = {"terms": list(terms), "most": most}
        if around:
            asked |= {"since": around.toordinal() - days, "until": around.toordinal() + days}
        numbers = list(self._connection.scalars(_NEAR[around is not None], asked))
        if not numbers:
            return {}
        return {row.id: row.story for row in self._connection.execute(_TOLD, {"numbers": numbers})}

    def members(self, story_: str, around: date | None, most: int) -> list[Profile]:
        """Up to ``most`` articles of a story, those nearest in time."""
        rows = self._connection.execute(_OF_STORY, {"of": story_}).all()

        def far(row: Any) -> tuple[int, str]:  # noqa: ANN401 - a row of four columns
            day = row.latest or row.earliest
            if around is None or day is None:
                return (0 if around is None else 10**6, row.id)
            return (abs((date.fromisoformat(day) - around).days), row.id)

        nearest: list[Any] = sorted(rows, key=far)
        return self.profiles({row.id: row.seq for row in nearest[:most]})

    def profile(self, of: Article) -> Profile:
        """The profile of an article that need not be fetched."""
        if of.id not in self._profiles:
            self._profiles[of.id] = self._profile(of)
        return self._profiles[of.id]

    def profiles(self, numbers: Mapping[str, int]) -> list[Profile]:
        """The profiles of articles, in the order of ``numbers``, which are theirs by their ids."""
        missing = [seq for id_, seq in numbers.items() if id_ not in self._profiles]
        for whole in articles.by_seq(self._connection, missing).values():
            self._profiles[whole.id] = self._profile(whole)
        found = [self._profiles[id_] for id_ in numbers]
        for one in found:
            self._profiles.move_to_end(one.article)
        while len(self._profiles) > max(_PROFILES, len(found)):
            self._profiles.popitem(last=False)
        return found

    def add(self, number: int, profile: Profile) -> None:
        """Make an article findable by its telling words."""
        rows = [{"term": word, "day": profile.day or 0, "article": number} for word in sorted(set(profile.sought))]
        if rows:
            self._connection.execute(_ADD, rows)


def put(
    connection: Connection,
    made: Collection[Story],
    numbers: Mapping[str, int],
    gone: Mapping[str, str] = {},
    held: Mapping[str, Collection[str]] = {},
) -> None:
    """Store stories; ``gone`` are ids of stories that are no more, with what took them in.

    ``held`` are the articles that stories have in the record already.
    """
    belong = []
    for one in made:
        when = when_columns(one.when)
        row = {
            "id": one.id,
            "title": one.title,
            **when,
            "sort": sort_key(when["latest"] or when["earliest"], one.id),
            "articles": len(one.articles),
        }
        connection.execute(dialects.upsert(connection, story), row)
        there_already = held.get(one.id, ())
        belong += [{"article": numbers[id_], "story": one.id} for id_ in one.articles if id_ not in there_already]
    if belong:
        connection.execute(dialects.upsert(connection, story_article), belong)
    there(connection, "story", [one.id for one in made])
    for old, new_ in sorted(gone.items()):
        connection.execute(delete(story).where(story.c.id == old))
        redirect_to(connection, "story", old, new_)


def members(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """For each of the stories its articles: ids and numbers, the earliest first."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(_MEMBERS, {"ids": list(ids)}) if ids else ():
        found.setdefault(row.story, {})[row.id] = row.seq
    return found


def get(connection: Connection, ids: Collection[str]) -> dict[str, tuple[Story, tuple[str, ...], int]]:
    """The stories with these ids, each with its outlets and its number of utterances."""
    held = members(connection, ids)
    outlets: dict[str, list[str]] = {}
    told = select(story_article.c.story, article.c.outlet).distinct()
    told = told.join(article, article.c.seq == story_article.c.article).where(story_article.c.story.in_(list(ids)))
    for row in connection.execute(told.order_by(article.c.outlet)):
        if row.outlet:
            outlets.setdefault(row.story, []).append(row.outlet)
    said = (
        select(story_article.c.story, func.count(distinct(statement.c.utterance)))
        .join(statement, statement.c.article == story_article.c.article)
        .where(story_article.c.story.in_(list(ids)))
        .group_by(story_article.c.story)
    )
    counts = {row[0]: row[1] for row in connection.execute(said)}
    return {
        row.id: (
            Story(row.id, row.title, tuple(held.get(row.id, {})), when_of(row.earliest, row.latest, row.basis)),
            tuple(outlets.get(row.id, ())),
            counts.get(row.id, 0),
        )
        for row in connection.execute(select(story).where(story.c.id.in_(list(ids))))
    }


def page(connection: Connection, selection: Selection) -> tuple[list[tuple[Story, tuple[str, ...], int]], str | None]:
    """One page of stories, latest first, each with its outlets and number of utterances, and the cursor of the next."""
    w = selection.wanted
    query = select(story.c.id, story.c.sort).where(*between(story.c.sort, w.since, w.until))
    if w.outlet or selection.article is not None:
        has = select(story_article.c.story).join(article, article.c.seq == story_article.c.article)
        has = has.where(story_article.c.story == story.c.id)
        if w.outlet:
            has = has.where(article.c.outlet == w.outlet)
        if selection.article is not None:
            has = has.where(article.c.seq == selection.article)
        query = query.where(has.correlate(story).exists())
    for word in fold(w.search or "").split():
        query = query.where(func.lower(story.c.title).contains(word, autoescape=True))
    if w.after:
        query = query.where(story.c.sort > past(w.after, str)[0])
    rows = connection.execute(query.order_by(story.c.sort).limit(w.limit + 1)).all()
    found = get(connection, [row.id for row in rows[: w.limit]])
    more = cursor(rows[w.limit - 1].sort) if len(rows) > w.limit else None
    return [found[row.id] for row in rows[: w.limit]], more
