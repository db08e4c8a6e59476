"""Statements by what they say: what `onrecord.tracing.utterances` asks of a record, and where its answers are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, text, update

from onrecord.record import articles, dialects, statements
from onrecord.record.actors import redirect_to, there
from onrecord.record.articles import when_columns
from onrecord.record.schema import apart, link, sort_key, statement, telling_key, utterance
from onrecord.tracing.tellings import Report, Telling, content_keys
from onrecord.tracing.utterances import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from onrecord.vocabulary import Utterance

__all__ = ["Tellings", "forget", "put_links", "put_utterances"]

_CHUNK = 400
_REPORTS = 2_000
"""Articles that are kept at hand: those of one time meet again and again."""


class Tellings:
    """The statements of a record by content key; a `StatementIndex` of `onrecord.tracing`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Articles never change, so what was made ready for comparison may be kept as long as the connection.
        self._reports: OrderedDict[str, Report] = connection.info.setdefault("reports", OrderedDict())

    def statements_near(self, keys: Sequence[str], day: date | None, most: int) -> Mapping[str, Sequence[str]]:
        """For each key the ids of up to ``most`` statements nearest to ``day`` (the latest ones where it is None).

        Statements without a day lie near no day: of those that quote the same words, some come along.
        """
        if not keys:
            return {}
        middle = day.toordinal() if day else 10**7
        side = (
            "SELECT * FROM (SELECT key, day, statement FROM telling_key "
            "WHERE key = :k{n} AND day {order} LIMIT :most) t{n}{s}"
        )
        query = " UNION ALL ".join(
            side.format(n=n, s=s, order=order)
            for n in range(len(keys))
            for s, order in (("a", ">= :day ORDER BY day"), ("b", "< :day ORDER BY day DESC"))
        )
        undated = (
            " UNION ALL SELECT * FROM (SELECT key, day, statement FROM telling_key "
            "WHERE key = :k{n} AND day = 0 ORDER BY statement LIMIT 8) u{n}"
        )
        query += "".join(undated.format(n=n) for n, key in enumerate(keys) if key.startswith("q:"))
        values: dict[str, object] = {f"k{n}": key for n, key in enumerate(keys)}
        near: dict[str, set[tuple[int, str]]] = {}
        for key, at, id_ in self._connection.execute(text(query), values | {"day": middle, "most": most}):
            near.setdefault(key, set()).add((abs(at - middle) if at else 0, id_))
        return {key: [id_ for _, id_ in sorted(found)[:most]] for key, found in near.items()}

    def tellings(self, statements_: Sequence[str]) -> list[Telling]:
        """These statements in their articles, with the actors of the record."""
        wanted = sorted(set(statements_))
        numbers: list[int] = []
        for start in range(0, len(wanted), _CHUNK):
            query = select(statement.c.seq).where(statement.c.id.in_(wanted[start : start + _CHUNK]))
            numbers += self._connection.scalars(query)
        found = {
            stored.statement.id: stored.statement for stored in statements.load(self._connection, numbers).values()
        }
        self._fetch({said.article for said in found.values()})
        return [Telling(found[id_], self._reports[found[id_].article]) for id_ in statements_ if id_ in found]

    def _fetch(self, ids: set[str]) -> None:
        missing = articles.seqs(self._connection, [id_ for id_ in ids if id_ not in self._reports])
        for whole in articles.by_seq(self._connection, missing.values()).values():
            self._reports[whole.id] = Report(whole)
        for id_ in ids:
            self._reports.move_to_end(id_)
        while len(self._reports) > max(_REPORTS, len(ids)):
            self._reports.popitem(last=False)

    def linked(self, statements_: Sequence[str]) -> tuple[list[str], list[Link]]:
        """All statements that hang together with these by stored links, and those links."""
        reached = set(statements_)
        edge = list(reached)
        links: dict[tuple[str, str], Link] = {}
        while edge:
            fresh = set()
            for start in range(0, len(edge), _CHUNK):
                these = edge[start : start + _CHUNK]
                rows = self._connection.execute(select(link).where(or_(link.c.one.in_(these), link.c.two.in_(these))))
                for row in rows:
                    links[row.one, row.two] = Link(row.one, row.two, row.probability, row.kind)
                    fresh |= {row.one, row.two}
            edge = sorted(fresh - reached)
            reached |= fresh
        return sorted(reached), [links[pair] for pair in sorted(links)]

    def apart(self, statements_: Collection[str]) -> list[tuple[str, str]]:
        """The pairs of these statements that a person called different acts of saying."""
        wanted = sorted(statements_)
        found: list[tuple[str, str]] = []
        for start in range(0, len(wanted), _CHUNK):
            rows = self._connection.execute(select(apart).where(apart.c.one.in_(wanted[start : start + _CHUNK])))
            found += [(row.one, row.two) for row in rows]
        return found


