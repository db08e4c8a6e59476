"""Coding: what utterances say on the issues of the codebook in force, kept right as articles and decisions arrive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.identity import Named, group
from onrecord.record import (
    actors,
    articles,
    codebooks,
    codings,
    decisions,
    names,
    pages,
    positions,
    statements,
)
from onrecord.record.selecting import Selection
from onrecord.record.vectors import remembered
from onrecord.service.identifying import regroup
from onrecord.service.knowing import knowledge_of
from onrecord.service.listing import Filter
from onrecord.service.tracing import trace_moved
from onrecord.vocabulary import Actor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from os import PathLike

    from sqlalchemy import Connection

    from onrecord.record import Store
    from onrecord.service.knowing import Knowledge
    from onrecord.vocabulary import Codebook, Coding, Statement

__all__ = ["code", "code_all", "freshen", "load", "named_by", "statements_of"]

_BATCH = 200
"""Utterances that are coded together, in one transaction."""


def code(connection: Connection, changed: Collection[str], knowledge: Knowledge) -> None:
    """Code the utterances ``changed`` (ids, of which some may be gone) anew, if there is a codebook."""
    book = knowledge.codebook
    if book is None or not book.issues:
        return
    from onrecord import encoder
    from onrecord.positions import coding
    from onrecord.positions.decisions import decided

    told = list(pages.utterances(connection, changed).values())
    if not told:
        codings.replace(connection, changed, [])
        return
    said = statements_of(connection, {report.article for one in told for report in one.reports})
    embed = remembered(connection, encoder.embed)
    named = named_by(connection, knowledge)
    machine = coding.code(told, said, book, embed=embed, named=named)
    about = decisions.of_articles(connection, {report.article for one in told for report in one.reports})
    standing = decisions.live(connection, [made for some in about.values() for made in some])
    people = decided(standing, told, said, book, machine=machine, named=named)
    issues = {issue.id for issue in book.issues}
    asked = [one for one in codings.of_utterances(connection, changed) if "@" in one.coder and one.issue in issues]
    codings.replace(connection, changed, [*machine, *(one for one in asked if one.basis == "machine"), *people])


def statements_of(connection: Connection, ids: Collection[str]) -> dict[str, Statement]:
    """Every statement of these articles, those that people judged wrong left out."""
    found: dict[str, Statement] = {}
    for number in articles.seqs(connection, ids).values():
        for stored in statements.of_article(connection, number):
            if stored.verdict != "wrong":
                found[stored.statement.id] = stored.statement
    return found


def named_by(connection: Connection, knowledge: Knowledge) -> Callable[[str], Actor]:
    """The record's actor of a name in the codebook; one that no article names yet gets the id that it will have."""
    types = {actor.name: actor.type for actor in (knowledge.codebook.actors if knowledge.codebook else ())}

    def named(name: str) -> Actor:
        bearers = names.bearers(connection, name)
        if bearers:
            known = actors.get(connection, bearers[:1])
            if known:
                return known[bearers[0]].actor
        one = group([Named(name, types.get(name) or "unknown")], knowledge.rulings)[0]
        actors.keep(connection, one.id, one.name, one.type, resolved=True)
        return Actor(one.id, one.name, one.type)

    return named


def load(store: Store, source: str | PathLike[str]) -> Codebook:
    """Put a codebook in force: store it, and regroup actors by it. `code_all` then codes by it."""
    from onrecord.positions import codebook

    book = codebook.load(source if isinstance(source, str) else Path(source))
    with store.write() as connection:
        if (stored := codebooks.in_force(connection)) is None or stored[1] != book.source:
            codebooks.put(connection, book.source)
        knowledge = knowledge_of(connection)
        _, moved = regroup(connection, None, knowledge.rulings)
        trace_moved(connection, moved)
    return book


def code_all(store: Store) -> Iterator[int]:
    """Code every utterance by the codebook in force, a batch a transaction; yields how many are done.

    Where it was stopped it goes on, as long as the codebook and the coder are the same.
    """
    from onrecord.positions.coding import CODER

    with store.read() as connection:
        stored = codebooks.in_force(connection)
    if stored is None:
        return
    task = f"codebook {stored[0]}, {CODER}"
    done = 0
    while True:
        with store.write() as connection:
            at, _, place = codebooks.versions(connection).get("coded", "").partition("; up to ")
            after = place if at == task else ""
            if at == task and not place:
                return
            if at.partition(",")[0] != task.partition(",")[0]:
                codings.clear(connection)  # of another codebook; those of another version are replaced one by one
            ids, last = codings.next_utterances(connection, after, _BATCH)
            code(connection, ids, knowledge_of(connection))
            codebooks.set_version(connection, "coded", f"{task}; up to {last}" if last else task)
        done += len(ids)
        yield done


def freshen(connection: Connection) -> None:
    """Make anew the positions and shifts of every actor and issue whose codings changed."""
    from onrecord.positions.positions import positions as positions_of
    from onrecord.positions.shifts import shifts as shifts_of

    for actor, issue in positions.stale(connection):
        some: list[Coding] = codings.all_of(connection, Selection(Filter(issue=issue), [actor]))
        by = dict(codings.speakers(connection, {one.utterance for one in some}))
        positions.put(connection, actor, issue, positions_of(some), shifts_of(some, speakers=by))


def freshened(store: Store) -> None:
    """Make anew what is stale, if anything is."""
    with store.read() as connection:
        waiting = bool(positions.stale(connection))
    if waiting:
        with store.write() as connection:
            freshen(connection)
