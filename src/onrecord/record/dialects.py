"""All that SQLite and PostgreSQL do differently: settings, triggers, full-text search, upserts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, create_engine, event, func, literal_column, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from onrecord.errors import MissingExtraError, RecordError, RequestError
from onrecord.record.schema import ASSERTED

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine, FromClause, Select, Table
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["LOADER", "WRITER", "engine_for", "found", "insert", "matches", "searchable", "upsert"]

BUSY_MS = 30_000
"""How long a writer waits for another process's writer before it gives up."""

_PRAGMAS = (
    "journal_mode=WAL",  # readers go on while one writes
    "synchronous=FULL",  # a person's decision must not be lost with the power
    "foreign_keys=ON",
    "trusted_schema=OFF",
    f"busy_timeout={BUSY_MS}",
    "temp_store=MEMORY",
    "mmap_size=67108864",
)
_READER, WRITER, LOADER = 8_192, 32_768, 262_144
"""KiB of pages that a reader, of which there may be many, a writer and a load hold for themselves."""


def engine_for(target: str, *, create: bool) -> Engine:
    """An engine on a SQLite file or a database URL. Raises `RecordError` where that cannot be one."""
    if "://" in target:
        return _server(target)
    path = Path(target)
    if not create and not path.exists():
        raise RecordError(f"{target}: there is no record here; make one with: onrecord add FILES --record {target}")
    if not path.parent.is_dir():
        raise RecordError(f"{target}: the folder {path.parent} does not exist; create it first")
    if path.is_dir():
        raise RecordError(f"{target}: this is a folder; name a file, such as {path / 'onrecord.db'}")
    # The connection used last is used next, so that few hold pages.
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool, pool_size=8, max_overflow=32, pool_use_lifo=True)
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _server(target: str) -> Engine:
    try:
        url = make_url(target)
    except ArgumentError:
        raise RecordError(f"{target}: not a database URL; write postgresql://USER@HOST/NAME") from None
    if url.get_backend_name() == "sqlite" and url.database:
        return engine_for(url.database, create=True)
    if url.get_backend_name() != "postgresql":
        raise RecordError(f"{url.get_backend_name()}: a record is a SQLite file or a PostgreSQL database")
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ImportError:
        raise MissingExtraError("a record in PostgreSQL", "postgresql") from None


def _settle(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that schema changes are part of transactions too
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: two that read first and write later would both fail.
    writes = connection.get_execution_options().get("writes", 0)
    pages, held = writes or _READER, connection.info.get("pages")
    if held not in (pages, LOADER):  # a load, which reads between its transactions, keeps what it holds
        connection.exec_driver_sql(f"PRAGMA cache_size=-{pages}")
        connection.info["pages"] = pages
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_sqlite(connection: Connection) -> bool:
    """Whether this is a connection to a SQLite file."""
    return connection.dialect.name == "sqlite"


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ``on_conflict_do_update`` and ``on_conflict_do_nothing``."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of whole rows that takes the place of the row with the same primary key, put together once."""
    return upsert_of(table, is_sqlite(connection))


@lru_cache(maxsize=64)
def upsert_of(table: Table, of_sqlite: bool) -> sqlite.Insert | postgresql.Insert:
    """`upsert` for SQLite or PostgreSQL."""
    new = sqlite.insert(table) if of_sqlite else postgresql.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in keys}
    return new.on_conflict_do_update(index_elements=keys, set_=others)


# -- what plain table definitions cannot say -------------------------------------------------------

_SQLITE_SEARCH = (
    # The words are ours already (see `searchable`), so the tokenizer has nothing left to decide.
    (
        "CREATE VIRTUAL TABLE statement_words USING fts5(words, content='statement', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 0')"
    ),
)
_POSTGRESQL_SEARCH = (
    "CREATE INDEX statement_words ON statement USING gin (to_tsvector('simple', words))",
    (
        "CREATE FUNCTION onrecord_keep() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
    ),
)


def found(connection: Connection) -> None:
    """Add to newly made tables the full-text index and the triggers that keep asserted rows as they are."""
    for statement in _SQLITE_SEARCH if is_sqlite(connection) else _POSTGRESQL_SEARCH:
        connection.execute(text(statement))
    for table in ASSERTED:
        if is_sqlite(connection):
            for verb in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} BEGIN "
                    f"SELECT RAISE(ABORT, 'rows of {table.name} are never changed'); END"
                )
        else:
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table.name}_keep BEFORE UPDATE OR DELETE ON {table.name} "
                "FOR EACH ROW EXECUTE FUNCTION onrecord_keep()"
            )


