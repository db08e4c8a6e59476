"""WARC archives, such as Common Crawl's news files: their HTML answers as articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import ArticleError, MissingExtraError
from onrecord.intake.limits import ARTICLE_BYTES
from onrecord.intake.parsing import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.intake.making import Origin

__all__ = ["pages_of", "payloads"]


def payloads(file: BinaryIO, where: str) -> Iterator[tuple[bytes, str | None, str | None]]:
    """The HTML answers in a WARC stream: content, address and the charset of the HTTP head.

    Answers that are no success or no HTML, or are larger than ``ARTICLE_BYTES``, are passed over. Raises
    ``ArticleError`` for a damaged archive.
    """
    try:
        from fastwarc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtraError("Reading WARC", "archives") from error
    records = 0
    try:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode="all"):
            records += 1
            if _is_page(record):
                data = record.reader.read(ARTICLE_BYTES + 1)
                if len(data) <= ARTICLE_BYTES:
                    yield data, record.headers.get("WARC-Target-URI"), record.http_charset
    except (OSError, ValueError, RuntimeError) as error:
        raise ArticleError(
            where, f"is a damaged WARC archive after {records} records ({error})", "get a whole copy"
        ) from error
    if not records:
        raise ArticleError(where, "is a WARC archive without answers", "check that it is a crawl's archive")


def _is_page(record: Any) -> bool:  # noqa: ANN401 - fastwarc ships no types
    head = record.http_headers
    kind = (record.http_content_type or "").lower()
    return head is not None and head.status_code == 200 and kind in {"text/html", "application/xhtml+xml"}


def pages_of(file: BinaryIO, origin: Origin) -> Iterator[Task | ArticleError]:
    """The pages of a WARC stream, each still to be read."""
    try:
        for data, url, charset in payloads(file, origin.where):
            where = f"{origin.where}, {url}"
            yield Task(data, replace(origin, where=where, url=url, charset=charset), "html")
    except ArticleError as error:
        yield error
