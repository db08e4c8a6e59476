"""What follows from a decision: derived at once, or later where a person is waiting for the next question.

A decision is a row that is stored for good in any case. What it changes in the derived rows (utterances, codings,
actors) takes longer than storing it; left for later, it is noted in the record, so that nobody can forget it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from onrecord.identity import Named
from onrecord.record import articles, decisions, readings, statements
from onrecord.service import applying
from onrecord.service.adding import derive_again
from onrecord.service.coding import code
from onrecord.service.identifying import regroup
from onrecord.service.knowing import knowledge_of
from onrecord.service.tracing import trace_moved
from onrecord.vocabulary import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onrecord.record import Store
    from onrecord.vocabulary import Decision

__all__ = ["follow", "settle", "waiting"]


def follow(connection: Connection, made: Decision, *, later: bool = False) -> None:
    """Put right what follows from a decision that was made or taken back just now.

    With ``later`` only the verdict shows at once; the rest waits for `settle`.
    """
    if made.subject == "check":
        return  # says something about the reviewer, nothing about the record
    if made.field == "verdict" and made.article and _verdicts(connection, made.article, all_of_it=not later):
        return
    if later:
        decisions.leave(connection, made)
    else:
        _derive(connection, made)


def settle(store: Store) -> Iterator[Decision]:
    """Derive what follows from the decisions that wait, one transaction each, and give each once that is done."""
    while True:
        with store.read() as connection:
            left = decisions.unsettled_ones(connection)
        if not left:
            return
        for made in left:
            with store.write() as connection:
                _derive(connection, made)
                decisions.settled(connection, made)
            yield made


def waiting(connection: Connection) -> int:
    """How many decisions wait."""
    return len(decisions.unsettled_ones(connection))


def _derive(connection: Connection, made: Decision) -> None:
    if made.subject == "actor":
        knowledge = knowledge_of(connection)
        concerned = {
            Named(name, kind) for kind in get_args(ActorType) for name in (made.quote, made.new, made.old) if name
        }
        _, moved = regroup(connection, concerned, knowledge.rulings)
        code(connection, trace_moved(connection, moved), knowledge)
    elif made.subject == "utterance" and made.article:
        told = statements.of_article(connection, articles.find(connection, made.article))
        code(connection, {one.utterance for one in told if one.utterance}, knowledge_of(connection))
    elif made.article:
        _article_again(connection, articles.find(connection, made.article))


def _verdicts(connection: Connection, article: str, *, all_of_it: bool) -> bool:
    """Put the verdicts on an article's statements right; gives whether nothing else follows.

    More follows where a statement turns wrong or was so before: then nothing is done if ``all_of_it`` is asked for.
    """
    number = articles.find(connection, article)
    of = articles.by_seq(connection, [number])[number]
    about = decisions.of_articles(connection, [of.id]).get(of.id, [])
    told, _ = applying.apply(readings.get(connection, number, of), decisions.live(connection, about))
    now = {one.statement.id: one.verdict for one in told}
    before = {one.statement.id: one.verdict for one in statements.of_article(connection, number)}
    changed = {name: verdict for name, verdict in now.items() if name in before and verdict != before[name]}
    simple = now.keys() == before.keys() and not any("wrong" in (v, before[name]) for name, v in changed.items())
    if simple or not all_of_it:
        statements.set_verdicts(connection, changed)
    return simple


def _article_again(connection: Connection, number: int) -> None:
    """Make the derived rows of article ``number`` anew from its stored reading and the decisions in force."""
    of = articles.by_seq(connection, [number])[number]
    derive_again(connection, number, readings.get(connection, number, of), knowledge_of(connection))
