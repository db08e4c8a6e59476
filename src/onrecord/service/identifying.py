"""Which actor of the record each actor of an article is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import actors
from onrecord.vocabulary import Actor, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onrecord.vocabulary import Article

__all__ = ["identify"]


def identify(connection: Connection, article: Article, cast: Iterable[Actor]) -> dict[str, Actor]:
    """The record's actors by the ids of the article's actors ``cast``."""
    known: dict[str, Actor] = {}
    for local in cast:
        if local.resolved:
            same = actors.by_name(connection, local.name)
            id = same[0] if same else digest("actor", actors.name_key(local.name))  # noqa: A001
        else:
            id = digest("actor", article.id, local.id)  # noqa: A001 - described only, so no one else's
        known[local.id] = Actor(id, local.name, local.type, local.role, local.resolved)
    return known
