"""Pages extracted in other processes, in order; a page that kills its process is named and the rest goes on.

Processes, never threads: lxml and trafilatura have crashed in threads (adbar/trafilatura issues 840 and 925).
"""

from __future__ import annotations

from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.intake.parsing import Task, pieces
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["extracted"]

_AHEAD = 4
"""Pages that wait for each process: enough to keep it busy, few enough to keep memory flat."""

_Refusal = tuple[str, str, str]
_Done = list[Article | _Refusal]


def extracted(source: Iterable[Task | Article | ArticleError], jobs: int) -> Iterator[Article | ArticleError]:
    """The articles of ``source`` in its order, its tasks done by ``jobs`` processes (in this one for 1)."""
    if jobs <= 1:
        for each in source:
            yield from pieces(each.data, each.origin, each.format) if isinstance(each, Task) else (each,)
        return
    pool = _pool(jobs)
    waiting: deque[tuple[Task, Future[_Done]] | Article | ArticleError] = deque()
    try:
        for each in source:
            waiting.append((each, pool.submit(_work, each)) if isinstance(each, Task) else each)
            if len(waiting) >= jobs * _AHEAD:
                pool = yield from _first(waiting, pool, jobs)
        while waiting:
            pool = yield from _first(waiting, pool, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked children would share this process's open database; spawned ones start afresh.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Leave Ctrl-C to the parent, which stops the workers in order."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task) -> _Done:
    return [
        (each.where, each.reason, each.advice) if isinstance(each, ArticleError) else each
        for each in pieces(task.data, task.origin, task.format)
    ]


def _first(
    waiting: deque[tuple[Task, Future[_Done]] | Article | ArticleError], pool: ProcessPoolExecutor, jobs: int
) -> Generator[Article | ArticleError, None, ProcessPoolExecutor]:
    """Give what waits longest; returns the pool to go on with, a new one if that was broken."""
    each = waiting.popleft()
    if not isinstance(each, tuple):
        yield each
        return pool
    task, future = each
    try:
        done = future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        done = _alone(task)
        pool = _pool(jobs)
        again = [(one[0], pool.submit(_work, one[0])) if isinstance(one, tuple) else one for one in waiting]
        waiting.clear()
        waiting.extend(again)
    for one in done:
        yield ArticleError(*one) if isinstance(one, tuple) else one
    return pool


def _alone(task: Task) -> _Done:
    """Do ``task`` in a process of its own: whether it was the one that killed the pool shows there."""
    with _pool(1) as pool:
        try:
            return pool.submit(_work, task).result()
        except BrokenProcessPool:
            return [(task.origin.where, "kills the process that extracts its text", "save the article's text as .txt")]
