"""What people's verdicts say about the reader, and what questions with a known answer say about the people."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.record import decisions, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onrecord.vocabulary import Decision, Json

__all__ = ["SAMPLE", "Checks", "Precision", "Tally", "checks", "precision", "tally", "wilson"]

SAMPLE = "random"
"""The queue whose verdicts are a random sample of the record's statements; only these give an honest share."""

_CORRECTIONS = ("speaker", "kind", "voice")


@dataclass(frozen=True, slots=True)
class Tally:
    """How verdicts turned out: counts, and the share that is right with its 95 % interval."""

    judged: int
    right: int
    wrong: int
    unsure: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share of right ones among those judged right or wrong."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    def to_json(self) -> Json:
        counts = {"judged": self.judged, "right": self.right, "wrong": self.wrong, "unsure": self.unsure}
        return counts | {"share": self.share if self.right + self.wrong else None, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Checks:
    """How many questions with a known answer were put, and how many were answered right."""

    asked: int
    noticed: int

    def to_json(self) -> Json:
        return {"asked": self.asked, "noticed": self.noticed}


@dataclass(frozen=True, slots=True)
class Precision:
    """Verdicts on the random sample, given with sight of the reader's answer and blind, counted apart.

    ``judged`` counts every statement of the record that bears a verdict, from whichever queue.
    """

    seen: Tally
    blind: Tally
    checks: Checks
    judged: int

    def to_json(self) -> Json:
        return {
            "seen": self.seen.to_json(),
            "blind": self.blind.to_json(),
            "checks": self.checks.to_json(),
            "judged": self.judged,
        }


def precision(connection: Connection) -> Precision:
    """What the verdicts and checks that stand say."""
    sampled = decisions.live(connection, decisions.of_queue(connection, SAMPLE))
    put = decisions.live(connection, decisions.of_subject(connection, "check"))
    return Precision(tally(sampled, blind=False), tally(sampled, blind=True), checks(put), summary.judged(connection))


def tally(made: Iterable[Decision], *, blind: bool) -> Tally:
    """The verdicts on the random sample among ``made`` (decisions that stand, oldest first), blind or not.

    The last verdict on a statement counts. One whose speaker, kind or voice was corrected is wrong, whatever was said.
    """
    standing = [one for one in made if one.subject == "statement"]
    corrected = {_about(one) for one in standing if one.field in _CORRECTIONS and one.old != one.new}
    asked = (one for one in standing if one.field == "verdict" and one.queue == SAMPLE and one.blind == blind)
    verdicts = {_about(one): one.new for one in asked}
    right = sum(1 for about, value in verdicts.items() if value == "right" and about not in corrected)
    unsure = sum(1 for value in verdicts.values() if value == "unsure")
    wrong = len(verdicts) - right - unsure
    return Tally(len(verdicts), right, wrong, unsure, *wilson(right, right + wrong))


def checks(made: Iterable[Decision]) -> Checks:
    """How the checks among ``made`` were answered; ``old`` of each is the right answer."""
    put = [one for one in made if one.subject == "check"]
    return Checks(len(put), sum(1 for one in put if one.new == one.old))


def _about(one: Decision) -> tuple[str | None, ...]:
    return one.article, one.quote, one.prefix, one.suffix


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): honest for few cases too. Nothing judged gives 0 to 1."""
    if not judged:
        return 0.0, 1.0
    z = 1.959964
    share = right / judged
    middle = (share + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    return max(0.0, middle - half), min(1.0, middle + half)
