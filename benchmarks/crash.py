"""Kill ``onrecord add`` at random moments while it loads an archive, go on, and compare the records.

    python benchmarks/crash.py [--kills 50] [--articles 3000] [--format jsonl|csv|parquet|warc] [--reading]
        [--together 64] [--seed 1]

The archive holds generated articles (see ``million.py``; with ``--reading`` those of ``adding.py``, which say things).
Each run is ``onrecord add ARCHIVE --jobs 2``, without reading unless told otherwise, killed (SIGKILL) up to a tenth of
the time of an uninterrupted run after it acknowledged a random number of articles, and taken up again by the next.
After each kill the record is sound (``doctor``) and holds every article that was acknowledged. A record that has become
complete must be equal to the uninterrupted one in every row of every table; then a new one is begun.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

import adding
import million
import onrecord
from onrecord.record import Store, schema
from onrecord.record.shingles import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_ARTICLES = ("article", "other")  # columns that hold a number inside the database


def rows_of(target: str) -> dict[str, list[str]]:
    """Every row of every table in an order that says nothing: articles by their ids, numbers and times left out."""
    store = Store(target, create=False)
    found: dict[str, list[tuple[Any, ...]]] = {}
    try:
        with store.read() as connection:
            ids: dict[int, str] = dict(connection.execute(select(schema.article.c.seq, schema.article.c.id)).all())  # type: ignore[arg-type] # pairs
            said: dict[int, str] = dict(connection.execute(select(schema.statement.c.seq, schema.statement.c.id)).all())  # type: ignore[arg-type]
            codings = _codings(connection, ids)
            for name, table in schema.metadata.tables.items():
                rows = found.setdefault(name, [])
                for row in connection.execute(select(table)).mappings():
                    kept = {key: value for key, value in row.items() if key not in {"seq", "added_at", "made_at"}}
                    for key in kept.keys() & {*_OF_ARTICLES}:
                        kept[key] = ids[kept[key]] if isinstance(kept[key], int) else kept[key]
                    if name == "statement_actor":
                        kept["statement"] = said[kept["statement"]]
                    if name == "condition":
                        kept["coding"] = codings[kept["coding"]]
                    rows.append(tuple(kept.values()))
            # A hash is in one of two tables, in which depends on when it came.
            for (packed,) in connection.execute(select(schema.fresh_shingle.c.found)):
                hashes, articles = unpacked(packed)
                found["shingle"] += zip(hashes.tolist(), (ids[n] for n in articles.tolist()), strict=True)
    finally:
        store.close()
    del found["fresh_shingle"], found["migration"]
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def _codings(connection: Any, ids: dict[int, str]) -> dict[int, str]:  # noqa: ANN401 - SQLAlchemy's
    rows = connection.execute(select(schema.coding)).mappings()
    return {row["seq"]: repr([row["utterance"], row["actor"], row["issue"], row["coder"]]) for row in rows}


def write(path: Path, texts: list[tuple[str, str]]) -> None:
    """An archive of (text, day) in the format that the name of ``path`` tells."""
    rows = [{"text": text, "published": day, "outlet": f"Outlet {n % 7}"} for n, (text, day) in enumerate(texts)]
    if path.suffix == ".parquet":
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, list(rows[0]))
            lines.writeheader()
            lines.writerows(rows)
    elif path.suffix == ".warc":
        path.write_bytes(b"".join(_record(n, row) for n, row in enumerate(rows)))
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _record(n: int, row: dict[str, str]) -> bytes:
    """A response record of a WARC file: a page with the row's text."""
    paragraphs = "".join(f"<p>{part}</p>" for part in row["text"].split("\n\n"))
    head = f"<meta property='article:published_time' content='{row['published']}'>"
    page = f"<html><head><title>Report {n}</title>{head}</head><body><article>{paragraphs}</article></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://outlet{n % 7}.example/{n}.html",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>",
        "WARC-Date: 2031-05-04T00:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


