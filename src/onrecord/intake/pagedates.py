"""When a page was published: by its structured data, its meta tags, its address, else by htmldate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.intake.dates import from_address, stamp
from onrecord.intake.lines import word_list
from onrecord.vocabulary import When

if TYPE_CHECKING:
    from datetime import date

    from onrecord.intake.pagedata import PageData

__all__ = ["published_of"]

_META = word_list(
    """article:published_time og:published_time article:published og:article:published_time datepublished
    article.published parsely-pub-date sailthru.date cxenseparse:recs:publishtime publish-date publishdate publish_date
    published_time published pubdate pub_date dc.date.issued dcterms.created dc.date.created dcterms.issued dc.date
    citation_publication_date citation_date rnews:datepublished date last-published originalpublicationdate
    article:post_date datecreated"""
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def published_of(page: PageData, tree: Any, url: str | None) -> When | None:  # noqa: ANN401 - lxml ships no types
    """The day of publication, as its publisher wrote it."""
    day = _structured(page, "datePublished", "dateCreated", "uploadDate") or _meta(page, _META)
    if day:
        return When(day, day, "metadata")
    carried = from_address(url)
    if carried and carried.earliest == carried.latest:
        return carried
    from htmldate import find_date

    updated = _structured(page, "dateModified") or _meta(page, _UPDATED)
    found = stamp(find_date(tree, original_date=True, extensive_search=False, url=url))
    if found and found != updated:
        return When(found, found, "page")
    return When(None, updated, "metadata (updated)") if updated else carried


def _structured(page: PageData, *keys: str) -> date | None:
    for article in page.articles:
        for key in keys:
            value = article.get(key)
            day = stamp(value[0] if isinstance(value, list) and value else value)
            if day:
                return day
    return None


def _meta(page: PageData, names: tuple[str, ...]) -> date | None:
    return next((day for name in names for value in page.meta.get(name, []) if (day := stamp(value))), None)
