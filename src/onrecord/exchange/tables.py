"""Listings as tables: CSV that a spreadsheet cannot be tricked with, and Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from onrecord.vocabulary import Json

__all__ = ["csv_lines", "flat", "guarded", "unguarded", "write_parquet"]

# A spreadsheet takes a cell that starts so for a formula (OWASP ASVS 1.2.10; CR and LF are our addition).
_FORMULA = ("=", "+", "-", "@", "\t", "\0", "\r", "\n")
_BATCH = 10_000


def flat(row: Mapping[str, Any]) -> dict[str, str | int | float | bool | None]:
    """A JSON object as one row of a table: ``{"speaker": {"name": …}}`` becomes ``speaker_name``.

    Lists of plain values are joined by "; ", lists of objects stay JSON text.
    """
    cells: dict[str, str | int | float | bool | None] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            cells.update({f"{key}_{inner}": cell for inner, cell in flat(value).items()})
        elif isinstance(value, (list, tuple)):
            plain = all(isinstance(item, (str, int, float)) for item in value)
            cells[key] = "; ".join(map(str, value)) if plain else json.dumps(value, ensure_ascii=False)
        else:
            cells[key] = value
    return cells


def guarded(cell: object) -> object:
    """The cell, with a single quote before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def csv_lines(rows: Iterable[Json], *, columns: list[str] | None = None, raw: bool = False) -> Iterator[str]:
    """A table as CSV (RFC 4180), line by line, the header first.

    Columns are those of the first row unless given. ``raw`` leaves cells as they are: for programs only.
    """
    buffer = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        cells = flat(row)
        if writer is None:
            writer = csv.DictWriter(buffer, columns or list(cells), extrasaction="ignore", restval="")
            writer.writeheader()
        writer.writerow(cells if raw else {key: guarded(cell) for key, cell in cells.items()})
        yield _drained(buffer)
    if writer is None and columns:
        csv.writer(buffer).writerow(columns)
        yield _drained(buffer)


def _drained(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def write_parquet(rows: Iterable[Json], path: str | Path) -> int:
    """Write a table as Parquet, a batch at a time; returns the number of rows. Needs the extra ``archives``."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("Parquet", "archives") from error
    writer = None
    written = 0
    try:
        for batch in _batches(flat(row) for row in rows):
            if writer is None:
                schema = _schema(pa, batch)
                writer = pq.ParquetWriter(path, schema)
            writer.write_table(pa.Table.from_pylist(batch, schema=writer.schema))
            written += len(batch)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise RequestError(f"{path}: a row does not fit the columns of the first {_BATCH} ({error})") from error
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        pq.write_table(pa.table({}), path)
    return written


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _schema(pa: Any, batch: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - pyarrow carries no types
    """Columns of all rows of the batch; one that holds nothing yet is text, which all our optional columns are."""
    kinds: dict[str, Any] = {}
    for row in batch:
        for name, cell in row.items():
            if cell is not None or name not in kinds:
                kinds[name] = _wider(pa, kinds.get(name), cell)
    return pa.schema([(name, pa.string() if kind is None else kind) for name, kind in kinds.items()])


def _wider(pa: Any, known: Any, cell: object) -> Any:  # noqa: ANN401 - pyarrow carries no types
    found = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string(), type(None): None}[type(cell)]
    if known is None or known == found or {known, found} != {pa.int64(), pa.float64()}:
        return found if known is None else known
    return pa.float64()
