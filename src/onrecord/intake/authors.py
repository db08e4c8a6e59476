"""The authors of a page: by its structured data, its meta tags, or the marks of its byline."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from onrecord.intake.bylines import byline_in, without_prefix
from onrecord.intake.lines import word_set, words_of
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
# Words in class, id and data-testid of elements that hold a byline, and of those that hold something beside one.
_BYLINE = word_set(
    "author authors authorname byline bylines autor autoren autores auteur auteurs autore writer redakteur"
)
_BESIDE = word_set(
    """bio biography box card cards image images img avatar photo picture social comment comments related more about
    share follow teaser footer nav sidebar widget popup tooltip promo newsletter caption"""
)
# Words of labels and buttons that may stand in capitals like a name.
_LABELS = word_set(
    """written posted published reviewed edited by last updated more learn read view all articles staff writer editor
    reviewer expert specialist consultant contributor share follow print team news newsletter the and min minutes"""
)
_PROFILE = re.compile(
    r"/(?:author|authors|autor|autoren|autores|auteur|auteurs|autore|profile|people|staff|by|writers?)/", re.I
)
_NEAR = 60
"""Elements after the headline among which a byline without marks is looked for."""


def authors_of(page: PageData, tree: Any, text: str, names: set[str]) -> list[str]:  # noqa: ANN401 - lxml ships no types
    """Who wrote the page, best source first; ``names`` are the outlet's own, in plain form, ``text`` is what it says.

    Where no source names a person, the agency that one names stands, else the outlet that the page calls its author.
    """
    structured = list(_structured(page))
    agencies: list[str] = []
    outlets: list[str] = []
    for source in (structured, _stated(page, names), _marked(tree), _signed(text)):
        found = [name for name in dict.fromkeys(source) if _is_outlet(name, names) or not _SLUG.fullmatch(name)]
        if any(not _is_outlet(name, names) for name in found):
            return found
        wires = [name for name in found if is_agency(name) and plain(name) not in names]
        if wires and source is structured:
            return found  # a person named in the margins of wire copy is somebody else
        agencies, outlets = agencies or wires, outlets or found
    return agencies or outlets


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
    """The persons in what the page marks or places as its byline.

    Best first: rel=author and itemprop=author; elements whose class or id speaks of a byline; after the headline, links
    to an author's page; there, short lines that begin with "By".
    """
    ranked: dict[int, list[str]] = {}
    after = 0
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _HOLLOW:
            continue
        after += element.tag == "h1" or after > 0
        rank = _rank(element, near=0 < after <= _NEAR)
        if rank is None or rank in ranked:
            continue
        pieces = [" ".join(piece.split()) for piece in element.itertext()]
        words = " ".join(piece for piece in pieces if piece)
        if 0 < len(words) <= 200 and (rank < 3 or byline_in(words)):
            names = (_persons(words) if len(words) <= 120 else []) or [
                one for piece in pieces for one in _persons(piece)
            ]
            if names:
                ranked[rank] = names
    return next((ranked[rank] for rank in sorted(ranked)), [])


def _signed(text: str) -> list[str]:
    """The persons who alone make up the first or the last line, in words that stand nowhere in the text in small."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in (lines[0], lines[-1]) if len(lines) > 2 else ():
        words = words_of(line)
        if 2 <= len(words) <= 6 and not any(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in words):
            names = [name for name in _persons(line) if len(words_of(name)) <= 3]
            if names:
                return names
    return []


_HOLLOW = frozenset({"script", "style", "meta", "link", "body", "html", "head", "article", "main", "form", "title"})


def _persons(words: str) -> list[str]:
    names = [name for name in split_names(words) if _PERSON.fullmatch(name)]
    return [name for name in names if not _LABELS & set(re.findall(r"[a-z]+", name.lower()))]


def _rank(element: Any, *, near: bool) -> int | None:  # noqa: ANN401 - lxml ships no types
    """How much an element is marked as a byline: 0 most, ``None`` not at all."""
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return 0
    label = " ".join(element.get(name) or "" for name in ("class", "id", "data-testid", "data-component"))
    if label.strip():
        parts = {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", label)}
        if parts & _BYLINE and not parts & _BESIDE:
            return 1
    if near and element.tag == "a" and _PROFILE.search(element.get("href") or ""):
        return 2
    return 3 if near and element.tag in {"p", "span", "div", "li"} and len(element) <= 3 else None


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
