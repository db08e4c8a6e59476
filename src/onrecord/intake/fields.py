"""By which names data sets, front matter and headers call the parts of an article."""

from __future__ import annotations

import re
from typing import Literal, get_args

__all__ = ["Field", "field_of", "mapped"]

Field = Literal["title", "text", "lead", "published", "updated", "byline", "outlet", "url", "language"]

# In order of preference: where two columns mean the same, the earlier name wins. Compared without case and marks.
_NAMES: dict[Field, str] = {
    "title": "headline title heading hl articletitle titel titre titulo titolo",
    "text": """articlebody fulltext text body content bodytext maintext articletext plaintext storytext article story
        contents texte texto inhalt""",
    "lead": "description summary lede lead abstract snippet teaser alternativeheadline",
    "published": """datepublished publishedat publicationdate pubdate publishdate datepublish publisheddate
        publishingdate published date publishedon pubtime datetime timestamp time loaddate issuedate datecreated day""",
    "updated": "datemodified updatedat updated modified lastupdated lastmodified",
    "byline": "author authors byline creator writer writers journalist by autor auteur",
    "outlet": """publisher outlet publication publicationname publicationtitle sourcename sitename newspaper media
        medianame mediumname medium newssource source journal site provider sourcetitle hostname host domain
        sourcedomain""",
    "url": "url link uri addressurl articleurl weburl permalink href address mainentityofpage canonicalurl sourceurl",
    "language": "inlanguage language lang languagecode",
}
_FIELDS: dict[str, tuple[int, Field]] = {
    name: (rank, field) for field in get_args(Field) for rank, name in enumerate(_NAMES[field].split())
}


def field_of(name: str) -> Field | None:
    """The part of an article that a column, key or label called ``name`` holds, ``None`` if it is none we know."""
    known = _FIELDS.get(re.sub(r"[\W_]+", "", name.casefold()))
    return known[1] if known else None


def mapped(names: list[str]) -> dict[Field, list[str]]:
    """For each field the ``names`` that can hold it, the preferred one first."""
    ranked: dict[Field, list[tuple[int, str]]] = {}
    for name in names:
        known = _FIELDS.get(re.sub(r"[\W_]+", "", str(name).casefold()))
        if known:
            ranked.setdefault(known[1], []).append((known[0], name))
    return {field: [name for _, name in sorted(pairs, key=lambda pair: pair[0])] for field, pairs in ranked.items()}
