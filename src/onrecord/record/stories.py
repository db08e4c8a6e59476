"""Stories as stored, and what `onrecord.tracing.stories` asks of a record."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, delete, distinct, func, insert, select

from onrecord.naming.variants import fold
from onrecord.record import articles, dialects
from onrecord.record.actors import redirect_to, there
from onrecord.record.articles import between, when_columns, when_of
from onrecord.record.filtering import cursor, past
from onrecord.record.quick import Quick, among
from onrecord.record.schema import article, sort_key, statement, story, story_article, term
from onrecord.tracing.stories import closeness
from onrecord.vocabulary import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.record.selecting import Selection
    from onrecord.tracing.stories import Profile
    from onrecord.vocabulary import Article

__all__ = ["Stories", "get", "page", "put"]

_PROFILES = 12_000
_PAIRS = 100_000
_WIDE = 20_000
"""Rows of the index of terms that one look-up goes through at most."""
_LATEST = 500
"""Articles of a story, the latest, among which those nearest to a day are looked for."""


def _near(lite: bool, *, dated: bool) -> Select[Any]:
    rows = select(term.c.article).where(among(lite, term.c.term, "terms"))
    if dated:
        rows = rows.where(term.c.day.between(bindparam("since"), bindparam("until")))
    few = rows.limit(_WIDE).subquery()
    ranked = select(few.c.article).group_by(few.c.article).order_by(func.count().desc(), few.c.article)
    near = ranked.limit(bindparam("most")).subquery()
    told = select(story_article.c.story).select_from(near)
    return told.join(story_article, story_article.c.article == near.c.article).order_by(near.c.article)


# What every new article asks.
_NEAR = {dated: Quick(partial(_near, dated=dated)) for dated in (True, False)}


def _latest(lite: bool) -> Select[Any]:
    told = select(
        story_article.c.story,
        article.c.seq,
        article.c.id,
        func.coalesce(article.c.latest, article.c.earliest).label("day"),
        func.row_number().over(partition_by=story_article.c.story, order_by=article.c.sort).label("place"),
    )
    told = told.join(article, article.c.seq == story_article.c.article)
    row = told.where(among(lite, story_article.c.story, "ids")).subquery()
    few = select(row.c.story, row.c.seq, row.c.id, row.c.day).where(row.c.place <= _LATEST)
    return few.order_by(row.c.story, row.c.place)


_OF_STORIES = Quick(_latest)
_MEMBERS = Quick(
    lambda lite: (
        select(story_article.c.story, article.c.id, article.c.seq)
        .join(article, article.c.seq == story_article.c.article)
        .where(among(lite, story_article.c.story, "ids"))
        .order_by(article.c.sort.desc())
    )
)
_ADD = Quick(lambda _: insert(term))
_PUT = Quick(lambda lite: dialects.upsert_of(story, lite))
_BELONG = Quick(lambda lite: dialects.upsert_of(story_article, lite))


class Stories:
    """The articles of a record by telling words and day; a `StoryIndex` of `onrecord.tracing`.

    ``profile`` makes an article ready for comparison, in one of the ways that bear a name (``kind``).
    """

    def __init__(self, connection: Connection, profile: Callable[[Article], Profile], kind: str = "") -> None:
        self._connection = connection
        self._profile = profile
        # Articles never change, so what was made of them may be kept as long as the connection.
        self._profiles: dict[str, Profile] = connection.info.setdefault(f"profiles {kind}", {})
        self._close: dict[tuple[str, str], float] = connection.info.setdefault(f"closeness {kind}", {})

    def close(self, one: Profile, two: Profile) -> float:
        """How close two articles are: asked again of a story's articles whenever one more joins them."""
        if one.article > two.article:  # always the same way round, so that rounding is the same as well
            one, two = two, one
        both = (one.article, two.article)
        if both not in self._close:
            if len(self._close) >= _PAIRS:
                self._close.clear()
            self._close[both] = closeness(one, two)
        return self._close[both]

    def neighbours(self, terms: Sequence[str], around: date | None, days: int, most: int) -> list[str]:
        """The story of each of up to ``most`` articles that share most of ``terms`` within ``days`` of a day."""
        asked: dict[str, object] = {"terms": list(terms), "most": most}
        if around:
            asked |= {"since": around.toordinal() - days, "until": around.toordinal() + days}
        return [story_ for (story_,) in _NEAR[around is not None].rows(self._connection, **asked)]

    def members(self, names: Sequence[str], around: date | None, most: int) -> dict[str, list[Profile]]:
        """Up to ``most`` articles of each story, those nearest in time."""

        def far(row: tuple[int, str, str | None]) -> tuple[int, str]:
            _, id_, day = row
            if around is None or day is None:
                return (0 if around is None else 10**6, id_)
            return (abs((date.fromisoformat(day) - around).days), id_)

        rows: dict[str, list[tuple[int, str, str | None]]] = {name: [] for name in names}
        for story_, *row in _OF_STORIES.rows(self._connection, ids=list(names)) if names else ():
            rows[story_].append((row[0], row[1], row[2]))
        return {
            name: self.profiles({id_: seq for seq, id_, _ in sorted(some, key=far)[:most]})
            for name, some in rows.items()
        }

    def keep(self, profile: Profile) -> None:
        """Remember the profile of an article that need not be fetched."""
        self._profiles[profile.article] = profile

    def profiles(self, numbers: Mapping[str, int]) -> list[Profile]:
        """The profiles of articles, in the order of ``numbers``, which are theirs by their ids."""
        missing = [seq for id_, seq in numbers.items() if id_ not in self._profiles]
        if missing:
            for whole in articles.by_seq(self._connection, missing).values():
                self._profiles[whole.id] = self._profile(whole)
        found = [self._profiles[id_] for id_ in numbers]
        while len(self._profiles) > max(_PROFILES, len(found)):  # what came first is the least likely to be asked
            del self._profiles[next(iter(self._profiles))]
        return found

    def add(self, number: int, profile: Profile) -> None:
        """Make an article findable by its telling words."""
        words = sorted(set(profile.sought))
        _ADD.many(self._connection, ({"term": word, "day": profile.day or 0, "article": number} for word in words))


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
        _PUT.run(connection, **row)
        there_already = held.get(one.id, ())
        belong += [{"article": numbers[id_], "story": one.id} for id_ in one.articles if id_ not in there_already]
    _BELONG.many(connection, belong)
    there(connection, "story", [one.id for one in made])
    for old, new_ in sorted(gone.items()):
        connection.execute(delete(story).where(story.c.id == old))
        redirect_to(connection, "story", old, new_)


def members(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """For each of the stories its articles: ids and numbers, the earliest first."""
    found: dict[str, dict[str, int]] = {}
    for story_, id_, seq in _MEMBERS.rows(connection, ids=list(ids)) if ids else ():
        found.setdefault(story_, {})[id_] = seq
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
