"""One input's bytes into articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError
from onrecord.intake import dates, formats
from onrecord.intake.decoding import decode, repair, unpack
from onrecord.intake.limits import ARTICLE_BYTES
from onrecord.intake.making import Origin, from_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from onrecord.intake.formats import Format
    from onrecord.vocabulary import Article, When

__all__ = ["Task", "parse", "pieces"]


@dataclass(frozen=True, slots=True)
class Task:
    """One input's bytes, still to be read: what is handed to another process."""

    data: bytes
    origin: Origin
    format: Format | None = None


def parse(
    data: bytes,
    *,
    path: str | None = None,
    url: str | None = None,
    format: str | None = None,  # noqa: A002 - the name of the command's option
    outlet: str | None = None,
    published: When | date | None = None,
) -> list[Article]:
    """The articles in ``data``: one for a text or page, several for JSON, a feed or an archive.

    ``format`` is one of ``formats.FORMATS``; without it the name in ``path`` or ``url`` and then the bytes decide. What
    ``outlet`` and ``published`` say goes before what the input says. Raises ``ArticleError`` for the first article that
    cannot be read and ``RequestError`` for an unknown format.
    """
    origin = Origin(path or url or "input", path, url, outlet, dates.given(published))
    found: list[Article] = []
    for piece in pieces(data, origin, formats.as_format(format)):
        if isinstance(piece, ArticleError):
            raise piece
        found.append(piece)
    return found


def pieces(data: bytes, origin: Origin, format_: Format | None = None) -> Iterator[Article | ArticleError]:
    """The articles in ``data``, and an ``ArticleError`` in the place of each that cannot be read."""
    try:
        if len(data) > ARTICLE_BYTES:
            reason = f"is larger than {ARTICLE_BYTES >> 20} MB"
            raise ArticleError(origin.where, reason, "split it into single articles")
        if not data.strip():
            raise ArticleError(origin.where, "is empty", "leave it out or fetch it again")
        plain = data if format_ == "warc" else unpack(data, origin.where)
        yield from _read(plain, origin, format_ or _format(plain, origin))
    except ArticleError as error:
        yield error


def _format(data: bytes, origin: Origin) -> Format:
    seen = formats.of_bytes(data)
    claimed = formats.of_path(origin.path) if origin.path else None
    if claimed is None or (claimed == "text" and seen == "html") or (claimed == "html" and seen in {"feed", "warc"}):
        return seen
    return claimed


def _page(data: bytes, origin: Origin) -> Article:
    from onrecord.intake.pages import from_page

    try:
        return from_page(data, origin)
    except ArticleError:
        raise
    except Exception as error:  # the extractors raise anything on hostile pages; the rest must go on
        reason = f"is a page that its extractors fail on ({type(error).__name__}: {error})"
        raise ArticleError(origin.where, " ".join(reason.split())[:300], "save the article's text as .txt") from error


def _read(data: bytes, origin: Origin, format_: Format) -> Iterator[Article | ArticleError]:
    if format_ == "text":
        yield from_text(repair(decode(data, origin.where, declared=origin.charset)), origin)
    elif format_ == "html":
        yield _page(data, origin)
    elif format_ in {"json", "jsonl"}:
        from onrecord.intake.rows import from_json, from_lines

        text = decode(data, origin.where)
        yield from from_json(text, origin) if format_ == "json" else from_lines(text.split("\n"), origin)
    else:
        from onrecord.intake.archives import from_archive

        yield from from_archive(data, origin, format_)
