"""The record: where articles, codebooks and decisions are kept, and what was derived from them. Knows SQL, alone."""

from onrecord.record.filtering import MOST_ROWS, Filter
from onrecord.record.store import Store

__all__ = ["MOST_ROWS", "Filter", "Store"]
