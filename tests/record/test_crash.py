"""A writer killed at any moment leaves a sound record that holds every acknowledged article whole."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import crash
import invented
from onrecord.service import Record

WRITER = """
import sys, invented
from onrecord.service import Record
from onrecord.service.adding import Reader
articles = invented.many(400)
with Record.open(sys.argv[1], reader=Reader(invented.READER, invented.read)) as record:
    for one in record.adding(articles):
        print(one.article, flush=True)
"""


def _kill_after(acknowledged, path):
    """Kill a writer some way after it acknowledged so many new articles; gives the ids of all that it acknowledged."""
    here = str(Path(__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": here}
    ) as writer:
        seen = []
        for line in writer.stdout:
            seen.append(line.strip())
            if len(seen) >= acknowledged:
                writer.send_signal(signal.SIGKILL)
                break
        seen += [line.strip() for line in writer.stdout if line.endswith("\n")]
    return seen


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(tmp_path, seed):
    path = tmp_path / "killed.db"
    acknowledged = set()
    for _ in range(2):
        acknowledged |= set(_kill_after(seed * 7 % 12 + len(acknowledged), path))
        with Record.open(path) as record:
            assert [check.name for check in record.doctor() if check.ok is False] == []
            stored = {row.id: row.statements for row in record.articles(limit=1000)}
            assert acknowledged <= stored.keys()
            assert {2} == set(stored.values())
            for id_ in stored:
                page = record.article(id_)
                assert len(page.statements) == 2
                assert all(span.text in page.article.text for row in page.statements for span in row.statement.content)


def test_a_resumed_load_ends_as_an_uninterrupted_one(tmp_path, reader):
    articles = invented.many(12)
    with (
        Record.open(tmp_path / "whole.db", reader=reader) as whole,
        Record.open(tmp_path / "cut.db", reader=reader) as cut,
    ):
        whole.add(articles)
        loading = cut.adding(articles)
        for _ in range(5):
            next(loading)
        loading.close()
        cut.add(articles)
        for listing in ("articles", "statements", "actors", "utterances", "stories", "divergences"):
            assert getattr(whole, listing)().to_json() == getattr(cut, listing)().to_json()


def test_an_archive_that_several_processes_load_survives_a_kill(tmp_path):
    archive, cut = tmp_path / "archive.jsonl", tmp_path / "cut.db"
    crash.write(archive, list(crash.texts(60, says=False)))
    with Record.open(tmp_path / "whole.db") as whole:
        whole.add(str(archive), read=False)
    with crash.loading(cut, archive, "--no-reading", together=16) as loading:
        acknowledged = {json.loads(loading.stdout.readline())["article"]}  # the first of those stored together
        loading.kill()
    assert 16 <= crash.check(cut, acknowledged) < 60
    with crash.loading(cut, archive, "--no-reading", together=16) as loading:
        loading.communicate()
    assert loading.returncode == 0
    assert crash.rows_of(str(cut)) == crash.rows_of(str(tmp_path / "whole.db"))
