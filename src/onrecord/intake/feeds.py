"""RSS and Atom feeds: asked politely, read with what was seen before passed in and out as a value.

    poll(address, state)   asks the feed once and gives the entries not seen yet
    read(entry)            fetches an entry's page, or takes the text that the feed itself carries
    state.having(entry)    the state to store beside what was read, in one transaction: then a crash loses nothing
    state.failing(entry)   the state after an entry that could not be read, to be tried again

A feed that has not changed since (ETag, Last-Modified) costs one small answer; one asked again before its time is not
asked at all.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from onrecord.errors import ArticleError, MissingExtraError
from onrecord.intake.dates import stamp
from onrecord.intake.decoding import storable
from onrecord.intake.making import Origin, make
from onrecord.vocabulary import Article, Json, When, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.intake.manners import Manners

__all__ = ["Entry", "FeedState", "Poll", "entries_of", "poll", "read"]

_KEPT = 2000
"""Entries remembered per feed; feeds show a few dozen at a time."""

_TRIES = 3
"""Times that an entry's page is asked for before it is given up."""

_PAUSE = timedelta(minutes=15)
"""The least time between two questions to one feed, unless it asks for more."""

_LONGEST_PAUSE = timedelta(days=1)
_WHOLE = 400
"""Letters from which on the text that a feed carries counts as the article rather than as a teaser."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two polls; ``seen`` are ids of entries, oldest first.

    ``failed`` are those of entries that could not be read and will be tried again, once for each time.
    """

    etag: str | None = None
    modified: str | None = None
    next_at: datetime | None = None
    seen: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def having(self, entry: Entry) -> FeedState:
        """This state with ``entry`` seen."""
        failed = tuple(id_ for id_ in self.failed if id_ != entry.id)
        seen = self.seen if entry.id in self.seen else (*self.seen, entry.id)[-_KEPT:]
        return replace(self, seen=seen, failed=failed)

    def failing(self, entry: Entry) -> FeedState:
        """This state after ``entry`` could not be read: seen only when that happened for the third time."""
        if self.failed.count(entry.id) + 1 >= _TRIES:
            return self.having(entry)
        return replace(self, failed=(*self.failed, entry.id)[-_KEPT:])

    def asking_again(self, before: FeedState) -> FeedState:
        """This state with the marks of ``before``, so that the feed is given whole again even if it stays as it is."""
        return replace(self, etag=before.etag, modified=before.modified)

    def to_json(self) -> Json:
        next_at = self.next_at.isoformat() if self.next_at else None
        return {"etag": self.etag, "modified": self.modified, "next_at": next_at, "seen": list(self.seen)} | (
            {"failed": list(self.failed)} if self.failed else {}
        )

    @classmethod
    def from_json(cls, line: Json) -> FeedState:
        """The state that ``to_json`` gave."""
        next_at = line.get("next_at")
        at = datetime.fromisoformat(next_at) if next_at else None
        seen, failed = (tuple(line.get(part) or ()) for part in ("seen", "failed"))
        return cls(line.get("etag"), line.get("modified"), at, seen, failed)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. ``text`` is the text that the feed carries, without markup."""

    id: str
    url: str | None
    title: str | None
    byline: str | None
    published: When | None
    text: str
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """One question to a feed: its new ``entries``, and ``state``, in which they do not count as seen yet."""

    entries: tuple[Entry, ...]
    state: FeedState


def poll(
    url: str,
    state: FeedState | None = None,
    *,
    now: datetime | None = None,
    manners: Manners | None = None,
    allow_loopback: bool = False,
) -> Poll:
    """Ask the feed at ``url`` for what is new, unless it is too soon. Raises ``ArticleError`` for a dead or no feed."""
    from onrecord.intake.fetch import fetch

    before = state or FeedState()
    at = now or datetime.now(UTC)
    if before.next_at and at < before.next_at:
        return Poll((), before)
    headers = {"If-None-Match": before.etag or "", "If-Modified-Since": before.modified or ""}
    sent = {name: value for name, value in headers.items() if value}
    answer = fetch(url, headers=sent, manners=manners, allow_loopback=allow_loopback)
    after = replace(before, next_at=at + _pause(answer.headers))
    if answer.status == 304:
        return Poll((), after)
    after = replace(after, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    entries = _entries(answer.data, url)
    return Poll(tuple(entry for entry in entries if entry.id not in before.seen), after)


def _pause(headers: Any) -> timedelta:  # noqa: ANN401 - a mapping of strings
    """How long the feed is left alone: its ``max-age`` or ``Retry-After`` within bounds."""
    said = 0.0
    for part in str(headers.get("cache-control", "")).split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdigit():
            said = float(value)
    retry = str(headers.get("retry-after", ""))
    said = max(said, float(retry)) if retry.isdigit() else said
    return min(max(timedelta(seconds=min(said, 1e6)), _PAUSE), _LONGEST_PAUSE)


def read(
    entry: Entry, *, manners: Manners | None = None, allow_loopback: bool = False
) -> Iterator[Article | ArticleError]:
    """The article of ``entry``: its page, or where that cannot be read, the text in the feed if it is whole."""
    from onrecord.intake.sources import articles

    found = list(articles([entry.url], manners=manners, allow_loopback=allow_loopback)) if entry.url else []
    if found and isinstance(found[0], Article):
        article = found[0]
        yield replace(
            article,
            title=article.title or entry.title,
            byline=article.byline or entry.byline,
            published=article.published or entry.published,
        )
    elif len(entry.text) >= _WHOLE:
        yield _article(entry, Origin(entry.url or entry.id, None, entry.url))
    else:
        advice = "open the article in a browser and save it"
        yield from found or [ArticleError(entry.id, "is a feed entry without address and text", advice)]


def entries_of(data: bytes, origin: Origin) -> Iterator[Article | ArticleError]:
    """The entries of a feed's file as articles, with the text that the feed itself carries."""
    try:
        entries = _entries(data, origin.where)
    except ArticleError as error:
        yield error
        return
    for number, entry in enumerate(entries, start=1):
        if entry.text or entry.title:
            yield _article(entry, origin)
        else:
            where = f"{origin.where}, entry {number}"
            yield ArticleError(where, "holds no text", "add the address it links to")


