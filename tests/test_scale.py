"""The engine finds the same pairs of articles as the local functions."""

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
