"""From articles to readings: the network's attributions, completed by quotation marks, speakers and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reading.confidence import confident
from onrecord.reading.dates import said_at
from onrecord.reading.decode import antecedents, decode, entities
from onrecord.reading.layout import lay_out
from onrecord.reading.nesting import inner_attributions, within
from onrecord.reading.phrases import PRONOUNS, WORD
from onrecord.reading.pieces import pieces
from onrecord.reading.quotations import with_quotations
from onrecord.reading.quotes import kind, quoted
from onrecord.reading.speakers import resolve
from onrecord.reading.tagger import tag
from onrecord.vocabulary import Reading, Statement, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reading.attribution import Attribution
    from onrecord.reading.pieces import Pieces
    from onrecord.reading.tagger import Tagged
    from onrecord.vocabulary import Article, CodebookActor

__all__ = ["LANGUAGES", "READER", "read"]

READER = "onrecord-reader-1"
LANGUAGES = ("en",)
# Articles that go through the network together: enough to fill its batches, few enough to stay small in memory.
TOGETHER = 16


def read(articles: Sequence[Article], *, actors: Sequence[CodebookActor] = ()) -> list[Reading]:
    """Read ``articles``; the readings come in the same order.

    ``actors`` are the analyst's: names and aliases that are known to be one actor. An article in a language that the
    reader cannot read gives a reading without statements whose ``unread`` says why.
    """
    return [
        reading for at in range(0, len(articles), TOGETHER) for reading in _read(articles[at : at + TOGETHER], actors)
    ]


def _read(articles: Sequence[Article], actors: Sequence[CodebookActor]) -> Iterator[Reading]:
    readable = [a.language is None or a.language in LANGUAGES for a in articles]
    cut = [pieces(a.text, a.body) for a, can in zip(articles, readable, strict=True) if can]
    tagged = iter(zip(cut, tag(cut), strict=True))
    for article, can in zip(articles, readable, strict=True):
        if can:
            yield _reading(article, *next(tagged), actors)
        else:
            why = f"in language {article.language!r}; this reader reads {', '.join(LANGUAGES)}"
            yield Reading(article, (), reader=READER, unread=why)


def _reading(article: Article, cut: Pieces, tagged: Tagged, actors: Sequence[CodebookActor]) -> Reading:
    text = article.text
    marks = quoted(text, article.body)
    outer = with_quotations(text, article.body, [confident(*made) for made in decode(text, cut, tagged)])
    inner = [a for attribution in outer for a in inner_attributions(text, attribution, marks)]
    attributions = sorted([*outer, *inner], key=_place)
    pronouns = _pronouns(text, attributions)
    resolution = resolve(
        article,
        attributions,
        entities(text, cut, tagged),
        antecedents=antecedents(text, cut, tagged, pronouns),
        actors=actors,
    )
    times = said_at(article, attributions, lay_out(text, article.body))
    parents = within(attributions)
    ids = [_identify(article, attribution) for attribution in attributions]
    statements = []
    for i, attribution in enumerate(attributions):
        spoken, parent = resolution.spoken[i], parents[i]
        statements.append(
            Statement(
                id=ids[i],
                article=article.id,
                kind=kind(text, attribution.content, marks),
                voice=attribution.voice,
                source=attribution.source,
                cue=attribution.cue,
                content=attribution.content,
                speaker=spoken.speaker,
                joint=spoken.joint,
                speaks_for=spoken.speaks_for,
                said_at=times[i],
                within=None if parent is None else ids[parent],
                confidence=attribution.confidence,
                speaker_confidence=spoken.confidence,
            )
        )
    return Reading(article, tuple(statements), resolution.mentions, resolution.actors, READER)


def _place(attribution: Attribution) -> tuple[int, int]:
    """By where the content starts; of two that start together the longer, which may hold the other, comes first."""
    return attribution.content[0].start, -attribution.content[-1].end


def _pronouns(text: str, attributions: Sequence[Attribution]) -> list[int]:
    """Where the pronouns inside sources start."""
    sources = {a.source for a in attributions if a.source}
    words = [match for source in sources for match in WORD.finditer(text, source.start, source.end)]
    return sorted(match.start() for match in words if match[0].lower() in PRONOUNS)


def _identify(article: Article, attribution: Attribution) -> str:
    """A statement's id rests on its article and its words, so that it stays when a new reader finds the same."""
    spans = [f"{span.start}-{span.end}" for span in attribution.content]
    cue = f"{attribution.cue.start}" if attribution.cue else ""
    return digest("statement", article.id, cue, *spans)
