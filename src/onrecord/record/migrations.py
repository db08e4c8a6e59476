"""How a record's tables come to be as this version wants them: ordered steps, each one transaction with its own record.

A new record is founded with the tables of `schema` and counts as having every step behind it. An older record goes
through the steps it lacks. A released step is never changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from onrecord.errors import RecordError
from onrecord.record import dialects
from onrecord.record.schema import fresh_shingle, metadata, migration, unsettled

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onrecord.record.store import Store

__all__ = ["STEPS", "migrate"]


def _found(connection: Connection) -> None:
    metadata.create_all(connection)
    dialects.found(connection)


def _let_decisions_wait(connection: Connection) -> None:
    unsettled.create(connection)
    connection.exec_driver_sql("ALTER TABLE decision ADD COLUMN queue TEXT")


def _gather_shingles(connection: Connection) -> None:
    fresh_shingle.create(connection)


STEPS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("found", _found),
    ("decisions wait and name their queue", _let_decisions_wait),
    ("loads gather their shingles", _gather_shingles),
)
"""Name and act of each step, in order; the first founds a record."""


def migrate(store: Store) -> None:
    """Bring ``store`` to this version. Raises `RecordError` where it is no record or a newer version made it."""
    with store.read() as connection:
        done = _done(connection, store.target)
    if done == len(STEPS):
        return
    with store.write() as connection:
        done = _done(connection, store.target)  # another process may have been faster
        if done == 0:
            _found(connection)
            for number in range(len(STEPS)):
                _note(connection, number)
            return
    for number in range(done, len(STEPS)):
        with store.write() as connection:
            if _done(connection, store.target) == number:
                STEPS[number][1](connection)
                _note(connection, number)


def _note(connection: Connection, number: int) -> None:
    row = {"version": number + 1, "name": STEPS[number][0], "made_at": datetime.now(UTC).isoformat()}
    connection.execute(migration.insert(), row)


def _done(connection: Connection, target: str) -> int:
    tables = inspect(connection).get_table_names()
    if migration.name not in tables:
        if tables:
            raise RecordError(
                f"{target}: this database holds other tables ({tables[0]}, …); name one for On Record alone"
            )
        return 0
    done = len(connection.execute(select(migration.c.version)).all())
    if done > len(STEPS):
        raise RecordError(
            f"{target}: a newer version of On Record made this record; upgrade with: pip install -U onrecord"
        )
    return done
