"""The stages on an engine, for collections that outgrow one machine: the optional part ``onrecord[scale]``.

    read(archives, target)              articles extracted and read; `onrecord add TARGET` loads what is written
    candidate_pairs(source, target)     which articles share enough to be compared
    components(pairs)                   the groups that such pairs make, solved here: 20 bytes a pair

Daft runs them in its own threads and processes here, or on a Ray cluster (``DAFT_RUNNER=ray``). What is run is what
runs without it: the functions of ``intake``, ``reading`` and ``tracing.passages``. Its telemetry is switched off before
it is loaded.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError
from onrecord.tracing.passages import CAP, LEAST_SHARED, fingerprints
from onrecord.vocabulary import Article
from onrecord.written import READ, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.vocabulary import CodebookActor

__all__ = ["candidate_pairs", "components", "pairs_of", "read"]

_TOGETHER = 16

os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def read(archives: Sequence[str | Path], target: str | Path, *, actors: Sequence[CodebookActor] = ()) -> int:
    """Extract and read the articles of ``archives``, one archive after another in each process of the engine.

    ``archives`` are files that every machine sees by these names; many of some hundred megabytes keep all busy.
    ``target`` is a folder that is replaced: Parquet with a row for each article, or for what could not be read, which
    `onrecord add` loads. ``actors`` are those that the analyst knows about. Returns the number of rows. Raises
    MissingExtraError where Daft is not installed.
    """
    daft = _engine()
    known = tuple(actors)

    def rows(name: str) -> list[str]:
        return list(_read(name, known))

    # In processes: lxml, which takes pages apart, has crashed in the engine's threads.
    reads = daft.func(rows, return_dtype=daft.DataType.list(daft.DataType.string()), use_process=True)
    col = daft.col
    names = daft.from_pydict({"name": [str(one) for one in archives]})
    if os.environ.get("DAFT_RUNNER") == "ray":  # one partition an archive, or one machine would be given them all
        names = names.into_partitions(max(1, len(archives)))
    lines = names.select(reads(col("name")).alias("line")).explode("line")
    lines = lines.where(~col("line").is_null())
    refused = col("line").startswith("[")
    lines = lines.select(
        daft.functions.when(~refused, col("line")).otherwise(daft.lit(None)).alias(READ),
        daft.functions.when(refused, col("line")).otherwise(daft.lit(None)).alias(REFUSED),
    )
    lines.write_parquet(str(target), write_mode="overwrite")
    return int(daft.read_parquet(str(target)).count_rows()) if _written(target) else 0


def _read(archive: str, actors: Sequence[CodebookActor]) -> Iterator[str]:
    """The articles of an archive, read and written as lines, in order; those that cannot be read as JSON lists."""
    import json

    from onrecord import intake, reading
    from onrecord.errors import ArticleError
    from onrecord.runner import batches
    from onrecord.written import to_line

    for batch in batches(intake.articles([archive]), _TOGETHER):
        readings = iter(reading.read([one for one in batch if isinstance(one, Article)], actors=actors))
        for one in batch:
            if isinstance(one, ArticleError):
                yield json.dumps([one.where, one.reason, one.advice])
            else:
                yield to_line(next(readings))


def components(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The groups of articles that hang together by ``pairs`` (ids), each sorted, the groups by their first member.

    Here and not on the engine: on a cluster of one machine the same took 300 times as long as natively, and pairs fit
    into memory up to about 10^8.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not pairs:
        return []
    names, places = np.unique(np.array(pairs, dtype=np.str_), return_inverse=True)
    one, two = places.reshape(-1, 2).T
    graph = coo_array((np.ones(len(one), np.int8), (one, two)), shape=(len(names), len(names)))
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return sorted(group.tolist() for group in np.split(names[order], cuts))


def candidate_pairs(source: str | Path, target: str | Path) -> int:
    """Which articles share enough kept shingles to be compared: Parquet in, Parquet out.

    ``source`` is a Parquet file or folder with the columns ``id`` and ``body`` (text without furniture); ``target`` a
    folder that is replaced: ``one`` < ``two`` (ids) and ``shared``, a row for each pair. Returns how many there are.
    Raises MissingExtraError where Daft is not installed.
    """
    daft = _engine()
    col = daft.col
    hashes = daft.func.batch(return_dtype=daft.DataType.list(daft.DataType.int64()))(_hashes)
    rows = daft.read_parquet(str(source)).select(col("id"), hashes(col("body")).alias("hash")).explode("hash")
    pairs = pairs_of(rows.where(~col("hash").is_null()))
    pairs.write_parquet(str(target), write_mode="overwrite")
    return int(daft.read_parquet(str(target)).count_rows()) if _written(target) else 0


def pairs_of(rows: Any) -> Any:  # noqa: ANN401 - frames of the engine, which ships no types
    """The pairs of `candidate_pairs` for a frame of ``id`` and ``hash``, a row for each kept shingle of an article."""
    daft = _engine()
    col, lit = daft.col, daft.lit
    held = rows.groupby("hash").agg(col("id").count().alias("holders"))
    held = held.where((col("holders") > lit(1)) & (col("holders") <= lit(CAP)))
    rows = rows.join(held, on="hash").select("hash", "id")
    both = rows.select(col("hash"), col("id").alias("one")).join(
        rows.select(col("hash"), col("id").alias("two")), on="hash"
    )
    both = both.where(col("one") < col("two"))
    shared = both.groupby("one", "two").agg(col("hash").count().alias("shared"))
    return shared.where(col("shared") >= lit(LEAST_SHARED))


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
