"""The named actors of one article: every name mention tied to the person, body or country that it names."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.naming.given import Gender
from onrecord.naming.organizations import is_media, same_organization
from onrecord.naming.people import PersonName, compatible, gender, person_name, strip_possessive
from onrecord.naming.places import SEATS, country
from onrecord.naming.variants import fold
from onrecord.reading.nouns import FEMALE_NOUNS, MALE_NOUNS
from onrecord.reading.phrases import apposition_after, premodifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.reading.attribution import Entity
    from onrecord.reading.layout import Layout
    from onrecord.vocabulary import ActorType, CodebookActor, MentionForm

__all__ = ["Cast", "Figure", "Noted", "gather"]


@dataclass(frozen=True, slots=True, order=True)
class Noted:
    """One mention of a figure: where, and in which form."""

    start: int
    end: int
    form: MentionForm


@dataclass(slots=True, eq=False)
class Figure:
    """An actor of the article while it is being put together."""

    name: str
    type: ActorType
    resolved: bool = True
    plural: bool = False
    gender: Gender | None = None
    roles: list[str] = field(default_factory=list)
    role_spans: list[tuple[int, int]] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Noted] = field(default_factory=list)
    head: str = ""
    owner: Figure | None = None

    def note(self, start: int, end: int, form: MentionForm) -> None:
        """Add a mention, once."""
        noted = Noted(start, end, form)
        if noted not in self.mentions:
            insort(self.mentions, noted)

    def add_role(self, role: str) -> None:
        """Add what the article calls the figure; a role's nouns may tell the gender."""
        role = " ".join(role.split()).strip(" ,;:-–—")
        if role and role not in self.roles:
            self.roles.append(role)
            words = set(fold(role.split(" of ")[0].split(" for ")[0]).split())
            if self.gender is None and words & (MALE_NOUNS | FEMALE_NOUNS):
                self.gender = "male" if words & MALE_NOUNS else "female"

    @property
    def person(self) -> PersonName | None:
        """The figure's name in parts, if it is a named person."""
        return person_name(self.name) if self.type == "person" and self.resolved else None


@dataclass(slots=True)
class Cast:
    """The figures of an article and which of them is named where."""

    layout: Layout
    figures: list[Figure] = field(default_factory=list)
    at: dict[tuple[int, int], Figure] = field(default_factory=dict)

    def named_within(self, start: int, end: int) -> list[tuple[int, int, Figure]]:
        """The name mentions that lie inside [start, end), in order: (start, end, figure)."""
        return sorted(
            ((a, b, f) for (a, b), f in self.at.items() if start <= a and b <= end), key=lambda m: (m[0], -m[1])
        )

    def add(self, figure: Figure) -> Figure:
        """Take in a figure."""
        self.figures.append(figure)
        return figure

    def put(self, figure: Figure, start: int, end: int) -> None:
        """Tie a name mention to a figure."""
        self.at[start, end] = figure
        figure.names[strip_possessive(self.layout.text[start:end])] += 1
        figure.note(start, end, "name")


def gather(layout: Layout, entities: Iterable[Entity], actors: Sequence[CodebookActor]) -> Cast:
    """The cast of an article from its named entities; ``actors`` are the analyst's."""
    cast = Cast(layout)
    people: list[tuple[int, int, PersonName]] = []
    others: list[tuple[int, int, str, ActorType]] = []
    trimmed = _trimmed(layout.text, entities)
    known = (person_name(layout.text[start:end]) for start, end, kind in trimmed if kind == "person")
    # A tagger that takes a lone surname for an organization is overruled by the full name elsewhere.
    surnames = {name.surname for name in known if name and name.full}
    for start, end, kind in trimmed:
        words = layout.text[start:end]
        name = person_name(words)
        if name and (kind == "person" or fold(words) in surnames) and country(words, capitals=False) is None:
            people.append((start, end, name))
        else:
            others.append((start, end, words, kind))
    _bodies(cast, others)
    _people(cast, people)
    _codebook(cast, actors)
    _unmarked(cast)
    for figure in cast.figures:
        if figure.type == "person":
            _describe(cast, figure)
    return cast


def _trimmed(text: str, entities: Iterable[Entity]) -> list[tuple[int, int, ActorType]]:
    """Entity spans without article, possessive ending and outer punctuation; of overlapping ones the longest."""
    kept: list[tuple[int, int, ActorType]] = []
    for entity in sorted(entities, key=lambda e: (e.span.start - e.span.end, e.span.start)):
        start, end = entity.span.start, entity.span.end
        lead = re.match(r"(?:(?:the|The|a|an|A)\s+|[\W_]+)*", text[start:end])
        start += lead.end() if lead else 0
        words = strip_possessive(text[start:end])
        end = start + len(words) if text.startswith(words, start) else end
        if end - start > 1 and all(end <= a or start >= b for a, b, _ in kept):
            kept.append((start, end, entity.type))
    return sorted(kept)


def _bodies(cast: Cast, mentions: Iterable[tuple[int, int, str, ActorType]]) -> None:
    for start, end, words, kind in sorted(mentions, key=lambda m: (-len(m[2]), m[0])):
        name, type_ = words, kind
        if place := country(words):
            name, type_ = place, "country"
        elif fold(words) in SEATS:
            type_ = "country"
        elif kind in {"organization", "unknown"} and is_media(words):
            type_ = "media"
        known = next(
            (
                f
                for f in cast.figures
                if f.name == name or (type_ != "country" and f.type != "country" and same_organization(f.name, name))
            ),
            None,
        )
        cast.put(known or cast.add(Figure(name, type_)), start, end)


