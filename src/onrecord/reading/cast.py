"""The actors of one article while it is walked through: figures, their mentions, and which of them is named where."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.naming.people import PersonName, person_name, strip_possessive
from onrecord.naming.variants import fold
from onrecord.reading.nouns import FEMALE_NOUNS, MALE_NOUNS

if TYPE_CHECKING:
    from onrecord.naming.given import Gender
    from onrecord.reading.layout import Layout
    from onrecord.vocabulary import ActorType, MentionForm

__all__ = ["Cast", "Figure", "Noted"]


@dataclass(frozen=True, slots=True, order=True)
class Noted:
    """One mention of a figure: where, and in which form."""

    start: int
    end: int
    form: MentionForm


@dataclass(slots=True, eq=False)
class Figure:
    """An actor of the article while it is being put together.

    ``head`` is the head noun of a figure that is only described, ``owner`` whose it is.
    """

    name: str
    type: ActorType
    resolved: bool = True
    plural: bool = False
    gender: Gender | None = None
    head: str = ""
    owner: Figure | None = None
    roles: list[str] = field(default_factory=list)
    role_spans: list[tuple[int, int]] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Noted] = field(default_factory=list)

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

    def last_before(self, at: int) -> Noted | None:
        """The last mention that starts before ``at``."""
        return next((noted for noted in reversed(self.mentions) if noted.start < at), None)

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
        inside = [(a, b, figure) for (a, b), figure in self.at.items() if start <= a and b <= end]
        return sorted(inside, key=lambda mention: (mention[0], -mention[1]))

    def add(self, figure: Figure) -> Figure:
        """Take in a figure."""
        self.figures.append(figure)
        return figure

    def put(self, figure: Figure, start: int, end: int) -> None:
        """Tie a name mention to a figure."""
        self.at[start, end] = figure
        figure.names[strip_possessive(self.layout.text[start:end])] += 1
        figure.note(start, end, "name")

    def merge(self, into: Figure, other: Figure) -> None:
        """Make two figures one."""
        for span in [span for span, figure in self.at.items() if figure is other]:
            self.put(into, *span)
        into.gender = into.gender or other.gender
        self.figures.remove(other)
