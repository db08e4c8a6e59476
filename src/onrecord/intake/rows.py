"""Rows of data sets and objects of schema.org: keys mapped by name into articles."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import ArticleError
from onrecord.intake.bylines import as_byline
from onrecord.intake.dates import stamp
from onrecord.intake.decoding import repair, storable
from onrecord.intake.fields import Field, mapped
from onrecord.intake.making import make
from onrecord.vocabulary import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.intake.making import Origin
    from onrecord.vocabulary import Article

__all__ = ["WORDS", "Row", "from_json", "from_lines", "from_row", "rows_of", "tried"]

WORDS: set[Field] = {"text", "title", "lead"}
"""The parts of a row any of which can make an article's text."""

_ADVICE = "each article needs a text (articleBody, text, body or content)"


@dataclass(frozen=True, slots=True)
class Row:
    """An object of an archive, still to be made an article; ``where`` is how messages name it."""

    row: object
    origin: Origin
    where: str


def from_row(row: Mapping[str, Any], origin: Origin) -> Article:
    """The article of one row or object. Raises ``ArticleError`` where no key of it holds a text.

    The stored text is the row's text unchanged; where there is only a headline or a summary, those.
    """
    columns = mapped([key for key in row if isinstance(key, str)])

    def words(field: Field) -> str | None:
        for name in columns.get(field, []):
            value = _words(row[name])
            if value:
                return value
        return None

    title = words("title")
    text = words("text") or "\n\n".join(part for part in (title, words("lead")) if part)
    if not text.strip():
        raise ArticleError(origin.where, "holds no article text", _ADVICE)
    if len(text) < 20_000 and re.match(r"\s*<(?:p|div|html|!doctype|article|h\d|section)\b", text, re.I):
        from onrecord.intake.pages import text_of_markup

        text = text_of_markup(text)
        if not text:
            raise ArticleError(origin.where, "holds markup without words", _ADVICE)
    url = words("url")
    return make(
        repair(storable(text)),
        origin,
        title=" ".join(title.split()) if title else None,
        byline=as_byline(_names(row[columns["byline"][0]])) if columns.get("byline") else None,
        outlet=words("outlet"),
        url=url if url and "://" in url else None,
        published=_published(row, columns),
        language=words("language"),
    )


def _words(value: object) -> str | None:
    """A value as words: a string, the name of an object, or the lines of a list."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("@id") or value.get("url") or value.get("@value"))
    if isinstance(value, list):
        lines = [words for words in map(_words, value) if words]
        return "\n\n".join(lines) or None
    return None


def _names(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _names(each)
    else:
        words = _words(value)
        if words:
            yield storable(" ".join(words.split()))


def _published(row: Mapping[str, Any], columns: Mapping[Field, list[str]]) -> When | None:
    for name in columns.get("published", []):
        day = stamp(_words(row[name]) if isinstance(row[name], str | list | dict) else row[name])
        if day:
            return When(day, day, "metadata")
    for name in columns.get("updated", []):
        day = stamp(row[name])
        if day:
            return When(None, day, "metadata (updated)")
    return None


def from_json(text: str, origin: Origin) -> Iterator[Article | ArticleError]:
    """The articles of a JSON document: one object, a list of them, a graph, or JSON Lines by another name."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        if sum(_object_like(line) for line in lines) * 2 > len(lines) > 1:
            yield from from_lines(lines, origin)
            return
        reason = f"is not valid JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        yield ArticleError(origin.where, reason, "fix or fetch it again; it may be cut short")
        return
    except (RecursionError, ValueError):
        yield ArticleError(
            origin.where, "is JSON nested too deeply or with endless numbers", "give one flat object an article"
        )
        return
    found = list(_objects(document))
    if not found:
        yield ArticleError(origin.where, "holds no article", _ADVICE)
    for number, row in enumerate(found, start=1):
        where = f"{origin.where}, article {number}" if len(found) > 1 else origin.where
        yield tried(Row(row, origin, where))


def from_lines(lines: Iterable[str], origin: Origin) -> Iterator[Article | ArticleError]:
    """The articles of JSON Lines, one an object; a bad line gives one ``ArticleError`` and the rest goes on."""
    for each in rows_of(lines, origin):
        yield tried(each) if isinstance(each, Row) else each


def rows_of(lines: Iterable[str], origin: Origin) -> Iterator[Row | ArticleError]:
    """The objects of JSON Lines, and an ``ArticleError`` in the place of each line that holds none.

    Of objects that have no key for a text, only the first is told of: a file of other data is one fault, not thousands.
    """
    any_ = strange = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        any_ = True
        where = f"{origin.where}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:  # also for numbers of thousands of digits
            yield ArticleError(where, f"is not valid JSON ({error})", "fix this line")
            continue
        except RecursionError:
            yield ArticleError(where, "is JSON nested too deeply", "give one flat object an article")
            continue
        if isinstance(row, dict) and not (mapped(list(row)).keys() & WORDS or isinstance(row.get("article"), dict)):
            if not strange:
                yield ArticleError(where, "holds no article text, like all lines with its keys", _ADVICE)
            strange = True
            continue
        yield Row(row, origin, where)
    if not any_:
        yield ArticleError(origin.where, "holds no article", _ADVICE)


def _object_like(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("{") and bare.endswith("}")


def tried(given: Row) -> Article | ArticleError:
    """The article of a row, or why it is none."""
    row = given.row
    if not isinstance(row, dict):
        return ArticleError(given.where, "is no JSON object", "give one object an article")
    # A reading as On Record prints it carries its article inside.
    inner = row.get("article")
    if isinstance(inner, dict):
        row = inner
    try:
        return from_row(row, given.origin)
    except ArticleError as error:
        return ArticleError(given.where, error.reason, error.advice)


def _objects(document: object) -> Iterator[object]:
    """The article objects of a document: itself, the members of a list, or of its one list of objects."""
    if isinstance(document, list):
        yield from document
        return
    if not isinstance(document, dict):
        return
    if mapped(list(document)).get("text") or isinstance(document.get("article"), dict):
        yield document
        return
    lists = [value for value in document.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if lists:
        yield from (row for row in max(lists, key=len) if isinstance(row, dict))
    else:
        yield document
