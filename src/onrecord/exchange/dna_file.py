"""Reading and writing .dna files, table by table, so that nothing in them is lost."""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
from bisect import bisect_left
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import ArticleError
from onrecord.exchange.dna_schema import DATA_TABLES, TABLES, create_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DnaFile", "DnaStatement", "Utf16", "hash_password", "password_matches", "read_dna", "write_dna"]

Row = tuple[Any, ...]
_ROUNDS = 100_000


class Utf16:
    """Offsets of one text in code points (ours) and in UTF-16 units (DNA's): astral characters part them."""

    def __init__(self, text: str) -> None:
        self._astral = [place for place, character in enumerate(text) if character > "\uffff"]
        self._in_units = [place + number for number, place in enumerate(self._astral)]

    def units(self, point: int) -> int:
        """The offset in UTF-16 units of the code point at ``point``."""
        return point + bisect_left(self._astral, point)

    def point(self, units: int) -> int:
        """The code point at ``units``; between the halves of a surrogate pair, the pair's own."""
        return units - bisect_left(self._in_units, units)


@dataclass(frozen=True, slots=True)
class DnaStatement:
    """A statement of a .dna file: ``start`` and ``stop`` in code points, ``values`` by variable."""

    id: int
    kind: str
    document: int
    start: int
    stop: int
    coder: int
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DnaFile:
    """Every table of a .dna file as rows in the order of the columns of ``dna_schema.TABLES``."""

    tables: dict[str, list[Row]]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table by column."""
        columns = [column for column in TABLES[table] if column]
        for row in self.tables[table]:
            yield dict(zip(columns, row, strict=True))

    def statements(self, kind: str = "DNA Statement") -> list[DnaStatement]:
        """The statements of the type labelled ``kind``, in order of document date, then of id."""
        types = {row["ID"]: row["Label"] for row in self.rows("STATEMENTTYPES")}
        documents = {row["ID"]: row for row in self.rows("DOCUMENTS")}
        offsets = {number: Utf16(row["Text"]) for number, row in documents.items()}
        values = self._values()
        found = [
            DnaStatement(
                row["ID"],
                types[row["StatementTypeId"]],
                row["DocumentId"],
                offsets[row["DocumentId"]].point(row["Start"]),
                offsets[row["DocumentId"]].point(row["Stop"]),
                row["Coder"],
                values.get(row["ID"], {}),
            )
            for row in self.rows("STATEMENTS")
            if types[row["StatementTypeId"]] == kind
        ]
        return sorted(found, key=lambda statement: (documents[statement.document]["Date"], statement.id))

    def _values(self) -> dict[int, dict[str, str | int]]:
        names = {row["ID"]: row["Variable"] for row in self.rows("VARIABLES")}
        entities = {row["ID"]: row["Value"] for row in self.rows("ENTITIES")}
        values: dict[int, dict[str, str | int]] = {}
        for kind, table in DATA_TABLES.items():
            for row in self.rows(table):
                value = entities[row["Entity"]] if kind == "short text" else row["Value"]
                values.setdefault(row["StatementId"], {})[names[row["VariableId"]]] = value
        return values


def read_dna(path: str | Path) -> DnaFile:
    """The tables of a .dna file. Raises ArticleError where it is no database, none of DNA's, or of another version."""
    where = str(path)
    if not Path(path).is_file():
        raise ArticleError(where, "there is no such file", "check the path")
    uri = f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            found = {name.upper() for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not found.issuperset(TABLES):
                lacking = ", ".join(sorted(set(TABLES) - found))
                raise ArticleError(where, f"it lacks the tables {lacking}", "open it in DNA 3 and save it again")
            return DnaFile({table: _rows(connection, table) for table in TABLES})
    except sqlite3.DatabaseError as error:
        raise ArticleError(where, f"it cannot be read as a .dna file ({error})", "check that it is one") from error


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    columns = ", ".join(column for column in TABLES[table] if column)
    order = next(iter(TABLES[table]))
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()  # noqa: S608 - own names


def write_dna(file: DnaFile, path: str | Path) -> None:
    """Write ``file`` to ``path``, replacing what is there only once the new file is complete."""
    target = Path(path)
    draft = target.with_name(f".{target.name}.draft")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in create_statements():
            connection.execute(statement)
        for table, rows in file.tables.items():
            marks = ", ".join("?" for column in TABLES[table] if column)
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - own names
    draft.replace(target)


def hash_password(password: str, salt: bytes | None = None) -> str:
    """A password as DNA stores it: base64 of a salt of 16 bytes and 100,000 rounds of SHA-256 over salt and password.

    The rounds are weak by today's measure; they serve files for DNA, never accounts of our own.
    """
    salted = os.urandom(16) if salt is None else salt
    digest = hashlib.sha256(salted + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salted + digest).decode("ascii")


def password_matches(password: str, stored: str) -> bool:
    """Whether ``stored`` was made from ``password``."""
    return hash_password(password, base64.b64decode(stored)[:16]) == stored