def _article(entry: Entry, origin: Origin) -> Article:
    return make(
        entry.text or entry.title or "",
        origin,
        title=entry.title,
        byline=entry.byline,
        outlet=entry.outlet,
        url=entry.url,
        published=entry.published,
        language=entry.language,
    )


def _entries(data: bytes, where: str) -> list[Entry]:
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtraError("Reading feeds", "archives") from error
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = feed.get("entries") or []
    if not entries:
        if feed.get("bozo") or not feed.get("version"):
            raise ArticleError(
                where, "is no sound RSS or Atom feed", "check the address; feeds end in rss, atom or xml"
            )
        return []
    about = feed.get("feed") or {}
    outlet = _said(about.get("title"))
    language = _said(about.get("language"))
    return [_entry(each, outlet, language) for each in entries]


def _entry(each: Any, outlet: str | None, language: str | None) -> Entry:  # noqa: ANN401 - feedparser ships no types
    from onrecord.intake.pages import text_of_markup

    contents = [content.get("value") or "" for content in each.get("content") or []] + [each.get("summary") or ""]
    texts = [text_of_markup(content) for content in contents if content.strip()]
    link = _said(each.get("link"))
    title = _said(each.get("title"))
    day = stamp(each.get("published") or each.get("issued"))
    published = When(day, day, "metadata") if day else None
    if published is None and (updated := stamp(each.get("updated"))):
        published = When(None, updated, "metadata (updated)")
    return Entry(
        id=str(each.get("id") or link or digest("entry", title or "", *texts)),
        url=link if link and link.startswith(("http://", "https://")) else None,
        title=title,
        byline=_said(each.get("author")),
        published=published,
        text=max(texts, key=len, default=""),
        outlet=outlet,
        language=language,
    )


def _said(value: object) -> str | None:
    return " ".join(storable(value).split()) or None if isinstance(value, str) else None
