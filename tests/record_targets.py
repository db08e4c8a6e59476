"""Where the tests of the record keep their records: a SQLite file always, PostgreSQL where a server is named."""

import os
import secrets

import pytest
from sqlalchemy import create_engine, text

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
