"""What is to be added: articles behind names, and readings that were made elsewhere (`onrecord.scale.read`)."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.vocabulary import Article
from onrecord.written import READ, REFUSED, from_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from onrecord.vocabulary import Reading

__all__ = ["gather"]


def gather(
    inputs: Iterable[str | Article],
    *,
    outlet: str | None,
    published: date | None,
    format_: str | None,
    jobs: int,
) -> Iterator[Article | Reading | ArticleError]:
    """What is behind ``inputs``, in order; those that are articles already as they are."""
    from onrecord import intake

    for kind, some in groupby(inputs, _kind):
        if kind == "article":
            yield from (one for one in some if isinstance(one, Article))
        elif kind == "readings":
            for name in some:
                yield from _readings(str(name))
        else:
            names = (one for one in some if isinstance(one, str))
            yield from intake.articles(names, outlet=outlet, published=published, format=format_, jobs=jobs)


def _kind(given: str | Article) -> str:
    if isinstance(given, Article):
        return "article"
    return "readings" if any(map(_holds_readings, _tables(given)[:1])) else "name"


def _tables(name: str) -> list[Path]:
    """The Parquet file of a name, or those of a folder, sorted."""
    path = Path(name)
    try:
        if path.suffix.lower() == ".parquet" and path.is_file():
            return [path]
        return sorted(path.glob("*.parquet")) if path.is_dir() else []
    except (OSError, ValueError):  # no name of a file; intake says what is wrong with it
        return []


def _holds_readings(path: Path) -> bool:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        return False
    try:
        return READ in parquet.read_schema(path).names
    except (ArrowException, OSError):
        return False


def _readings(name: str) -> Iterator[Reading | ArticleError]:
    from pyarrow import parquet

    for path in _tables(name):
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=256, columns=[READ, REFUSED]):
            for row in batch.to_pylist():
                if row[READ] is None:
                    yield ArticleError(*json.loads(row[REFUSED]))
                else:
                    yield from_line(row[READ])
