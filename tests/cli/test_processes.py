"""How many processes read where nobody said: one for little, as many as there are processors for much."""

import json

from onrecord.cli.progress import processes, size_of


def test_the_size_of_files_and_of_folders_counts_and_of_nothing_else(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "one.txt").write_text("a" * 100)
    (tmp_path / "inner" / "two.txt").write_text("b" * 20)
    assert size_of([str(tmp_path)]) == 120
    assert size_of([str(tmp_path / "one.txt"), "-", "https://example.org/three", str(tmp_path / "none"), "\0"]) == 100


def test_little_is_read_by_one_process():
    assert processes(1_000) == 1
    assert 1 <= processes(1_000_000_000) <= 8


def test_an_archive_is_added_by_several_processes_as_by_one(run, tmp_path):
    rows = [{"title": f"Day {n}", "text": f"On day {n} the council of Orlo met. " * 120} for n in range(600)]
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(map(json.dumps, rows)))
    assert size_of([str(archive)]) > 2_000_000
    counted = []
    for name, more in (("several.db", ()), ("one.db", ("--jobs", 1))):
        added = run("add", archive, "--no-reading", "--record", tmp_path / name, *more)
        assert added.status == 0
        listed = run("articles", "--json", "--limit", 1000, "--record", tmp_path / name)
        counted.append([json.loads(line)["id"] for line in listed.out.splitlines()])
    assert len(counted[0]) == 600
    assert counted[0] == counted[1]
