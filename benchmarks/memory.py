"""Memory while reading many articles: it must not grow with their number.

    nice -n 19 python benchmarks/memory.py [--articles 10000] [--every 500]

Reads the news of T17 and PolNeAR (train and dev) with a long report of ENB in every sixteen, over again until there
are enough, sixteen at a time, keeping no reading, and prints the process's resident set (now, and the most so far) as
it goes. Linux; needs ``../shared``.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import corpora

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.vocabulary import Article

BATCH = 16


def texts() -> Iterator[Article]:
    """Fifteen articles of news and a report, and so on without end; the same articles come again, read anew."""
    news = [*corpora.t17(), *parsed("gold/polnear/train/text"), *parsed("gold/polnear/dev/text")]
    again, reports = cycle(news), cycle(parsed("corpora/enb"))
    while True:
        yield from islice(again, BATCH - 1)
        yield next(reports)


def parsed(folder: str) -> list[Article]:
    """The articles of a folder of texts."""
    from onrecord.intake import parse

    return [parse(p.read_bytes(), path=str(p))[0] for p in sorted((corpora.SHARED / folder).glob("*.[mt][dx]*"))]


def resident() -> float:
    """The process's resident set in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=500)
    args = parser.parse_args()
    from onrecord.reading import read

    articles = islice(texts(), args.articles)
    done = words = statements = 0
    print("articles     words  statements  resident MiB  most MiB  processor s", flush=True)
    while batch := list(islice(articles, BATCH)):
        readings = read(batch)
        before, done = done, done + len(batch)
        words += sum(len(article.text.split()) for article in batch)
        statements += sum(len(reading.statements) for reading in readings)
        if done // args.every > before // args.every or done == args.articles:
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{done:8} {words:9} {statements:11} {resident():13.0f} {most:9.0f} {time.process_time():12.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
