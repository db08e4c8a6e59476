"""Adding articles and reading them again: read in batches, stored one transaction an article."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.record import actors, articles, decisions, names, readings, statements, tellings
from onrecord.runner import batches, run
from onrecord.service.applying import apply, cast_of
from onrecord.service.coding import code
from onrecord.service.identifying import identify
from onrecord.service.knowing import knowledge_of
from onrecord.service.relating import relate, traits
from onrecord.service.rows import Added
from onrecord.service.tracing import date_undated, trace_article, trace_statements
from onrecord.vocabulary import Article, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.identity import Named
    from onrecord.record import Store
    from onrecord.service.knowing import Knowledge
    from onrecord.service.relating import Traits
    from onrecord.vocabulary import CodebookActor

__all__ = ["Reader", "add", "derive_again", "put", "reread", "the_reader"]

BATCH = 16
"""Articles that the reader is given at once."""

TOGETHER = 512
"""Articles that one transaction stores where none is read: loads of archives would wait for the disk otherwise."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads: a function on batches of articles, and the version that its readings carry."""

    version: str
    read: Callable[[Sequence[Article]], list[Reading]]


def the_reader(actors: Sequence[CodebookActor] = ()) -> Reader:
    """On Record's own reader, told of the ``actors`` that the analyst knows about."""
    from onrecord import reading

    return Reader(reading.READER, partial(reading.read, actors=tuple(actors)))


@dataclass(frozen=True, slots=True)
class _Slot:
    """One input: an article to be read, or what became of it already."""

    where: str
    article: Article | None = None
    outcome: Added | None = None


def _where(article: Article) -> str:
    return article.path or article.url or article.id


def add(
    store: Store, found: Iterable[Article | Reading | ArticleError], reader: Reader | None, *, jobs: int = 1
) -> Iterator[Added]:
    """Store ``found``, yielding what became of each, in order, once stored; nothing is read without ``reader``.

    Readings are stored as they are.
    """
    for read_before, some in groupby(found, lambda one: isinstance(one, Reading)):
        if read_before:
            yield from (put(store, _where(one.article), one) for one in some if isinstance(one, Reading))
        else:
            yield from _add(store, (one for one in some if not isinstance(one, Reading)), reader, jobs)


