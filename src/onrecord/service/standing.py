"""Where several actors stand at once: what timelines and matrices are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import codings, positions
from onrecord.record.selecting import Selection
from onrecord.service.coding import freshened
from onrecord.service.listing import MOST_ROWS, Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import Store
    from onrecord.vocabulary import Actor, Position

__all__ = ["matrix", "positions_of"]


def positions_of(store: Store, actors: Sequence[str], issue: str | None = None) -> list[Position]:
    """Every position of these actors (ids), on one issue or all."""
    freshened(store)
    with store.read() as connection:
        some = Selection(Filter(issue=issue, limit=MOST_ROWS), list(actors))
        return positions.position_page(connection, some)[0]


def matrix(store: Store, most: int) -> list[tuple[Actor, dict[str, Position]]]:
    """Where the ``most`` actors with most codings stand now, by issue; those with positions on most issues first."""
    freshened(store)
    with store.read() as connection:
        now = positions.latest(connection, codings.most_coded(connection, most))
    actors = {one.actor.id: one.actor for one in now}
    cells: dict[str, dict[str, Position]] = {id_: {} for id_ in actors}
    for one in now:
        cells[one.actor.id][one.issue] = one
    order = sorted(actors, key=lambda id_: (-len(cells[id_]), actors[id_].name))
    return [(actors[id_], cells[id_]) for id_ in order]
