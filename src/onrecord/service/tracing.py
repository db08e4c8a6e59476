"""Tracing an article that was just read: what it shares with others, and which utterances its statements report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import articles, decisions, divergences, readings, statements, tellings
from onrecord.record.vectors import remembered
from onrecord.service import anchors
from onrecord.tracing import dating, roles, utterances
from onrecord.tracing import divergences as divergence_room
from onrecord.tracing.tellings import bounds
from onrecord.tracing.utterances import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.tracing.tellings import Telling
    from onrecord.vocabulary import Actor, Article, Utterance

__all__ = ["PAIRS", "date_undated", "decided_pairs", "trace_article", "trace_moved", "trace_statements"]

PAIRS = ("same utterance", "other utterance")
"""What can be decided about two statements; ``new`` of the decision is the anchor of the other one."""

_EACH_OTHER = 12
"""Reports of one utterance that are all compared with each other; the rest is compared with the first known alone."""

_WORST = 40
"""Divergences that are kept of one utterance, the weightiest."""

_MET = "met"
"""Where the connection keeps the statements that those traced last have met, by id."""


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
    met = {one.statement.id: utterances.meeting(one, index) for one in ours}
    connection.info[_MET] = met
    for one in ours:
        found += utterances.links([one], met[one.statement.id], embed)
    same, other = decided_pairs(connection, article) if article else ([], [])
    tellings.put_links(connection, [*found, *same], other)
    everyone, links = index.linked(sorted({*fresh, *again}))
    told = index.tellings(everyone)
    made = utterances.grouped(told, links, index.apart(everyone))
    changed = tellings.put_utterances(connection, made, gone)
    _diverge(connection, made, told, changed)
    return changed


def _diverge(
    connection: Connection, made: Sequence[Utterance], told: Sequence[Telling], changed: Collection[str]
) -> None:
    """Find where reports of one utterance cannot both be right."""
    divergences.forget(connection, changed, None)
    by_id = {one.statement.id: one for one in told}
    for one in made:
        if len(one.reports) > 1:
            reports = [by_id[report.statement] for report in one.reports]
            found = divergence_room.of_utterance(reports[:_EACH_OTHER])
            for later in reports[_EACH_OTHER:]:
                found += divergence_room.of_pair(reports[0], later)
            divergences.put(connection, divergence_room.ranked(found)[:_WORST], one.id)


def trace_article(connection: Connection, number: int, of: Article, cast: Mapping[str, Actor]) -> None:
    """Find what in article ``number`` contradicts others: words in another's mouth, who holds an office.

    ``cast`` are the record's actors by the ids of the article's actors.
    """
    divergences.forget(connection, (), number)
    index = tellings.Tellings(connection)
    ours = index.tellings(statements.ids_of_article(connection, number))
    met = connection.info.get(_MET, {})  # what was met while the utterances of the article were found
    for one in ours:
        others = met[one.statement.id] if one.statement.id in met else utterances.meeting(one, index)
        pairs = (divergence_room.of_speakers(one, other) for other in others)
        divergences.put(connection, [found for found in pairs if found])
    _offices(connection, number, of, cast)


def _offices(connection: Connection, number: int, of: Article, cast: Mapping[str, Actor]) -> None:
    names = []
    for mention in readings.get(connection, number, of).mentions:
        who = cast.get(mention.actor or "")
        if mention.form == "name" and who is not None and who.type == "person":
            names.append((mention.span, who.id))
    here = roles.claims(of, names)
    day = of.published.latest or of.published.earliest if of.published else None
    divergences.put_claims(connection, number, here, day.toordinal() if day else None)
    if not here:
        return
    near = divergences.claims_near(connection, {one.actor for one in here}, day.toordinal() if day else None)
    numbers = articles.seqs(connection, {one.article for one in near})
    when = {one.id: bounds(None, one.published) for one in articles.by_seq(connection, numbers.values()).values()}
    together = {frozenset((of.id, id_)) for id_ in statements.articles_sharing(connection, number)}
    divergences.put(connection, roles.of_roles(near, when, together))


def date_undated(connection: Connection, changed: Collection[str]) -> None:
    """Find bounds for the articles without a date that report the utterances ``changed`` (ids)."""
    index = tellings.Tellings(connection)
    for number, of in articles.undated(connection, changed).items():
        told = statements.of_article(connection, number)
        shared = divergences.statements_of(connection, {one.utterance for one in told if one.utterance})
        reports = [index.tellings(ids) for ids in shared.values() if len(ids) > 1]
        articles.put_dating(connection, number, dating.dated_by(of, reports))


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
