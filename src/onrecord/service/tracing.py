"""Tracing an article that was just read: what it shares with others, and which utterances its statements report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import articles, decisions, statements, tellings
from onrecord.record.vectors import remembered
from onrecord.service import anchors
from onrecord.tracing import utterances
from onrecord.tracing.utterances import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

__all__ = ["PAIRS", "decided_pairs", "trace_moved", "trace_statements"]

PAIRS = ("same utterance", "other utterance")
"""What can be decided about two statements; ``new`` of the decision is the anchor of the other one."""


def trace_statements(
    connection: Connection,
    fresh: Sequence[str],
    *,
    again: Collection[str] = (),
    gone: Collection[str] = (),
    article: str | None = None,
) -> set[str]:
    """Find the utterances that the statements ``fresh`` (ids) report, and those of all that hang together with them.

    ``again`` are statements whose links were forgotten, ``gone`` utterances whose statements were; what people decided
    about statements of ``article`` (an id) and others counts. Gives the ids of all utterances that changed.
    """
    from onrecord import encoder

    index = tellings.Tellings(connection)
    ours = index.tellings(fresh)
    tellings.put_keys(connection, ours)
    embed = remembered(connection, encoder.embed)
    found = utterances.links(ours, ours, embed)
    for one in ours:
        found += utterances.links([one], utterances.meeting(one, index), embed)
    same, other = decided_pairs(connection, article) if article else ([], [])
    tellings.put_links(connection, [*found, *same], other)
    everyone, links = index.linked(sorted({*fresh, *again}))
    made = utterances.grouped(index.tellings(everyone), links, index.apart(everyone))
    return tellings.put_utterances(connection, made, gone)


def trace_moved(connection: Connection, moved: Collection[int]) -> set[str]:
    """Trace anew the statements ``moved`` (numbers), whose actors changed; gives the ids of all utterances that did."""
    ids = statements.ids(connection, moved)
    again, gone = tellings.forget(connection, ids)
    return trace_statements(connection, ids, again=again, gone=gone)


def decided_pairs(connection: Connection, article: str) -> tuple[list[Link], list[tuple[str, str]]]:
    """What people decided about statements of ``article`` and others: links, and pairs that are not one utterance."""
    last: dict[tuple[str, str], str] = {}
    for made in decisions.live(connection, decisions.naming(connection, article, PAIRS)):
        here = anchors.of_decision(made)
        one = _statement_at(connection, here) if here else None
        two = _statement_at(connection, anchors.Anchor.from_text(made.new)) if made.new else None
        if one and two and one != two:
            last[min(one, two), max(one, two)] = made.field
    same = [Link(*pair, 1.0, "words") for pair, field in last.items() if field == PAIRS[0]]
    return same, [pair for pair, field in last.items() if field == PAIRS[1]]


def _statement_at(connection: Connection, at: anchors.Anchor) -> str | None:
    number = articles.seqs(connection, [at.article]).get(at.article)
    if number is None:
        return None
    text = articles.by_seq(connection, [number])[number].text
    said = [stored.statement for stored in statements.of_article(connection, number)]
    found = anchors.statement_at(at, text, said)
    return found.id if found else None
