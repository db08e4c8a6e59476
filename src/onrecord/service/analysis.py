"""The analysis: codings, positions, shifts, packages, agreement and networks of what a filter leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError, RequestError
from onrecord.record import codings, names, positions, summary
from onrecord.service import listings
from onrecord.service.coding import freshened
from onrecord.service.knowing import knowledge_of
from onrecord.service.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onrecord.networks import Network
    from onrecord.positions.agreement import Agreement
    from onrecord.positions.packages import Verdicts
    from onrecord.positions.shifts import Step
    from onrecord.record import Store
    from onrecord.service.listing import Filter
    from onrecord.vocabulary import Codebook, Coding, Position, Shift

__all__ = ["agreement", "coding_page", "history", "network", "packages", "position_page", "remarks", "shift_page"]

_CODINGS = ("speaker", "outlet", "issue", "stance", "since", "until", "article", "utterance")
_MODES = ("one-mode", "two-mode")


def coding_page(connection: Connection, wanted: Filter) -> Listing[Coding]:
    """One page of codings."""
    wanted.only("codings", *_CODINGS)
    rows, after = codings.page(connection, listings.selection(connection, wanted))
    return Listing(tuple(rows), after)


def _all(connection: Connection, wanted: Filter) -> list[Coding]:
    return codings.all_of(connection, listings.selection(connection, wanted))


def position_page(store: Store, wanted: Filter) -> Listing[Position]:
    """One page of positions; those of one outlet's reports alone are worked out on the spot, all on one page."""
    from onrecord.positions.positions import positions as positions_of

    wanted.only("positions", "speaker", "issue", "stance", "outlet", "since", "until")
    freshened(store)
    with store.read() as connection:
        if wanted.outlet is None:
            rows, after = positions.position_page(connection, listings.selection(connection, wanted))
            return Listing(tuple(rows), after)
        found = positions_of(_all(connection, wanted.but(stance=None)))
        return Listing(tuple(one for one in found if wanted.stance in (None, one.stance)))


def shift_page(store: Store, wanted: Filter) -> Listing[Shift]:
    """One page of shifts; those of one outlet's reports alone are worked out on the spot, all on one page."""
    from onrecord.positions.shifts import shifts as shifts_of

    wanted.only("shifts", "speaker", "issue", "outlet", "since", "until")
    freshened(store)
    with store.read() as connection:
        if wanted.outlet is None:
            rows, after = positions.shift_page(connection, listings.selection(connection, wanted))
            return Listing(tuple(rows), after)
        some = _all(connection, wanted)
        by = dict(codings.speakers(connection, {one.utterance for one in some}))
        return Listing(tuple(shifts_of(some, speakers=by)))


def history(connection: Connection, speaker: str, issue: str) -> list[Step]:
    """The change log of one actor on one issue."""
    from onrecord.positions.shifts import history as history_of
    from onrecord.service.listing import Filter

    return history_of(_all(connection, Filter(speaker=speaker, issue=issue)))


def packages(connection: Connection, suppose: Iterable[str] | Mapping[tuple[str, str], str]) -> Verdicts:
    """The verdict on every combination of options; ``suppose`` holds texts like "Ukraine: nato-membership=against"."""
    from onrecord.positions import packages as package_room
    from onrecord.positions.stances_taken import suppose as supposition

    book = _codebook(connection)
    if not isinstance(suppose, (list, tuple)):
        mapping = dict(suppose)  # type: ignore[arg-type] # the other half of the union
        suppose = [f"{actor}: {issue}={stance}" for (actor, issue), stance in mapping.items()]
    supposed = [supposition(one, book) for one in suppose]
    from onrecord.service.listing import Filter

    return package_room.packages(book, _all(connection, Filter()), suppose=supposed)


def _codebook(connection: Connection) -> Codebook:
    book = knowledge_of(connection).codebook
    if book is None:
        raise NotFoundError("this record has no codebook; load one with: onrecord codebook FILE")
    return book


def remarks(connection: Connection) -> list[str]:
    """What of the codebook in force does nothing in this record."""
    from onrecord.positions.remarks import remarks as remarks_of

    book = _codebook(connection)
    days = summary.days(connection)
    touched = codings.count_by_issue(connection)
    coded = {name.casefold() for name in codings.actor_names(connection)}

    def known(name: str) -> bool:
        return name.casefold() in coded or bool(names.bearers(connection, name))

    return list(remarks_of(book, touched, known, days))


def agreement(connection: Connection, wanted: Filter, coders: Iterable[str] | None = None) -> Agreement:
    """How far coders agree."""
    from onrecord.positions.agreement import agreement as agreement_of

    wanted.only("agreement", *_CODINGS)
    return agreement_of(_all(connection, wanted), list(coders) if coders else None)


def network(
    connection: Connection,
    wanted: Filter,
    *,
    mode: str = "one-mode",
    aggregation: str = "congruence",
    normalisation: str = "no",
    duplicates: str = "include",
) -> Network:
    """A discourse network of the codings left; a person's coding counts, not the machine's beside it."""
    from onrecord.networks import STANCE_LEVELS, Events, one_mode, two_mode

    wanted.only("network", *_CODINGS)
    if mode not in _MODES:
        raise RequestError(f"mode {mode!r} is not known; use one of {', '.join(_MODES)}")
    actors, issues, stances, told_in, days = codings.columns_of(
        connection, listings.selection(connection, wanted), documents=duplicates == "document"
    )
    values = [STANCE_LEVELS[stance] for stance in stances]
    levels = sorted(set(STANCE_LEVELS.values()))
    events = Events.of(actors, issues, values, told_in, days, levels=levels)
    events = events.once_per(duplicates)  # type: ignore[arg-type] # checked there
    if mode == "two-mode":
        how = "ignore" if aggregation == "congruence" else aggregation
        return two_mode(events, how, normalisation)  # type: ignore[arg-type] # likewise
    return one_mode(events, aggregation, normalisation)  # type: ignore[arg-type] # likewise
