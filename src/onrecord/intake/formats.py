"""Which format an input is in: by its name, else by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal, get_args

from onrecord.errors import RequestError

__all__ = ["FORMATS", "Format", "as_format", "of_bytes", "of_path"]

Format = Literal["text", "html", "json", "jsonl", "csv", "parquet", "warc", "feed"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
}
_ALIASES: dict[str, Format] = {"markdown": "text", "md": "text", "txt": "text", "plain": "text", "htm": "html"}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.I)


def as_format(name: str | None) -> Format | None:
    """The format that ``name`` calls for, ``None`` for none. Raises ``RequestError`` for an unknown one."""
    if name is None or name == "auto":
        return None
    known = _ALIASES.get(name.lower(), name.lower())
    for format_ in FORMATS:
        if format_ == known:
            return format_
    raise RequestError(f"unknown format {name!r}; known are {', '.join(FORMATS)}")


def of_path(path: str) -> Format | None:
    """The format that a file's name claims, looking past ``.gz``."""
    name = PurePath(path)
    if name.suffix.lower() == ".gz":
        name = name.with_suffix("")
    return _SUFFIXES.get(name.suffix.lower())


def of_bytes(data: bytes) -> Format:
    """The format that ``data`` looks like; ``text`` where nothing speaks for another."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if _FEED.match(head):
        return "feed"
    if _PAGE.match(head):
        return "html"
    begin = head.lstrip()
    if begin.startswith((b'{"', b"{ ", b"{\n", b"{\r", b"[{", b"[\n", b"[ ")) and b'"' in begin:
        return "json"
    return "text"
