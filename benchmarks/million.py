"""Adding generated articles without reading statements: articles a second from first to last, and memory.

    python benchmarks/million.py [--articles 1000000] [--part 10000] [--years 10] [--jobs 1] [--filled 0]
        [--record FILE] [--profile]

Articles of 150 to 450 words in no order: the stems that news uses most, as often as it does (the table that tells
telling words from others), and one word in twelve invented. Their days are in order over the years, as an archive's
are. Three in ten report an event of their week, in whose own words half of them is written; one in twenty is a copy of
a recent article with 2 % of its words changed; one in twenty holds a third of a recent one. The rest stands alone.

The making of the articles is not counted. By the clock a rate says how busy the machine was; hence beside it the
processor's milliseconds an article of the process that writes and of those that prepare (with ``--jobs`` 2 or more).
With ``--filled`` the record holds so many articles (`filling.py`) before those that are measured are added.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import multiprocessing
import os
import pstats
import random
import resource
import tempfile
import time
from collections import deque
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.record import Store
from onrecord.service.adding import add
from onrecord.tracing import content
from onrecord.vocabulary import Article, When, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = date(2030, 1, 1)
SYLLABLES = [a + b for a in "bdfglmnprstv" for b in "aeiou"]
RARE = 50_000  # invented words
EVENTS = 40  # events at a time


def rare_words(random_: random.Random) -> list[str]:
    """Invented words."""
    return ["".join(random_.choices(SYLLABLES, k=random_.randint(3, 4))) for _ in range(RARE)]


def generated(number: int, years: int, seed: int = 5, first: int = 0) -> Iterator[Article]:
    """The articles from ``first`` up to ``number`` that are spread over ``years``, earliest first."""
    random_ = random.Random(seed)
    _, counts, _ = content._frequencies()
    common = sorted(counts)
    rare = rare_words(random_)
    total = sum(counts.values())
    shares = list(accumulate([counts[word] for word in common] + [total / 11 / RARE] * RARE))
    vocabulary = common + rare
    events = [random_.choices(vocabulary, k=30) for _ in range(EVENTS)]
    recent: deque[list[str]] = deque(maxlen=500)
    for n in range(first, number):
        words = random_.choices(vocabulary, cum_weights=shares, k=random_.randint(150, 450))
        kind = random_.random()
        if kind < 0.3:
            event = random_.choice(events)
            for at in random_.sample(range(len(words)), len(words) // 2):
                words[at] = random_.choice(event)
        elif kind < 0.35 and recent:
            words = [random_.choice(vocabulary) if random_.random() < 0.02 else word for word in random_.choice(recent)]
        elif kind < 0.4 and recent:
            held = random_.choice(recent)
            begin = random_.randrange(len(held) * 2 // 3)
            words[len(words) // 2 : len(words) // 2] = held[begin : begin + len(held) // 3]
        if n % 50 == 0:  # events come and go
            events[random_.randrange(EVENTS)] = random_.choices(vocabulary, k=30)
        recent.append(words)
        day = FIRST + timedelta(days=n * 365 * years // number)
        yield article(n, words, day)


def article(n: int, words: list[str], day: date) -> Article:
    """An article of sentences of a dozen words, five sentences a paragraph."""
    sentences = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, len(words), 12)]
    text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)) + "\n"
    title = " ".join(words[:8]).capitalize()
    when = When(day, day, "generated")
    id_ = digest("article", str(n), text)
    return Article(id_, text, ((0, len(text)),), outlet=f"Outlet {n % 20}", title=title, published=when)


def main() -> None:
    """Add and print a line a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--part", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--filled", type=int, default=0)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder:
        target = args.record or Path(folder) / "large.db"
        if args.filled and not target.exists():
            import filling

            filling.fill(target, args.filled, args.filled + args.articles, args.years)
        store = Store(str(target))
        if args.profile:
            profile.enable()
        load(store, generated(args.filled + args.articles, args.years, first=args.filled), args.part, args.jobs)
        profile.disable()
        store.close()
        print(f"{target.stat().st_size / 2**20:,.0f} MiB on disk")
    if args.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def load(store: Store, source: Iterator[Article], part: int, jobs: int) -> None:
    """Add articles and print a line a part."""
    making = 0.0

    def timed() -> Iterator[Article]:
        nonlocal making
        while True:
            at = time.process_time()
            one = next(source, None)
            making += time.process_time() - at
            if one is None:
                return
            yield one

    def now() -> tuple[float, float, float]:
        return time.perf_counter() - making, time.process_time() - making, of_children()

    before = now()
    for done, outcome in enumerate(add(store, timed(), None, jobs=jobs), 1):
        assert outcome.outcome == "added", outcome
        if done % part == 0:
            wall, writing, preparing = (b - a for a, b in zip(before, now(), strict=True))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{done:>9,}: {part / wall:5.0f} a second by the clock; processor, ms an article: writing "
                f"{writing / part * 1e3:.2f}, preparing {preparing / part * 1e3:.2f}; memory {memory:,.0f} MiB",
                flush=True,
            )
            before = now()


def of_children() -> float:
    """Seconds of processor that the processes of this one have used; 0 where the system does not tell."""
    used = 0
    for child in multiprocessing.active_children():
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
