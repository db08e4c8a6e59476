"""`Record`: what `onrecord.open` returns. The command line, the web application and Python users all ask it alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from onrecord.record import Store, readings
from onrecord.service import (
    adding,
    analysis,
    carrying,
    coding,
    deciding,
    exporting,
    listings,
    precision,
    rebuilding,
    settling,
    standing,
    stories,
    upkeep,
    watching,
)
from onrecord.service.gathering import gather
from onrecord.service.knowing import knowledge_of
from onrecord.service.listing import Listing
from onrecord.service.listings import filter_of
from onrecord.service.rows import AddReport
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from os import PathLike

    from onrecord.networks import Network
    from onrecord.positions.agreement import Agreement
    from onrecord.positions.packages import Verdicts
    from onrecord.positions.shifts import Step
    from onrecord.service.adding import Reader
    from onrecord.service.asking import Asked
    from onrecord.service.carrying import Carried
    from onrecord.service.listing import Filter
    from onrecord.service.precision import Precision
    from onrecord.service.rows import (
        ActorRow,
        Added,
        ArticlePage,
        ArticleRow,
        Check,
        Comparison,
        Count,
        Coverage,
        Decided,
        Overview,
        StatementRow,
        StoryRow,
    )
    from onrecord.vocabulary import (
        Actor,
        Codebook,
        Coding,
        Decision,
        Divergence,
        Position,
        Shift,
        Utterance,
    )

__all__ = ["Record"]

QueueName = Literal["uncertain", "random", "disagreement"]
Facet = Literal["speaker", "outlet", "issue", "stance", "kind", "voice", "month"]


class Record:
    """A record: articles and what people are reported to have said in them.

    Every listing takes a `Filter`, or its fields as keyword arguments, and returns a `Listing`. Ids that were merged
    away still find what they became. Unknown ids and names raise `NotFoundError`, arguments that make no sense
    `RequestError`. One `Record` may be used from several threads.
    """

    def __init__(self, store: Store, reader: Reader | None = None) -> None:
        self._store = store
        self._reader = reader

    @classmethod
    def open(
        cls, target: str | PathLike[str] = "onrecord.db", *, create: bool = True, reader: Reader | None = None
    ) -> Self:
        """Open the record at ``target``, a SQLite file or a database URL; make it where there is none.

        Raises `RecordError` where the target cannot be opened, is no record, or was made by a newer version, and where
        ``create`` is false and nothing is there. ``reader`` stands in for On Record's own.
        """
        return cls(Store(os.fspath(target), create=create), reader)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    # -- adding ---------------------------------------------------------------------------------------------------

    def adding(
        self,
        inputs: Iterable[str | Article],
        *,
        outlet: str | None = None,
        published: date | None = None,
        format: str | None = None,  # noqa: A002 - the contract's name of the option
        jobs: int = 1,
        read: bool = True,
    ) -> Iterator[Added]:
        """Read ``inputs`` (paths, folders, URLs, "-", or articles) into the record, one transaction an article.

        Yields in the order of the input, each outcome only after the record holds it for good. Can be stopped at any
        time and taken up again. With ``read`` false the articles are stored and traced, not read.
        """
        found = gather(inputs, outlet=outlet, published=published, format_=format, jobs=jobs)
        return adding.add(self._store, found, self._reads() if read else None, jobs=jobs)

    def add(self, inputs: Iterable[str | Article] | str | Article, **options: Any) -> AddReport:  # noqa: ANN401
        """Do what `adding` does, with its options, and report on it as a whole."""
        if isinstance(inputs, (str, Article)):
            inputs = [inputs]
        return AddReport.of(self.adding(inputs, **options))

    def watching(self, feeds: Iterable[str]) -> Iterator[Added]:
        """Ask each of the RSS or Atom ``feeds`` (addresses) once for what is new and add it.

        Politely: a feed is left alone for as long as it asks, and for 15 minutes at least; what was seen is remembered
        in the record, together with what was added.
        """
        return watching.watch(self._store, feeds, self._reads())

    def relating(self, *, everything: bool = False, jobs: int = 1) -> Iterator[tuple[int, int]]:
        """Find shared passages and stories anew where an older version did (all, with ``everything``).

        Yields how many articles are done and of how many. Stopped, it goes on there the next time.
        """
        return rebuilding.rebuild(self._store, everything=everything, jobs=jobs)

    def rereading(self, *, everything: bool = False, jobs: int = 1) -> Iterator[Added]:
        """Read anew the articles that an older reader read (all, with ``everything``), keeping people's decisions."""
        for _ in self.settling():
            pass
        return adding.reread(self._store, self._reads(), everything=everything, jobs=jobs)

    def reread(self, **options: Any) -> AddReport:  # noqa: ANN401 - those of `rereading`
        """Do what `relating` and `rereading` do and report on it as a whole."""
        for _ in self.relating(**options):
            pass
        return AddReport.of(self.rereading(**options))

    def waiting_to_be_read(self, *, everything: bool = False) -> int:
        """How many articles `rereading` would read."""
        with self._store.read() as connection:
            return len(readings.unread_by(connection, self._reads().version, everything=everything))

    def _reads(self) -> Reader:
        return self._reader or adding.the_reader(self.codebook.actors if self.codebook else ())

    # -- listings -------------------------------------------------------------------------------------------------

    def articles(self, filter: Filter | None = None, **fields: Any) -> Listing[ArticleRow]:  # noqa: A002, ANN401
        """Articles, latest first. By outlet, since, until (publication), search (titles), story, like."""
        with self._store.read() as connection:
            return listings.article_page(connection, filter_of(filter, fields))

    def statements(self, filter: Filter | None = None, **fields: Any) -> Listing[StatementRow]:  # noqa: A002, ANN401
        """Statements, latest first; with ``search`` those added last first. By every field of the filter."""
        with self._store.read() as connection:
            return listings.statement_page(connection, filter_of(filter, fields))

    def actors(self, filter: Filter | None = None, **fields: Any) -> Listing[ActorRow]:  # noqa: A002, ANN401
        """Actors who say something, those with most statements first. By search (names), outlet."""
        with self._store.read() as connection:
            return listings.actor_page(connection, filter_of(filter, fields))

    def utterances(self, filter: Filter | None = None, **fields: Any) -> Listing[Utterance]:  # noqa: A002, ANN401
        """Utterances, latest first. By speaker, outlet, issue, since, until, search, stance, article, story."""
        with self._store.read() as connection:
            return listings.utterance_page(connection, filter_of(filter, fields))

    def stories(self, filter: Filter | None = None, **fields: Any) -> Listing[StoryRow]:  # noqa: A002, ANN401
        """Stories, latest first. By outlet, since, until, search (titles), article."""
        with self._store.read() as connection:
            return stories.story_page(connection, filter_of(filter, fields))

    def divergences(self, filter: Filter | None = None, **fields: Any) -> Listing[Divergence]:  # noqa: A002, ANN401
        """Reports that disagree, those that matter most first. By outlet, article, story, utterance, speaker."""
        with self._store.read() as connection:
            return stories.divergence_page(connection, filter_of(filter, fields))

    def codings(self, filter: Filter | None = None, **fields: Any) -> Listing[Coding]:  # noqa: A002, ANN401
        """Codings of utterances, latest first, machine's and people's. By speaker, issue, stance, since, until, …"""
        with self._store.read() as connection:
            return analysis.coding_page(connection, filter_of(filter, fields))

    def positions(self, filter: Filter | None = None, **fields: Any) -> Listing[Position]:  # noqa: A002, ANN401
        """Where each actor stands, by actor, issue and time. By speaker, issue, stance, outlet, since, until."""
        return analysis.position_page(self._store, filter_of(filter, fields))

    def positions_of(self, actors: Sequence[str], *, issue: str | None = None) -> tuple[Position, ...]:
        """Every position of ``actors`` (ids), on one issue or all."""
        return tuple(standing.positions_of(self._store, actors, issue))

    def matrix(self, *, actors: int = 200) -> tuple[tuple[Actor, dict[str, Position]], ...]:
        """Where the ``actors`` with most codings stand now: each with its latest position by issue."""
        return tuple(standing.matrix(self._store, actors))

    def shifts(self, filter: Filter | None = None, **fields: Any) -> Listing[Shift]:  # noqa: A002, ANN401
        """Positions that changed. By speaker, issue, outlet, since, until."""
        return analysis.shift_page(self._store, filter_of(filter, fields))

    def decisions(self, filter: Filter | None = None, **fields: Any) -> Listing[Decided]:  # noqa: A002, ANN401
        """What people decided, latest first. By article."""
        with self._store.read() as connection:
            rows, after = deciding.decided(connection, filter_of(filter, fields))
        return Listing(rows, after)

    def counts(self, facet: Facet, filter: Filter | None = None, **fields: Any) -> tuple[Count, ...]:  # noqa: A002, ANN401
        """How many of the statements that ``filter`` leaves have each value of ``facet``, the most frequent first.

        At most 30 values; counts stop at 10,000 statements, which the web shows as ">10000".
        """
        with self._store.read() as connection:
            return listings.counts(connection, facet, filter_of(filter, fields))

    # -- single things --------------------------------------------------------------------------------------------

    def article(self, id: str) -> ArticlePage:  # noqa: A002 - the vocabulary's word
        """One article with its statements. ``id`` may be its beginning, a path or a URL, if only one article fits."""
        with self._store.read() as connection:
            return listings.article(connection, id)

    def statement(self, id: str) -> StatementRow:  # noqa: A002
        """One statement."""
        with self._store.read() as connection:
            return listings.statement(connection, id)

    def actor(self, id: str) -> ActorRow:  # noqa: A002
        """One actor, by id or by any of its names."""
        with self._store.read() as connection:
            return listings.actor(connection, id)

    def utterance(self, id: str) -> Utterance:  # noqa: A002
        """One utterance."""
        with self._store.read() as connection:
            return listings.utterance(connection, id)

    def story(self, id: str) -> Coverage:  # noqa: A002
        """One story: which of its articles reports which of its utterances."""
        with self._store.read() as connection:
            return stories.story(connection, id)

    def compare(self, left: str, right: str) -> Comparison:
        """Two articles side by side."""
        with self._store.read() as connection:
            return stories.compare(connection, left, right)

    def added_since(self, moment: datetime, *, limit: int = 20) -> tuple[ArticleRow, ...]:
        """The articles added after ``moment``, the last first; it must name its time zone."""
        with self._store.read() as connection:
            return listings.added_since(connection, moment, limit)

    def overview(self) -> Overview:
        """What is in the record."""
        with self._store.read() as connection:
            return listings.overview(connection)

    # -- codebook and analysis --------------------------------------------------------------------------------------

    @property
    def codebook(self) -> Codebook | None:
        """The codebook in force, None where none was loaded."""
        with self._store.read() as connection:
            return knowledge_of(connection).codebook

    def load_codebook(self, source: str | PathLike[str]) -> Codebook:
        """Make the YAML file (or YAML text) ``source`` the codebook in force and code every utterance by it."""
        book = coding.load(self._store, source)
        for _ in self.coding():
            pass
        return book

    def coding(self) -> Iterator[int]:
        """Code what the codebook in force has not coded yet, in batches; yields how many utterances are done."""
        return coding.code_all(self._store)

    def put_codebook(self, source: str | PathLike[str]) -> Codebook:
        """Make ``source`` the codebook in force and leave the coding to `coding`."""
        return coding.load(self._store, source)

    def remarks(self) -> list[str]:
        """What of the codebook in force does nothing here: issues that nobody touches, actors whom nobody names, …"""
        with self._store.read() as connection:
            return analysis.remarks(connection)

    def asking(self, url: str, *, model: str = "default") -> Iterator[Asked]:
        """Have the OpenAI-compatible endpoint at ``url`` code what it has not coded yet; yields after each batch.

        Wordings, speakers and propositions are sent there. A key is taken from $ONRECORD_CODER_KEY.
        """
        from onrecord.positions.remote import Endpoint
        from onrecord.service.asking import ask

        return ask(self._store, Endpoint(url, model))

    def suggest_codebook(self, *, issues: int = 12) -> str:
        """A codebook as YAML, proposed from the record by clustering what is said; to be edited."""
        from onrecord import encoder
        from onrecord.positions.suggesting import suggest

        said = self.utterances(limit=2_000)
        return suggest([one.wording for one in said], embed=encoder.embed, most=issues)

    def history(self, speaker: str, issue: str) -> list[Step]:
        """The change log of one actor on one issue: first said, repeated, hardened, softened, …"""
        with self._store.read() as connection:
            return analysis.history(connection, speaker, issue)

    def packages(self, *, suppose: Sequence[str] | Mapping[tuple[str, str], str] = ()) -> Verdicts:
        """Which packages no needed party has rejected.

        ``suppose`` imagines positions: texts like "Ukraine: nato-membership=against", or (actor, issue) to stance.
        """
        with self._store.read() as connection:
            return analysis.packages(connection, suppose)

    def network(
        self,
        filter: Filter | None = None,  # noqa: A002
        *,
        mode: str = "one-mode",
        aggregation: str = "congruence",
        normalisation: str = "no",
        duplicates: str = "include",
        **fields: Any,  # noqa: ANN401
    ) -> Network:
        """A discourse network of the codings that ``filter`` leaves: actors by actors, or by issues ("two-mode").

        The other options are those of `onrecord.networks.one_mode`, `two_mode` and `Events.once_per`.
        """
        with self._store.read() as connection:
            return analysis.network(
                connection,
                filter_of(filter, fields),
                mode=mode,
                aggregation=aggregation,
                normalisation=normalisation,
                duplicates=duplicates,
            )

    def agreement(
        self,
        filter: Filter | None = None,  # noqa: A002
        *,
        coders: Sequence[str] | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> Agreement:
        """Krippendorff's alpha between ``coders`` (all, if None); "human" and "machine" take all such together."""
        with self._store.read() as connection:
            return analysis.agreement(connection, filter_of(filter, fields), coders)

    def export(
        self,
        format: str,  # noqa: A002
        path: str | PathLike[str],
        filter: Filter | None = None,  # noqa: A002
        **fields: Any,  # noqa: ANN401
    ) -> int:
        """Write what ``filter`` leaves to ``path`` and return the number of rows written.

        Formats: csv, parquet, jsonl (statements); dna, events, jsonld (codings); graphml, gexf, ucinet, matrix.
        """
        with self._store.read() as connection:
            return exporting.export(connection, format, Path(path), filter_of(filter, fields))

    # -- decisions --------------------------------------------------------------------------------------------------

    def decide(
        self,
        subject: Literal["statement", "utterance", "actor", "check"],
        id: str,  # noqa: A002
        field: str,
        new: str | None,
        *,
        maker: str,
        seconds: float | None = None,
        blind: bool = False,
        queue: str | None = None,
        later: bool = False,
    ) -> Decision:
        """Store what a person decided and apply it at once, or, with ``later``, when `settling` is called.

        ``field`` of a statement: "verdict" (right, wrong, unsure), "speaker" (a name, or None for nobody), "kind",
        "voice", and "same utterance" or "other utterance" with another statement's id; of an actor: "same actor" or
        "other actor" with another actor's id or name; of an utterance: "stance:ISSUE" (None: nothing on the issue) and
        "conditions:ISSUE" (one a line, None for none). Of a "check", a statement shown with a speaker that was wrong on
        purpose: "speaker", with the verdict on it. ``queue`` names the review queue that asked.
        """
        rest = {"seconds": seconds, "blind": blind, "queue": queue}
        return deciding.decide(self._store, subject, id, field, new, maker=maker, later=later, **rest)

    def undo(self, decision: str, *, maker: str, later: bool = False) -> Decision:
        """Take back a decision, by another."""
        return deciding.undo(self._store, decision, maker=maker, later=later)

    def carrying(self, lines: Iterable[str]) -> Iterator[Carried]:
        """Store the decisions of a CSV table (``lines``, as `onrecord decisions --csv` writes it in any record).

        Yields what became of each row; what cannot be carried is refused with its reason, and what is known already
        left alone. What follows is derived by `settling`. Raises `RequestError` for what is no such table.
        """
        from onrecord.exchange import decisions_of

        return carrying.carry(self._store, decisions_of(lines))

    def settling(self) -> Iterator[Decision]:
        """Derive what follows from decisions that were left for later; yields each once that is done."""
        return settling.settle(self._store)

    def unsettled(self) -> int:
        """How many decisions wait for `settling`."""
        with self._store.read() as connection:
            return settling.waiting(connection)

    def precision(self) -> Precision:
        """The share of statements that people judged right, over the random sample alone, with its interval."""
        with self._store.read() as connection:
            return precision.precision(connection)

    def queue(
        self,
        name: QueueName = "uncertain",
        filter: Filter | None = None,  # noqa: A002
        **fields: Any,  # noqa: ANN401
    ) -> Listing[StatementRow]:
        """Statements that wait for a person's verdict, no cursor: what was judged no longer comes.

        "uncertain": the least confident first; "random": in an order that is fixed and has nothing to do with what is
        said, for honest precision; "disagreement": those whose utterances coders judge differently.
        """
        with self._store.read() as connection:
            return listings.queue(connection, name, filter_of(filter, fields))

    # -- upkeep -----------------------------------------------------------------------------------------------------

    def doctor(self) -> tuple[Check, ...]:
        """Check the database, the full-text index, versions and models."""
        return upkeep.doctor(self._store)
