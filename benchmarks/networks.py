"""Time the networks of a million codings by two thousand actors on a hundred issues.

python benchmarks/networks.py [CODINGS] [ACTORS] [ISSUES]
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date

import numpy as np

from onrecord.networks import Events, backbone, moving_windows, one_mode, two_mode


def main() -> None:
    """Print the seconds that each step takes, and the peak memory."""
    given = [int(argument) for argument in sys.argv[1:]]
    codings, actors, issues = (*given, *(1_000_000, 2_000, 100)[len(given) :])
    events = generated(codings, actors, issues)
    print(f"{codings:,} codings, {actors:,} actors, {issues:,} issues")
    for aggregation in ("ignore", "congruence", "conflict", "subtract"):
        timed(f"one-mode, {aggregation}, average", lambda how=aggregation: one_mode(events, how, "average"))
    timed("one-mode, congruence, jaccard", lambda: one_mode(events, "congruence", "jaccard"))
    timed("one-mode, congruence, cosine", lambda: one_mode(events, "congruence", "cosine"))
    timed("once a week, then one-mode", lambda: one_mode(events.once_per("week"), "congruence", "average"))
    timed("two-mode, subtract", lambda: two_mode(events, "subtract"))
    network = one_mode(events, "subtract", "average")
    timed("backbone", lambda: backbone(network))
    last = events.between(date(2029, 10, 1), None, isolates=True)
    timed(f"30-day windows, a step a day, {len(last):,} codings", lambda: sum(1 for _ in moving_windows(last, 30)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


def generated(codings: int, actors: int, issues: int) -> Events:
    """Codings spread over ten years, actors and issues by a power law, as they are in news."""
    draw = np.random.default_rng(1)
    first = date(2020, 1, 1).toordinal()
    return Events(
        (draw.power(0.6, codings) * actors).astype(np.int64),
        (draw.power(0.7, codings) * issues).astype(np.int64),
        draw.integers(0, 3, codings),
        draw.integers(0, max(codings // 5, 1), codings),
        np.sort(draw.integers(first, first + 3650, codings)),
        tuple(f"actor {number}" for number in range(actors)),
        tuple(f"issue {number}" for number in range(issues)),
        (-1, 0, 1),
    )


def timed(name: str, call: object) -> None:
    """Run ``call`` and print how long it took, by the clock and of the processor."""
    start, processor = time.perf_counter(), time.process_time()
    call()  # type: ignore[operator]  # every caller gives a function
    spent = time.process_time() - processor
    print(f"{time.perf_counter() - start:8.2f} s ({spent:.2f} s of processor)  {name}")


if __name__ == "__main__":
    main()
