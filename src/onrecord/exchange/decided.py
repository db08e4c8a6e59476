"""Decisions read back from the table that a listing of them is written as: the same format out and in."""

from __future__ import annotations

import csv
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from onrecord.errors import RequestError
from onrecord.exchange.tables import unguarded
from onrecord.vocabulary import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["decisions_of"]

_NEEDED = ("decision", "maker", "made_at", "subject", "article", "quote", "field", "old", "new")
_FLAGS = {"": False, "false": False, "0": False, "true": True, "1": True}


def decisions_of(lines: Iterable[str]) -> Iterator[tuple[int, Decision | str]]:
    """The decisions of a CSV table, each with the line (from 1) that it begins on; why not, where a row is none.

    ``lines`` keep their line ends. Raises `RequestError` where the header is not that of a table of decisions.
    """
    reader = csv.reader(lines)
    try:
        head = next(reader, [])
    except csv.Error as error:
        raise RequestError(f"not a CSV table: {error}") from error
    if lacking := [name for name in _NEEDED if name not in head]:
        raise RequestError(
            f"not a table of decisions: it has no column {', '.join(lacking)}; write one with: onrecord decisions --csv"
        )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, f"no row of CSV: {error}"
            continue
        if cells is None:
            return
        if cells:
            yield line, _decision(head, cells)


def _decision(head: list[str], cells: list[str]) -> Decision | str:
    """The decision of one row, or what is wrong with it."""
    if len(cells) != len(head):
        return f"{len(cells)} cells where the header has {len(head)}"
    row = {name: unguarded(cell) for name, cell in zip(head, cells, strict=True)}
    for name in ("decision", "maker", "field"):
        if not row[name].strip():
            return f"the column {name} is empty"
    try:
        made_at = datetime.fromisoformat(row["made_at"])
    except ValueError:
        return f"made_at {row['made_at']!r} is no time; write it as 2025-04-30T12:00:00+00:00"
    try:
        seconds = float(row["seconds"]) if row.get("seconds") else None
    except ValueError:
        seconds = math.nan
    if seconds is not None and not (math.isfinite(seconds) and seconds >= 0):
        return f"seconds {row['seconds']!r} is no number of seconds"
    if (blind := _FLAGS.get(row.get("blind", "").lower())) is None:
        return f"blind {row['blind']!r} is neither True nor False"
    told: dict[str, Any] = {name: row[name] for name in ("maker", "subject", "quote", "field")}
    told |= {name: row.get(name, "") for name in ("prefix", "suffix")}
    told |= {name: row.get(name) or None for name in ("article", "old", "new", "undoes", "queue")}
    made_at = made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    return Decision(id=row["decision"], made_at=made_at, seconds=seconds, blind=blind, **told)
