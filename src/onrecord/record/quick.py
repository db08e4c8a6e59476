"""Statements that are asked for every article, run on the driver's own cursor.

SQLAlchemy needs several times longer to run a small statement than the database to answer it. Here it only puts the
statement together, once for each database; lists of values go in as one parameter, so that the text stays the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal_column, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Column, ColumnElement, Connection
    from sqlalchemy.sql.elements import CompilerElement

__all__ = ["Quick", "among"]

_POSTGRESQL: Any = PGDialect_psycopg  # which has no types


def among(of_sqlite: bool, column: Column[Any], name: str) -> ColumnElement[bool]:
    """The condition that ``column`` has one of the values of the list that is given as parameter ``name``."""
    if of_sqlite:
        return column.in_(text(f"SELECT value FROM json_each(:{name})").columns(literal_column("value")))  # noqa: S608 - our name
    return column == func.any(bindparam(name))


class Quick:
    """A statement; ``make`` gives it for SQLite (true) or PostgreSQL (false)."""

    def __init__(self, make: Callable[[bool], CompilerElement]) -> None:
        self._make = make
        self._made: dict[str, tuple[str, dict[str, Any]]] = {}

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - of any columns
        """The rows of the answer; lists among ``values`` are those of `among`."""
        statement, given = self._for(connection), self._given(connection, values)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(statement[0], statement[1] | given)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def run(self, connection: Connection, **values: Any) -> None:  # noqa: ANN401 - of any columns
        """Run a statement without an answer."""
        self.many(connection, (self._given(connection, values),))

    def many(self, connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
        """Run a statement without an answer for each of ``rows`` of values, none of them a list."""
        text_, fixed = self._for(connection)
        given = [fixed | row for row in rows] if fixed else list(rows)
        if not given:
            return
        cursor = connection.connection.cursor()
        try:
            if len(given) == 1:
                cursor.execute(text_, given[0])
            else:
                cursor.executemany(text_, given)
        finally:
            cursor.close()

    def _for(self, connection: Connection) -> tuple[str, dict[str, Any]]:
        """The statement as text, and the values that it has from the start."""
        name = connection.dialect.name
        if name not in self._made:
            of_sqlite = name == "sqlite"
            dialect = sqlite.dialect(paramstyle="named") if of_sqlite else _POSTGRESQL()
            compiled = self._make(of_sqlite).compile(dialect=dialect)
            fixed = {key: value for key, value in compiled.params.items() if value is not None}
            self._made[name] = (str(compiled), fixed)
        return self._made[name]

    @staticmethod
    def _given(connection: Connection, values: Mapping[str, Any]) -> dict[str, Any]:
        if connection.dialect.name == "sqlite":
            return {key: json.dumps(value) if isinstance(value, list) else value for key, value in values.items()}
        return dict(values)
