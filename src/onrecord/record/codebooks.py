"""Codebooks: each loading is a version, the last is in force. And the versions that made derived rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.record import dialects
from onrecord.record.schema import codebook, version

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["in_force", "put", "set_version", "versions"]


def put(connection: Connection, source: str) -> None:
    """Store the YAML of a codebook, which is in force from now on."""
    connection.execute(codebook.insert(), {"source": source, "loaded_at": datetime.now(UTC).isoformat()})


def in_force(connection: Connection) -> tuple[int, str] | None:
    """Number and YAML of the codebook in force, None where none was loaded."""
    row = connection.execute(select(codebook).order_by(codebook.c.version.desc()).limit(1)).one_or_none()
    return (row.version, row.source) if row else None


def set_version(connection: Connection, part: str, made_by: str) -> None:
    """Note which version of ``part`` (tracer, coder, …) made its derived rows."""
    new = dialects.insert(connection, version).values(part=part, made_by=made_by)
    connection.execute(new.on_conflict_do_update(index_elements=["part"], set_={"made_by": made_by}))


def versions(connection: Connection) -> dict[str, str]:
    """The versions that made the derived rows."""
    return {row.part: row.made_by for row in connection.execute(select(version))}
