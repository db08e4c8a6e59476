"""`Record`: what `onrecord.open` returns. The command line, the web application and Python users all ask it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from os import PathLike

    from onrecord.service.listing import Filter, Listing
    from onrecord.service.rows import (
        ActorRow,
        Added,
        AddReport,
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
        Article,
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

    @classmethod
    def open(cls, target: str | PathLike[str] = "onrecord.db", *, create: bool = True) -> Self:
        """Open the record at ``target``, a SQLite file or a database URL; make it where there is none.

        Raises `RecordError` where the target cannot be opened, is no record, or was made by a newer version, and where
        ``create`` is false and nothing is there.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the database."""

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
        raise NotImplementedError

    def add(self, inputs: Iterable[str | Article] | str | Article, **options: Any) -> AddReport:  # noqa: ANN401
        """Do what `adding` does, with its options, and report on it as a whole."""
        raise NotImplementedError

    def rereading(self, *, everything: bool = False, jobs: int = 1) -> Iterator[Added]:
        """Read anew the articles that an older reader read (all, with ``everything``), keeping people's decisions."""
        raise NotImplementedError

    def reread(self, **options: Any) -> AddReport:  # noqa: ANN401 - those of `rereading`
        """Do what `rereading` does and report on it as a whole."""
        raise NotImplementedError

    # -- listings -------------------------------------------------------------------------------------------------

    def articles(self, filter: Filter | None = None, **fields: Any) -> Listing[ArticleRow]:  # noqa: A002, ANN401
        """Articles, latest first. By outlet, since, until (publication), search (titles), story, like."""
        raise NotImplementedError

    def statements(self, filter: Filter | None = None, **fields: Any) -> Listing[StatementRow]:  # noqa: A002, ANN401
        """Statements, latest first; with ``search`` those added last first. By every field of the filter."""
        raise NotImplementedError

    def actors(self, filter: Filter | None = None, **fields: Any) -> Listing[ActorRow]:  # noqa: A002, ANN401
        """Actors who say something, those with most statements first. By search (names), outlet."""
        raise NotImplementedError

    def utterances(self, filter: Filter | None = None, **fields: Any) -> Listing[Utterance]:  # noqa: A002, ANN401
        """Utterances, latest first. By speaker, outlet, issue, since, until, search, stance, article, story."""
        raise NotImplementedError

    def stories(self, filter: Filter | None = None, **fields: Any) -> Listing[StoryRow]:  # noqa: A002, ANN401
        """Stories, latest first. By outlet, since, until, search (titles), article."""
        raise NotImplementedError

    def divergences(self, filter: Filter | None = None, **fields: Any) -> Listing[Divergence]:  # noqa: A002, ANN401
        """Reports that disagree, those that matter most first. By outlet, article, story, utterance, speaker."""
        raise NotImplementedError

    def codings(self, filter: Filter | None = None, **fields: Any) -> Listing[Coding]:  # noqa: A002, ANN401
        """Codings of utterances, latest first, machine's and people's. By speaker, issue, stance, since, until, …"""
        raise NotImplementedError

    def positions(self, filter: Filter | None = None, **fields: Any) -> Listing[Position]:  # noqa: A002, ANN401
        """Where each actor stands, by actor, issue and time. By speaker, issue, stance, outlet, since, until."""
        raise NotImplementedError

    def shifts(self, filter: Filter | None = None, **fields: Any) -> Listing[Shift]:  # noqa: A002, ANN401
        """Positions that changed. By speaker, issue, outlet, since, until."""
        raise NotImplementedError

    def decisions(self, filter: Filter | None = None, **fields: Any) -> Listing[Decided]:  # noqa: A002, ANN401
        """What people decided, latest first. By article."""
        raise NotImplementedError

    def counts(self, facet: Facet, filter: Filter | None = None, **fields: Any) -> tuple[Count, ...]:  # noqa: A002, ANN401
        """How many of the statements that ``filter`` leaves have each value of ``facet``, the most frequent first.

        At most 30 values; counts stop at 10,000 statements, which the web shows as ">10000".
        """
        raise NotImplementedError

    # -- single things --------------------------------------------------------------------------------------------

    def article(self, id: str) -> ArticlePage:  # noqa: A002 - the vocabulary's word
        """One article with its statements. ``id`` may be its beginning, a path or a URL, if only one article fits."""
        raise NotImplementedError

    def statement(self, id: str) -> StatementRow:  # noqa: A002
        """One statement."""
        raise NotImplementedError

    def actor(self, id: str) -> ActorRow:  # noqa: A002
        """One actor, by id or by any of its names."""
        raise NotImplementedError

    def utterance(self, id: str) -> Utterance:  # noqa: A002
        """One utterance."""
        raise NotImplementedError

    def story(self, id: str) -> Coverage:  # noqa: A002
        """One story: which of its articles reports which of its utterances."""
        raise NotImplementedError

    def compare(self, left: str, right: str) -> Comparison:
        """Two articles side by side."""
        raise NotImplementedError

    def overview(self) -> Overview:
        """What is in the record."""
        raise NotImplementedError

    # -- codebook and analysis --------------------------------------------------------------------------------------

    @property
    def codebook(self) -> Codebook | None:
        """The codebook in force, None where none was loaded."""
        raise NotImplementedError

    def load_codebook(self, source: str | PathLike[str]) -> Codebook:
        """Make the YAML file (or YAML text) ``source`` the codebook in force and code every utterance by it."""
        raise NotImplementedError

    def suggest_codebook(self, *, issues: int = 12) -> str:
        """A codebook as YAML, proposed from the record by clustering what is said; to be edited."""
        raise NotImplementedError

    def packages(self, *, suppose: Mapping[tuple[str, str], str] | None = None) -> Any:  # noqa: ANN401
        """Which packages no needed party has rejected; ``suppose`` sets (actor, issue) to another stance."""
        raise NotImplementedError

    def network(self, filter: Filter | None = None, **options: Any) -> Any:  # noqa: A002, ANN401
        """A discourse network of the codings that ``filter`` leaves; options are those of `onrecord.networks`."""
        raise NotImplementedError

    def agreement(self, filter: Filter | None = None, **fields: Any) -> Any:  # noqa: A002, ANN401
        """Krippendorff's alpha between coders, people and machines."""
        raise NotImplementedError

    def export(self, format: str, path: str | PathLike[str], filter: Filter | None = None) -> int:  # noqa: A002
        """Write what ``filter`` leaves to ``path`` and return the number of rows written."""
        raise NotImplementedError

    # -- decisions --------------------------------------------------------------------------------------------------

    def decide(
        self,
        subject: Literal["statement", "utterance", "actor", "article"],
        id: str,  # noqa: A002
        field: str,
        new: str | None,
        *,
        maker: str,
        seconds: float | None = None,
        blind: bool = False,
    ) -> Decision:
        """Store what a person decided and apply it at once.

        ``field`` of a statement: "verdict" (right, wrong, unsure), "speaker" (a name), "kind", "voice", and
        "same utterance" / "other utterance" with another statement's id; of an actor: "same actor" / "other actor" with
        another actor's id or name, "name", "type"; of an utterance: "stance:ISSUE" (a stance, or "none"),
        "conditions:ISSUE" (one a line).
        """
        raise NotImplementedError

    def undo(self, decision: str, *, maker: str) -> Decision:
        """Take back a decision, by another."""
        raise NotImplementedError

    def queue(self, name: QueueName = "uncertain", filter: Filter | None = None) -> Listing[StatementRow]:  # noqa: A002
        """Statements that wait for a person's verdict; "random" is a fixed sample, for honest precision."""
        raise NotImplementedError

    # -- upkeep -----------------------------------------------------------------------------------------------------

    def doctor(self) -> tuple[Check, ...]:
        """Check the database, the full-text index, versions and models."""
        raise NotImplementedError
