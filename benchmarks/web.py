"""How long each page takes over a large record, asked of a running server, and how much memory the server needs.

    python benchmarks/web.py RECORD [--asks 30]

RECORD is made by ``python benchmarks/record_size.py --record RECORD`` (a million statements). The server is a process
of its own; every page is asked for once to warm up, then ``--asks`` times with arguments drawn at random.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from onrecord.record import Store, codebooks
from onrecord.service import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVE = """
import sys
from pathlib import Path
from onrecord.web import serve
serve(sys.argv[1], port=int(sys.argv[2]), state=Path(sys.argv[3]))
"""
BARS = {"timeline": 500, "matrix": 500, "network": 2_000}


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--asks", type=int, default=30)
    args = parser.parse_args()
    name_issues(args.record)
    with tempfile.TemporaryDirectory() as folder, served(args.record, Path(folder)) as (base, process, start):
        client = httpx.Client(base_url=base, timeout=60)
        client.get(start, follow_redirects=True)
        for name, path in pages(client):
            before = processor(process.pid)
            try:
                took = list(times(client, path, args.asks))
            except httpx.ReadTimeout:
                print(f"{name:32} no answer within {client.timeout.read:.0f} s", flush=True)
                continue
            used = (processor(process.pid) - before) / (args.asks + 1)
            p95 = sorted(took)[max(0, int(len(took) * 0.95) - 1)]
            bar = BARS.get(name.split()[0], 100)
            middle = statistics.median(took)
            print(
                f"{name:32} median {middle:7.1f} ms  p95 {p95:7.1f} ms  bar {bar} ms  processor {used:7.1f} ms",
                flush=True,
            )
        before = processor(process.pid)
        took = list(decisions(client, args.asks))
        if took:
            used = (processor(process.pid) - before) / len(took)
            print(f"{'decision':32} median {statistics.median(took):7.1f} ms  bar 50 ms  processor {used:7.1f} ms")
        print(f"memory of the server: {memory(process.pid):,.0f} MB at most, bar 500 MB")


def name_issues(record: Path) -> None:
    """Give a generated record, which holds codings but no codebook, the codebook that its codings go by."""
    with Record.open(record) as opened:
        if opened.codebook is not None:
            return
        issues = sorted({coding.issue for coding in opened.codings(limit=1_000)})
    lines = [f"  - {{id: {issue}, title: {issue}, proposition: {issue} should be.}}" for issue in issues]
    store = Store(str(record))
    with store.write() as connection:
        codebooks.put(connection, "\n".join(["issues:", *lines]))
    store.close()


@contextlib.contextmanager
def served(record: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[str], str]]:
    """The server over ``record``: its address, its process and the start address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(record), str(port), str(folder / "web.json")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    start = process.stderr.readline().split("Open ")[1].strip()
    base = f"http://127.0.0.1:{port}"
    while True:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{base}/login", timeout=60)
            break
        time.sleep(0.1)
    try:
        yield base, process, start
    finally:
        process.kill()
        process.wait(30)


def pages(client: httpx.Client) -> Iterator[tuple[str, Callable[[random.Random], str]]]:
    """Name and address of each page, the arguments drawn at random from what the record holds."""
    speakers = [row["actor"]["id"] for row in client.get("/actors.json", params={"limit": 200}).json()["rows"]]
    rows = client.get("/statements.json", params={"limit": 200}).json()["rows"]
    words = [word for row in rows for word in row["content"][0]["text"].split()]
    outlets = sorted({row["outlet"] for row in rows if row["outlet"]})
    issues = sorted({row["issue"] for row in client.get("/codings.json", params={"limit": 500}).json()["rows"]})
    yield "overview", lambda _: "/"
    yield "statements", lambda _: "/statements"
    yield "statements of a speaker", lambda r: f"/statements?speaker={r.choice(speakers)}"
    yield "statements with a word", lambda r: f"/statements?search={r.choice(words)}"
    yield "statements as JSON", lambda r: f"/statements.json?speaker={r.choice(speakers)}"
    for listing in ("articles", "utterances", "actors", "stories", "divergences", "codings", "positions", "shifts"):
        yield listing, lambda _, name=listing: f"/{name}"  # type: ignore[misc]  # the default holds this turn's name
    yield "article", lambda r: f"/articles/{r.choice(rows)['article']}"
    yield "utterance", lambda r: f"/utterances/{r.choice(rows)['utterance']}"
    yield "actor", lambda r: f"/actors/{r.choice(speakers)}"
    yield "review", lambda _: "/review"
    if issues:
        yield "timeline (issue page)", lambda r: f"/issues/{r.choice(issues)}"
        yield "matrix (issues page)", lambda _: "/issues"
        yield "network", lambda _: "/network"
    yield "statements of an outlet, direct", lambda r: f"/statements?kind=direct&outlet={r.choice(outlets)}"


def times(client: httpx.Client, path: Callable[[random.Random], str], asks: int) -> Iterator[float]:
    """Milliseconds of each answer."""
    draw = random.Random(1)
    client.get(path(draw))
    for _ in range(asks):
        address = path(draw)
        began = time.perf_counter()
        answer = client.get(address)
        took = (time.perf_counter() - began) * 1000
        assert answer.status_code == 200, (address, answer.text[-300:])
        yield took


def decisions(client: httpx.Client, asks: int) -> Iterator[float]:
    """Milliseconds that the server takes to store a verdict."""
    for row in client.get("/statements.json", params={"limit": asks}).json()["rows"]:
        began = time.perf_counter()
        answer = client.post("/review/decide", data={"id": row["id"], "field": "verdict", "value": "right"})
        took = (time.perf_counter() - began) * 1000
        if answer.status_code != 303:  # a generated record holds statements without the readings they came from
            return
        yield took


def processor(pid: int) -> float:
    """Milliseconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
