"""Many articles at once come to the same record as one at a time."""

import numpy as np
import pytest
from sqlalchemy import select

import invented
import million
from crash import rows_of
from onrecord.record import Store, schema
from onrecord.record.shingles import Shingles
from onrecord.service import Record, adding
from onrecord.vocabulary import Article


@pytest.fixture(scope="module")
def generated():
    """Generated articles with copies and embedded passages, not in the order of their days."""
    found = list(million.generated(150, 1, seed=3))
    return found[100:] + found[:100]


def test_together_or_one_at_a_time(tmp_path, monkeypatch, generated):
    records = []
    for size in (1, 64, 512):
        monkeypatch.setattr(adding, "TOGETHER", size)
        path = str(tmp_path / f"{size}.db")
        with Record.open(path) as record:
            assert record.add(generated, read=False).added == len(generated)
        records.append(rows_of(path))
    assert records[0]["passage"]
    assert records[0]["story"]
    assert records[0] == records[1] == records[2]


def test_a_load_twice_changes_nothing(target, generated):
    with Record.open(target) as record:
        record.add(generated, read=False)
        before = rows_of(target)
        report = record.add([*generated, generated[0]], read=False)
    assert (report.added, report.unchanged) == (0, len(generated) + 1)
    assert before == rows_of(target)


def test_what_cannot_be_stored_does_not_stop_the_load(record):
    broken = Article("00", "half a \ud800 character", ((0, 5),))
    outcomes = [one.outcome for one in record.adding([invented.BRIDGE, broken, invented.UNDATED], read=False)]
    assert outcomes == ["added", "error", "added"]


def test_every_hash_is_found_wherever_it_is_kept(target):
    rng = np.random.default_rng(4)
    rows = [np.unique(rng.integers(-(2**63), 2**63 - 1, 700, dtype=np.int64)) for _ in range(12)]
    store = Store(target)
    with store.write() as connection:
        articles = [invented.article([f"Report {n} on the river."]) for n in range(12)]
        from onrecord.record import articles as stored

        numbers = stored.put(connection, articles)
    for first in range(0, 12, 4):
        with store.write() as connection:
            index = Shingles(connection, np.concatenate(rows[first : first + 4]))
            for at in range(first, first + 4):
                index.add(numbers[at], articles[at].id, rows[at], ())
            index.store()
    with store.read() as connection:
        assert connection.execute(select(schema.fresh_shingle.c.seq)).first()
        assert connection.execute(select(schema.shingle.c.hash)).first()
        index = Shingles(connection, np.concatenate(rows))
        for at, row in enumerate(rows):
            assert index.articles_with(row.tolist(), 13) == {value: [articles[at].id] for value in row.tolist()}
        assert index.articles_with([1, 2, 3], 13) == {}
    store.close()
