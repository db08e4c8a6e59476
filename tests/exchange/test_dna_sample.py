"""The sample file of Discourse Network Analyzer, read and written back."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.exchange import dna_articles, dna_codings, password_matches, read_dna, write_dna
from onrecord.exchange.dna_schema import TABLES

SAMPLE = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared")) / "gold/dna/sample.dna"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLE.exists(), reason="needs gold/dna/sample.dna in ../shared"),
]


def structure(path):
    """Tables, columns with type, null, default and key, foreign keys and unique sets of a database."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        tables = {}
        for table in TABLES:
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            foreign = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            unique = [
                tuple(c for *_, c in connection.execute(f"PRAGMA index_info({index[1]})"))
                for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
                if index[2]
            ]
            tables[table] = (columns, sorted(row[2:7] for row in foreign), sorted(unique))
        return tables


def test_written_back_it_has_the_same_rows_and_structure(tmp_path):
    file = read_dna(SAMPLE)
    write_dna(file, tmp_path / "back.dna")
    assert read_dna(tmp_path / "back.dna") == file
    assert structure(tmp_path / "back.dna") == structure(SAMPLE)


def test_its_coders_passwords_are_checked():
    assert all(password_matches("sample", row["Password"]) for row in read_dna(SAMPLE).rows("CODERS"))


def test_its_statements_come_as_human_codings():
    file = read_dna(SAMPLE)
    assert len(dna_articles(file)) == 7
    pairs = list(dna_codings(file))
    assert len(pairs) == 40
    assert {coding.basis for _, coding in pairs} == {"human"}
    assert {coding.stance for _, coding in pairs} == {"for", "against"}
