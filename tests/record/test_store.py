"""The store: what it opens and refuses, what it keeps, and that a transaction is all or nothing."""

import sqlite3
import threading

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

import invented
from onrecord.errors import RecordError
from onrecord.record import Store, articles, migrations, schema


def test_a_new_record_has_every_migration_behind_it(target):
    store = Store(target)
    with store.read() as connection:
        made = connection.execute(select(schema.migration.c.version, schema.migration.c.name)).all()
    store.close()
    assert [(n, name) for n, (name, _) in enumerate(migrations.STEPS, start=1)] == [tuple(row) for row in made]


def test_opening_a_record_again_changes_nothing(target):
    Store(target).close()
    store = Store(target, create=False)
    with store.read() as connection:
        assert connection.execute(select(schema.article)).all() == []
    store.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "missing" / "r.db", "does not exist; create it first"),
        (lambda folder: folder, "this is a folder"),
        (lambda folder: _write(folder / "letter.db", b"Dear reader, this is no database at all."), "this is no record"),
        (lambda folder: _other(folder / "other.db"), "holds other tables"),
        (lambda folder: _newer(folder / "newer.db"), "a newer version of On Record"),
        (lambda _folder: "mysql://host/name", "a record is a SQLite file or a PostgreSQL database"),
        (lambda _folder: "://", "not a database URL"),
    ],
)
def test_what_is_no_record_is_refused_with_the_next_step(tmp_path, make, says):
    with pytest.raises(RecordError, match=says):
        Store(str(make(tmp_path)))


def test_a_record_that_must_exist_is_not_made(tmp_path):
    with pytest.raises(RecordError, match="there is no record here"):
        Store(str(tmp_path / "r.db"), create=False)
    assert not (tmp_path / "r.db").exists()


def _write(path, data):
    path.write_bytes(data)
    return path


def _other(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    return path


def _newer(path):
    Store(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migration VALUES (99, 'to come', '2099-01-01')")
    connection.close()
    return path


def test_sqlite_keeps_to_the_safe_settings(tmp_path):
    store = Store(str(tmp_path / "r.db"))
    with store.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
        strict = connection.exec_driver_sql("SELECT min(strict) FROM pragma_table_list WHERE name = 'article'").scalar()
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    assert strict == 1


def test_an_exception_undoes_the_whole_transaction(target):
    store = Store(target)

    def half():
        with store.write() as connection:
            articles.put(connection, [invented.BRIDGE])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with store.read() as connection:
        assert set() == articles.known(connection, [invented.BRIDGE.id])
    store.close()


@pytest.mark.parametrize("verb", [update, delete])
@pytest.mark.parametrize("table", schema.ASSERTED, ids=lambda table: table.name)
def test_asserted_rows_are_never_changed(target, table, verb):
    store = Store(target)
    rows = {
        "codebook": {"source": "issues: []", "loaded_at": "2031-01-01"},
        "decision": {
            "id": "d",
            "maker": "ada",
            "made_at": "2031-01-01",
            "subject": "statement",
            "quote": "",
            "prefix": "",
        }
        | {"suffix": "", "field": "verdict", "blind": 0},
    }
    with store.write() as connection:
        if table.name == "article":
            articles.put(connection, [invented.BRIDGE])
        else:
            connection.execute(insert(table), rows[table.name])
    change = verb(table)
    if verb is update:
        change = change.values({next(c for c in table.c if not c.primary_key): "changed"})
    with pytest.raises(DBAPIError, match="are never changed"), store.write() as connection:
        connection.execute(change)
    store.close()


def test_writers_wait_for_each_other_and_readers_for_nobody(target):
    store = Store(target)
    order = []

    def write(name, hold, go):
        with store.write() as connection:
            order.append(name)
            go.set()
            articles.put(connection, [invented.article([name])])
            hold.wait(5)

    hold, first, second = threading.Event(), threading.Event(), threading.Event()
    one = threading.Thread(target=write, args=("one", hold, first))
    one.start()
    first.wait(5)
    two = threading.Thread(target=write, args=("two", hold, second))
    two.start()
    with store.read() as connection:
        assert connection.execute(select(schema.article.c.id)).all() == []
    assert order == ["one"]
    hold.set()
    one.join(10)
    two.join(10)
    with store.read() as connection:
        assert len(connection.execute(select(schema.article.c.id)).all()) == 2
    store.close()
