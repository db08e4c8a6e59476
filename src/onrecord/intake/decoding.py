"""Bytes to text: byte order marks, declared and guessed encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import re
import zlib

from onrecord.errors import ArticleError
from onrecord.intake.limits import ARTICLE_BYTES, EXPANSION

__all__ = ["decode", "repair", "storable", "unpack"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document", "save its text as .txt and add that"),
    (b"PK\x03\x04", "a ZIP, Word or other packed document", "unpack it or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document", "save its text as .txt and add that"),
    (b"{\\rtf", "a rich-text document", "save it as plain text and add that"),
    (b"SQLite format 3\x00", "a SQLite database", "give it with --record if it is a record"),
    (b"\x89PNG", "an image", "give the article's text instead"),
    (b"\xff\xd8\xff", "an image", "give the article's text instead"),
    (b"GIF8", "an image", "give the article's text instead"),
    (b"\x7fELF", "a program", "give text, HTML or JSON"),
)
# The web's rule (WHATWG Encoding Standard, "Names and labels"): pages that say Latin-1 or ASCII mean windows-1252.
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What UTF-8 read as windows-1252, or as Latin-1, looks like.
_GARBLED = re.compile(
    "[\u00c2\u00c3\u00d0\u00d1][\u0080-\u00bf\u0152-\u2122]|\u00e2(?:\u20ac|\u0080)|\u00ef\u00bf\u00bd"
)


def unpack(data: bytes, where: str) -> bytes:
    """``data`` without its gzip packing, if it has one. Raises ``ArticleError`` for a broken or exploding packing."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(data, EXPANSION + 1)
    except zlib.error as error:
        raise ArticleError(where, "is packed with gzip and damaged", "get an undamaged copy") from error
    if len(plain) > EXPANSION:
        raise ArticleError(where, f"unpacks to more than {EXPANSION >> 20} MB", "split it into single articles")
    if not unpacker.eof:
        raise ArticleError(where, "is packed with gzip and cut short", "get a whole copy")
    return plain


def decode(data: bytes, where: str, *, declared: str | None = None) -> str:
    """The text that ``data`` encodes, line breaks as they stand.

    Tried in this order: byte order mark, strict UTF-8, the ``declared`` encoding, charset-normalizer's guess. A
    character cut at the very end becomes U+FFFD. Raises ``ArticleError`` for empty, binary or too large input.
    """
    if len(data) > ARTICLE_BYTES:
        raise ArticleError(where, f"is larger than {ARTICLE_BYTES >> 20} MB", "split it into single articles")
    if not data.strip():
        raise ArticleError(where, "is empty", "leave it out or fetch it again")
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise ArticleError(where, f"is {kind}, not text", advice)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), where)
    return _checked(_unmarked(data, where, declared), where)


def _unmarked(data: bytes, where: str, declared: str | None) -> str:
    if data.count(0) and not declared:
        wide = _wide(data)
        if wide is None:
            raise ArticleError(where, "holds NUL bytes, so it is binary or damaged", "give text, HTML or JSON")
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8") + "\ufffd"
    name = _WEB_NAMES.get((declared or "").strip().lower(), (declared or "").strip())
    try:
        if name:
            return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        pass
    return _guessed(data, where)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all NUL bytes stand in even, or nearly all in odd places, and there are many."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 5 or min(even, odd) > max(even, odd) // 20:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes, where: str) -> str:
    damaged = data.decode("utf-8", "replace")
    beyond = sum(byte >= 0x80 for byte in data)
    # Mostly sound UTF-8 with a few bad bytes is damaged UTF-8; guessing another encoding would garble the rest.
    if damaged.count("\ufffd") * 10 <= beyond:
        return damaged
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.3).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            return data.decode(best.encoding, "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ArticleError(where, "is in no known text encoding", "save it as UTF-8") from error


def _checked(text: str, where: str) -> str:
    if not text.strip("\ufeff \t\r\n"):
        raise ArticleError(where, "is empty", "leave it out or fetch it again")
    head = text[:100_000]
    if len(_CONTROLS.findall(head)) * 100 > len(head):
        raise ArticleError(where, "is binary, not text", "give text, HTML or JSON")
    return storable(text)


def storable(text: str) -> str:
    """``text`` with what no database can hold (NUL, lone surrogates) as U+FFFD, one for one, so offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def repair(text: str) -> str:
    """``text`` with its mojibake undone where that is certain, else unchanged.

    Certain means: the whole text, encoded back, decodes as another encoding without loss, and ftfy finds it bad
    before and good after. Partial repairs would leave offsets that fit neither form.
    """
    if not _GARBLED.search(text):
        return text
    import ftfy
    from ftfy.badness import badness

    before = badness(text)
    if not before:
        return text
    fixed, steps = ftfy.fix_encoding_and_explain(text)
    whole = [step for step in steps or [] if step.action in {"encode", "decode"}]
    if not whole or len(whole) != len(steps or []) or badness(fixed):
        return text
    return storable(fixed)
