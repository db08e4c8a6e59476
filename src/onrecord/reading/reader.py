"""From articles to readings: the network's attributions, completed by quotation marks, speakers and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.naming.places import country
from onrecord.reading.attribution import Entity
from onrecord.reading.confidence import confident
from onrecord.reading.dates import said_at
from onrecord.reading.decode import antecedents, decode, entities
from onrecord.reading.layout import lay_out
from onrecord.reading.negotiation import Reported
from onrecord.reading.negotiation_prose import named_parties, with_negotiation
from onrecord.reading.nesting import inner_attributions, within
from onrecord.reading.parties import Sides
from onrecord.reading.phrases import PRONOUNS, WORD
from onrecord.reading.pieces import pieces
from onrecord.reading.quotations import end_with_quotation, with_quotations
from onrecord.reading.quotes import kind
from onrecord.reading.speakers import resolve
from onrecord.reading.tagger import tag
from onrecord.vocabulary import Actor, Reading, Statement, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reading.attribution import Attribution
    from onrecord.reading.pieces import Pieces
    from onrecord.reading.tagger import Tagged
    from onrecord.vocabulary import Article, CodebookActor, Span

__all__ = ["LANGUAGES", "READER", "read"]

READER = "onrecord-reader-3"
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
    text, layout = article.text, lay_out(article.text, article.body)
    marks = layout.quoted
    decoded = [end_with_quotation(text, confident(*made), marks) for made in decode(layout, cut, tagged)]
    found = with_quotations(text, article.body, decoded, marks)
    outer = with_negotiation(text, article.body, layout, found)
    inner = [Reported(a, Sides()) for made in outer for a in inner_attributions(text, made.attribution, marks)]
    reported = sorted([*outer, *inner], key=_place)
    attributions = [made.attribution for made in reported]
    by_pattern = [made for made in outer if all(made.attribution is not a for a in found)]
    resolution = resolve(
        article,
        attributions,
        _with_parties(entities(text, cut, tagged), named_parties(text, by_pattern)),
        antecedents=antecedents(text, cut, tagged, _pronouns(text, attributions)),
        actors=actors,
        layout=layout,
    )
    parties = Parties(article, resolution.actors)
    times = said_at(article, attributions, layout)
    parents = within(attributions)
    ids = [_identify(article, attribution) for attribution in attributions]
    statements = []
    for i, (attribution, sides) in enumerate((made.attribution, made.sides) for made in reported):
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
                joint=parties.beside(spoken.speaker, spoken.joint, sides.joint),
                speaks_for=parties.beside(spoken.speaker, spoken.speaks_for, sides.speaks_for),
                supported_by=parties.beside(spoken.speaker, (), sides.supported_by),
                opposed_by=parties.beside(spoken.speaker, (), sides.opposed_by),
                said_at=times[i],
                within=None if parent is None else ids[parent],
                confidence=attribution.confidence,
                speaker_confidence=spoken.confidence,
            )
        )
    return Reading(article, tuple(statements), resolution.mentions, parties.all(), READER)


def _with_parties(names: Sequence[Entity], parties: Sequence[Span]) -> list[Entity]:
    """``names`` with the parties of negotiation prose in place of what the network made of their words."""
    free = [e for e in names if all(e.span.end <= p.start or p.end <= e.span.start for p in parties)]
    made = [Entity(party, "country" if country(party.text) else "organization") for party in parties]
    return sorted([*free, *made], key=lambda entity: entity.span.start)


class Parties:
    """The actors of an article by name, with those that only stand beside a speaker ("supported by Japan")."""

    def __init__(self, article: Article, actors: Sequence[Actor]) -> None:
        self._article = article
        self._known = {actor.name.casefold(): actor for actor in actors}

    def beside(self, speaker: Actor | None, actors: Sequence[Actor], names: Sequence[Span]) -> tuple[Actor, ...]:
        """``actors`` and those that ``names`` name, without the speaker and without repeats."""
        together = {actor.id: actor for actor in (*actors, *(self._named(span.text) for span in names))}
        return tuple(actor for actor in together.values() if speaker is None or actor.id != speaker.id)

    def all(self) -> tuple[Actor, ...]:
        """Everybody, by name."""
        return tuple(sorted(self._known.values(), key=lambda actor: (actor.name, actor.id)))

    def _named(self, words: str) -> Actor:
        plain = re.sub(r"^(?:the|The)\s+", "", " ".join(words.split()))
        place = country(plain)
        name = place or plain
        if name.casefold() not in self._known:
            made = Actor(digest("actor", self._article.id, name), name, "country" if place else "group")
            self._known[name.casefold()] = made
        return self._known[name.casefold()]


def _place(made: Reported) -> tuple[int, int]:
    """By where the content starts; of two that start together the longer, which may hold the other, comes first."""
    return made.attribution.content[0].start, -made.attribution.content[-1].end


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
