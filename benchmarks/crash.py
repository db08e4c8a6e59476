"""Kill ``onrecord add`` at random moments and look at what is left.

    python benchmarks/crash.py [FOLDER] [--kills 50] [--seed 1]

After each kill (SIGKILL): the record is sound (``doctor``), every article that was acknowledged is in it, and every
article in it is whole, that is, has the same statements as in a record that was never interrupted. Each run goes on
where the last was killed; a record that has become complete must equal the uninterrupted one in every listing, and the
next run begins a new one.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import onrecord

COVERAGE = Path(__file__).resolve().parents[1] / "examples" / "coverage"
MOST = 100_000


def adding(target: Path, folder: Path) -> subprocess.Popen[str]:
    """``onrecord add``, with what it acknowledges on its standard output, a line for each article once it is stored."""
    command = [str(Path(sys.executable).with_name("onrecord")), "add", "--json", "--record", str(target), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def contents(record: onrecord.Record) -> dict[str, set[str]]:
    """For each article of the record, its statements: ids, spans, kinds and the like, not what other articles add."""
    found: dict[str, set[str]] = {row.id: set() for row in record.articles(limit=MOST)}
    for row in record.statements(reports=True, limit=MOST).to_json():
        kept = {key: row[key] for key in ("id", "kind", "voice", "source", "cue", "content", "said_at", "within")}
        found[row["article"]].add(json.dumps(kept, sort_keys=True))
    return found


def everything(record: onrecord.Record) -> dict[str, list[str]]:
    """Every listing of the record, in no particular order."""
    listings: dict[str, Any] = {
        "articles": record.articles(limit=MOST),
        "statements": record.statements(reports=True, limit=MOST),
        "actors": record.actors(limit=MOST),
        "utterances": record.utterances(limit=MOST),
        "stories": record.stories(limit=MOST),
        "divergences": record.divergences(limit=MOST),
    }
    return {name: sorted(json.dumps(row, sort_keys=True) for row in rows.to_json()) for name, rows in listings.items()}


def check(target: Path, acknowledged: set[str], whole: dict[str, set[str]]) -> int:
    """How many articles the record holds. Raises ``AssertionError`` where it is unsound or an article not whole."""
    with onrecord.open(target) as record:
        unsound = [row.to_json() for row in record.doctor() if row.ok is False]
        assert not unsound, unsound
        found = contents(record)
    assert acknowledged <= found.keys(), f"acknowledged and lost: {acknowledged - found.keys()}"
    for article, statements in found.items():
        assert statements == whole[article], f"article {article} is not whole: {statements ^ whole[article]}"
    return len(found)


def main() -> None:
    """Run, kill, check; print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=COVERAGE)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.db"
        start = time.perf_counter()
        adding(reference, args.folder).communicate()
        lasts = time.perf_counter() - start
        with onrecord.open(reference) as record:
            whole, complete = contents(record), everything(record)
        kills = records = finished = 0
        acknowledged: set[str] = set()
        target = Path(folder) / "0.db"
        seen: list[int] = []
        while kills < args.kills:
            process = adding(target, args.folder)
            try:
                output, _ = process.communicate(timeout=chance.uniform(0, lasts))
                finished += 1
            except subprocess.TimeoutExpired:
                process.kill()
                output, _ = process.communicate()
                kills += 1
            lines = [line for line in output.splitlines(keepends=True) if line.endswith("\n")]
            acknowledged |= {json.loads(line)["article"] for line in lines} - {None}
            seen.append(check(target, acknowledged, whole))
            if seen[-1] == len(whole):
                adding(target, args.folder).communicate()
                with onrecord.open(target) as record:
                    assert everything(record) == complete, "the resumed record differs from the uninterrupted one"
                records, acknowledged = records + 1, set()
                target = Path(folder) / f"{records}.db"
    print(f"{len(whole)} articles, {kills} kills at moments of 0 to {lasts:.1f} s, {finished} runs that ended first")
    print(f"articles in the record after each: {' '.join(map(str, seen))}")
    print(f"sound each time; {records} records completed by going on, each equal to the uninterrupted one")


if __name__ == "__main__":
    main()
