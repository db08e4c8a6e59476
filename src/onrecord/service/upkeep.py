"""`doctor`: is the record sound, what made its derived rows, and is the installation whole?"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sqlite3
import sys
from importlib import resources
from typing import TYPE_CHECKING

from onrecord.record import codebooks, decisions, dialects, health
from onrecord.service.rows import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    waiting = len(decisions.unsettled_ones(connection))
    if waiting:
        yield Check(
            "decisions not applied yet", False, f"{waiting}; apply them with: onrecord reread, or onrecord serve"
        )
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
    """Whether the files of the models are those that were shipped, by their SHA-256."""
    folder = resources.files("onrecord") / "models"
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    except OSError:
        yield Check("models", False, "missing; install On Record again")
        return
    for expected, name in (line.split() for line in lines):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            found = "missing"
        says = f"sha256 {found}" if found == expected else f"{found}, not {expected}; install On Record again"
        yield Check(f"model {name}", found == expected, says)
