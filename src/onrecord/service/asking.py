"""Asking an endpoint to code: an additional coder, asked only when a user names it, kept beside the machine's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError
from onrecord.positions import remote
from onrecord.record import codings, pages
from onrecord.record.vectors import remembered
from onrecord.service.coding import named_by, statements_of
from onrecord.service.knowing import knowledge_of
from onrecord.vocabulary import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.positions.remote import Endpoint
    from onrecord.record import Store

__all__ = ["Asked", "ask"]

_BATCH = 20
"""Utterances asked about before their codings are stored."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one batch: how many utterances are behind, how many codings were made, why answers were dropped."""

    done: int
    total: int
    made: int
    dropped: tuple[tuple[str, str, str], ...]


def ask(store: Store, endpoint: Endpoint) -> Iterator[Asked]:
    """Have ``endpoint`` code every utterance on an issue that it has not coded yet, a batch a transaction.

    No transaction is open while the endpoint is waited for. Raises `NotFoundError` without a codebook, `RequestError`
    for an address that is none, `CoderError` where the endpoint cannot be asked; what was stored by then stays.
    """
    from onrecord import encoder
    from onrecord.positions import issues

    remote.check(endpoint)
    with store.read() as connection:
        book = knowledge_of(connection).codebook
        waiting = codings.not_by(connection, endpoint.coder)
    if book is None:
        raise NotFoundError("this record has no codebook; load one with: onrecord codebook FILE")
    for start in range(0, len(waiting), _BATCH):
        ids = waiting[start : start + _BATCH]
        with store.write() as connection:  # sentence vectors that are new are kept
            told = list(pages.utterances(connection, ids).values())
            said = statements_of(connection, {report.article for one in told for report in one.reports})
            matches = issues.match(told, book, embed=remembered(connection, encoder.embed))
        found = remote.code(told, said, book, endpoint, matches=matches)
        with store.write() as connection:
            named = named_by(connection, knowledge_of(connection))
            made = [
                replace(one, actor=named(one.actor.name)) if one.actor.id == digest("actor", one.actor.name) else one
                for one in found.codings
            ]
            codings.replace(connection, [one.id for one in told], made, coder=endpoint.coder)
        yield Asked(min(start + _BATCH, len(waiting)), len(waiting), len(made), tuple(found.dropped))
