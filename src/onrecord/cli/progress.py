"""A progress bar on stderr with the time that remains; nothing off a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["expected", "progress"]


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