def put_keys(connection: Connection, found: Iterable[Telling]) -> None:
    """Make statements findable by what they say."""
    rows = [
        {"key": key, "day": told.bounds.latest or told.bounds.earliest or 0, "statement": told.statement.id}
        for told in found
        for key in sorted(set(content_keys(told)))
    ]
    if rows:
        connection.execute(insert(telling_key), rows)


def put_links(connection: Connection, links: Iterable[Link], parted: Iterable[tuple[str, str]] = ()) -> None:
    """Store links between statements, and which statements a person called different acts of saying."""
    for one in links:
        row = {"one": one.one, "two": one.two, "probability": one.probability, "kind": one.kind}
        new = dialects.insert(connection, link).values(row)
        connection.execute(new.on_conflict_do_update(index_elements=["one", "two"], set_=row))
    for pair in parted:
        both = sorted(pair)
        new = dialects.insert(connection, apart).values(one=both[0], two=both[1])
        connection.execute(new.on_conflict_do_nothing())


def forget(connection: Connection, ids: Sequence[str]) -> tuple[set[str], set[str]]:
    """Forget keys and links of statements; gives the statements that were linked with them, and their utterances."""
    met: set[str] = set()
    uttered: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        these = ids[start : start + _CHUNK]
        rows = connection.execute(
            select(link.c.one, link.c.two).where(or_(link.c.one.in_(these), link.c.two.in_(these)))
        )
        met |= {id_ for row in rows for id_ in (row.one, row.two)}
        told = select(statement.c.utterance).where(statement.c.id.in_(these), statement.c.utterance.is_not(None))
        uttered.update(connection.scalars(told))
        connection.execute(delete(telling_key).where(telling_key.c.statement.in_(these)))
        for table in (link, apart):
            connection.execute(delete(table).where(or_(table.c.one.in_(these), table.c.two.in_(these))))
    return met - set(ids), uttered


def put_utterances(connection: Connection, made: Sequence[Utterance], gone: Collection[str] = ()) -> set[str]:
    """Put utterances in the place of those that their statements, or ``gone``, belonged to; gives all ids concerned."""
    members = {report.statement: (one.id, n) for one in made for n, report in enumerate(one.reports)}
    before: dict[str, list[str]] = {id_: [] for id_ in gone}
    held: dict[str, tuple[str | None, int]] = {}
    ids = sorted(members)
    for start in range(0, len(ids), _CHUNK):
        query = select(statement.c.id, statement.c.utterance, statement.c.report)
        for row in connection.execute(query.where(statement.c.id.in_(ids[start : start + _CHUNK]))):
            held[row.id] = (row.utterance, row.report)
            if row.utterance:
                before.setdefault(row.utterance, []).append(row.id)
    old = sorted(before)
    for start in range(0, len(old), _CHUNK):
        connection.execute(delete(utterance).where(utterance.c.id.in_(old[start : start + _CHUNK])))
    rows = [_row(one) for one in made]
    if rows:
        connection.execute(utterance.insert(), rows)
    moves = [
        {"which": id_, "of": of, "place": n} for id_, (of, n) in sorted(members.items()) if held.get(id_) != (of, n)
    ]
    if moves:
        change = update(statement).where(statement.c.id == bindparam("which"))
        connection.execute(change.values(utterance=bindparam("of"), report=bindparam("place")), moves)
    new = {one.id for one in made}
    there(connection, "utterance", sorted(new - before.keys()))
    for id_ in old:
        heirs = [members[said][0] for said in before[id_]]
        if id_ not in new and heirs:
            redirect_to(connection, "utterance", id_, max(sorted(set(heirs)), key=heirs.count))
    return new | set(old)


def _row(one: Utterance) -> dict[str, object]:
    said = when_columns(one.said_at)
    return {
        "id": one.id,
        "speaker": one.speaker.id if one.speaker else None,
        "wording": one.wording,
        **said,
        "sort": sort_key(said["latest"] or said["earliest"], one.id),
        "reports": len(one.reports),
    }
