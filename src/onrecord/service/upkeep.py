"""`doctor`: is the record sound, what made its derived rows, and is the installation whole?"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sqlite3
import sys
from importlib import resources
from typing import TYPE_CHECKING

from onrecord.record import codebooks, dialects, health
from onrecord.service.rows import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from sqlalchemy import Connection

    from onrecord.record import Store

__all__ = ["doctor"]


def doctor(store: Store) -> tuple[Check, ...]:
    """Every check, those of the record first."""
    with store.write() as connection:  # SQLite checks its full-text index by a command that counts as writing
        found = [*_database(connection), *_rows(connection), *_versions(connection)]
    return (*found, *_installation(), *_models())


def _database(connection: Connection) -> Iterator[Check]:
    faults = dialects.check(connection)
    yield Check("database", not faults, "; ".join(faults[:5]) or "sound")
    fault = dialects.check_search(connection)
    yield Check("full-text index", fault is None, fault or "agrees with the statements")


def _rows(connection: Connection) -> Iterator[Check]:
    for name, faults in health.faults(connection).items():
        yield Check(name, faults == 0, "none" if faults == 0 else f"{faults}; mend them with: onrecord reread --all")
    for name, rows in health.totals(connection).items():
        yield Check(name, None, f"{rows:,}")


def _versions(connection: Connection) -> Iterator[Check]:
    for reader, rows in health.readers(connection):
        yield Check(f"read by {reader or 'nobody yet'}", None, f"{rows:,} articles")
    for part, made_by in sorted(codebooks.versions(connection).items()):
        yield Check(part, None, made_by)


def _installation() -> Iterator[Check]:
    yield Check("onrecord", None, importlib.metadata.version("onrecord"))
    yield Check("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield Check("SQLite", sqlite3.sqlite_version_info >= (3, 37), sqlite3.sqlite_version)


def _models() -> Iterator[Check]:
    """The files of the models with their SHA-256, to compare with their cards."""
    folder = resources.files("onrecord") / "models"
    if not folder.is_dir():
        yield Check("models", False, "missing; install On Record again")
        return
    for name, file in sorted(_files(folder)):
        yield Check(f"model {name}", None, "sha256 " + hashlib.sha256(file.read_bytes()).hexdigest())


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith((".py", ".pyc", ".md")):
            yield prefix + entry.name, entry
