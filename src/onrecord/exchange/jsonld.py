"""The record as linked data: schema.org Claim and Quotation, with W3C Web Annotation selectors for the words.

A Claim is an utterance, its appearances are the Quotations that report it, each with a selector by position (code
points, as the Web Annotation model counts) and by the quoted words with their surroundings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exchange.sourced import Sourced
    from onrecord.vocabulary import Actor, Article, Coding, Json, Span, When

__all__ = ["CONTEXT", "document", "graph_of"]

CONTEXT: list[Any] = [
    "https://schema.org/",
    "http://www.w3.org/ns/anno.jsonld",
    {
        "onrecord": "https://onrecord.example/vocabulary#",
        "holder": "onrecord:holder",
        "stance": "onrecord:stance",
        "conditions": "onrecord:conditions",
        "coder": "onrecord:coder",
        "confidence": "onrecord:confidence",
        "kind": "onrecord:kind",
        "voice": "onrecord:voice",
    },
]
_AROUND = 32
_TYPES = {"person": "Person", "country": "Country", "media": "NewsMediaOrganization", "document": "CreativeWork"}


def document(items: Iterable[Sourced]) -> Json:
    """One JSON-LD document of everything."""
    return {"@context": CONTEXT, "@graph": list(graph_of(items))}


def graph_of(items: Iterable[Sourced]) -> Iterator[Json]:
    """The nodes: every article once, a Quotation for each statement, a Claim for each utterance."""
    seen: set[str] = set()
    claims: dict[str, Json] = {}
    for item in items:
        if item.article.id not in seen:
            seen.add(item.article.id)
            yield _article(item.article)
        quotation = _quotation(item)
        yield quotation
        if item.utterance:
            _report(claims, item, quotation["id"])
    yield from claims.values()


def _article(article: Article) -> Json:
    node: Json = {"id": _address(article), "type": "NewsArticle"}
    if article.title:
        node["headline"] = article.title
    if article.outlet:
        node["publisher"] = {"type": "NewsMediaOrganization", "name": article.outlet}
    if article.byline:
        node["author"] = article.byline
    if article.language:
        node["inLanguage"] = article.language
    if article.published and _day(article.published):
        node["datePublished"] = _day(article.published)
    return node


def _quotation(item: Sourced) -> Json:
    statement = item.statement
    node: Json = {
        "id": f"urn:onrecord:statement:{statement.id}",
        "type": ["Quotation", "Annotation"],
        "text": statement.wording,
        "kind": statement.kind,
        "voice": statement.voice,
        "isPartOf": _address(item.article),
        "target": [
            {"source": _address(item.article), "selector": _selectors(item.article.text, span)}
            for span in statement.content
        ],
    }
    if statement.speaker:
        node["creator"] = _actor(statement.speaker)
    if statement.said_at and _day(statement.said_at):
        node["dateCreated"] = _day(statement.said_at)
    return node


def _selectors(text: str, span: Span) -> list[Json]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        },
    ]


def _report(claims: dict[str, Json], item: Sourced, quotation: str) -> None:
    claim = claims.get(item.utterance or "")
    if claim is None:
        claim = {
            "id": f"urn:onrecord:utterance:{item.utterance}",
            "type": "Claim",
            "text": item.statement.wording,
            "appearance": [],
            "firstAppearance": {"id": quotation},
        }
        if item.statement.speaker:
            claim["author"] = _actor(item.statement.speaker)
        claims[item.utterance or ""] = claim
    claim["appearance"].append({"id": quotation})
    for coding in item.codings:
        claim.setdefault("about", []).append(_coding(coding))


def _coding(coding: Coding) -> Json:
    return {
        "type": "Thing",
        "identifier": coding.issue,
        "stance": coding.stance,
        "conditions": [condition.text for condition in coding.conditions],
        "coder": coding.coder,
        "confidence": round(coding.confidence, 4),
        "holder": _actor(coding.actor),
    }


def _actor(actor: Actor) -> Json:
    node: Json = {
        "id": f"urn:onrecord:actor:{actor.id}",
        "type": _TYPES.get(actor.type, "Organization" if actor.type in ("group", "organization") else "Thing"),
        "name": actor.name,
    }
    if actor.role:
        node["jobTitle" if actor.type == "person" else "description"] = actor.role
    return node


def _address(article: Article) -> str:
    url = article.url or ""
    return url if url.startswith(("http://", "https://")) else f"urn:onrecord:article:{article.id}"


def _day(when: When) -> str | None:
    day = when.latest or when.earliest
    return day.isoformat() if day else None