def _people(cast: Cast, mentions: list[tuple[int, int, PersonName]]) -> None:
    """Full names make figures; a surname or a given name alone goes to the best figure that bears it."""
    text = cast.layout.text
    for start, end, name in mentions:
        if name.full:
            known = next((f for f in cast.figures if (p := f.person) and p.full and compatible(p, name)), None)
            figure = known or cast.add(Figure(_bare_name(text[start:end]), "person", gender=name.gender))
            cast.put(figure, start, end)
            figure.gender = figure.gender or name.gender
    for start, end, name in mentions:
        if name.full:
            continue
        figure = best_bearer(cast, name, start, end) or cast.add(Figure(_bare_name(text[start:end]), "person"))
        cast.put(figure, start, end)
        figure.gender = figure.gender or _title_gender(text, start, end)
    for figure in cast.figures:
        if figure.type == "person":
            full = Counter({n: c for n, c in figure.names.items() if (p := person_name(n)) and p.full})
            if full:
                figure.name = _bare_name(max(full, key=lambda n: (full[n], len(n), n)))


def _title_gender(text: str, start: int, end: int) -> Gender | None:
    before = re.search(r"\b(\w+)\.?\s+$", text[max(0, start - 20) : start])
    return gender(f"{before[1]} {text[start:end]}") if before else gender(text[start:end])


def best_bearer(cast: Cast, name: PersonName, start: int, end: int) -> Figure | None:
    """The figure that a lone surname at ``start`` names: by title, how often and how recently it was named."""
    told = _title_gender(cast.layout.text, start, end)

    def rank(figure: Figure) -> tuple[float, int]:
        full = [m for m in figure.mentions if " " in cast.layout.text[m.start : m.end].strip()]
        before = [m for m in full if m.start < start]
        near = max((m.start for m in before), default=-1)
        return len(full) + (2.0 if near >= 0 else 0.0), near

    bearers = [
        f
        for f in cast.figures
        if (p := f.person) and compatible(p, name) and not (told and f.gender and told != f.gender)
    ]
    exact = [f for f in bearers if (p := f.person) and p.surname == name.surname]
    bearers = exact or bearers
    if not bearers:
        return None
    latest = max(bearers, key=lambda f: rank(f)[1])
    best = max(bearers, key=rank)
    gap = cast.layout.paragraph(start) - cast.layout.paragraph(rank(latest)[1]) if rank(latest)[1] >= 0 else 99
    return latest if gap <= 2 and rank(best)[0] < 3 * rank(latest)[0] else best


def _bare_name(words: str) -> str:
    """A person's name as written, without titles, possessive and remarks in parentheses."""
    words = re.sub(r"\s*\([^)]*\)", "", strip_possessive(words))
    name = person_name(words)
    parts = words.split()
    keep = len(name.given) + len(name.surname.split()) + bool(name.suffix) if name else len(parts)
    return " ".join(parts[-keep:]) if 0 < keep <= len(parts) else words


def _codebook(cast: Cast, actors: Sequence[CodebookActor]) -> None:
    """Figures that bear a name or an alias of one actor of the codebook become one figure, of the codebook's name."""
    for actor in actors:
        known = {fold(name) for name in (actor.name, *actor.aliases)}
        bearers = [f for f in cast.figures if any(fold(name) in known for name in (f.name, *f.names))]
        if not bearers:
            continue
        first = bearers[0]
        first.name, first.type = actor.name, actor.type or first.type
        for other in bearers[1:]:
            merge(cast, first, other)


def merge(cast: Cast, into: Figure, other: Figure) -> None:
    """Make two figures one."""
    for span in [span for span, figure in cast.at.items() if figure is other]:
        cast.put(into, *span)
    into.gender = into.gender or other.gender
    cast.figures.remove(other)


def _unmarked(cast: Cast) -> None:
    """Tie name mentions that no entity covers: every further occurrence of a known full name or surname."""
    text = cast.layout.text
    covered = sorted(cast.at)
    for figure in list(cast.figures):
        if not (person := figure.person):
            continue
        written = {figure.name, figure.name.split()[-1]} if person.full else {figure.name}
        for words in sorted(written, key=len, reverse=True):
            if len(words) < 4:
                continue
            for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text):
                if any(a < match.end() and match.start() < b for a, b in covered):
                    continue
                lone = person_name(words)
                bearer = best_bearer(cast, lone, match.start(), match.end()) if lone else None
                cast.put(bearer or figure, match.start(), match.end())
                covered.append((match.start(), match.end()))


def _describe(cast: Cast, figure: Figure) -> None:
    """Collect the roles that stand before and after the figure's names."""
    text, layout = cast.layout.text, cast.layout
    for noted in list(figure.mentions):
        floor, limit = layout.sentences[layout.sentence(noted.start)]
        for found in (premodifier(text, noted.start, floor), apposition_after(text, noted.end, limit)):
            if found:
                figure.add_role(text[slice(*found)])
                figure.role_spans.append(found)
        if party := re.match(r"\s*\((R|D)[-–.,]", text[noted.end : noted.end + 6]):
            figure.add_role("Republican" if party[1] == "R" else "Democrat")
        if figure.gender is None:
            figure.gender = _title_gender(text, noted.start, noted.end)
