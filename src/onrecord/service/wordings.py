"""Two wordings side by side, for the faces of the record."""

from __future__ import annotations

from onrecord.tracing.content import differing

__all__ = ["differing"]