def _add(store: Store, found: Iterable[Article | ArticleError], reader: Reader | None, jobs: int) -> Iterator[Added]:
    if reader is None:
        with _seldom_collecting():
            for slots, told in run(traits, _sorted_out(store, found, TOGETHER), jobs=jobs):
                yield from _put_unread(store, slots, told)
        return
    for slots, read in run(reader.read, _sorted_out(store, found, BATCH), jobs=jobs):
        results = iter(read)
        for slot in slots:
            yield slot.outcome or put(store, slot.where, next(results))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage in cycles, of which a load makes next to none, a hundred times less often: it took a twelfth."""
    before = gc.get_threshold()
    gc.set_threshold(100 * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _sorted_out(
    store: Store, found: Iterable[Article | ArticleError], size: int
) -> Iterator[tuple[list[_Slot], list[Article]]]:
    """Batches, each with the articles in it that the record does not hold: only those are worth reading."""
    for batch in batches(found, size):
        with store.read() as connection:
            known = articles.known(connection, [one.id for one in batch if isinstance(one, Article)])
        slots = []
        new = []
        for one in batch:
            if isinstance(one, ArticleError):
                slots.append(_Slot(one.where, outcome=Added("error", None, one.where, error=one)))
            elif one.id in known:
                slots.append(_Slot(_where(one), outcome=Added("unchanged", one.id, _where(one))))
            else:
                known.add(one.id)
                slots.append(_Slot(_where(one), article=one))
                new.append(one)
        yield slots, new


def put(store: Store, where: str, read: Reading, also: Callable[[Connection], None] | None = None) -> Added:
    """Store one article with all that follows from it, and what ``also`` stores, in one transaction."""
    try:
        with store.write() as connection:
            if also is not None:
                also(connection)
            return _put(connection, where, read, articles.known(connection, [read.article.id]))
    except ArticleError as error:
        return Added("error", None, where, error=error)


def _put_unread(store: Store, slots: Sequence[_Slot], told: Sequence[Traits]) -> list[Added]:
    """Store articles that nobody read yet, in one transaction; gives what became of each slot."""
    outcomes = [slot.outcome for slot in slots]
    waiting = [(at, slot.article) for at, slot in enumerate(slots) if slot.article is not None]
    with store.write(load=True) as connection:
        known = articles.known(connection, [one.id for _, one in waiting])  # another process may have been faster
        new = []
        for (at, one), its in zip(waiting, told, strict=True):
            why = articles.refused(connection, one)
            if why:
                outcomes[at] = Added("error", None, _where(one), error=why)
            elif one.id in known:
                outcomes[at] = Added("unchanged", one.id, _where(one))
            else:
                outcomes[at] = Added("added", one.id, _where(one))
                new.append((one, its))
        numbers = articles.put(connection, [one for one, _ in new])
        relate(connection, numbers, [one for one, _ in new], [its for _, its in new], by_meaning=False)
        readings.put_unread(connection, numbers)
    return [outcome for outcome in outcomes if outcome is not None]


def _put(connection: Connection, where: str, read: Reading, known: Collection[str]) -> Added:
    new = read.article
    if new.id in known:  # another process, or an earlier batch, was faster
        return Added("unchanged", new.id, where)
    (number,) = articles.put(connection, [new])
    relate(connection, [number], [new], traits([new]), by_meaning=True)
    derive(connection, number, read, knowledge_of(connection))
    return _outcome(read, where)


def _outcome(read: Reading, where: str) -> Added:
    if read.unread:
        return Added("unread", read.article.id, where, note=read.unread)
    return Added("added", read.article.id, where, statements=len(read.statements))


@dataclass(frozen=True, slots=True)
class _Before:
    """What an earlier reading of an article left to be put right: names, statements linked with its own, utterances."""

    names: Collection[Named] = ()
    again: Collection[str] = ()
    gone: Collection[str] = ()


def derive(
    connection: Connection, number: int, read: Reading, knowledge: Knowledge, before: _Before = _Before()
) -> None:
    """Store all that follows from a reading of article ``number`` and from what people decided about its words."""
    of = read.article
    about = decisions.of_articles(connection, [of.id]).get(of.id, [])
    told, _ = apply(read, decisions.live(connection, about))
    cast = cast_of(read, told)
    known, moved = identify(connection, of, cast, knowledge.rulings, before.names)
    readings.put(connection, number, read, told, cast, known)
    elsewhere = statements.ids(connection, moved)
    again, gone = tellings.forget(connection, elsewhere)
    fresh = [one.statement.id for one in told if one.verdict != "wrong" and one.statement.content]
    changed = trace_statements(
        connection, [*fresh, *elsewhere], again={*before.again, *again}, gone={*before.gone, *gone}, article=of.id
    )
    trace_article(connection, number, of, known)
    date_undated(connection, changed)
    code(connection, changed, knowledge)


def derive_again(connection: Connection, number: int, read: Reading, knowledge: Knowledge) -> None:
    """Put what follows from ``read`` in the place of all that followed from an earlier reading of the article."""
    used = names.of_article(connection, number)
    again, gone = tellings.forget(connection, statements.ids_of_article(connection, number))
    named = readings.forget(connection, number)
    names.count(connection, used, sign=-1)
    derive(connection, number, read, knowledge, _Before(used, again, gone))
    actors.drop_unnamed(connection, named)


def reread(store: Store, reader: Reader, *, everything: bool = False, jobs: int = 1) -> Iterator[Added]:
    """Read anew what another version read, one transaction an article, so that it can be stopped and taken up again."""
    with store.read() as connection:
        waiting = readings.unread_by(connection, reader.version, everything=everything)

    def source() -> Iterator[tuple[list[int], list[Article]]]:
        for numbers in batches(waiting, BATCH):
            with store.read() as connection:
                found = articles.by_seq(connection, numbers)
            yield numbers, [found[number] for number in numbers]

    for numbers, results in run(reader.read, source(), jobs=jobs):
        for number, read in zip(numbers, results, strict=True):
            with store.write() as connection:
                derive_again(connection, number, read, knowledge_of(connection))
            yield _outcome(read, _where(read.article))
