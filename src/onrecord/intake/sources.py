"""Files, folders, standard input and addresses as articles, one after the other."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.intake import dates, formats
from onrecord.intake.limits import ARTICLE_BYTES
from onrecord.intake.lines import word_set
from onrecord.intake.making import Origin
from onrecord.intake.parsing import Task, pieces
from onrecord.intake.workers import extracted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from onrecord.intake.formats import Format
    from onrecord.intake.manners import Manners
    from onrecord.intake.rows import Row
    from onrecord.vocabulary import Article, When

__all__ = ["articles", "files_in"]

# Files that stand beside articles in folders and are none; named outright they are read all the same.
_BESIDE = word_set(
    """.yaml .yml .toml .ini .cfg .db .sqlite .sqlite3 .db-wal .db-shm .py .js .css .svg .png .jpg .jpeg .gif .webp .ico
    .woff .woff2 .mp3 .mp4 .log .sh .info .lock .map .license"""
)
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice", "makefile", "thumbs.db"})


def articles(
    inputs: Iterable[str],
    *,
    outlet: str | None = None,
    published: When | date | None = None,
    format: str | None = None,  # noqa: A002 - the name of the command's option
    jobs: int = 1,
    manners: Manners | None = None,
    allow_loopback: bool = False,
) -> Iterator[Article | ArticleError]:
    """Every article in ``inputs``: files, folders (with all below them, sorted), "-" for standard input, addresses.

    Each input that cannot be read gives one ``ArticleError`` in its place and the rest goes on. Web pages are extracted
    by ``jobs`` processes. ``manners`` keeps to what hosts ask of programs; ``allow_loopback`` lets addresses on this
    machine through (for tests). Raises ``RequestError`` for an unknown ``format``.
    """
    said = Origin("", None, None, outlet, dates.given(published))
    tasks = _tasks(inputs, said, formats.as_format(format), manners, allow_loopback=allow_loopback)
    return extracted(tasks, jobs)


def _tasks(
    inputs: Iterable[str], said: Origin, format_: Format | None, manners: Manners | None, *, allow_loopback: bool
) -> Iterator[Task | Row | Article | ArticleError]:
    for input_ in inputs:
        if input_ == "-":
            data = sys.stdin.buffer.read(ARTICLE_BYTES + 1)
            yield from _whole(Task(data, replace(said, where="standard input"), format_))
        elif input_.lower().startswith(("http://", "https://")):
            yield from _fetched(input_, said, format_, manners, allow_loopback=allow_loopback)
        else:
            yield from _stored(input_, said, format_)


def _whole(task: Task) -> Iterator[Task | Row | Article | ArticleError]:
    """Pages are left as tasks; all else is read here, since handing it over costs more than reading it."""
    head = task.data[:4]
    packed_or_page = head.startswith(b"\x1f\x8b") or b"<" in task.data[:512]
    if packed_or_page and task.format in {None, "html"}:
        yield task
    else:
        yield from pieces(task.data, task.origin, task.format)


def _fetched(
    url: str, said: Origin, format_: Format | None, manners: Manners | None, *, allow_loopback: bool
) -> Iterator[Task | Row | Article | ArticleError]:
    from onrecord.intake.fetch import fetch

    try:
        page = fetch(url, manners=manners, allow_loopback=allow_loopback)
    except ArticleError as error:
        yield error
        return
    origin = replace(said, where=url, url=page.url, charset=page.charset)
    yield from _whole(Task(page.data, origin, format_ or page.format))


def _stored(input_: str, said: Origin, format_: Format | None) -> Iterator[Task | Row | Article | ArticleError]:
    path = Path(input_)
    try:
        folder = path.is_dir()
    except (OSError, ValueError) as error:
        yield _refused(input_, error)
        return
    empty = True
    for found in files_in(path) if folder else [path]:
        empty = False
        if isinstance(found, ArticleError):
            yield found
        else:
            name = str(found) if folder else input_
            yield from _file(name, replace(said, where=name, path=name), format_)
    if empty:
        yield ArticleError(input_, "is a folder without articles", "name one with .txt, .md, .html or .jsonl files")


def files_in(folder: Path, _seen: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path | ArticleError]:
    """The files below ``folder`` that may be articles, sorted by name; each folder once, so that links cannot loop."""
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _refused(str(folder), error)
        return
    here = (status.st_dev, status.st_ino)
    if here in _seen:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            inner = entry.is_dir()
        except OSError as error:
            yield _refused(str(entry), error)
            continue
        if inner:
            yield from files_in(entry, _seen | {here})
        elif entry.suffix.lower() not in _BESIDE and entry.stem.lower() not in _ABOUT:
            yield entry


def _file(name: str, origin: Origin, format_: Format | None) -> Iterator[Task | Row | Article | ArticleError]:
    kind = format_ or formats.of_path(name)
    if kind in {"jsonl", "csv", "parquet", "warc"}:
        from onrecord.intake.archives import from_file

        yield from from_file(name, origin, kind)
        return
    try:
        data = _bytes(name)
    except (OSError, ValueError) as error:
        yield _refused(name, error)
    except ArticleError as error:
        yield error
    else:
        yield from _whole(Task(data, origin, format_))


def _bytes(name: str) -> bytes:
    """The content of a file; one that is too large is refused by its size, unread."""
    with Path(name).open("rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > ARTICLE_BYTES:
            size = f"is {status.st_size / (1 << 20):.0f} MB, more than the {ARTICLE_BYTES >> 20} MB of one article"
            raise ArticleError(name, size, "split it into single articles or give JSON Lines")
        return file.read(ARTICLE_BYTES + 1)


def _refused(name: str, error: OSError | ValueError) -> ArticleError:
    if isinstance(error, FileNotFoundError):
        return ArticleError(name, "does not exist", "check the spelling")
    if isinstance(error, PermissionError):
        return ArticleError(name, "may not be read", "change its permissions or leave it out")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ArticleError(name, f"cannot be read ({reason})", "check its name and place")
