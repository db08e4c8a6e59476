"""Runs a function over batches, in this process or in several, and gives the results in the order of the batches."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["alone", "batches", "run"]

ItemT = TypeVar("ItemT")
KeptT = TypeVar("KeptT")
GivenT = TypeVar("GivenT")
ResultT = TypeVar("ResultT")

_AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory flat."""


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """Cut ``items`` into lists of ``size``; the last may be shorter."""
    batch: list[ItemT] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def run(
    function: Callable[[GivenT], ResultT], source: Iterable[tuple[KeptT, GivenT]], *, jobs: int = 1
) -> Iterator[tuple[KeptT, ResultT]]:
    """Yield ``(kept, function(given))`` for each ``(kept, given)`` of ``source``, in order.

    What is kept stays in this process; what is given, the results and ``function`` are pickled where ``jobs`` is more
    than one. The source is drawn from only as far ahead as keeps the processes busy. Closing the iterator stops the
    processes; an exception of ``function`` is raised here in its turn.
    """
    if jobs <= 1:
        for kept, given in source:
            yield kept, function(given)
        return
    # Forked children would share this process's open database and its locks; the spawned ones start afresh.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=alone)
    waiting: deque[tuple[KeptT, Future[ResultT]]] = deque()
    try:
        for kept, given in source:
            waiting.append((kept, pool.submit(function, given)))
            if len(waiting) >= jobs * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def alone() -> None:
    """Make this process a good worker: on one core, deaf to Ctrl-C (its parent stops it in order), gone with it.

    A parent that is killed cannot stop its workers, and a worker that waits for work does not notice.
    """
    import os
    import signal
    import threading
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
