"""From the words that name a source to the actor who speaks, within one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.naming.people import person_name
from onrecord.naming.places import country, is_region
from onrecord.naming.variants import fold
from onrecord.reading.cast import Cast, Figure, best_bearer, gather
from onrecord.reading.layout import Layout, lay_out
from onrecord.reading.nominals import OWNED, described_type, find_description, same_description
from onrecord.reading.nouns import noun_kind
from onrecord.reading.offices import represented
from onrecord.reading.phrases import DEFINITE, INDEFINITE, PRONOUNS, WORD, Nominal, nominal, split_list
from onrecord.reading.salience import Salience
from onrecord.vocabulary import Actor, Article, CodebookActor, Mention, Span, digest

if TYPE_CHECKING:
    from onrecord.reading.attribution import Attribution, Entity

__all__ = ["Resolution", "Spoken", "resolve"]

Antecedents = Mapping[int, Sequence[tuple[Span, float]]]
Found = tuple[list[Figure], float]
NOBODY: Found = ([], 0.0)


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
) -> Resolution:
    """The speakers of an article's attributions.

    ``antecedents`` maps the start of a pronoun to scored antecedents from the encoder; without it the words decide.
    ``actors`` are the analyst's: their names and aliases are one actor each. What cannot be tied to a name keeps its
    description as its name with ``resolved`` false; an attribution without a source has no speaker unless it goes on
    with the quotation before it.
    """
    layout = lay_out(article.text, article.body)
    resolver = _Resolver(article, layout, gather(layout, entities, actors), attributions, antecedents or {})
    return resolver.resolution()


class _Resolver:
    """Walks through an article from its start, so that each reference sees what stands before it."""

    def __init__(
        self,
        article: Article,
        layout: Layout,
        cast: Cast,
        attributions: Sequence[Attribution],
        antecedents: Antecedents,
    ) -> None:
        self.article, self.layout, self.cast = article, layout, cast
        self.attributions, self.antecedents = attributions, antecedents
        self.salience = Salience(cast)
        self.found: dict[int, Found] = {}
        self.references: list[tuple[int, int, Figure]] = []

    def resolution(self) -> Resolution:
        """All attributions answered, in their order."""
        sources = {a.source.start: a.source for a in self.attributions if a.source}
        for start, end, is_source in self._references(sources.values()):
            found = self._source(start, end) if is_source else self._reference(start, end)
            if is_source:
                self.found[start] = found
                for figure in found[0][:1]:
                    self.salience.spoke(start, figure)
            for figure in found[0][:1]:
                self.references.append((start, end, figure))
        spoken = tuple(self._spoken(i) for i in range(len(self.attributions)))
        return Resolution(spoken, tuple(self._mentions()), tuple(self._actors(spoken)))

    def _references(self, sources: Iterable[Span]) -> list[tuple[int, int, bool]]:
        """What is to be resolved, in the order of the text: (start, end, whether it is a source)."""
        taken = [(s.start, s.end) for s in sources]
        found = [(start, end, True) for start, end in taken]
        for match in WORD.finditer(self.layout.text):
            kind = PRONOUNS.get(match[0].lower())
            if kind in {"he", "she"} and not any(a < match.end() and match.start() < b for a, b in taken):
                found.append((match.start(), match.end(), False))
        found += [(a, b, False) for a, b in self._descriptions() if not any(c < b and a < d for c, d in taken)]
        return sorted(found)

    def _descriptions(self) -> Iterator[tuple[int, int]]:
        """Noun phrases that a pronoun may take up later: a determiner, then a noun of a known kind."""
        roles = [span for figure in self.cast.figures for span in figure.role_spans]
        phrase = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Ss]everal)\s+(?:[\w’'-]+\s){0,4}?([a-z][\w-]+)\b")
        for match in phrase.finditer(self.layout.text):
            kind = noun_kind(match[1])
            inside = any(a < match.end() and match.start() < b for a, b in roles)
            named = self.cast.named_within(match.start(), match.end())
            if kind and kind != "person" and not inside and not named and "\n" not in match[0]:
                yield match.start(), match.end()

    # References that are no sources only keep track of who is spoken of.

    def _reference(self, start: int, end: int) -> Found:
        text = self.layout.text[start:end]
        if PRONOUNS.get(text.lower()):
            return NOBODY if self.layout.in_quotes(start) else self._pronoun(start, end)
        return self._nominal(start, end)

    # Sources.

    def _source(self, start: int, end: int) -> Found:
        """The figures that a source span names: the speaker first, then who says it with the speaker."""
        start, end = self._trim(start, end)
        text = self.layout.text[start:end]
        if not text:
            return NOBODY
        if text.lower() in PRONOUNS:
            return self._pronoun(start, end)
        parts = self._parts(start, end)
        figures: list[Figure] = []
        confidence = 1.0
        for part_start, part_end in parts:
            found, sure = self._part(part_start, part_end)
            figures += [f for f in found if f not in figures]
            confidence = min(confidence, sure)
        return figures, confidence

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.layout.text
        while start < end and not (text[start].isalnum()):
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
            end -= 1
        lead = re.match(r"(?:both|even|but|and|that|according to|by|from)\s+(?=\S)", text[start:end], re.IGNORECASE)
        return (start + lead.end() if lead else start), end

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The joint sources of a source span, or the span itself where "and" joins something else."""
        text = self.layout.text[start:end]
        clause = re.search(r"[,;:(]|\s(?:who|which|whose|that|on|of|for|at|in|from|to)\s|\s[-–—]", text)
        listed = split_list(text)
        if len(listed) == 1 or (clause and clause.start() < listed[0][1] and not self._name_list(start, listed)):
            return [(start, end)]
        (_, first_end), (second, _) = listed[0], listed[-1]
        left, right = nominal(text[:first_end]), nominal(text[second:])
        named_left = self._head_name(start, start + first_end)
        named_right = self._head_name(start + second, end)
        if (named_left or (left.plural and left.kind)) and (named_right or right.kind):
            return [(start + a, start + b) for a, b in listed]
        return [(start, end)]

    def _name_list(self, start: int, listed: list[tuple[int, int]]) -> bool:
        """Whether each part is a name with what belongs to it: "X, a minister, and Y"."""
        return all(self._head_name(start + a, start + b) is not None for a, b in listed)

    def _part(self, start: int, end: int) -> Found:
        if self.layout.text[start:end].lower() in PRONOUNS:
            return self._pronoun(start, end)
        if named := self._head_name(start, end):
            at, figure = named
            surname_only = " " not in self.layout.text[at : at + 1] and figure.name not in self.layout.text[start:end]
            return [figure], 0.93 if surname_only else 0.97
        if figure := self._unknown_name(start, end):
            return [figure], 0.8
        return self._nominal(start, end)

    def _head_name(self, start: int, end: int) -> tuple[int, Figure] | None:
        """The name that heads a phrase: not a modifier ("Trump supporters"), owner ("Trump's lawyer") or complement."""
        text = self.layout.text
        for a, b, figure in self.cast.named_within(start, end):
            rest = text[b:end]
            if not re.match(
                r"(?:['’]s?)?\s*$|\s*[,;:(—–―]|\s+-|\s+(?:who|whose|which|of|in|at|on|from|for|himself|herself|and|now)\b",
                rest,
            ):
                continue
            before = text[start:a].rstrip()
            last = re.search(r"([\w’']+)$", re.sub(r"\s+the$", "", before, flags=re.IGNORECASE))
            if last and last[1].lower() in {
                "of",
                "for",
                "from",
                "to",
                "with",
                "by",
                "at",
                "in",
                "about",
                "against",
                "on",
                "than",
                "like",
                "as",
            }:
                continue
            comma = before.rfind(",")
            if comma >= 0 and nominal(before[:comma]).kind != "person":
                continue
            return a, figure
        return None

    def _unknown_name(self, start: int, end: int) -> Figure | None:
        """A figure for a capitalized name that no entity marks; None where the words are no name."""
        text = self.layout.text[start:end]
        core = re.split(r"[,;(]|\s(?:who|which|whose)\s|\s[-–—]", text)[0].strip()
        words = re.sub(r"^(?:The|the|A|a|An|an)\s+", "", re.sub(r"['’]s?$", "", core)).split()
        if not words or not all(
            w[0].isupper() or w.lower() in {"of", "for", "and", "the", "on", "de", "van", "von", "al"} for w in words
        ):
            return None
        kind = noun_kind(re.sub(r"\W", "", words[-1].lower()))
        if kind and (
            len(words) == 1 or core.split()[0].lower() in DEFINITE | INDEFINITE or kind in {"person", "people"}
        ):
            return None
        name = " ".join(words)
        person = person_name(name)
        if person and (bearer := best_bearer(self.cast, person, start, end)):
            self.cast.put(bearer, start, end)
            return bearer
        known = next((f for f in self.cast.figures if fold(f.name) == fold(name)), None)
        type_ = "country" if country(name) or is_region(name) else "person" if person and person.gender else "unknown"
        figure = known or self.cast.add(
            Figure(country(name) or name, type_ if not kind else described_type(nominal(name)))
        )
        self.cast.put(figure, start, start + len(core))
        return figure

    # Descriptions.

    def _nominal(self, start: int, end: int) -> Found:
        text = " ".join(self.layout.text[start:end].split())
        noun = nominal(text)
        if not noun.head:
            return NOBODY
        owner = self._owner(noun, start, end)
        if owner is not None and noun.head in OWNED and not noun.plural:
            return [self._owned(owner, noun.head, start, end)], 0.9
        if noun.head == "campaign" and not noun.owner and noun.determiner == "the":
            return self._the_campaign(start, end)
        if noun.definite or (not noun.determiner and noun.kind not in {None, "person"}):
            figure, sure = find_description(self.cast, self.salience, noun, start)
            if figure and not (
                noun.owner and owner is not None and figure.owner is not owner and figure.type != "person"
            ):
                figure.note(start, end, "nominal")
                return [figure], sure
        return [self._described(noun, owner, start, end)], 0.75

    def _owner(self, noun: Nominal, start: int, end: int) -> Figure | None:
        """Whose the described thing is: "his campaign", "Clinton's campaign", "the Clinton campaign"."""
        if noun.owner and noun.owner in PRONOUNS:
            found = self._pronoun(start, start + len(noun.owner), owner=True)
            return found[0][0] if found[0] else None
        names = self.cast.named_within(start, end)
        for a, b, figure in names:
            follows = self.layout.text[b:end]
            if re.match(r"['’]s?\s+\S", follows) or (
                noun.head in OWNED and re.match(r"\s+(?:\w+\s+)?" + noun.head, follows)
            ):
                return figure if figure.type in {"person", "country", "organization"} and a >= start else None
        return None

    def _owned(self, owner: Figure, head: str, start: int, end: int) -> Figure:
        name = f"{owner.name.split()[-1] if owner.person else owner.name} {head}"
        figure = next((f for f in self.cast.figures if f.owner is owner and f.head == head), None)
        figure = figure or self.cast.add(Figure(name, "organization", head=head, owner=owner))
        figure.note(start, end, "nominal")
        return figure

    def _the_campaign(self, start: int, end: int) -> Found:
        """The campaign spoken of last, unless another candidate has taken the floor since."""
        known = [(m.start, f) for f in self.cast.figures if f.head == "campaign" for m in f.mentions if m.start < start]
        people = [f for f in self.cast.figures if f.type == "person" and f.resolved]
        figure, share = self.salience.best(people, start)
        last = max(known, default=(-1, None), key=lambda pair: pair[0])[1]
        if last is not None and (figure is None or share < 0.6 or self.salience.score(last, start) > -2.5):
            last.note(start, end, "nominal")
            return [last], 0.75
        if figure is None:
            return NOBODY
        return [self._owned(figure, "campaign", start, end)], 0.5

    def _described(self, noun: Nominal, owner: Figure | None, start: int, end: int) -> Figure:
        """A figure of its own for a description that nobody can tie to a name."""
        core = re.split(r"[,;]|\s[-–—]+\s|\s\(", noun.text)[0]
        core = re.sub(r"['’]s?$", "", core)
        if owner is not None and noun.owner in PRONOUNS:
            core = f"{owner.name}’s {core.split(' ', 1)[-1]}"
        figure = same_description(self.cast, core)
        if figure is None:
            type_ = described_type(noun)
            figure = self.cast.add(Figure(core, type_, resolved=False, plural=noun.plural, head=noun.head, owner=owner))
            figure.add_role(core) if type_ == "person" else None
        figure.note(start, end, "nominal")
        return figure

    # Pronouns.

    def _pronoun(self, start: int, end: int, owner: bool = False) -> Found:
        word = self.layout.text[start:end].lower()
        kind = PRONOUNS[word]
        if kind in {"i", "we", "you"}:
            found = self._inside_quotation(start) if kind != "you" else NOBODY
        elif kind == "who":
            found = self._relative(start, word)
        else:
            found = self._anaphor(start, kind)
        for figure in found[0][:1]:
            figure.note(start, end, "pronoun")
        return found

    def _anaphor(self, start: int, kind: str) -> Found:
        fitting = [f for f in self.cast.figures if _agrees(f, kind)]
        scores = self._encoder_scores(start)
        figure, share = self.salience.best(fitting, start, scores)
        return ([figure], 0.4 + 0.55 * share) if figure else NOBODY

    def _encoder_scores(self, start: int) -> dict[int, float]:
        """The encoder's best score for each figure that one of its candidate antecedents mentions."""
        scores: dict[int, float] = {}
        for span, score in self.antecedents.get(start, ()):
            for figure in self.cast.figures:
                if any(m.start < span.end and span.start < m.end for m in figure.mentions):
                    scores[id(figure)] = max(scores.get(id(figure), 0.0), score)
        return scores

    def _inside_quotation(self, at: int) -> Found:
        """ "I" in a quotation is its speaker; outside one it is the article's author, whom only a byline names."""
        for attribution in self.attributions:
            if (
                any(c.start <= at < c.end for c in attribution.content)
                and attribution.source
                and attribution.source.start != at
            ) and attribution.source.start in self.found:
                return self.found[attribution.source.start]
        return NOBODY

    def _relative(self, start: int, word: str) -> Found:
        """The head before a relative pronoun: the name that ends there or that an apposition before it describes."""
        text, layout = self.layout.text, self.layout
        floor = layout.sentences[layout.sentence(start)][0]
        names = list(self.cast.named_within(floor, start))
        wants_person = word in {"who", "whom"}
        fits = [
            m
            for m in names
            if (m[2].type in {"person", "group", "unknown"}) == wants_person or word in {"that", "whose"}
        ]
        if fits and not text[fits[-1][1] : start].strip(" ,(-–—)"):
            return [fits[-1][2]], 0.93
        clause = re.search(r"[^.;:!?“”\"\n]*$", text[floor:start])
        before = clause[0].rstrip(" ,-–—") if clause else ""
        if fits:
            between = text[fits[-1][1] : start].strip()
            described = nominal(between.strip(" ,"))
            if between.startswith((",", "(", "—", "–")) and described.kind == "person":
                return [fits[-1][2]], 0.85
        phrase = re.search(
            r"((?:\b(?:the|a|an|some|many|several|those|these|both)\s+)?(?:[\w’'-]+\s+){0,4}[\w’'-]+)$", before
        )
        if phrase and (head := _last_phrase(phrase[1])):
            at = floor + len(text[floor:start]) - len(text[floor:start]) + text[floor:start].rfind(head)
            if not self.cast.named_within(at, at + len(head)) or nominal(head).kind:
                return self._part(at, at + len(head))
        return ([fits[-1][2]], 0.6) if fits else NOBODY

    # Results.

    def _spoken(self, index: int) -> Spoken:
        attribution = self.attributions[index]
        if attribution.source is None:
            return self._continued(index)
        figures, confidence = self.found.get(attribution.source.start, NOBODY)
        if not figures:
            return Spoken()
        speaker, *joint = figures
        behind = represented(self.cast, speaker)
        return Spoken(
            self._actor(speaker),
            tuple(self._actor(f) for f in joint),
            tuple(self._actor(f) for f in behind if f is not speaker),
            round(confidence, 4),
        )

    def _continued(self, index: int) -> Spoken:
        """A sourceless quotation that goes straight on after another, up to the next paragraph, is its speaker's."""
        layout, content = self.layout, self.attributions[index].content
        if not content or not layout.in_quotes(content[0].start):
            return Spoken()
        at = content[0].start
        before = [
            (c.end, i)
            for i, a in enumerate(self.attributions)
            if i != index and a.source
            for c in a.content
            if c.end <= at and layout.in_quotes(c.end - 1) and layout.paragraph(at) - layout.paragraph(c.end) <= 1
        ]
        if not before:
            return Spoken()
        end, i = max(before)
        if re.search(r"\w", re.sub(r"[“”\"‘’]", "", layout.text[end:at])):
            return Spoken()
        told = self._spoken(i)
        return Spoken(
            told.speaker,
            told.joint,
            told.speaks_for,
            None if told.confidence is None else round(told.confidence * 0.85, 4),
        )

    def _actor(self, figure: Figure) -> Actor:
        role = (
            re.sub(r"^(?:the|a|an|now|then)\s+", "", figure.roles[0], flags=re.IGNORECASE)
            if figure.roles and figure.resolved
            else None
        )
        return Actor(digest("actor", self.article.id, figure.name), figure.name, figure.type, role, figure.resolved)

    def _mentions(self) -> Iterator[Mention]:
        speaking = {id(f) for figures, _ in self.found.values() for f in figures}
        seen: set[tuple[int, int]] = set()
        for figure in self.cast.figures:
            if not (figure.resolved or id(figure) in speaking):
                continue
            for m in figure.mentions:
                if (m.start, m.end) not in seen:
                    seen.add((m.start, m.end))
                    yield Mention(
                        Span.of(self.layout.text, m.start, m.end), m.form, figure.type, self._actor(figure).id
                    )

    def _actors(self, spoken: Sequence[Spoken]) -> list[Actor]:
        actors = {actor.id: actor for f in self.cast.figures if f.resolved for actor in [self._actor(f)]}
        for one in spoken:
            for actor in (one.speaker, *one.joint, *one.speaks_for):
                if actor:
                    actors.setdefault(actor.id, actor)
        return sorted(actors.values(), key=lambda actor: (actor.name, actor.id))


def _last_phrase(text: str) -> str:
    """The last noun phrase of a stretch of words: from its last determiner, else from after its last small word."""
    words = text.split()
    for i in range(len(words) - 1, -1, -1):
        if words[i].lower() in DEFINITE | INDEFINITE and i < len(words) - 1:
            return " ".join(words[i:])
        if words[i].lower() in {
            "of",
            "for",
            "from",
            "to",
            "with",
            "by",
            "at",
            "in",
            "on",
            "is",
            "was",
            "and",
            "said",
            "against",
            "about",
        }:
            return " ".join(words[i + 1 :])
    return text


def _agrees(figure: Figure, kind: str) -> bool:
    """Whether a personal pronoun agrees with a figure in number, gender and kind."""
    if kind in {"he", "she"}:
        opposite = "female" if kind == "he" else "male"
        return figure.type in {"person", "unknown"} and not figure.plural and figure.gender != opposite
    if kind == "they":
        return figure.plural or figure.type in {"group", "organization", "media", "country"}
    if kind in {"it", "this"}:
        return figure.type not in {"person", "group"} and not figure.plural
    return False
