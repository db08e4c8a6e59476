"""On Record: who said what, on which issue, when, in whose words, according to which outlet.

>>> import onrecord
>>> with onrecord.open("talks.db") as record:  # doctest: +SKIP
...     record.add(["articles/"])
...     for row in record.statements(speaker="Ada Lind", since="2025-01-01"):
...         print(row.statement.said_at, row.wording)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from onrecord.service import Filter, Listing, Record
    from onrecord.vocabulary import Article, CodebookActor, Reading

__all__ = ["Filter", "Listing", "Record", "__version__", "open", "read"]

__version__ = "0.1.0"


def open(target: str | PathLike[str] = "onrecord.db", *, create: bool = True) -> Record:  # noqa: A001 - as in the contract
    """Open the record at ``target``, a SQLite file or a database URL; see `onrecord.service.Record.open`."""
    from onrecord.service import Record

    return Record.open(target, create=create)


def read(articles: Iterable[Article], *, actors: Iterable[CodebookActor] = ()) -> list[Reading]:
    """Read articles without a record; ``actors`` are those that the analyst knows about."""
    from onrecord import reading

    return reading.read(list(articles), actors=tuple(actors))


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the service has by that name
    # The service is imported when it is asked for, so that `onrecord --help` need not wait for it.
    if name in ("Filter", "Listing", "Record"):
        from onrecord import service

        return getattr(service, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
