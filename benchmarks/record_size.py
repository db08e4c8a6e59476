"""How long each list page takes over a large record: generates one and asks for pages at random.

    python benchmarks/record_size.py [--statements 1000000] [--record FILE] [--asks 60]

The record is generated straight into the tables (reading a million statements is another benchmark's business):
articles of ten statements, two thousand actors whose shares follow Zipf's law, twenty outlets, two years, one utterance
in five reported twice, a fifth of the utterances coded on one of ten issues. An existing FILE is used as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

from onrecord.identity import name_keys
from onrecord.naming.variants import fold
from onrecord.record import Store, dialects, schema
from onrecord.record.dialects import searchable
from onrecord.record.schema import sort_key
from onrecord.service import Record
from onrecord.vocabulary import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

EACH = 10  # statements an article
ACTORS = 2_000
OUTLETS = [f"Outlet {n}" for n in range(20)]
ISSUES = [f"issue-{n}" for n in range(10)]
FIRST = date(2030, 1, 1)
DAYS = 730
BATCH = 2_000  # articles a transaction


def words(number: int, random_: random.Random) -> list[str]:
    """A vocabulary of invented words, some much commoner than others when drawn by `pick`."""
    syllables = [a + b for a in "bdfglmnprst" for b in "aeiou"]
    return ["".join(random_.choices(syllables, k=random_.randint(2, 4))) for _ in range(number)]


def generate(store: Store, statements: int) -> None:
    """Fill the tables."""
    random_ = random.Random(7)
    vocabulary = words(20_000, random_)
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    shares = [1 / (rank + 1) for rank in range(ACTORS)]
    names = [f"{a.title()} {b.title()}" for a, b in zip(words(ACTORS, random_), words(ACTORS, random_), strict=True)]
    ids = [digest("actor", name, str(n)) for n, name in enumerate(names)]
    counts = [0] * ACTORS
    waiting: list[tuple[str, int]] = []  # utterances that are to be reported once more, with their speakers
    began = time.perf_counter()
    for start in range(0, statements // EACH, BATCH):
        with store.write() as connection:
            rows = Rows()
            for n in range(start, min(start + BATCH, statements // EACH)):
                drawn = random_.choices(vocabulary, weights, k=EACH * 14)
                speakers = random_.choices(range(ACTORS), shares, k=EACH)
                for one in speakers:
                    counts[one] += 1
                rows.article(n, drawn, [ids[one] for one in speakers], speakers, waiting, random_)
            rows.store(connection)
        done = min(start + BATCH, statements // EACH) * EACH
        print(f"  {done:,} statements, {done / (time.perf_counter() - began):,.0f} a second", flush=True)
    with store.write() as connection:
        connection.execute(
            insert(schema.actor),
            [
                {"id": i, "name": n, "type": "person", "resolved": 1, "statements": c}
                for i, n, c in zip(ids, names, counts, strict=True)
            ],
        )
        named = {n: (i, c) for i, n, c in zip(ids, names, counts, strict=True)}
        connection.execute(
            insert(schema.name),
            [
                {"name": n, "type": "person", "actor": i, "articles": c, "folded": fold(n)}
                for n, (i, c) in named.items()
            ],
        )
        connection.execute(
            insert(schema.name_key),
            [{"key": k, "name": n, "type": "person"} for n in named for k in set(name_keys(n, "person"))],
        )


class Rows:
    """The rows of a transaction."""

    def __init__(self) -> None:
        self.articles: list[dict[str, object]] = []
        self.readings: list[dict[str, object]] = []
        self.statements: list[dict[str, object]] = []
        self.parts: list[dict[str, object]] = []
        self.utterances: list[dict[str, object]] = []
        self.codings: list[dict[str, object]] = []

    def article(
        self,
        n: int,
        drawn: list[str],
        speakers: list[str],
        ranks: list[int],
        waiting: list[tuple[str, int]],
        random_: random.Random,
    ) -> None:
        """One article with its statements."""
        day = (FIRST + timedelta(random_.randrange(DAYS))).isoformat()
        outlet = random_.choice(OUTLETS)
        text = " ".join(drawn)
        id_ = digest("article", str(n))
        at = 0
        seq = n + 1
        self.articles.append(
            {"seq": seq, "id": id_, "text": text, "body": json.dumps([[0, len(text)]]), "outlet": outlet}
            | {"title": text[:60], "language": "en", "earliest": day, "latest": day, "basis": "generated"}
            | {"sort": sort_key(day, id_), "added_at": day}
        )
        found = '{"listed":[],"actors":[],"statements":[],"mentions":[]}'
        self.readings.append({"article": seq, "reader": "generated", "statements": EACH, "found": found})
        for k in range(EACH):
            content = " ".join(drawn[k * 14 : (k + 1) * 14])
            again = waiting and random_.random() < 0.2
            utterance, report = (waiting.pop()[0], 1) if again else (digest("utterance", f"{n}/{k}"), 0)
            if not again and random_.random() < 0.25:
                waiting.append((utterance, ranks[k]))
            sort = sort_key(day, id_, f"{k:05d}")
            number = n * EACH + k + 1
            self.statements.append(
                {"seq": number, "id": digest("statement", f"{n}/{k}"), "article": seq, "n": k, "outlet": outlet}
                | {"kind": random_.choices(["direct", "indirect", "mixed"], [3, 6, 1])[0]}
                | {"voice": random_.choices(["speech", "attitude", "other"], [8, 2, 1])[0]}
                | {"content": json.dumps([[at, at + len(content)]]), "words": searchable(content)}
                | {"speaker": speakers[k], "earliest": day, "latest": day, "basis": "generated", "sort": sort}
                | {"confidence": random_.random(), "utterance": utterance, "report": report}
            )
            self.parts.append(
                {"statement": number, "part": "speaker", "n": 0, "actor": speakers[k], "local": speakers[k], "says": 1}
                | {"sort": sort}
            )
            if not again:
                self.utterances.append(
                    {"id": utterance, "speaker": speakers[k], "wording": content, "earliest": day, "latest": day}
                    | {"basis": "generated", "sort": sort_key(day, utterance), "reports": 1}
                )
                if random_.random() < 0.2:
                    stance = random_.choice(["for", "against", "conditional", "neutral"])
                    issue = random_.choice(ISSUES)
                    self.codings.append(
                        {"utterance": utterance, "actor": speakers[k], "issue": issue, "stance": stance}
                        | {"coder": "generated", "confidence": 0.9, "basis": "machine"}
                        | {"sort": sort_key(day, utterance, issue)}
                    )
            at += len(content) + 1

    def store(self, connection: Connection) -> None:
        """Write the rows."""
        for table, rows in (
            (schema.article, self.articles),
            (schema.reading, self.readings),
            (schema.statement, self.statements),
            (schema.statement_actor, self.parts),
            (schema.utterance, self.utterances),
            (schema.coding, self.codings),
        ):
            if rows:
                connection.execute(insert(table), rows)
        found = [{"seq": row["seq"], "words": row["words"]} for row in self.statements]
        dialects.index_words(connection, found)


def asks(record: Record, random_: random.Random) -> dict[str, Callable[[], object]]:
    """What is asked for, each with new values at every call."""
    common = words(20_000, random.Random(7))
    speakers = [row.id for row in record.actors(limit=500)]

    def day() -> date:
        return FIRST + timedelta(random_.randrange(DAYS))

    def word() -> str:
        return random_.choice(common[: random_.choice([20, 2_000, 20_000])])

    def beyond() -> object:
        page = record.statements(limit=50)
        return record.statements(limit=50, after=page.next)

    return {
        "statements": lambda: record.statements(limit=50),
        "statements, next page": beyond,
        "statements until a day": lambda: record.statements(limit=50, until=day()),
        "statements by speaker": lambda: record.statements(limit=50, speaker=random_.choice(speakers)),
        "statements by speaker and outlet": lambda: record.statements(
            limit=50, speaker=random_.choice(speakers), outlet=random_.choice(OUTLETS)
        ),
        "statements by outlet, kind, since": lambda: record.statements(
            limit=50, outlet=random_.choice(OUTLETS), kind="mixed", since=day()
        ),
        "statements by issue and stance": lambda: record.statements(
            limit=50, issue=random_.choice(ISSUES), stance="for"
        ),
        "statements, a word": lambda: record.statements(limit=50, search=word()),
        "statements, a word by a speaker": lambda: record.statements(
            limit=50, search=word(), speaker=random_.choice(speakers)
        ),
        "statements, a beginning": lambda: record.statements(limit=50, search=word()[:4] + "*"),
        "articles": lambda: record.articles(limit=50, until=day()),
        "articles by outlet": lambda: record.articles(limit=50, outlet=random_.choice(OUTLETS)),
        "actors": lambda: record.actors(limit=50),
        "actors by name": lambda: record.actors(limit=50, search=word()[:4]),
        "utterances": lambda: record.utterances(limit=50, until=day()),
        "utterances by speaker": lambda: record.utterances(limit=50, speaker=random_.choice(speakers)),
        "utterances by issue": lambda: record.utterances(limit=50, issue=random_.choice(ISSUES)),
        "codings by issue": lambda: record.codings(limit=50, issue=random_.choice(ISSUES)),
        "facet speaker": lambda: record.counts("speaker", until=day()),
        "facet month of a word": lambda: record.counts("month", search=word()),
        "queue, uncertain": lambda: record.queue("uncertain", limit=20),
        "overview": record.overview,
    }


def measure(record: Record, times: int) -> Iterator[tuple[str, float, float, float]]:
    """(what, median and 95th percentile of the time that passed, 95th of the processor's time), in milliseconds."""
    random_ = random.Random(11)
    for name, ask in asks(record, random_).items():
        took = []
        used = []
        for _ in range(times):
            began, at = time.perf_counter(), time.process_time()
            ask()
            took.append((time.perf_counter() - began) * 1000)
            used.append((time.process_time() - at) * 1000)
        yield name, statistics.median(took), percentile(took), percentile(used)


def percentile(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


def main() -> None:
    """Generate where needed, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--asks", type=int, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.record or Path(folder) / "large.db"
        if not path.exists():
            store = Store(str(path))
            generate(store, args.statements)
            store.close()
        print(f"{path.stat().st_size / 2**20:,.0f} MiB")
        with Record.open(path) as record:
            worst = 0.0
            for name, middle, most, used in measure(record, args.asks):
                print(
                    f"{name:36} median {middle:7.1f} ms   p95 {most:7.1f} ms   processor p95 {used:7.1f} ms", flush=True
                )
                worst = max(worst, most)
        print(f"worst p95 {worst:.1f} ms; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
