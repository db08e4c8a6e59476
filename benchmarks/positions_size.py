"""how much processor time positions and shifts of a million codings take, and how much memory.

python benchmarks/positions_size.py [CODINGS]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date

from onrecord.positions.positions import positions
from onrecord.positions.shifts import shifts
from onrecord.vocabulary import Actor, Coding, Stance

STANCES: tuple[Stance, ...] = ("for", "against", "conditional", "neutral")


def made(count: int, seed: int = 1) -> list[Coding]:
    """Codings of 2,000 actors on 50 issues over ten years; each pair leans to one side and errs now and then."""
    rng = random.Random(seed)
    actors = [Actor(f"a{i}", f"Actor {i}") for i in range(2000)]
    start = date(2015, 1, 1).toordinal()
    out = []
    for i in range(count):
        actor, issue = rng.randrange(2000), rng.randrange(50)
        lean = STANCES[(actor * 7 + issue) % 4] if rng.random() < 0.8 else rng.choice(STANCES)
        day = date.fromordinal(start + rng.randrange(3650))
        out.append(Coding(f"u{i}", actors[actor], f"issue-{issue}", lean, "made", rng.uniform(0.5, 1.0), day=day))
    return out


def main() -> None:
    """Prints seconds and the peak of resident memory."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    codings = made(count)
    speakers = {c.utterance: c.actor.id for c in codings}
    for name, run in (
        ("positions", lambda: positions(codings)),
        ("shifts", lambda: shifts(codings, speakers=speakers)),
    ):
        began = time.process_time()
        found = run()
        print(f"{name}: {len(found):,} from {count:,} codings in {time.process_time() - began:.2f} s of processor time")
    print(f"peak memory, codings included: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
