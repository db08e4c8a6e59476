"""Intake: bytes, files, folders, addresses and archives into articles."""

from __future__ import annotations

from onrecord.intake.parsing import parse
from onrecord.intake.sources import articles

__all__ = ["articles", "parse"]
