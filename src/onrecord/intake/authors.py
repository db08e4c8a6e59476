"""The authors of a page: by its structured data, its meta tags, or the marks of its byline."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from onrecord.intake.bylines import without_prefix
from onrecord.intake.lines import words_of
from onrecord.intake.outlets import is_agency, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.intake.pagedata import PageData

__all__ = ["authors_of", "split_names"]

_META = re.compile(r"(?:^|[.:_-]|article)(?:authors?|authors?[_-]?names?|byl|byline)$")
_CREATOR = ("dc.creator", "dcterms.creator", "citation_author")
_JOIN = re.compile(r"\s*[;|•·]\s*|\s+(?:and|und|og|och|ja|&|y|e|et|en|i|и|та)\s+|\s*(?<!\d)/\s*|\s*、\s*")
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|journalist\w*|redakt\w+|korrespondent\w*|contributor|columnist|producer|"
    r"bureau|chief|desk|newsroom|senior|freelance|special\s+to|professor\w*|fellow|director|for\s+\w+(?:\.\w+)?$)\b",
    re.I,
)
_NOBODY = re.compile(r"https?:|www\.|@|^[\W\d]+$|^\(?(?:image|photo|picture|video)\b|\b(?:developer|admin)$", re.I)
_SLUG = re.compile(r"[a-z]+(?:[-_.][a-z]+)+")
_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*)"
_PERSON = re.compile(
    rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}|von|van|de|der|den|del|da|dos|di|du|la|le|el|al|bin|ten|zu)){{0,4}}\s+{_CAPITAL}"
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|auth?or-?names?|article-?authors?|post-?author|autor\w*|writer)(?:$|[\s_-])",
    re.I,
)
_BESIDE = re.compile(
    r"bio|box|card|image|img|avatar|photo|social|comment|related|more|about|share|follow|teaser|footer|nav|sidebar|widget|list-?item",
    re.I,
)


def authors_of(page: PageData, tree: Any, names: set[str]) -> list[str]:  # noqa: ANN401 - lxml ships no types
    """Who wrote the page, best source first; ``names`` are the outlet's own, in plain form.

    An outlet or agency that the page itself calls the author stands only where no source names a person.
    """
    outlets: list[str] = []
    structured = list(_structured(page))
    for source in (structured, _stated(page, names), _marked(tree)):
        found = [name for name in dict.fromkeys(source) if _is_outlet(name, names) or not _SLUG.fullmatch(name)]
        if any(not _is_outlet(name, names) for name in found):
            return found
        outlets = outlets or found
        if source is structured and any(is_agency(name) and plain(name) not in names for name in found):
            return found  # wire copy: a name in the page's margins would be somebody else's
    return outlets


def _is_outlet(name: str, names: set[str]) -> bool:
    known = plain(name)
    return is_agency(name) or known in names or known.replace(" ", "") in {each.replace(" ", "") for each in names}


def _structured(page: PageData) -> Iterator[str]:
    for article in page.articles:
        found = [name for said in _names(article.get("author"), page) for name in split_names(said)]
        if found:
            yield from found
            return


def _names(value: Any, page: PageData, depth: int = 0) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if depth > 4:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _names(each, page, depth + 1)
    elif isinstance(value, dict):
        if value.get("name"):
            yield from _names(value["name"], page, depth + 1)
        elif isinstance(value.get("@id"), str) and value["@id"] in page.by_id:
            yield from _names(page.by_id[value["@id"]].get("name"), page, depth + 1)


def _stated(page: PageData, names: set[str]) -> list[str]:
    """The persons of the meta tag that names most of them, a surname before a comma put last for library tags."""
    best: list[str] = []
    for name, contents in page.meta.items():
        if name in _CREATOR:
            said = [re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", each) for each in contents]
        elif _META.search(name) and name not in {"twitter:author", "smartbanner:author"}:
            said = contents
        else:
            continue
        found = [one for each in said for one in split_names(each)]
        persons = [one for one in found if not _is_outlet(one, names)]
        if not best or len(persons) > sum(not _is_outlet(one, names) for one in best):
            best = persons or found
    return best


def _marked(tree: Any) -> list[str]:  # noqa: ANN401 - lxml ships no types
    """Names in elements that the page marks as its byline: rel=author, itemprop=author, byline and author classes."""
    marked: dict[int, list[str]] = {}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {
            "script",
            "style",
            "meta",
            "link",
            "body",
            "html",
            "article",
            "form",
        }:
            continue
        label = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            rank = 0
        elif _BYLINE.search(label) and not _BESIDE.search(label):
            rank = 1
        else:
            continue
        words = " ".join(" ".join(element.itertext()).split())
        if 0 < len(words) <= 120:
            names = [name for name in split_names(words) if _PERSON.fullmatch(name)]
            if names and rank not in marked:
                marked[rank] = names
    return next((marked[rank] for rank in sorted(marked)), [])


def split_names(said: str) -> Iterator[str]:
    """The names in what a page says of its authors: without "By", roles, initials in brackets, addresses."""
    text = " ".join(html.unescape(said).replace("\xa0", " ").split())
    if _NOBODY.search(text) and "," not in text:
        return
    text = re.sub(r"\s+(?:twitter|facebook|instagram|linkedin|e-?mail|follow|x)$", "", without_prefix(text), flags=re.I)
    parts = [part for part in _JOIN.split(text) if part and part.strip()]
    if len(parts) > 1 and any(is_agency(part) for part in parts) and "," not in text and " et " in text:
        parts = [text]
    pieces = [piece for part in parts for piece in _commas(part)]
    for piece in pieces:
        name = re.sub(r"\s*\((?:[^)]{1,12})\)\s*$", "", piece).strip(" ,.:-–—")
        name = re.sub(r"\s*(?:기자|記者)$", "", name) if not re.search(r"\.$", piece) else piece.strip(" ,:-–—")
        if name and not _NOBODY.search(name) and len(name) <= 80:
            yield name


def _commas(part: str) -> list[str]:
    """Parts between commas, without roles, places and long descriptions after the first."""
    pieces = [piece.strip() for piece in re.split(r"\s*,\s*", part) if piece.strip()]
    return [
        piece
        for at, piece in enumerate(pieces)
        if at == 0 or not (_ROLE.search(piece) or len(words_of(piece)) > 5 or ("." in piece[1:-1] and " " not in piece))
    ]
