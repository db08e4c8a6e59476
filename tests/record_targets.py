"""Where the tests of the record keep their records: a SQLite file always, PostgreSQL where a server is named.

The fixtures are those of the tests of `record` and `service`, whose conftest files take them from here.
"""

import os
import secrets

import pytest
from sqlalchemy import create_engine, text

import invented
from onrecord.service import Record
from onrecord.service.adding import Reader

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def make_target(kind, folder):
    """A target for a new record, and what removes it."""
    if kind == "sqlite":
        return str(folder / "record.db"), lambda: None
    server = os.environ["ONRECORD_TEST_POSTGRESQL"]
    schema = f"test_{secrets.token_hex(6)}"
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))

    def drop():
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()

    joint = "&" if "?" in server else "?"
    return f"{server}{joint}options=-csearch_path%3D{schema}", drop


@pytest.fixture
def reader():
    """What reads `invented` articles."""
    return Reader(invented.READER, invented.read)


@pytest.fixture(params=BOTH)
def target(request, tmp_path):
    """Where a new record can be made."""
    where, drop = make_target(request.param, tmp_path)
    yield where
    drop()


@pytest.fixture
def record(target, reader):
    """An empty record that reads as `invented` does."""
    with Record.open(target, reader=reader) as opened:
        yield opened


@pytest.fixture
def filled(record):
    """A record of the three invented articles."""
    record.add(invented.ALL)
    return record
