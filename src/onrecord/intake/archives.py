"""Files that hold many articles: JSON Lines, tables, Parquet, WARC. Read as a stream, whatever their size."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import ArticleError, MissingExtraError
from onrecord.intake.fields import mapped
from onrecord.intake.limits import LINE_BYTES
from onrecord.intake.rows import WORDS, Row, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.intake.formats import Format
    from onrecord.intake.making import Origin
    from onrecord.intake.parsing import Task
    from onrecord.vocabulary import Article

__all__ = ["from_archive", "from_file"]


def from_file(name: str, origin: Origin, format_: Format) -> Iterator[Task | Row | ArticleError]:
    """The articles of the archive at ``name``, of any size: pages and rows, still to be read."""
    try:
        with Path(name).open("rb") as file:
            yield from _from(file, origin, format_)
    except FileNotFoundError:
        yield ArticleError(name, "does not exist", "check the spelling")
    except PermissionError:
        yield ArticleError(name, "may not be read", "change its permissions or leave it out")
    except OSError as error:
        yield ArticleError(name, f"cannot be read ({error.strerror or error})", "check the file")


def from_archive(data: bytes, origin: Origin, format_: Format) -> Iterator[Article | ArticleError]:
    """The articles of an archive held in memory."""
    if format_ == "feed":
        from onrecord.intake.feeds import entries_of

        yield from entries_of(data, origin)
        return
    from onrecord.intake.workers import extracted

    yield from extracted(_from(io.BytesIO(data), origin, format_), jobs=1)


def _from(file: BinaryIO, origin: Origin, format_: Format) -> Iterator[Task | Row | ArticleError]:
    if format_ == "warc":
        from onrecord.intake.warc import pages_of

        yield from pages_of(file, origin)
        return
    if format_ == "parquet":
        yield from _from_parquet(file, origin)
        return
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    plain: Any = gzip.GzipFile(fileobj=file) if packed else file
    try:
        if format_ == "jsonl":
            yield from rows_of(_lines(plain, origin), origin)
        else:
            yield from _from_table(plain, origin)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield ArticleError(origin.where, "is packed with gzip and damaged or cut short", "get a whole copy")


def _lines(file: BinaryIO, origin: Origin) -> Iterator[str]:
    """Lines of at most ``LINE_BYTES``; a longer one is skipped unread and shows as one that is no JSON."""
    first = True
    while line := file.readline(LINE_BYTES + 1):
        if len(line) > LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(LINE_BYTES)
            yield f"longer than {LINE_BYTES >> 20} MB"
            continue
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        yield line.decode("utf-8", "replace")


def _from_table(file: BinaryIO, origin: Origin) -> Iterator[Row | ArticleError]:
    """The rows of a CSV file, as news databases export them; the separator is told from the first lines."""
    start = file.read(65536)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=_encoding(start), errors="replace", newline="")
    try:
        yield from _rows(text, start.decode(_encoding(start), "replace"), origin)
    finally:
        text.detach()  # the file is closed by who opened it


def _rows(text: io.TextIOWrapper, head: str, origin: Origin) -> Iterator[Row | ArticleError]:
    """The rows of a table; ``head`` is how it begins."""
    try:
        dialect: Any = csv.Sniffer().sniff(head[:4096].split("\n", 1)[0], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(LINE_BYTES)
    rows = csv.DictReader(text, delimiter=dialect.delimiter)
    if not mapped(list(rows.fieldnames or [])).keys() & WORDS:
        advice = "name its columns in the first line, one of them text, body or content"
        yield ArticleError(origin.where, "is a table without a column of article texts", advice)
        return
    while True:
        where = f"{origin.where}, line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield ArticleError(where, f"is no sound line of a table ({error})", "fix this line")
            continue
        yield Row({key: value for key, value in row.items() if key}, origin, where)


def _encoding(start: bytes) -> str:
    """UTF-8 if the beginning is (a character may be cut at its end), UTF-16 if marked, else windows-1252."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start[:-3].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 8:
            return "cp1252"
    return "utf-8-sig"


def _from_parquet(file: BinaryIO, origin: Origin) -> Iterator[Row | ArticleError]:
    """The rows of a Parquet file, in batches; columns that say nothing of an article are not read."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise MissingExtraError("Reading Parquet", "archives") from error
    try:
        table = parquet.ParquetFile(file)
        columns = [name for names in mapped(table.schema_arrow.names).values() for name in names]
        if not mapped(columns).keys() & WORDS:
            advice = "name one of its columns text, body or content"
            yield ArticleError(origin.where, "is a Parquet file without a column of article texts", advice)
            return
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield Row(row, origin, f"{origin.where}, row {number}")
    except (ArrowException, OSError) as error:
        yield ArticleError(
            origin.where, f"is no sound Parquet file ({str(error).splitlines()[0][:120]})", "get a whole copy"
        )
