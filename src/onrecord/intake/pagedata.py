"""What a page says of itself: structured data, meta tags, headings, times and author marks, gathered in one walk."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PageData", "gather"]

_ARTICLE = re.compile(r"(?:article|posting|report|review|recipe|newsitem|story|opinion)", re.I)
_COMMENTED = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")


@dataclass(slots=True)
class PageData:
    """``articles`` are the objects of JSON-LD that describe an article; ``meta`` maps lower-case names to contents."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    headings: list[str] = field(default_factory=list)
    language: str | None = None
    canonical: str | None = None
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first content that any of the meta tags ``names`` has, in the order of ``names``."""
        return next((value for name in names for value in self.meta.get(name, [])), None)

    def address(self) -> str | None:
        """The address that the page gives itself, if it is a whole one."""
        said = (self.canonical, self.first("og:url", "twitter:url", "parsely-link"))
        return next((each for each in said if each and each.startswith(("http://", "https://"))), None)


def gather(tree: Any) -> PageData:  # noqa: ANN401 - lxml ships no types
    """What the parsed page ``tree`` says of itself."""
    page = PageData(language=tree.get("lang"))
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for each in _objects(_loads(script.text_content() or "")):
                _sort(each, page)
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = _squeezed(tag.get("content"))
        if name and content:
            page.meta.setdefault(name.strip().lower(), []).append(content)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            page.canonical = link.get("href").strip()
    page.title = next((_squeezed(tag.text_content()) for tag in tree.iter("title") if tag.text_content()), None)
    page.headings = [words for tag in tree.iter("h1") if (words := _squeezed(tag.text_content()))]
    return page


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def _loads(script: str) -> Any:  # noqa: ANN401 - any JSON
    """A script as JSON, with the usual faults mended: comment marks around it, raw line breaks, commas too many."""
    text = _COMMENTED.sub("", script).strip().rstrip(";")
    for candidate in (text, re.sub(r",\s*([}\]])", r"\1", text), re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(document: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if depth > 12:
        return
    if isinstance(document, list):
        for each in document:
            yield from _objects(each, depth + 1)
    elif isinstance(document, dict):
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "liveBlogUpdate"):
            if key in document and key not in {"hasPart", "itemListElement", "item", "liveBlogUpdate"}:
                yield from _objects(document[key], depth + 1)


def _sort(each: dict[str, Any], page: PageData) -> None:
    kinds = each.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if isinstance(each.get("@id"), str) and len(each) > 1:
        page.by_id.setdefault(each["@id"], each)
    if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
        page.articles.append(each)
    else:
        page.others.append(each)
