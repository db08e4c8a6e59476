"""The title of a page: what its structured data, meta tags and headings call it, weighed against each other."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from onrecord.intake.outlets import host_of, plain

if TYPE_CHECKING:
    from onrecord.intake.pagedata import PageData

__all__ = ["names_of", "outlet_of", "title_of"]

_SEPARATOR = re.compile(r"\s+[|–—·•»›:~-]+\s+|\s*[|ㅣ•»｜]\s*|\s+[-–—|]\s*")
# Fitted on the reviewed titles of 258 pages (docs/measurements/intake.md). The <title> is written for search engines:
# what differs from it is more often the headline, so that it counts against what it agrees with. In this order one
# wording is preferred to another that differs by quotation marks only.
_TRUST = {"og": 0.9, "ld": 1.0, "tw": 0.05, "title": -0.4, "h1": 0.3}


def title_of(page: PageData, names: set[str]) -> str | None:
    """The title of ``page``, without the outlet's ``names`` (in plain form) at its end."""
    found = _candidates(page, names)
    if not found:
        return None
    scores: dict[str, float] = {}
    first: dict[str, str] = {}
    for place, words in sorted(found, key=lambda pair: list(_TRUST).index(pair[0])):
        key = _key(words)
        scores[key] = scores.get(key, 0.0) + _TRUST[place]
        first.setdefault(key, words)
    return first[max(scores, key=lambda key: scores[key])]


def _candidates(page: PageData, names: set[str]) -> list[tuple[str, str]]:
    raw: list[tuple[str, str]] = []
    for article in page.articles[:1]:
        words = article.get("headline") or article.get("name")
        if isinstance(words, str):
            raw.append(("ld", words))
    others = [page.first("og:title"), page.first("twitter:title"), page.title]
    heading = _heading(page.headings, [words for _, words in raw] + [each for each in others if each])
    raw += [
        (place, words) for place, words in zip(("h1", "og", "tw", "title"), [heading, *others], strict=True) if words
    ]
    cleaned = [(place, " ".join(html.unescape(html.unescape(words)).split())) for place, words in raw]
    whole = [words for _, words in cleaned]
    return [(place, stripped) for place, words in cleaned if (stripped := _stripped(words, names, whole))]


def _heading(headings: list[str], others: list[str]) -> str | None:
    """The top heading that shares most words with the other candidates: a site's name may be one, too."""
    known = {word for each in others for word in re.findall(r"\w+", each.lower())}
    best, most = None, 0.0
    for heading in headings:
        words = re.findall(r"\w+", heading.lower())
        share = sum(word in known for word in words) / (len(words) + 1) if words else 0.0
        if share > most:
            best, most = heading, share
    return best or (headings[0] if headings and not others else None)


def _stripped(words: str, names: set[str], others: list[str]) -> str:
    """``words`` without what sites append: their name, or whatever follows a title that another place has alone."""
    for name in names:
        if plain(words.partition(" | ")[0]) == name and " | " in words:
            words = words.partition(" | ")[2]
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(words)]
    for start, end in cuts:
        if any(_key(words[:start]) == _key(other) for other in others):
            return words[:start]
        if plain(words[end:]) in names:
            return words[:start]
    return words


def _key(words: str) -> str:
    """A title for comparison: lower case, straight quotation marks, no blanks."""
    straight = words.casefold().translate(
        {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"'}
    )
    return re.sub(r"[\s\u200b\u00ad]+", "", straight)


def outlet_of(page: PageData) -> str | None:
    """What the page calls its site: the name it shows when shared, else its publisher's."""
    said = [page.first("og:site_name"), *_publishers(page), page.first("application-name")]
    return next((html.unescape(each).strip() for each in said if each and 1 < len(each.strip()) <= 60), None)


def _publishers(page: PageData) -> list[str]:
    found = []
    for article in page.articles:
        publisher = article.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str):
                found.append(name)
    return found


def names_of(page: PageData, url: str | None) -> set[str]:
    """What the outlet of a page is called, in plain form: by the page itself and by its host."""
    said = [page.first("og:site_name"), page.first("application-name"), page.first("al:ios:app_name")]
    names = {plain(each) for each in [*said, *_publishers(page)] if each}
    host = host_of(url)
    if host:
        names |= {
            plain(host),
            host.split(".")[0] if host.count(".") == 1 else host.rsplit(".", 2)[-2],
            host.replace(".", " "),
        }
    return names - {""}
