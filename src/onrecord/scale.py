"""Finding reuse on an engine, for collections that outgrow one machine: the optional part ``onrecord[scale]``.

The stages are those of ``tracing.passages``: fingerprints, a join on their hashes, furniture left out, pairs that share
enough. Daft runs them on its own threads here, or on a Ray cluster (``DAFT_RUNNER=ray``); fingerprints are computed on
whole batches without any state. Its telemetry is switched off before it is loaded.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError
from onrecord.tracing.passages import CAP, LEAST_SHARED, fingerprints
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["candidate_pairs"]

os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def candidate_pairs(source: str | Path, target: str | Path) -> int:
    """Which articles share enough kept shingles to be compared: Parquet in, Parquet out.

    ``source`` is a Parquet file or folder with the columns ``id`` and ``body`` (text without furniture); ``target`` a
    folder that is replaced: ``one`` < ``two`` (ids) and ``shared``, a row for each pair. Returns how many there are.
    Raises MissingExtraError where Daft is not installed.
    """
    daft = _engine()
    from daft import col, lit

    hashes = daft.func.batch(return_dtype=daft.DataType.list(daft.DataType.int64()))(_hashes)
    rows = daft.read_parquet(str(source)).select(col("id"), hashes(col("body")).alias("hash")).explode("hash")
    rows = rows.where(~col("hash").is_null())
    held = rows.groupby("hash").agg(col("id").count().alias("holders"))
    held = held.where((col("holders") > lit(1)) & (col("holders") <= lit(CAP)))
    rows = rows.join(held, on="hash").select("hash", "id")
    both = rows.select(col("hash"), col("id").alias("one")).join(
        rows.select(col("hash"), col("id").alias("two")), on="hash"
    )
    both = both.where(col("one") < col("two"))
    pairs = (
        both.groupby("one", "two").agg(col("hash").count().alias("shared")).where(col("shared") >= lit(LEAST_SHARED))
    )
    pairs.write_parquet(str(target), write_mode="overwrite")
    return int(daft.read_parquet(str(target)).count_rows()) if _written(target) else 0


def _hashes(bodies: Any) -> list[list[int]]:  # noqa: ANN401 - a series of the engine, which ships no types
    texts = [body or "" for body in bodies.to_pylist()]
    return [row.tolist() for row in fingerprints([Article("", text, ((0, len(text)),)) for text in texts])]


def _written(target: str | Path) -> bool:
    return any(True for _ in _files(str(target)))


def _files(folder: str) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from (name for name in names if name.endswith(".parquet"))


def _engine() -> Any:  # noqa: ANN401 - Daft ships no types
    try:
        import daft
    except ImportError as error:
        raise MissingExtraError("finding reuse on an engine", "scale") from error
    return daft
