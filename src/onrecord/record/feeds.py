"""What is remembered of feeds, stored together with what came from them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.record import dialects
from onrecord.record.schema import feed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.vocabulary import Json

__all__ = ["get", "put"]


def get(connection: Connection, url: str) -> Json | None:
    """What is remembered of a feed."""
    state = connection.scalar(select(feed.c.state).where(feed.c.url == url))
    return json.loads(state) if state else None


def put(connection: Connection, url: str, state: Json) -> None:
    """Remember this of a feed."""
    row = {"url": url, "state": json.dumps(state)}
    new = dialects.insert(connection, feed).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["url"], set_=row))
