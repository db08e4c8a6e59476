"""People's decisions applied to what the reader found: pure, and the same at the first reading and at any later one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from onrecord.record.statements import Told
from onrecord.service import anchors
from onrecord.vocabulary import Actor, Kind, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.vocabulary import Decision, Reading, Statement

__all__ = ["FIELDS", "VERDICTS", "apply", "cast_of"]

VERDICTS = ("right", "wrong", "unsure")
FIELDS = ("verdict", "speaker", "kind", "voice")
"""What can be decided about a statement by itself; the last decision on each counts."""

_CHOICES: dict[str, tuple[str, ...]] = {"verdict": VERDICTS, "kind": get_args(Kind), "voice": get_args(Voice)}


def choices(field: str) -> tuple[str, ...] | None:
    """The values that ``field`` of a statement can take, None where any text can stand."""
    return _CHOICES.get(field)


def apply(reading: Reading, decisions: Sequence[Decision]) -> tuple[list[Told], list[Decision]]:
    """The statements as ``decisions`` (those in force, oldest first) leave them, and the decisions that found none."""
    decided: dict[str, dict[str, str | None]] = {}
    lost: list[Decision] = []
    for decision in decisions:
        if decision.subject != "statement" or decision.field not in FIELDS:
            continue
        anchor = anchors.of_decision(decision)
        about = anchors.statement_at(anchor, reading.article.text, reading.statements) if anchor else None
        if about is None:
            lost.append(decision)
        else:
            decided.setdefault(about.id, {})[decision.field] = decision.new
    return [_told(statement, decided.get(statement.id, {})) for statement in reading.statements], lost


def _told(statement: Statement, decided: dict[str, str | None]) -> Told:
    changes: dict[str, Any] = {}
    machine: dict[str, Any] = {}
    for field in ("kind", "voice"):
        if (new := decided.get(field)) and new != getattr(statement, field):
            changes[field], machine[field] = new, getattr(statement, field)
    if "speaker" in decided:
        named = decided["speaker"]
        machine["speaker"] = statement.speaker.to_json() if statement.speaker else None
        if named != (statement.speaker.name if statement.speaker else None):
            changes["speaker"] = speaker(named, statement) if named else None
            changes["speaker_confidence"] = None
    return Told(replace(statement, **changes), decided.get("verdict"), machine or None)


def speaker(name: str, statement: Statement) -> Actor:
    """The actor that a person named as the speaker of ``statement``."""
    type_ = statement.speaker.type if statement.speaker else "person"
    return Actor(f"decided:{name}", name, type_)


def cast_of(reading: Reading, told: Iterable[Told]) -> list[Actor]:
    """Every actor of an article: those of its reading and those that its statements, as decided, name besides."""
    cast = {actor.id: actor for actor in reading.actors}
    for one in told:
        said = one.statement
        for who in (said.speaker, *said.joint, *said.speaks_for, *said.supported_by, *said.opposed_by):
            if who is not None:
                cast.setdefault(who.id, who)
    return list(cast.values())
