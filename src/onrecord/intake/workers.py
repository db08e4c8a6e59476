"""Inputs made articles in other processes, in order; one that kills its process is named and the rest goes on.

Processes, never threads: lxml and trafilatura have crashed in threads (adbar/trafilatura issues 840 and 925).
"""

from __future__ import annotations

from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.intake.parsing import Task, pieces
from onrecord.intake.rows import Row, tried
from onrecord.runner import alone
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["extracted"]

_AHEAD = 4
"""Bundles that wait for each process: enough to keep it busy, few enough to keep memory flat."""

_ROWS = 32
"""Rows of an archive that are handed over together; a page takes as long as so many."""

_Work = list[Task | Row]
_Refusal = tuple[str, str, str]
_Done = list[Article | _Refusal]
_Waiting = deque[tuple[_Work, "Future[_Done]"] | Article | ArticleError]


def extracted(source: Iterable[Task | Row | Article | ArticleError], jobs: int) -> Iterator[Article | ArticleError]:
    """The articles of ``source`` in its order, its tasks and rows done by ``jobs`` processes (in this one for 1)."""
    if jobs <= 1:
        for each in source:
            yield from _pieces(each) if isinstance(each, Task | Row) else (each,)
        return
    pool = _pool(jobs)
    waiting: _Waiting = deque()
    try:
        for part in _bundled(source):
            waiting.append((part, pool.submit(_work, part)) if isinstance(part, list) else part)
            if len(waiting) >= jobs * _AHEAD:
                pool = yield from _first(waiting, pool, jobs)
        while waiting:
            pool = yield from _first(waiting, pool, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pieces(each: Task | Row) -> Iterator[Article | ArticleError]:
    if isinstance(each, Row):
        yield tried(each)
    else:
        yield from pieces(each.data, each.origin, each.format)


def _bundled(source: Iterable[Task | Row | Article | ArticleError]) -> Iterator[_Work | Article | ArticleError]:
    """Pages one by one, rows that follow one another together."""
    rows: _Work = []
    for each in source:
        if rows and (len(rows) == _ROWS or not isinstance(each, Row)):
            yield rows
            rows = []
        if isinstance(each, Row):
            rows.append(each)
        else:
            yield [each] if isinstance(each, Task) else each
    if rows:
        yield rows


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked children would share this process's open database; spawned ones start afresh.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=alone)


def _work(work: _Work) -> _Done:
    return [
        (one.where, one.reason, one.advice) if isinstance(one, ArticleError) else one
        for each in work
        for one in _pieces(each)
    ]


def _first(
    waiting: _Waiting, pool: ProcessPoolExecutor, jobs: int
) -> Generator[Article | ArticleError, None, ProcessPoolExecutor]:
    """Give what waits longest; returns the pool to go on with, a new one if that was broken."""
    each = waiting.popleft()
    if not isinstance(each, tuple):
        yield each
        return pool
    work, future = each
    try:
        done = future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        done = [one for part in work for one in _alone(part)]
        pool = _pool(jobs)
        again = [(one[0], pool.submit(_work, one[0])) if isinstance(one, tuple) else one for one in waiting]
        waiting.clear()
        waiting.extend(again)
    for one in done:
        yield ArticleError(*one) if isinstance(one, tuple) else one
    return pool


def _alone(part: Task | Row) -> _Done:
    """Do ``part`` in a process of its own: whether it was the one that killed the pool shows there."""
    with _pool(1) as pool:
        try:
            return pool.submit(_work, [part]).result()
        except BrokenProcessPool:
            where = part.where if isinstance(part, Row) else part.origin.where
            return [(where, "kills the process that extracts its text", "save the article's text as .txt")]
