"""Between the record and Discourse Network Analyzer: .dna files and its event-list CSV."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.exchange.dna_file import DnaFile, DnaStatement, Row, Utf16, hash_password
from onrecord.exchange.dna_schema import PERMISSIONS, TABLES
from onrecord.networks.events import STANCE_LEVELS, Events
from onrecord.vocabulary import Actor, Article, Coding, Span, Stance, Statement, When, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exchange.sourced import Sourced

__all__ = ["dna_articles", "dna_codings", "dna_events", "event_list", "to_dna"]

_TYPE = 1
_CODER = 1
# The variables of the statement type that we write; person, organization and concept bear DNA's own names.
_VARIABLES = (
    (1, "person", "short text"),
    (2, "organization", "short text"),
    (3, "concept", "short text"),
    (4, "agreement", "integer"),
    (5, "stance", "short text"),
    (6, "coded_by", "short text"),
    (7, "conditions", "long text"),
)
_SHORT = {name: number for number, name, kind in _VARIABLES if kind == "short text"}
_LIMIT = 190


def dna_events(file: DnaFile, actor: str = "organization", concept: str = "concept", by: str = "agreement") -> Events:
    """The statements of a .dna file as the input of a network."""
    days = {row["ID"]: _day(row["Date"]) for row in file.rows("DOCUMENTS")}
    boolean = any(row["Variable"] == by and row["DataType"] == "boolean" for row in file.rows("VARIABLES"))
    used = file.statements()
    qualifiers: list[Any] = [statement.values.get(by, 0) for statement in used]
    return Events.of(
        [str(statement.values.get(actor, "")) for statement in used],
        [str(statement.values.get(concept, "")) for statement in used],
        qualifiers,
        [str(statement.document) for statement in used],
        [days[statement.document] for statement in used],
        levels=(0, 1) if boolean else None,
    )


def dna_articles(file: DnaFile) -> dict[int, Article]:
    """The documents of a .dna file as articles, by document number; the source of a document is its outlet."""
    articles = {}
    for row in file.rows("DOCUMENTS"):
        day = _day(row["Date"])
        outlet = row["Source"] or None
        articles[row["ID"]] = Article(
            Article.identify(row["Text"], outlet),
            row["Text"],
            ((0, len(row["Text"])),),
            outlet=outlet,
            title=row["Title"] or None,
            byline=row["Author"] or None,
            published=When(day, day, "document of a .dna file"),
        )
    return articles


def dna_codings(file: DnaFile) -> Iterator[tuple[Statement, Coding]]:
    """The DNA statements of a file as statements and human codings; the issue is the concept's own words."""
    articles = dna_articles(file)
    coders = {row["ID"]: row["Name"] for row in file.rows("CODERS")}
    for found in file.statements():
        article = articles[found.document]
        name = str(found.values.get("person") or found.values.get("organization") or "")
        party = str(found.values.get("organization") or name)
        if not name or not found.values.get("concept"):
            continue
        span = Span.of(article.text, found.start, found.stop)
        speaker = Actor(digest("actor", name), name)
        day = article.published.latest if article.published else None
        statement = Statement(
            digest("dna", article.id, str(found.id)),
            article.id,
            "indirect",
            "speech",
            None,
            None,
            (span,),
            speaker,
            said_at=When(None, day, "document of a .dna file"),
        )
        coding = Coding(
            digest("utterance", statement.id),
            Actor(digest("actor", party), party),
            str(found.values["concept"]),
            _stance(found),
            coders[found.coder],
            1.0,
            "human",
            evidence=span,
            article=article.id,
            day=day,
        )
        yield statement, coding


def _stance(found: DnaStatement) -> Stance:
    named = found.values.get("stance")
    if named in STANCE_LEVELS:
        return named
    return "for" if int(found.values.get("agreement", 1)) > 0 else "against"


def to_dna(items: Iterable[Sourced], *, today: date, password: str = "onrecord") -> DnaFile:  # noqa: S107 - DNA cannot open a file without a password; it protects nothing
    """A .dna file of codings: documents are articles, one statement for each coding, over the words it rests on.

    ``agreement`` is -1 against, 0 conditional or neutral, 1 for; ``stance`` keeps the word.
    """
    tables: dict[str, list[Row]] = {table: [] for table in TABLES}
    tables["SETTINGS"] = [("date", today.isoformat()), ("version", "3.1.2")]
    rights = (1,) * len(PERMISSIONS)
    tables["CODERS"] = [
        (_CODER, "Admin", 239, 208, 51, 0, 14, hash_password(password, b"onrecord" * 2), 300, 0, 0, 1, *rights)
    ]
    tables["STATEMENTTYPES"] = [(_TYPE, "DNA Statement", 239, 208, 51)]
    tables["VARIABLES"] = [(number, name, kind, _TYPE) for number, name, kind in _VARIABLES]
    _Writer(tables).write(items)
    return DnaFile(tables)


