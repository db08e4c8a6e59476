"""Watching feeds: what is new is added, and remembered as seen in the same transaction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.record import feeds as stored
from onrecord.service.adding import put
from onrecord.service.rows import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from onrecord.intake.feeds import FeedState
    from onrecord.intake.manners import Manners
    from onrecord.record import Store
    from onrecord.service.adding import Reader

__all__ = ["watch"]


def watch(
    store: Store,
    urls: Iterable[str],
    reader: Reader,
    *,
    manners: Manners | None = None,
    allow_loopback: bool = False,
) -> Iterator[Added]:
    """Ask each feed once and add what is new; yields what became of each entry.

    A page that its host closes to programs gives an error and is not asked for again. ``manners`` with another pause
    and ``allow_loopback`` are for tests.
    """
    from onrecord.intake import feeds
    from onrecord.intake.manners import ClosedError, Manners

    manners = manners or Manners()

    for url in urls:
        with store.read() as connection:
            before = feeds.FeedState.from_json(stored.get(connection, url) or {})
        try:
            polled = feeds.poll(url, before, manners=manners, allow_loopback=allow_loopback)
        except ArticleError as error:
            yield Added("error", None, url, error=error)
            continue
        # Until all of it is read the feed must not be remembered as known: after a crash it would answer "unchanged".
        state = polled.state.asking_again(before)
        for entry in reversed(polled.entries):  # feeds show the newest first
            after = state.having(entry)
            for one in feeds.read(entry, manners=manners, allow_loopback=allow_loopback):
                if isinstance(one, ArticleError):
                    after = state.having(entry) if isinstance(one, ClosedError) else state.failing(entry)
                    yield Added("error", None, one.where, error=one)
                else:
                    (read,) = reader.read([one])
                    yield put(store, entry.url or entry.id, read, partial(_remember, url, after))
            state = after
        if not state.failed:
            state = state.asking_again(polled.state)
        with store.write() as connection:
            _remember(url, state, connection)


def _remember(url: str, state: FeedState, connection: Connection) -> None:
    stored.put(connection, url, state.to_json())
