"""From the words that name a source to the actor who speaks, within one article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.reading.descriptions import described
from onrecord.reading.gathering import gather
from onrecord.reading.layout import Layout, lay_out
from onrecord.reading.nouns import noun_kind
from onrecord.reading.offices import represented
from onrecord.reading.phrases import PRONOUNS, WORD
from onrecord.reading.pronouns import personal, pronoun_of
from onrecord.reading.salience import Salience
from onrecord.reading.sources import source
from onrecord.reading.walk import NOBODY, Walk
from onrecord.vocabulary import Actor, Mention, Span, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.reading.attribution import Attribution, Entity
    from onrecord.reading.cast import Figure
    from onrecord.reading.walk import Antecedents
    from onrecord.vocabulary import Article, CodebookActor

__all__ = ["Resolution", "Spoken", "resolve"]

# How much less surely a neighbour's source is meant where an attribution has none of its own.
CONTINUED = 0.85
_PASSIVE = re.compile(r"(?i)^(?:is|are|was|were|be|been|being)\b|\b(?:been|being)\b")
_DESCRIPTION = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Ss]everal)[ ](?:[\w’'-]+[ ]){0,4}?([a-z][\w-]+)\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who makes one attribution, with whom, for whom, and how sure that is (0 to 1; None without a speaker)."""

    speaker: Actor | None = None
    joint: tuple[Actor, ...] = ()
    speaks_for: tuple[Actor, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """``spoken`` answers the attributions one to one; the mentions and the actors are the article's."""

    spoken: tuple[Spoken, ...]
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]


def resolve(
    article: Article,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    *,
    antecedents: Antecedents | None = None,
    actors: Sequence[CodebookActor] = (),
    layout: Layout | None = None,
) -> Resolution:
    """The speakers of an article's attributions.

    ``antecedents`` maps the start of a pronoun to scored antecedents from the encoder; without it the words decide.
    ``actors`` are the analyst's: their names and aliases are one actor each. ``layout`` is the article's, if it is laid
    out already. What cannot be tied to a name keeps its description as its name with ``resolved`` false; an attribution
    without a source has no speaker unless it goes on with the quotation before it, or its cue is a participle of
    another's sentence.
    """
    cast = gather(layout or lay_out(article.text, article.body), entities, actors)
    walk = Walk(cast, Salience(cast), attributions, antecedents or {})
    references = _references(walk)
    # "I" is whoever speaks, and the words that say who often come after the quotation.
    for start, end, is_source in sorted(
        references, key=lambda r: (pronoun_of(walk.text[r[0] : r[1]]) in {"i", "we"}, r)
    ):
        if is_source:
            found = source(walk, start, end)
            walk.answered[start, end] = found
            if found.first:
                walk.salience.spoke(start, found.first)
        elif walk.text[start:end].lower() not in PRONOUNS:
            described(walk, start, end)
        elif not cast.layout.in_quotes(start):
            personal(walk, start, end)
    spoken = tuple(_spoken(walk, article, index) for index in range(len(attributions)))
    return Resolution(spoken, tuple(_mentions(walk, article)), tuple(_actors(walk, article, spoken)))


def _references(walk: Walk) -> list[tuple[int, int, bool]]:
    """What is to be resolved, in the order of the text: (start, end, whether it is a source)."""
    sources = {(a.source.start, a.source.end) for a in walk.attributions if a.source}
    others = [match.span() for match in WORD.finditer(walk.text) if PRONOUNS.get(match[0].lower()) in {"he", "she"}]
    others += _descriptions(walk)
    free = [(a, b, False) for a, b in others if not any(c < b and a < d for c, d in sources)]
    return sorted([*free, *((a, b, True) for a, b in sources)])


def _descriptions(walk: Walk) -> Iterator[tuple[int, int]]:
    """Noun phrases that a pronoun may take up later: a determiner, then a noun of a known kind."""
    roles = [span for figure in walk.cast.figures for span in figure.role_spans]
    for match in _DESCRIPTION.finditer(walk.text):
        inside = any(a < match.end() and match.start() < b for a, b in roles)
        if noun_kind(match[1]) not in {None, "person"} and not inside and not walk.cast.named_within(*match.span()):
            yield match.span()