class _Writer:
    """Fills the tables of statements, entities and documents, giving out numbers as it goes."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self._tables = tables
        self._documents: dict[str, tuple[int, Utf16]] = {}
        self._entities: dict[tuple[int, str], int] = {}

    def write(self, items: Iterable[Sourced]) -> None:
        for variable in _SHORT.values():
            self._entity(variable, "")
        for item in items:
            for coding in item.codings:
                self._coding(item, coding)

    def _coding(self, item: Sourced, coding: Coding) -> None:
        document, offsets = self._document(item.article)
        span = coding.evidence if coding.article == item.article.id and coding.evidence else item.statement.content[0]
        number = len(self._tables["STATEMENTS"]) + 1
        place = (offsets.units(span.start), offsets.units(span.end))
        self._tables["STATEMENTS"].append((number, _TYPE, document, *place, _CODER))
        speaker = item.statement.speaker
        person = speaker.name if speaker and speaker.type in ("person", "unknown") else ""
        names = {
            "person": person,
            "organization": coding.actor.name,
            "concept": coding.issue,
            "stance": coding.stance,
            "coded_by": coding.coder,
        }
        for name, value in names.items():
            row = (number, _SHORT[name], self._entity(_SHORT[name], value))
            self._append("DATASHORTTEXT", row)
        self._append("DATAINTEGER", (number, 4, STANCE_LEVELS[coding.stance]))
        self._append("DATALONGTEXT", (number, 7, "; ".join(condition.text for condition in coding.conditions)))

    def _append(self, table: str, row: Row) -> None:
        self._tables[table].append((len(self._tables[table]) + 1, *row))

    def _entity(self, variable: int, value: str) -> int:
        name = _short(value)
        if (variable, name) not in self._entities:
            self._append("ENTITIES", (variable, name, 0, 0, 0, None))
            self._entities[variable, name] = len(self._tables["ENTITIES"])
        return self._entities[variable, name]

    def _document(self, article: Article) -> tuple[int, Utf16]:
        if article.id not in self._documents:
            number = len(self._documents) + 1
            self._documents[article.id] = number, Utf16(article.text)
            title = _short(article.title or article.path or article.url or article.id)
            named = (_short(article.byline or ""), _short(article.outlet or ""))
            row = (number, title, article.text, _CODER, *named, "", article.url or "", "", _seconds(article))
            self._tables["DOCUMENTS"].append(row)
        return self._documents[article.id]


def event_list(items: Iterable[Sourced]) -> Iterator[str]:
    """The lines of an event-list CSV as DNA writes it: separated by semicolons, every text in double quotes.

    Inside texts a semicolon becomes a comma and a double quote a single one, as in DNA; offsets are UTF-16 units.
    """
    names = [name for _, name, _ in _VARIABLES]
    document = ["document_id", "document_title", "document_author", "document_source", "document_section"]
    head = ["statement_id", "time", *names, "start_position", "stop_position", "text", "coder", *document]
    yield ";".join(_quoted(name) for name in [*head, "document_type"])
    file = to_dna(items, today=date(1970, 1, 1))
    documents = {row["ID"]: row for row in file.rows("DOCUMENTS")}
    places = {row["ID"]: (row["Start"], row["Stop"]) for row in file.rows("STATEMENTS")}
    for found in file.statements():
        row = documents[found.document]
        time = datetime.fromtimestamp(row["Date"], UTC).strftime("%Y-%m-%d %H:%M:%S")
        values = [found.values[name] for name in names]
        words = row["Text"][found.start : found.stop]
        described = [row[column] for column in ("ID", "Title", "Author", "Source", "Section", "Type")]
        cells = [found.id, time, *values, *places[found.id], words, found.coder, *described]
        yield ";".join(str(cell) if isinstance(cell, int) else _quoted(cell) for cell in cells)


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return '"' + plain.replace(";", ",").replace('"', "'") + '"'


def _short(text: str) -> str:
    line = " ".join(text.replace("\0", "").split())
    return line if len(line) <= _LIMIT else f"{line[: _LIMIT - 1]}…"


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _seconds(article: Article) -> int:
    day = (article.published.latest or article.published.earliest) if article.published else None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0
