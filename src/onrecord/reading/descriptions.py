"""Sources that are described, not named: "the special envoy", "his lawyer", "Clinton's campaign", "two officials"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reading.cast import Figure
from onrecord.reading.nominals import OWNED, described_type, find_description, same_description
from onrecord.reading.phrases import PRONOUNS, nominal
from onrecord.reading.pronouns import personal
from onrecord.reading.walk import NOBODY, Found

if TYPE_CHECKING:
    from onrecord.reading.phrases import Nominal
    from onrecord.reading.walk import Walk

__all__ = ["described"]


def described(walk: Walk, start: int, end: int) -> Found:
    """The figure that a description points at; a new one, not resolved, where it points at none known."""
    noun = nominal(walk.text[start:end])
    if not noun.head:
        return NOBODY
    owner = _owner(walk, noun, start, end)
    if owner is not None and noun.head in OWNED and not noun.plural:
        return Found((_owned(walk, owner, noun.head, start, end),), 0.95)
    if noun.head == "campaign" and not noun.owner and noun.determiner == "the":
        return _the_campaign(walk, start, end)
    if noun.definite or (not noun.determiner and noun.kind not in {None, "person"}):
        figure, confidence = find_description(walk.cast, walk.salience, noun, start)
        if figure and (not noun.owner or owner is None or _belongs(figure, owner)):
            figure.note(start, end, "nominal")
            return Found((figure,), confidence)
    return Found((_new(walk, noun, owner, start, end),), 0.97)


def _owner(walk: Walk, noun: Nominal, start: int, end: int) -> Figure | None:
    """Whose the described thing is: "his campaign", "Clinton's campaign", "the Clinton campaign"."""
    if noun.owner in PRONOUNS:
        return personal(walk, start, start + len(noun.owner)).first
    for _, b, figure in walk.cast.named_within(start, end):
        follows = walk.text[b:end]
        modifies = noun.head in OWNED and re.match(r"\s+(?:\w+\s+)?" + re.escape(noun.head), follows)
        if modifies or re.match(r"['’]s?\s+\S", follows):
            return figure if figure.type in {"person", "country", "organization"} else None
    return None


def _belongs(figure: Figure, owner: Figure) -> bool:
    """Whether what a figure is called says that it is the owner's."""
    surname = owner.name.split()[-1].lower()
    calls = [role.lower() for role in figure.roles]
    return figure.owner is owner or any(surname in call or call.split()[0] in PRONOUNS for call in calls)


def _owned(walk: Walk, owner: Figure, head: str, start: int, end: int) -> Figure:
    name = f"{owner.name.split()[-1] if owner.person else owner.name} {head}"
    figure = next((f for f in walk.cast.figures if f.owner is owner and f.head == head), None)
    figure = figure or walk.cast.add(Figure(name, "organization", head=head, owner=owner))
    figure.note(start, end, "nominal")
    return figure


def _the_campaign(walk: Walk, start: int, end: int) -> Found:
    """The campaign spoken of last, unless another candidate has taken the floor since."""
    known = [f for f in walk.cast.figures if f.head == "campaign" and f.last_before(start)]
    figure, share = walk.salience.best([f for f in walk.cast.figures if f.type == "person" and f.resolved], start)
    last = max(known, key=lambda f: m.start if (m := f.last_before(start)) else -1, default=None)
    if last is not None and (figure is None or share < 0.6 or walk.salience.score(last, start) > -2.5):
        last.note(start, end, "nominal")
        return Found((last,), 0.75)
    return Found((_owned(walk, figure, "campaign", start, end),), 0.5) if figure else NOBODY


def _new(walk: Walk, noun: Nominal, owner: Figure | None, start: int, end: int) -> Figure:
    """A figure of its own, named by its description without what follows a comma."""
    core = re.sub(r"['’]s?$", "", re.split(r"[,;]|\s[-–—]+\s|\s\(", noun.text)[0])
    core = re.sub(r"^[Nn]ot (?:all|every|many) ", "", core)
    if owner is not None and noun.owner in PRONOUNS:
        core = f"{owner.name}{'’' if owner.name.endswith('s') else '’s'} {core.split(' ', 1)[-1]}"
    figure = same_description(walk.cast, core)
    if figure is None:
        figure = Figure(core, described_type(noun), resolved=False, plural=noun.plural, head=noun.head, owner=owner)
        walk.cast.add(figure)
        if figure.type == "person":
            figure.add_role(core)
            figure.role_spans.append((start, end))
    figure.note(start, end, "nominal")
    return figure
