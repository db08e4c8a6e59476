"""Adding the same articles twice, and how long `onrecord --help` takes.

    python benchmarks/adding.py [--articles 1000] [--jobs 1] [--no-reading]

The articles are generated: invented names, five to nine paragraphs of invented and common words, a third of the
paragraphs reporting what somebody said. Times are wall-clock; the processor's time stands beside, because it depends
less on what else the machine does.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.service import Record

COMMON = [
    *("the", "of", "and", "to", "in", "that", "for", "on", "with", "as", "by", "at", "from", "this", "have"),
    *("government", "minister", "treaty", "border", "river", "harbour", "council", "party", "meeting", "report"),
    *("plan", "offer", "letter", "week", "money", "water", "bridge", "road", "region", "members", "proposal", "talks"),
]
CUES = ["said", "announced", "warned", "wrote", "believes", "insisted"]
SYLLABLES = [a + b for a in "bdfglmnprstv" for b in "aeiou"]


def word(random_: random.Random) -> str:
    """An invented word or a common one."""
    return random_.choice(COMMON) if random_.random() < 0.7 else "".join(random_.choices(SYLLABLES, k=3))


def sentence(random_: random.Random) -> str:
    """A sentence without its capital and its full stop."""
    return " ".join(word(random_) for _ in range(random_.randint(8, 18)))


def article(random_: random.Random, names: list[str]) -> str:
    """The text of one article."""
    paragraphs = [sentence(random_).capitalize(), f"{random_.randint(1, 28)} March 2031"]
    for _ in range(random_.randint(5, 9)):
        name = random_.choice(names)
        kind = random_.random()
        if kind < 0.2:
            paragraphs.append(
                f"“{sentence(random_).capitalize()},” {random_.choice(CUES)} {name}, the {word(random_)} minister."
            )
        elif kind < 0.35:
            paragraphs.append(f"{name} {random_.choice(CUES)} that {sentence(random_)}.")
        else:
            paragraphs.append(f"{sentence(random_).capitalize()}. {sentence(random_).capitalize()}.")
    return "\n\n".join(paragraphs) + "\n"


def write(folder: Path, number: int) -> None:
    """Write so many articles as text files."""
    random_ = random.Random(5)
    names = [
        f"{''.join(random_.choices(SYLLABLES, k=2)).title()} {''.join(random_.choices(SYLLABLES, k=3)).title()}"
        for _ in range(300)
    ]
    for n in range(number):
        (folder / f"{n:06d}.txt").write_text(article(random_, names), encoding="utf-8")


def add(folder: Path, target: Path, *, jobs: int, read: bool) -> tuple[float, float, str]:
    """Wall-clock seconds, the processor's seconds and what adding the folder did."""
    began, at = time.perf_counter(), time.process_time()
    with Record.open(target) as record:
        report = record.add([str(folder)], jobs=jobs, read=read)
    did = f"{report.added} added, {report.unchanged} unchanged, {report.statements} statements"
    return time.perf_counter() - began, time.process_time() - at, did


def start_up(times: int = 11) -> tuple[float, float]:
    """The shortest wall-clock seconds of `onrecord --help`, and the mean of the processor's seconds."""
    command = [sys.executable, "-c", "from onrecord.cli import main; main(['--help'])"]
    took = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return min(took), used / times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--no-reading", action="store_true")
    args = parser.parse_args()
    wall, used = start_up()
    print(f"onrecord --help: {wall:.3f} s, processor {used:.3f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        write(folder, args.articles)
        target = Path(name) / "record.db"
        first = add(folder, target, jobs=args.jobs, read=not args.no_reading)
        second = add(folder, target, jobs=args.jobs, read=not args.no_reading)
    for label, (wall, used, did) in (("first time", first), ("second time", second)):
        print(f"{label}: {wall:.1f} s, processor {used:.1f} s; {did}")
    print(f"second / first: {second[0] / first[0]:.4f}, processor {second[1] / first[1]:.4f}")


if __name__ == "__main__":
    main()
