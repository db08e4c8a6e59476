"""A progress bar on stderr with the time that remains, nothing off a terminal; and how large the work is."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["expected", "processes", "progress", "size_of"]

_MUCH = 2_000_000
"""Bytes of articles from which several processes pay: to start them takes a second or two."""

_MOST = 8
"""Processes that are started unasked; each holds the models, some 300 MB."""


def expected(inputs: Iterable[str]) -> int | None:
    """How many articles ``inputs`` probably are: one a file. None where that cannot be told beforehand."""
    from onrecord.intake.sources import files_in

    total = 0
    for one in inputs:
        path = Path(one)
        if one == "-" or path.suffix in (".jsonl", ".csv", ".parquet", ".warc", ".gz"):
            return None
        total += sum(1 for _ in files_in(path)) if path.is_dir() else 1
    return total


def size_of(inputs: Iterable[str]) -> int:
    """Bytes of the files and folders among ``inputs``, counted no further than until they are much.

    What cannot be looked at counts nothing.
    """
    from onrecord.intake.sources import files_in

    total = 0
    for one in inputs:
        with suppress(OSError, ValueError):
            path = Path(one)
            for file in files_in(path) if path.is_dir() else [path]:
                total += file.stat().st_size if isinstance(file, Path) else 0
                if total > _MUCH:
                    return total
    return total


def processes(size: int) -> int:
    """How many processes to read so many bytes of articles with, where nobody said."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST) if size > _MUCH else 1


@contextmanager
def progress(doing: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A bar over ``total`` steps; call what is yielded after each, with what was done."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from onrecord.cli.output import plain

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[done]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total, done="")
        yield lambda done: bar.update(task, advance=1, done=plain(done)[-40:])
