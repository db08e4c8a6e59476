"""`Store`: a record's database. Reads go on side by side; writes go one after another, each a transaction."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.errors import RecordError
from onrecord.record import dialects
from onrecord.record.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

__all__ = ["Store"]


class Store:
    """The database at ``target``, a SQLite file or a PostgreSQL URL, with the tables of this version.

    Raises `RecordError` where it cannot be opened, is not ours or is too new.
    """

    def __init__(self, target: str, *, create: bool = True) -> None:
        self.target = target
        self._engine = dialects.engine_for(target, create=create)
        self._writer = threading.Lock()
        try:
            migrate(self)
        except OperationalError as error:
            self.close()
            raise RecordError(f"{target}: cannot be opened ({error.orig}); check the name and your rights") from None
        except DatabaseError as error:
            self.close()
            raise RecordError(f"{target}: this is no record ({error.orig}); name another file") from None
        except RecordError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees the record as it is now, for one unit of work."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, load: bool = False) -> Iterator[Connection]:
        """A transaction: all of it is stored when the block ends, none of it when the block raises.

        ``load``: one of many that touch pages all over the record, which then holds more of them in memory.
        """
        pages = dialects.LOADER if load else dialects.WRITER
        with self._writer, self._engine.execution_options(writes=pages).begin() as connection:
            yield connection
