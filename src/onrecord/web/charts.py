"""Pictures of positions and networks, laid out here and drawn by templates as SVG: they need no script.

Every mark is a link to what it stands for; the same rows stand in a table under every picture.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.web.limits import TIMELINE_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.vocabulary import Actor, Coding, Position

__all__ = ["Band", "Bar", "Mark", "Tick", "Timeline", "TimelineRow", "bars", "heard_most", "timeline"]

WIDTH, LABELS, ROW, TOP, PAD = 960, 200, 30, 28, 14


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis: where and what it says."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One utterance: its place, stance, what it links to, what a pointer shows, and how sure the coding is (0 to 1)."""

    x: float
    y: float
    stance: str
    utterance: str
    label: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Band:
    """A position that lasts: from where to where, and which."""

    x: float
    width: float
    y: float
    stance: str
    label: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One actor's line."""

    actor: Actor
    y: float
    short: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that the picture of an issue needs, in user units of a drawing of ``width`` by ``height``."""

    width: int
    height: int
    left: int
    rows: tuple[TimelineRow, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    first: date | None
    last: date | None
    left_out: int


def timeline(codings: Sequence[Coding], positions: Sequence[Position]) -> Timeline:
    """Actors by rows, those heard most first; one mark for each coding, a band for each position that lasts.

    Where nobody said anything, nothing is drawn: a gap stays a gap, and a position that nobody has repeated is thin.
    """
    dated = [(coding, coding.day) for coding in codings if coding.day is not None]
    heard = Counter(coding.actor.id for coding, _ in dated)
    actors = {coding.actor.id: coding.actor for coding, _ in dated}
    order = heard_most(codings)
    if not order:
        return Timeline(WIDTH, TOP + PAD, LABELS, (), (), (), (), None, None, 0)
    first, last = min(day for _, day in dated), max(day for _, day in dated)
    x = _scale(first, last)
    y = {name: TOP + PAD + ROW * number + ROW / 2 for number, name in enumerate(order)}
    rows = tuple(TimelineRow(actors[name], y[name], _short(actors[name].name)) for name in order)
    marks = _marks([(coding, day) for coding, day in dated if coding.actor.id in y], x, y)
    bands = _bands([position for position in positions if position.actor.id in y], x, y, last)
    height = TOP + PAD * 2 + ROW * len(order)
    return Timeline(
        WIDTH, height, LABELS, rows, bands, marks, _ticks(first, last, x), first, last, len(heard) - len(order)
    )


class _scale:  # noqa: N801 - used as a function
    """Days to places on the axis."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._days = max((last - first).days, 1)

    def __call__(self, day: date) -> float:
        share = min(max((day - self._first).days / self._days, 0.0), 1.0)
        return round(LABELS + PAD + share * (WIDTH - LABELS - 3 * PAD), 1)


def _marks(dated: list[tuple[Coding, date]], x: _scale, y: dict[str, float]) -> tuple[Mark, ...]:
    """Utterances of one actor and day stand side by side, so that none hides another."""
    taken: Counter[tuple[str, float]] = Counter()
    marks = []
    for coding, day in sorted(dated, key=lambda pair: (pair[1], pair[0].utterance)):
        place = (coding.actor.id, x(day))
        shift = 9 * taken[place]
        taken[place] += 1
        conditions = "; ".join(condition.text for condition in coding.conditions)
        said = f"{coding.actor.name}, {day.isoformat()}: {coding.stance}" + (f" ({conditions})" if conditions else "")
        opacity = round(0.45 + 0.55 * min(max(coding.confidence, 0.0), 1.0), 2)
        marks.append(Mark(place[1] + shift, y[coding.actor.id], coding.stance, coding.utterance, said, opacity))
    return tuple(marks)


def _bands(positions: list[Position], x: _scale, y: dict[str, float], last: date) -> tuple[Band, ...]:
    bands = []
    for position in positions:
        if position.since is None:
            continue
        start, stop = x(position.since), x(position.until or last)
        until = f"until {position.until}" if position.until else "still"
        label = f"{position.actor.name}: {position.stance} since {position.since}, {until}"
        bands.append(Band(start, max(round(stop - start, 1), 2.0), y[position.actor.id], position.stance, label))
    return tuple(bands)


def _ticks(first: date, last: date, x: _scale) -> tuple[Tick, ...]:
    """Five to nine days at the beginnings of years, months or weeks, whichever fits."""
    days = max((last - first).days, 1)
    if days > 5 * 365:
        step = max(1, round(days / 365 / 7))
        chosen = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
        return tuple(Tick(x(day), str(day.year)) for day in chosen)
    if days > 60:
        months = [(first.year * 12 + first.month + n) for n in range((days // 28) + 2)]
        step = max(1, round(len(months) / 7))
        chosen = [date(m // 12, m % 12 + 1, 1) for m in months[::step]]
        return tuple(Tick(x(day), f"{day:%b %Y}") for day in chosen if first <= day <= last)
    step = max(1, round(days / 6))
    chosen = [first + timedelta(n) for n in range(0, days + 1, step)]
    return tuple(Tick(x(day), f"{day.day} {day:%b}") for day in chosen)


def _short(name: str) -> str:
    return name if len(name) <= 26 else f"{name[:25]}…"


def heard_most(codings: Sequence[Coding]) -> list[str]:
    """The ids of the actors that a timeline of these codings has rows for, those heard most first."""
    heard = Counter(coding.actor.id for coding in codings if coding.day is not None)
    names = {coding.actor.id: coding.actor.name for coding in codings}
    return sorted(heard, key=lambda name: (-heard[name], names[name]))[:TIMELINE_ROWS]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar chart: ``width`` in percent of the longest."""

    value: str
    label: str
    rows: int
    width: float


def bars(counts: Sequence[tuple[str, str, int]]) -> tuple[Bar, ...]:
    """Bars for (value, label, rows), scaled to the largest."""
    largest = max((rows for *_, rows in counts), default=1) or 1
    return tuple(Bar(value, label, rows, round(100 * rows / largest, 1)) for value, label, rows in counts)
