"""What each party's latest position rejects: the facts that packages are judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from onrecord.errors import RequestError
from onrecord.positions.positions import positions
from onrecord.positions.remarks import parties
from onrecord.vocabulary import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from onrecord.vocabulary import Codebook, Coding, Json

__all__ = ["Supposition", "Taken", "needed", "suppose", "taken"]

Option = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A position as it bears on packages.

    ``rejects`` is the option of the issue that the party turns down; null where it has turned down neither. ``unless``
    lists (issue, option) that, all chosen together, make it accept that option after all. ``open`` are conditions that
    no issue of the codebook covers, in words.
    """

    actor: str
    issue: str
    stance: Stance
    rejects: Option | None
    unless: tuple[tuple[str, Option], ...]
    open: tuple[str, ...]
    utterances: tuple[str, ...]
    supposed: bool = False

    def to_json(self) -> Json:
        return {
            "actor": self.actor,
            "issue": self.issue,
            "stance": self.stance,
            "rejects": self.rejects,
            "unless": [{"issue": issue, "stance": option} for issue, option in self.unless],
            "open": list(self.open),
            "utterances": list(self.utterances),
            "supposed": self.supposed,
        }


@dataclass(frozen=True, slots=True)
class Supposition:
    """A position that someone asks to be imagined: "Ukraine: nato-membership=against"."""

    actor: str
    issue: str
    stance: Stance


def suppose(text: str, codebook: Codebook) -> Supposition:
    """Reads ``ACTOR: ISSUE=STANCE``. Raises `RequestError` for anything else, naming what would do."""
    match = re.fullmatch(r"\s*(.+?)\s*:\s*([^:=\s]+)\s*=\s*(\w+)\s*", text)
    if not match:
        raise RequestError(f"--suppose {text!r} is not of the form ACTOR: ISSUE=STANCE, as in 'Norland: pact=against'")
    actor, issue, value = match.groups()
    for known in codebook.actors:
        if actor.casefold() in {known.name.casefold(), *(alias.casefold() for alias in known.aliases)}:
            actor = known.name
    if issue not in {known.id for known in codebook.issues}:
        ids = ", ".join(known.id for known in codebook.issues)
        raise RequestError(f"--suppose {text!r}: the codebook has no issue {issue!r}; it has {ids}")
    for stance in get_args(Stance):
        if stance == value and stance != "conditional":
            return Supposition(actor, issue, stance)
    raise RequestError(f"--suppose {text!r}: {value!r} is none of for, against, neutral")


def taken(
    codebook: Codebook, codings: Sequence[Coding], *, on: date | None = None, supposed: Iterable[Supposition] = ()
) -> list[Taken]:
    """The latest position of every actor on every issue (as of the end of ``on``), and what it rejects.

    A party for the proposition rejects its failing, a party against it its adoption. A party with conditions rejects
    what it moves toward unless they are met: the side opposite to its last unconditional position, else adoption.
    """
    codings = [c for c in codings if on is None or c.day is None or c.day <= on]
    issues = {issue.id for issue in codebook.issues}
    asks: dict[str, list[tuple[str, str, tuple[str, Stance] | None]]] = {}
    for coding in codings:
        for condition in coding.conditions:
            text = " ".join(condition.text.split())
            asks.setdefault(coding.utterance, []).append((coding.issue, text, condition.asks))
    imagined = {(s.actor.casefold(), s.issue): s for s in supposed}
    latest: dict[tuple[str, str], Taken] = {}
    settled: dict[tuple[str, str], Option] = {}
    for position in positions(codings):
        key = (position.actor.name.casefold(), position.issue)
        if position.issue not in issues or (position.stance == "neutral" and key in latest):
            continue
        rejects: Option | None = _other(position.stance)
        unless: tuple[tuple[str, Option], ...] = ()
        unmatched: tuple[str, ...] = ()
        if position.stance == "conditional":
            # Who was for it turns down its failing, who was against it its adoption, until the conditions are met.
            rejects = _other(settled[key]) if key in settled else "for"
            own = [a for name in position.utterances for a in asks.get(name, ()) if a[0] == position.issue]
            unless = tuple(dict.fromkeys((ask[0], _option(ask[1])) for _, _, ask in own if ask and ask[1] != "neutral"))
            unmatched = tuple(dict.fromkeys(text for _, text, ask in own if ask is None))
        elif position.stance != "neutral":
            settled[key] = position.stance
        latest[key] = Taken(
            position.actor.name, position.issue, position.stance, rejects, unless, unmatched, position.utterances
        )
    for key, one in imagined.items():
        latest[key] = Taken(one.actor, one.issue, one.stance, _other(one.stance), (), (), (), supposed=True)
    return list(latest.values())


def _option(stance: Stance) -> Option:
    return "against" if stance == "against" else "for"


def _other(stance: Stance) -> Option | None:
    return {"for": "against", "against": "for"}.get(stance)  # type: ignore[return-value]  # dict.get widens the literals


def needed(codebook: Codebook, issue: str, known: Iterable[Taken]) -> tuple[str, ...]:
    """Whose consent an issue needs: its rule's members and vetoes, else every party of the codebook.

    A party is whom an actor of the codebook speaks for, or who has a say by a rule; in a codebook with neither, every
    actor that has taken a position.
    """
    rule = codebook.decision.get(issue)
    if rule is not None:
        return tuple(dict.fromkeys((*rule.members, *rule.vetoes)))
    return parties(codebook) or tuple(dict.fromkeys(one.actor for one in known))
