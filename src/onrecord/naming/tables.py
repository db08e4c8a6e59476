"""Word lists as they read best in a source file: words between white space."""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(table: str) -> frozenset[str]:
    """The words of ``table``."""
    return frozenset(table.split())
