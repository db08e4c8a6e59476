"""The command line: `onrecord`. Shows what the service answers, and nothing of its own."""

from onrecord.cli.app import main

__all__ = ["main"]
