"""The engine gives what the local functions give: pairs of articles, statements, the whole record."""

import json
import random

import pytest

from onrecord.tracing.passages import candidate_pairs, fingerprints
from onrecord.vocabulary import Article

pytest.importorskip("daft")
pyarrow = pytest.importorskip("pyarrow")


def collection(number):
    """Invented reports: each third holds forty words of the one before."""
    rng = random.Random(7)  # noqa: S311 - words to test with
    words = [f"{a}{b}" for a in ("bar", "tel", "osk", "mer", "avi", "run") for b in ("dan", "ora", "ish", "ent", "ul")]
    texts = []
    for at in range(number):
        row = [rng.choice(words) + str(rng.randrange(40)) for _ in range(120)]
        if at % 3 == 2:
            row[30:30] = texts[-1].split()[20:60]
        texts.append(" ".join(row))
    return texts


def test_the_engine_and_the_local_functions_find_the_same_pairs(tmp_path):
    from pyarrow import parquet

    from onrecord import scale

    texts = collection(300)
    ids = [f"{n:04d}" for n in range(len(texts))]
    parquet.write_table(pyarrow.table({"id": ids, "body": texts}), tmp_path / "articles.parquet")
    count = scale.candidate_pairs(tmp_path / "articles.parquet", tmp_path / "pairs")
    again = scale.candidate_pairs(tmp_path / "articles.parquet", tmp_path / "pairs")
    local = candidate_pairs(fingerprints([Article(i, t, ((0, len(t)),)) for i, t in zip(ids, texts, strict=True)]))
    found = parquet.read_table(tmp_path / "pairs").to_pylist()
    assert {(row["one"], row["two"], row["shared"]) for row in found} == {
        (ids[one], ids[two], shared) for one, two, shared in local.tolist()
    }
    assert count == again == len(found) == len(local) >= 90


def test_pairs_make_groups():
    from onrecord import scale

    pairs = [("d", "b"), ("x", "y"), ("b", "a")]
    assert scale.components(pairs) == [["a", "b", "d"], ["x", "y"]]
    assert scale.components([]) == []


def archives(folder):
    """Two small archives of invented reports, one article in both, and a line that is none."""
    said = "“The {} bridge will open in spring,” said Ida Roth, the harbour minister. Oskar Venn warned that {} boats"
    texts = [
        f"{said.format(word, word)} would stay in port. The council meets on Monday."
        for word in ("north", "old", "far")
    ]
    for name, part in (("one", texts[:2]), ("two", texts[1:])):
        rows = [json.dumps({"text": text, "outlet": "Tarn Herald", "published": "2031-05-04"}) for text in part]
        (folder / f"{name}.jsonl").write_text("\n".join([*rows, "{no article"]) + "\n")
    return [folder / "one.jsonl", folder / "two.jsonl"]


def test_the_engine_and_the_local_runner_give_the_same_record(tmp_path):
    from onrecord import scale
    from onrecord.service import Record

    given = archives(tmp_path)
    assert scale.read(given, tmp_path / "read") == 6
    with Record.open(tmp_path / "local.db") as local, Record.open(tmp_path / "engine.db") as engine:
        one, two = local.add(map(str, given)), engine.add(str(tmp_path / "read"))
        assert (one.added, one.unchanged, len(one.errors)) == (two.added, two.unchanged, len(two.errors)) == (3, 1, 2)
        assert one.statements == two.statements > 0
        for listing in ("articles", "statements", "actors", "utterances", "stories", "divergences"):
            assert getattr(local, listing)().to_json() == getattr(engine, listing)().to_json()
