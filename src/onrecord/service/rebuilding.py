"""Making anew what follows from the articles alone: shared passages, who drew on whom, stories, and their indexes.

One transaction takes all of it away and notes how many articles there are; then these are related again in the order in
which they came, many to a transaction, each of which notes how far it got. Stopped anywhere, it is taken up there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import articles, relations
from onrecord.runner import batches, run
from onrecord.service.relating import RELATED_BY, relate, traits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.record import Store
    from onrecord.vocabulary import Article

__all__ = ["rebuild"]

TOGETHER = 64
"""Articles that one transaction relates again."""


def rebuild(store: Store, *, everything: bool, jobs: int = 1) -> Iterator[tuple[int, int]]:
    """Relate all articles anew with ``everything`` or where another version did; go on where that was stopped.

    After each transaction yields how many articles are done and of how many.
    """
    with store.write() as connection:
        state = relations.state(connection)
        if everything or state is None or state.by != RELATED_BY:
            state = relations.clear(connection, RELATED_BY)
    with store.read() as connection:
        waiting = relations.between(connection, state.done, state.until)

    def source() -> Iterator[tuple[tuple[list[int], list[Article]], list[Article]]]:
        for numbers in batches(waiting, TOGETHER):
            with store.read() as connection:
                found = articles.by_seq(connection, numbers)
            whole = [found[number] for number in numbers]
            yield (numbers, whole), whole

    done = 0
    for (numbers, whole), told in run(traits, source(), jobs=jobs):
        with store.write() as connection:
            relate(connection, numbers, whole, told)
            relations.note(connection, numbers[-1])
        done += len(numbers)
        yield done, len(waiting)