def texts(number: int, *, says: bool) -> Iterator[tuple[str, str]]:
    """So many generated articles with their days; with ``says`` such as report statements."""
    if says:
        chance = random.Random(5)
        names = [f"{chance.choice('BDKLM')}ar{n} {chance.choice('STV')}elo{n}" for n in range(12)]
        for n in range(number):
            yield adding.article(chance, names), f"2031-03-{n % 28 + 1:02d}"
    else:
        for one in million.generated(number, 1):
            assert one.published
            yield one.text, str(one.published.earliest)


def loading(target: Path, archive: Path, *options: str, together: int = 512) -> subprocess.Popen[str]:
    """``onrecord add``, with what it acknowledges on its standard output, a line for each article once it is stored.

    ``together`` is how many articles that are not read go into one transaction.
    """
    code = f"from onrecord.service import adding; adding.TOGETHER = {together}; from onrecord.cli import main; main()"
    command = [sys.executable, "-c", code, "add", str(archive), "--json", "--jobs", "2", "--record", str(target)]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def killed(process: subprocess.Popen[str], lines: int, then: float) -> tuple[list[str], bool]:
    """What a process acknowledged until it ended or was killed (which?), ``then`` seconds after so many lines."""
    assert process.stdout
    seen = [line for _, line in zip(range(lines), process.stdout, strict=False)]
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(then)
    was_killed = process.poll() is None
    process.kill()
    seen += process.stdout.readlines()
    process.wait()
    return [line for line in seen if line.endswith("\n")], was_killed


def check(target: Path, acknowledged: set[str]) -> int:
    """How many articles the record holds. Raises ``AssertionError`` where it is unsound or lost one."""
    if not target.exists():
        assert not acknowledged
        return 0
    with onrecord.open(target) as record:
        # The models are no part of a record.
        unsound = [row.to_json() for row in record.doctor() if row.ok is False and not row.name.startswith("model ")]
        assert not unsound, unsound
    store = Store(str(target), create=False)
    with store.read() as connection:
        held = set(connection.scalars(select(schema.article.c.id)))
    store.close()
    assert acknowledged <= held, f"acknowledged and lost: {acknowledged - held}"
    return len(held)


def compare(target: Path, whole: dict[str, list[str]]) -> None:
    """Raise ``AssertionError`` where a record is not equal to the uninterrupted one."""
    found = rows_of(str(target))
    different = [name for name in whole if whole[name] != found[name]]
    assert not different, f"the resumed record differs in {different}"


def main() -> None:
    """Run, kill, check; print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--format", choices=["jsonl", "csv", "parquet", "warc"], default="jsonl")
    parser.add_argument("--reading", action="store_true")
    parser.add_argument("--together", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    options = () if args.reading else ("--no-reading",)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / f"archive.{args.format}"
        write(archive, list(texts(args.articles, says=args.reading)))

        def load(target: Path) -> subprocess.Popen[str]:
            return loading(target, archive, *options, together=args.together)

        start = time.perf_counter()
        reference = Path(folder) / "reference.db"
        load(reference).communicate()
        lasts = time.perf_counter() - start
        whole = rows_of(str(reference))
        kills = records = finished = 0
        acknowledged: set[str] = set()
        target = Path(folder) / "0.db"
        seen: list[int] = []
        while kills < args.kills:
            lines, was_killed = killed(load(target), chance.randrange(args.articles), chance.uniform(0, lasts / 10))
            kills, finished = kills + was_killed, finished + (not was_killed)
            acknowledged |= {json.loads(line)["article"] for line in lines} - {None}
            seen.append(check(target, acknowledged))
            print(f"kill {kills}: {seen[-1]} articles", flush=True)
            if seen[-1] == len(whole["article"]):
                load(target).communicate()
                compare(target, whole)
                print("complete and equal", flush=True)
                records, acknowledged = records + 1, set()
                target = Path(folder) / f"{records}.db"
    print(f"{len(whole['article'])} articles, {kills} kills, {finished} runs ended first")
    print(f"articles in the record after each: {' '.join(map(str, seen))}")
    print(f"sound each time; {records} records completed by going on, each equal in every row of every table")


if __name__ == "__main__":
    main()