# -- full-text search ------------------------------------------------------------------------------

RARE = 5_000
"""Up to so many matches are found first and then sorted; more are met soon enough in the listing's order."""

COMMON = 100_000
"""From so many matches on, each row of the listing is checked by itself; fewer are gathered beforehand."""

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')


def searchable(wording: str) -> str:
    """The words of ``wording`` in the form that both databases index: folded, without accents, one space between.

    >>> searchable("Irrevérsible, he’d SAID.")
    'irreversible he d said'
    """
    # Folding can make letters that decompose and decomposing letters that fold: twice settles both.
    folded = wording
    for _ in range(2):
        folded = unicodedata.normalize("NFKD", folded.casefold())
    return " ".join(_WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


def _terms(search: str) -> list[tuple[list[str], bool]]:
    """The phrases of a search, each with whether its last word is only a beginning."""
    terms = []
    for phrase, word in _TERM.findall(search):
        words = searchable(phrase or word).split()
        if words:
            terms.append((words, word.endswith("*")))
    if not terms:
        raise RequestError(f"search {search!r} holds no word; give at least one")
    return terms


def matches(connection: Connection, statement: FromClause, search: str, *, leads: bool) -> ColumnElement[bool]:
    """The condition that ``statement``'s words match ``search``.

    ``leads`` allows SQLite to go through the matches first, where they are few, and sort what is left of them.
    """
    terms = _terms(search)
    if not is_sqlite(connection):
        query = " & ".join(
            "(" + " <-> ".join(f"'{w}'" + (":*" if beginning and w is words[-1] else "") for w in words) + ")"
            for words, beginning in terms
        )
        return func.to_tsvector(literal_column("'simple'"), statement.c.words).op("@@")(
            func.to_tsquery(literal_column("'simple'"), query)
        )
    words = _fts5(terms)
    hit = text("statement_words MATCH :words").bindparams(words=words)
    rows: Select[Any] = select(literal_column("rowid")).select_from(text("statement_words")).where(hit)
    counted = text("SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH :w LIMIT :n)")
    number = int(connection.execute(counted, {"w": words, "n": COMMON}).scalar_one())
    if leads and number < RARE:
        return statement.c.seq.in_(rows)
    if number < COMMON or any(beginning for _, beginning in terms):
        return (statement.c.seq + 0).in_(rows)  # gathered once; the sum keeps it from leading
    return rows.where(literal_column("statement_words.rowid") == statement.c.seq).correlate(statement).exists()


def _fts5(terms: list[tuple[list[str], bool]]) -> str:
    return " AND ".join('"' + " ".join(words) + '"' + ("*" if beginning else "") for words, beginning in terms)


def index_words(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Make statements findable: rows of ``seq`` and ``words``. PostgreSQL does so by itself.

    Not by triggers, because SQLite with trusted_schema off lets none write to a virtual table.
    """
    if rows and is_sqlite(connection):
        connection.execute(text("INSERT INTO statement_words(rowid, words) VALUES (:seq, :words)"), rows)


def forget_words(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Undo `index_words`, before the statements themselves are removed."""
    if rows and is_sqlite(connection):
        out = "INSERT INTO statement_words(statement_words, rowid, words) VALUES ('delete', :seq, :words)"
        connection.execute(text(out), rows)


def check(connection: Connection) -> list[str]:
    """What is wrong with the database file and its full-text index; nothing where all is well."""
    if not is_sqlite(connection):
        return []
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"{table} row {row} names a row that is not in {parent}")
    return faults


def check_search(connection: Connection) -> str | None:
    """What is wrong with the full-text index, None where all is well. Writes nothing but needs a writing connection."""
    if not is_sqlite(connection):
        return None
    from sqlalchemy.exc import DatabaseError

    try:
        connection.exec_driver_sql("INSERT INTO statement_words(statement_words, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as error:
        return str(error.orig)
    return None


def rebuild_search(connection: Connection) -> None:
    """Make the full-text index anew from the statements."""
    if is_sqlite(connection):
        connection.exec_driver_sql("INSERT INTO statement_words(statement_words) VALUES ('rebuild')")
    else:
        connection.exec_driver_sql("REINDEX INDEX statement_words")
