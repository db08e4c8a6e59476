"""A record on each database."""

from record_targets import filled, reader, record, target

__all__ = ["filled", "reader", "record", "target"]