def _spoken(walk: Walk, article: Article, index: int) -> Spoken:
    words = walk.attributions[index].source
    if words is None:
        before = _continues(walk, index)
        before = _main_clause(walk, index) if before is None else before
        if before is None:
            return Spoken()
        told = _spoken(walk, article, before)
        sure = None if told.confidence is None else round(told.confidence * CONTINUED, 4)
        return Spoken(told.speaker, told.joint, told.speaks_for, sure)
    found = walk.answered.get((words.start, words.end), NOBODY)
    if found.first is None:
        return Spoken()
    behind = [figure for figure in represented(walk.cast, found.first) if figure is not found.first]
    return Spoken(
        _actor(article, found.first),
        tuple(_actor(article, figure) for figure in found.figures[1:]),
        tuple(_actor(article, figure) for figure in behind),
        round(found.confidence, 4),
    )


def _continues(walk: Walk, index: int) -> int | None:
    """The attribution whose quotation a sourceless quotation goes straight on with, up to the next paragraph."""
    layout, content = walk.cast.layout, walk.attributions[index].content
    if not content or not layout.in_quotes(content[0].start):
        return None
    at = content[0].start
    before = [
        (piece.end, number)
        for number, attribution in enumerate(walk.attributions)
        if number != index and attribution.source
        for piece in attribution.content
        if piece.end <= at
        and layout.in_quotes(piece.end - 1)
        and layout.paragraph(at) - layout.paragraph(piece.end) <= 1
    ]
    end, number = max(before, default=(0, -1))
    if number < 0:
        return None
    between = walk.text[end:at]
    for words in (walk.attributions[number].source, walk.attributions[number].cue):
        between = between.replace(words.text, "", 1) if words else between
    return None if re.search(r"\w", between) else number


def _main_clause(walk: Walk, index: int) -> int | None:
    """The attribution whose subject a cue of its sentence shares: "Refusing to go, X said", "X said, and added"."""
    layout, cue = walk.cast.layout, walk.attributions[index].cue
    if cue is None:
        return None
    participle = re.match(r"(?i)(?!during|according|including)[a-z]+ing\b", cue.text)
    joined = re.search(r"\b(?:and|but|then)(?: then| also| later)?\s+$", walk.text[max(cue.start - 20, 0) : cue.start])
    if not participle and (not joined or _PASSIVE.search(cue.text)):
        return None
    sentence = layout.sentence(cue.start)
    beside = [
        (abs(attribution.source.start - cue.start), number)
        for number, attribution in enumerate(walk.attributions)
        if attribution.source
        and layout.sentence(attribution.source.start) == sentence
        and (participle or attribution.source.end <= cue.start)
    ]
    return min(beside, default=(0, None))[1]


def _actor(article: Article, figure: Figure) -> Actor:
    role = re.sub(r"(?i)^(?:the|an?|now|then)\s+", "", figure.roles[0]) if figure.roles and figure.resolved else None
    return Actor(digest("actor", article.id, figure.name), figure.name, figure.type, role, figure.resolved)


def _mentions(walk: Walk, article: Article) -> Iterator[Mention]:
    """The mentions of everybody who has a name or speaks."""
    speaking = {id(figure) for found in walk.answered.values() for figure in found.figures}
    seen: set[tuple[int, int]] = set()
    for figure in walk.cast.figures:
        for noted in figure.mentions if figure.resolved or id(figure) in speaking else ():
            if (noted.start, noted.end) not in seen:
                seen.add((noted.start, noted.end))
                span = Span.of(walk.text, noted.start, noted.end)
                yield Mention(span, noted.form, figure.type, _actor(article, figure).id)


def _actors(walk: Walk, article: Article, spoken: Iterable[Spoken]) -> list[Actor]:
    """Everybody who has a name or speaks."""
    named = [_actor(article, figure) for figure in walk.cast.figures if figure.resolved]
    told = [actor for one in spoken for actor in (one.speaker, *one.joint, *one.speaks_for) if actor]
    return sorted({actor.id: actor for actor in (*told, *named)}.values(), key=lambda actor: (actor.name, actor.id))
