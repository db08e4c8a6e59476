"""Which article drew on which, and on which agencies and outlets: by passages, order in time, credits in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.vocabulary import Derivation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.tracing.passages import Overlap
    from onrecord.vocabulary import Article

__all__ = ["credits_of", "drawn_on", "graph_edges"]

# Agencies and outlets that other outlets credit; each name with what it is called for short.
_KNOWN = {
    "Reuters": "Reuters",
    "Associated Press": "Associated Press",
    "AP": "Associated Press",
    "AFP": "AFP",
    "Agence France-Presse": "AFP",
    "Bloomberg": "Bloomberg",
    "BBC": "BBC",
    "CNN": "CNN",
    "NBC News": "NBC News",
    "NBC": "NBC News",
    "ABC News": "ABC News",
    "CBS News": "CBS News",
    "CBS": "CBS News",
    "Fox News": "Fox News",
    "MSNBC": "MSNBC",
    "NPR": "NPR",
    "PBS": "PBS",
    "Politico": "Politico",
    "Axios": "Axios",
    "Al Jazeera": "Al Jazeera",
    "TASS": "TASS",
    "Interfax": "Interfax",
    "RIA Novosti": "RIA Novosti",
    "Xinhua": "Xinhua",
    "Kyodo": "Kyodo",
    "dpa": "dpa",
    "ANSA": "ANSA",
    "EFE": "EFE",
    "UPI": "UPI",
    "Der Spiegel": "Der Spiegel",
    "Le Monde": "Le Monde",
    "The Guardian": "The Guardian",
    "The Economist": "The Economist",
    "USA Today": "USA Today",
}
# Any name that ends like an outlet's.
_NAMED = (
    r"(?:The\s+|the\s+)?(?:[A-Z][\w.’'-]+\s+){1,3}"
    r"(?:Times|Post|Journal|Herald|Tribune|Telegraph|Gazette|Chronicle|News|Agency|Courier|Mail|Independent|Observer|Wire)"
)
_OUTLET = "(?P<outlet>" + "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True)) + f"|{_NAMED})"
_CREDITS = (
    (re.compile(rf"\btold\s+(?:the\s+)?{_OUTLET}\b"), 0.9),
    (
        re.compile(rf"\b(?:[Aa]ccording to|as reported by|reported by|citing|quoted by)\s+(?:the\s+|a\s+)?{_OUTLET}\b"),
        0.9,
    ),
    (re.compile(rf"\b[Aa]n?\s+{_OUTLET}\s+(?:report|story|article|investigation|analysis|tally|interview)\b"), 0.9),
    (re.compile(rf"\b{_OUTLET}\s+(?:first\s+)?(?:reported|reports|has reported|had reported)\b"), 0.8),
    (re.compile(rf"\binterview\s+(?:with|on|to)\s+(?:the\s+)?{_OUTLET}\b"), 0.8),
    (re.compile(rf"\(\s*{_OUTLET}\s*\)\s*[-–—]"), 0.95),
    (re.compile(rf"-LRB-\s*{_OUTLET}\s*-RRB-\s*[-–—]*"), 0.95),
)
LATER = 0.9  # confidence that the later of two dated articles drew on the earlier
UNKNOWN = 0.5  # where a date is missing, or both are of one day
CREDITED = 0.95  # where the text names the other's outlet


def credits_of(article: Article) -> list[Derivation]:
    """The agencies and outlets that the body says it draws on, each once, with the words that say so."""
    found: dict[str, Derivation] = {}
    for begin, end in article.body:
        for pattern, confidence in _CREDITS:
            for match in pattern.finditer(article.text, begin, end):
                name = " ".join(match["outlet"].split())
                name = _KNOWN.get(name, re.sub(r"^[Tt]he\s+", "The ", name))
                if article.outlet and name.lower() == article.outlet.lower():
                    continue
                made = Derivation(article.id, name, "credits", confidence, " ".join(match.group().split()))
                if name not in found or found[name].confidence < confidence:
                    found[name] = made
    return [found[name] for name in sorted(found)]


def drawn_on(shared: Overlap, holder: Article, other: Article) -> Derivation:
    """Which of two articles that share passages drew on the other: the later one, or the one that credits the other.

    ``holder`` and ``other`` are the articles ``shared.article`` and ``shared.other``. Where nothing tells, the holder
    of a contained text is taken to have drawn on it.
    """
    forward = _order(holder, other)
    credited = [_names(holder, other), _names(other, holder)]
    if credited[0] != credited[1]:
        later, confidence, basis = credited[0], CREDITED, "names the other's outlet"
    elif forward != 0:
        later, confidence, basis = forward > 0, LATER, "came out later"
    else:
        later, confidence, basis = True, UNKNOWN, "order in time is not known"
    article, source = (holder, other) if later else (other, holder)
    return Derivation(article.id, source.id, shared.relation, confidence, basis, shared.passages)


def _order(one: Article, two: Article) -> int:
    """1 if ``one`` came out after ``two`` for certain, -1 if before, 0 if that is not known."""
    a, b = one.published, two.published
    if a is None or b is None:
        return 0
    if a.earliest and b.latest and a.earliest > b.latest:
        return 1
    if b.earliest and a.latest and b.earliest > a.latest:
        return -1
    return 0


def _names(one: Article, two: Article) -> bool:
    """Whether ``one`` credits the outlet of ``two``."""
    return bool(two.outlet) and any(made.source.lower() == str(two.outlet).lower() for made in credits_of(one))


def graph_edges(derivations: Iterable[Derivation]) -> list[tuple[str, str, float]]:
    """(drawn on, drew on it, confidence) for a directed graph of articles, agencies and outlets, each pair once."""
    best: dict[tuple[str, str], float] = {}
    for made in derivations:
        key = (made.source, made.article)
        best[key] = max(best.get(key, 0.0), made.confidence)
    return [(source, article, confidence) for (source, article), confidence in sorted(best.items())]
