"""Exporting: what a filter leaves, written to a file in a format that other programs read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import RequestError
from onrecord.record import articles, codings
from onrecord.service import analysis, listings
from onrecord.service.listing import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from onrecord.exchange import Sourced
    from onrecord.networks import Network
    from onrecord.service.listing import Filter
    from onrecord.service.rows import StatementRow
    from onrecord.vocabulary import Json

__all__ = ["FORMATS", "export", "write_network"]

FORMATS = ("csv", "parquet", "jsonl", "dna", "events", "jsonld", "graphml", "gexf", "ucinet", "matrix")
"""Statements as csv, parquet or jsonl; codings with their statements as dna, events (DNA's event list) or jsonld;
the network of the codings as graphml, gexf, ucinet or matrix (CSV)."""

_PAGE = 1_000


def export(connection: Connection, format_: str, path: Path, wanted: Filter) -> int:
    """Write the file at ``path`` and return how many rows (of a network: nodes) it holds."""
    if format_ not in FORMATS:
        raise RequestError(f"format {format_!r} is not known; use one of {', '.join(FORMATS)}")
    if format_ in ("csv", "parquet", "jsonl"):
        return _statements(connection, format_, path, wanted)
    if format_ in ("dna", "events", "jsonld"):
        return _codings(connection, format_, path, wanted)
    return _network(connection, format_, path, wanted)


def rows(connection: Connection, wanted: Filter) -> Iterator[StatementRow]:
    """Every statement left, page by page."""
    after = None
    while True:
        page = listings.statement_page(connection, wanted.but(limit=_PAGE, after=after))
        yield from page
        after = page.next
        if after is None:
            return


def _statements(connection: Connection, format_: str, path: Path, wanted: Filter) -> int:
    from onrecord.exchange import listing_csv, write_parquet

    count = 0

    def found() -> Iterator[Json]:
        nonlocal count
        for row in rows(connection, wanted):
            count += 1
            yield row.to_json()

    if format_ == "parquet":
        return write_parquet(found(), path)
    with path.open("w", encoding="utf-8", newline="") as file:
        if format_ == "csv":
            file.writelines(listing_csv("statements", found()))
        else:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in found())
    return count


def _sourced(connection: Connection, wanted: Filter) -> list[Sourced]:
    from onrecord.exchange import sourced

    some = codings.all_of(connection, listings.selection(connection, wanted), words=True)
    coded = {one.utterance for one in some}
    plain = wanted.but(issue=None, stance=None, limit=MOST_ROWS, reports=True)
    said = [(row.statement, row.utterance) for row in rows(connection, plain) if row.utterance in coded]
    numbers = articles.seqs(connection, {statement.article for statement, _ in said})
    return list(sourced(articles.by_seq(connection, numbers.values()).values(), said, some))


def _codings(connection: Connection, format_: str, path: Path, wanted: Filter) -> int:
    from onrecord import exchange

    items = _sourced(connection, wanted)
    if format_ == "dna":
        exchange.write_dna(exchange.to_dna(items, today=datetime.now(UTC).date()), path)
    elif format_ == "events":
        path.write_text("".join(exchange.event_list(items)), encoding="utf-8")
    else:
        path.write_text(json.dumps(exchange.document(items), ensure_ascii=False, indent=1), encoding="utf-8")
    return len(items)


def _network(connection: Connection, format_: str, path: Path, wanted: Filter) -> int:
    return write_network(analysis.network(connection, wanted), format_, path)


def write_network(network: Network, format_: str, path: Path) -> int:
    """Write a network as graphml, gexf, ucinet or matrix (CSV) and return the number of its rows."""
    from onrecord import exchange

    if format_ == "matrix":
        text = "".join(exchange.csv_lines(exchange.matrix_csv(network)))
    else:
        text = {"graphml": exchange.graphml, "gexf": exchange.gexf, "ucinet": exchange.ucinet}[format_](network)
    path.write_text(text, encoding="utf-8")
    return len(network.rows)
