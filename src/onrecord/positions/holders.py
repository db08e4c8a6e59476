"""Whose view an utterance shows: the speaker's, and that of those for whom, with whom or against whom it is said."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.vocabulary import Actor, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from onrecord.vocabulary import Codebook, CodebookActor, Stance, Statement, Utterance

__all__ = ["holders"]

_OPPOSITE: dict[Stance, Stance] = {"for": "against", "against": "for", "conditional": "against", "neutral": "neutral"}
# Who, by office, speaks for the country or organization named beside it; and documents that do.
_OFFICE = (
    r"(?:president|prime minister|premier|chancellor|(?:\w+ )?minister|(?:\w+ )?ministry|(?:foreign|prime minister.s) "
    r"office|government|administration|cabinet|(?:chief )?spokes(?:man|woman|person)|ambassador|(?:special )?envoy|"
    r"delegation|delegates?|(?:chief )?negotiators?|secretary(?:[- ]general)?|council|leadership|embassy|authorities|"
    r"(?:senior )?officials?|representatives?|statement|communiqu[eé]|declaration)"
)
_NO_MORE = re.compile(r"\b(?:former|ex|late|retired|onetime|opposition|shadow|rebel|exiled|deposed)\b", re.IGNORECASE)
_PARTIES = {"country", "organization", "group"}


def holders(
    utterance: Utterance,
    statements: Sequence[Statement],
    stance: Stance,
    day: date | None,
    codebook: Codebook,
    actor_of: Callable[[Actor], Actor] = lambda actor: actor,
    named: Callable[[str], Actor] = lambda name: Actor(digest("actor", name), name),
) -> list[tuple[Actor, Stance]]:
    """Everyone whose view an utterance with this stance shows, each once, with the side; the speaker's own first.

    A principal in the codebook counts if the actor speaks for it on ``day``; where the day is unknown, if it does so
    without limits of time. Of an actor that the codebook does not name, the country or organization counts whose office
    it is called by: "the Norland government", "Norland's prime minister".
    """
    speakers = [utterance.speaker] if utterance.speaker else []
    speakers += [
        actor_of(actor) for s in statements for actor in ((s.speaker,) if s.speaker and not speakers else ()) + s.joint
    ]
    found: dict[str, tuple[Actor, Stance]] = {}
    for actor in speakers:
        found.setdefault(actor.id, (actor, stance))
        for principal in _principals(actor, day, codebook):
            known = named(principal)
            found.setdefault(known.id, (known, stance))
    for side, groups in ((stance, "speaks_for"), (stance, "supported_by"), (_OPPOSITE[stance], "opposed_by")):
        for statement in statements:
            for actor in map(actor_of, getattr(statement, groups)):
                found.setdefault(actor.id, (actor, side))
    return list(found.values())


def _principals(actor: Actor, day: date | None, codebook: Codebook) -> Iterator[str]:
    known = next((one for one in codebook.actors if actor.name.casefold() in _names(one)), None)
    if known is None:
        yield from _by_office(actor, codebook)
        return
    for principal in known.speaks_for:
        bounded = principal.since is not None or principal.until is not None
        if day is None and bounded:
            continue
        if (principal.since is None or day is None or day >= principal.since) and (
            principal.until is None or day is None or day <= principal.until
        ):
            yield principal.name


def _names(known: CodebookActor) -> set[str]:
    return {known.name.casefold(), *(alias.casefold() for alias in known.aliases)}


def _by_office(actor: Actor, codebook: Codebook) -> Iterator[str]:
    """The countries and organizations of the codebook as whose office an actor is described."""
    described = " ".join(f"{actor.name}, {actor.role or ''}".split())
    if _NO_MORE.search(described):
        return
    parties = {one.name: (one.name, *one.aliases) for one in codebook.actors if one.type in _PARTIES}
    for one in codebook.actors:
        for principal in one.speaks_for:
            parties.setdefault(principal.name, (principal.name,))
    for party, names in parties.items():
        if any(_office_of(name).search(described) for name in names):
            yield party


@lru_cache(maxsize=4096)
def _office_of(name: str) -> re.Pattern[str]:
    bare = re.escape(re.sub(r"^the ", "", name, flags=re.IGNORECASE))
    return re.compile(
        rf"(?:^|\b){bare}(?:['’]s|['’])? {_OFFICE}(?:,|$| of\b| for\b| in\b)|\b{_OFFICE} (?:of|"
        rf"for) (?:the )?{bare}(?:,|$)",
        re.IGNORECASE,
    )
