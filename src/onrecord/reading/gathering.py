"""From named entities to the cast of an article: every name mention tied to the person, body or country it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.naming.given import gender_of_given
from onrecord.naming.organizations import is_media, same_organization
from onrecord.naming.people import compatible, gender, person_name, strip_possessive
from onrecord.naming.places import SEATS, country, demonym_country, shortened
from onrecord.naming.variants import fold
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.evidence import places
from onrecord.reading.name_spans import Name, trimmed, with_codebook, with_given
from onrecord.reading.phrases import apposition_after, premodifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.naming.given import Gender
    from onrecord.naming.people import PersonName
    from onrecord.reading.attribution import Entity
    from onrecord.reading.layout import Layout
    from onrecord.vocabulary import ActorType, CodebookActor

__all__ = ["best_bearer", "describe", "gather"]


def gather(layout: Layout, entities: Iterable[Entity], actors: Sequence[CodebookActor]) -> Cast:
    """The cast of an article from its named entities.

    ``actors`` are the analyst's, whose names and aliases are one figure's each. A tagger's slips are mended where the
    words themselves tell better: a capital is no person, a lone surname is whoever bears it in full.
    """
    cast = Cast(layout)
    names = with_codebook(layout.text, trimmed(layout.text, entities), actors)
    full = [person_name(layout.text[start:end]) for start, end, kind in names if kind == "person"]
    surnames = {name.surname for name in full if name and name.full}
    grounds = places(layout.text, ((layout.text[start:end], kind) for start, end, kind in names))
    people: list[tuple[int, int, PersonName]] = []
    bodies: list[Name] = []
    for start, end, kind in names:
        words = layout.text[start:end]
        name = person_name(words)
        if words in grounds:
            bodies.append((start, end, "country"))
        elif name and (fold(words) in surnames or (kind == "person" and not _is_place(words))):
            people.append((start, end, name))
        else:
            bodies.append((start, end, "unknown" if kind == "person" else kind))
    _bodies(cast, bodies)
    _people(cast, people)
    _unmarked(cast)
    _name_people(cast)
    _codebook(cast, actors)
    for figure in cast.figures:
        if figure.type == "person":
            describe(cast, figure)
    return cast


def _is_place(words: str) -> bool:
    return (
        country(words) is not None or fold(words) in SEATS or (" " not in words and demonym_country(words) is not None)
    )


def _bodies(cast: Cast, mentions: Iterable[Name]) -> None:
    text = cast.layout.text
    for start, end, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        name, type_ = text[start:end], kind
        place = country(name) or (demonym_country(name) if " " not in name else None)
        if place:
            name, type_ = place if shortened(name) else name, "country"
        elif fold(name) in SEATS:
            type_ = "country"
        elif kind in {"organization", "unknown"} and is_media(name):
            type_ = "media"
        known = next((f for f in cast.figures if _same_body(f, name, type_)), None)
        cast.put(known or cast.add(Figure(name, type_)), start, end)


def _same_body(figure: Figure, name: str, type_: ActorType) -> bool:
    if figure.name == name or (type_ == figure.type == "country" and country(figure.name) == country(name) is not None):
        return True
    return "country" not in {type_, figure.type} and same_organization(figure.name, name)


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
        if not name.full:
            figure = best_bearer(cast, name, start, end) or cast.add(Figure(_bare_name(text[start:end]), "person"))
            cast.put(figure, start, end)
            figure.gender = figure.gender or _told_gender(text, start, end)


def _name_people(cast: Cast) -> None:
    """Call each person by the full name that is used most."""
    for figure in cast.figures:
        full = Counter({n: c for n, c in figure.names.items() if (p := person_name(n)) and p.full})
        if figure.type == "person" and figure.gender is None and not full:
            figure.gender = gender_of_given(figure.name)
        if full and figure.type == "person":
            figure.name = _bare_name(max(full, key=lambda n: (full[n], len(n), n)))


def _told_gender(text: str, start: int, end: int) -> Gender | None:
    """The gender that a title before the name tells, or the name itself."""
    before = re.search(r"\b(\w+)\.?\s+$", text[max(0, start - 20) : start])
    return gender(f"{before[1]} {text[start:end]}") if before else gender(text[start:end])


def best_bearer(cast: Cast, name: PersonName, start: int, end: int) -> Figure | None:
    """The figure that a lone surname at ``start`` names: by title, frequency and distance."""
    text, layout = cast.layout.text, cast.layout
    told = _told_gender(text, start, end)
    bearers = [
        f
        for f in cast.figures
        if (p := f.person) and compatible(p, name) and not (told and f.gender and told != f.gender)
    ]
    bearers = [f for f in bearers if (p := f.person) and p.surname == name.surname] or bearers
    if not bearers:
        return None
    before = {id(f): [m.start for m in f.mentions if m.start < start] for f in bearers}
    if not any(before.values()):
        return max(bearers, key=lambda f: len(f.mentions))
    # Who was named in full last may be a relative in passing: whoever the text is about keeps the bare surname, unless
    # the text has left them.
    main = max(bearers, key=lambda f: (len(before[id(f)]), max(before[id(f)], default=-1)))
    latest = max(bearers, key=lambda f: max((at for at in before[id(f)] if " " in _name_at(f, at, text)), default=-1))
    left = layout.paragraph(start) - layout.paragraph(max(before[id(main)])) > 4
    return latest if left and before[id(latest)] else main


def _name_at(figure: Figure, at: int, text: str) -> str:
    return next(text[m.start : m.end] for m in figure.mentions if m.start == at)


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
        for first in bearers[:1]:
            first.name, first.type = actor.name, actor.type or first.type
            for other in bearers[1:]:
                cast.merge(first, other)


def _unmarked(cast: Cast) -> None:
    """Tie name mentions that no entity covers: every further occurrence of a known name, or of a person's surname."""
    text = cast.layout.text
    bearers: dict[str, Figure] = {}
    for figure in cast.figures:
        surname = [figure.name.split()[-1]] if (p := figure.person) and p.full else []
        for words in (figure.name, *figure.names, *surname):
            if len(words) > 3 or words.isupper():
                bearers.setdefault(words, figure)
    if not bearers:
        return
    longest_first = "|".join(re.escape(words) for words in sorted(bearers, key=lambda words: (-len(words), words)))
    covered = sorted(cast.at)
    for match in re.finditer(rf"(?<![\w-])(?:{longest_first})(?![\w-])", text):
        before = bisect_right(covered, (match.start(), len(text)))
        beside = covered[max(before - 1, 0) : before + 1]
        if any(a < match.end() and match.start() < b for a, b in beside):
            continue
        figure, start = bearers[match[0]], match.start()
        if figure.type == "person" and (lone := person_name(match[0])):
            figure = best_bearer(cast, lone, *match.span()) or figure
            start = with_given(text, *match.span())
        cast.put(figure, start, match.end())


def describe(cast: Cast, figure: Figure) -> None:
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
        figure.gender = figure.gender or _told_gender(text, noted.start, noted.end)
