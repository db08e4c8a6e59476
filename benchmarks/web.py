"""How long each page takes over a large record, asked of a running server, and how much memory the server needs.

    python benchmarks/web.py RECORD [--asks 30] [--decide 10]

RECORD is made by ``python benchmarks/record_size.py --record RECORD`` (a million statements); what that leaves out,
`web_record.py` makes once. The server is a process of its own; every page is asked for once to warm up, then ``--asks``
times with arguments drawn at random.
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

from onrecord.service import Record
from web_record import complete, some_ids

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
    parser.add_argument("--decide", type=int, default=0, help="decisions of each kind, which stay in the record")
    args = parser.parse_args()
    complete(args.record)
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
        print(f"memory of the server: {memory(process.pid):,.0f} MB at most after all pages")
        if args.decide:
            review(client, process, args.record, args.decide)
        print(f"memory of the server: {memory(process.pid):,.0f} MB at most, bar 500 MB")


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
    stories = [row["story"] for row in client.get("/stories.json", params={"limit": 200}).json()["rows"]]
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
        yield "codings of an issue", lambda r: f"/codings?issue={r.choice(issues)}"
        yield "positions of an issue", lambda r: f"/positions?issue={r.choice(issues)}"
        yield "shifts of a speaker", lambda r: f"/shifts?speaker={r.choice(speakers)}"
    yield "story", lambda r: f"/stories/{r.choice(stories)}"
    yield "divergences of an outlet", lambda r: f"/divergences?outlet={r.choice(outlets)}"
    yield "articles of an outlet", lambda r: f"/articles?outlet={r.choice(outlets)}"
    yield "utterances of a speaker", lambda r: f"/utterances?speaker={r.choice(speakers)}"
    yield "actors by name", lambda _: "/actors?search=ba"
    yield "review, random, blind", lambda _: "/review?queue=random&blind=1"
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


def decisions(record: Path, asks: int) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The forms that a reviewer sends, by what they decide."""
    ids = list(some_ids(record, asks * 8))
    parts = {name: ids[n * asks : (n + 1) * asks] for n, name in enumerate(DECIDED)}
    values = {"right": "right", "wrong": "wrong", "kind": "mixed", "voice": "other"}
    with Record.open(record) as opened:
        heard = list(opened.actors(limit=2_000))
        values["speaker"] = heard[len(heard) // 2].name
        issue = opened.codings(limit=1)[0].issue
        coded = [row.id for row in opened.statements(issue=issue, limit=asks * 2)]
        asked = {"stance": coded[:asks], "conditions": coded[asks:]}
    for name in ("right", "wrong", "kind", "voice", "speaker"):
        field = "verdict" if name in ("right", "wrong") else name
        yield name, [{"id": one, "field": field, "value": values[name]} for one in parts[name]]
    for name, new in (("stance", "against"), ("conditions", "if it rains")):
        yield (
            name,
            [{"id": one, "subject": "utterance", "field": f"{name}:{issue}", "value": new} for one in asked[name]],
        )
    for name in ("same utterance", "other utterance"):
        mine = parts[name]
        yield (
            name,
            [{"id": one, "field": name, "value": other} for one, other in zip(mine, [*mine[1:], mine[0]], strict=True)],
        )
    rare = heard[-2 * asks :]
    for name in ("same actor", "other actor"):
        yield (
            name,
            [
                {"id": rare[2 * n].id, "subject": "actor", "field": name, "value": rare[2 * n + 1].name}
                for n in range(asks)
            ],
        )


DECIDED = ("right", "wrong", "kind", "voice", "speaker", "same utterance", "other utterance")


def decide(client: httpx.Client, path: str, forms: list[dict[str, str]], pause: float = 0.0) -> Iterator[float]:
    """Milliseconds that each answer to a form takes."""
    for form in forms:
        time.sleep(pause)
        began = time.perf_counter()
        answer = client.post(path, data=form)
        took = (time.perf_counter() - began) * 1000
        assert answer.status_code == 303, (form, answer.text[-300:])
        yield took


def settled(record: Path) -> float:
    """Wait until what follows from all decisions is derived; seconds that it took."""
    began = time.perf_counter()
    with Record.open(record) as opened:
        while opened.unsettled():
            time.sleep(0.02)
    return time.perf_counter() - began


def review(client: httpx.Client, process: subprocess.Popen[str], record: Path, asks: int) -> None:
    """Decide and print: what the reviewer waits for, and what is derived behind the reviewer's back."""
    for name, forms in decisions(record, asks):
        before = processor(process.pid)
        took = list(decide(client, "/review/decide", forms))
        used = (processor(process.pid) - before) / len(took)
        after = settled(record) / len(took) * 1000
        middle = statistics.median(took)
        print(
            f"decision: {name:22} median {middle:7.1f} ms  worst {max(took):7.1f} ms  bar 50 ms  processor {used:7.1f} "
            f"ms  what follows {after:7.1f} ms each",
            flush=True,
        )
    took = list(decide(client, "/review/undo", [{} for _ in range(asks)]))
    settled(record)
    print(f"decision: {'undo':22} median {statistics.median(took):7.1f} ms  worst {max(took):7.1f} ms  bar 50 ms")
    forms = [{"id": one, "field": "verdict", "value": "wrong"} for one in some_ids(record, asks)]
    took = list(decide(client, "/review/decide", forms, pause=2.0))
    print(f"decision: {'wrong, every 2 s':22} median {statistics.median(took):7.1f} ms  worst {max(took):7.1f} ms")


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
