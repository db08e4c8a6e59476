"""How finding reuse on the engine grows: time, memory and what a cluster would have to shuffle.

    python benchmarks/scale.py [--sizes 10000 30000 100000] [--hashes 75]

The articles are sketches: 75 random hashes each, as many as are kept of 300 words; one in twenty has those of another
article, one in twenty a third of them. The engine finds the pairs (`onrecord.scale.pairs_of`) in its own threads. What
is shuffled follows from the rows that pass each exchange, counted here: 16 bytes for a row of hash and id
in the grouping by hash (R rows) and in the join with what that leaves (R and H), twice 16 for the self-join (K rows
each side), 24 for the pairs (B). All are proportional to the articles as long as their share of copies stays, so the
last line multiplies, for 10^8 articles: that is paper, not measurement.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from onrecord import scale
from onrecord.tracing.passages import CAP


def sketches(number: int, hashes: int, path: Path) -> np.ndarray:
    """Write rows of id and hash; gives the hashes [number, hashes]."""
    import pyarrow
    from pyarrow import parquet

    rng = np.random.default_rng(7)
    rows = rng.integers(-(2**63), 2**63 - 1, (number, hashes), dtype=np.int64)
    kind = rng.random(number)
    origin = (rng.random(number) * np.arange(number)).astype(np.int64)  # an earlier article
    rows[kind < 0.05] = rows[origin[kind < 0.05]]
    part = (kind >= 0.05) & (kind < 0.1)
    rows[part, : hashes // 3] = rows[origin[part], : hashes // 3]
    ids = np.repeat(np.arange(number, dtype=np.int64), hashes)
    parquet.write_table(pyarrow.table({"id": ids, "hash": rows.reshape(-1)}), path)
    return rows


def shuffled(rows: np.ndarray) -> int:
    """Bytes that pass the exchanges of a cluster."""
    _, holders = np.unique(rows.reshape(-1), return_counts=True)
    kept = holders[(holders > 1) & (holders <= CAP)].astype(np.int64)
    pairs = int((kept * (kept - 1) // 2).sum())
    return 16 * rows.size + 16 * (rows.size + len(kept)) + 2 * 16 * int(kept.sum()) + 24 * pairs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--hashes", type=int, default=75)
    args = parser.parse_args()
    daft = scale._engine()
    with tempfile.TemporaryDirectory() as folder:
        for number in args.sizes:
            path = Path(folder) / f"{number}.parquet"
            rows = sketches(number, args.hashes, path)
            volume = shuffled(rows)
            began, used = time.perf_counter(), time.process_time()
            pairs = scale.pairs_of(daft.read_parquet(str(path))).count_rows()
            wall, processor = time.perf_counter() - began, time.process_time() - used
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{number:>9,} articles: {pairs:,} pairs, {wall:.1f} s by the clock, {processor:.1f} s of processor "
                f"({processor / number * 1e6:.0f} µs an article), memory {memory:,.0f} MiB, "
                f"{volume / 2**20:,.0f} MiB shuffled ({volume / number:,.0f} bytes an article)",
                flush=True,
            )
    for_all = 10**8
    print(
        f"on paper, 10^8 articles: {processor / number * for_all / 3600:,.0f} hours of processor, "
        f"{volume / number * for_all / 2**40:.2f} TiB shuffled"
    )


if __name__ == "__main__":
    main()
