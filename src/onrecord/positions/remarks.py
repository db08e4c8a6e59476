"""What an analyst should know about a codebook beside a record: what in it matches nothing, and who its parties are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from onrecord.vocabulary import Codebook

__all__ = ["parties", "remarks"]

_LISTED = 6


def parties(codebook: Codebook) -> tuple[str, ...]:
    """Whom an actor of the codebook speaks for, and who has a say by one of its rules; each once."""
    names = [principal.name for actor in codebook.actors for principal in actor.speaks_for]
    names += [name for rule in codebook.decision.values() for name in (*rule.members, *rule.vetoes)]
    return tuple(dict.fromkeys(names))


def remarks(
    codebook: Codebook,
    touched: Collection[str],
    known: Callable[[str], bool],
    days: tuple[date, date] | None = None,
) -> Iterator[str]:
    """What of ``codebook`` does nothing in a record, one sentence each; never an error.

    ``touched`` are ids of issues that utterances touch, ``known`` says whether an article names an actor of that name,
    ``days`` are the first and last day of the record's articles.
    """
    for one in codebook.issues:
        if one.id not in touched:
            yield f"{one.id}: no utterance touches this issue; check its phrases"
    unknown = [who.name for who in codebook.actors if not any(map(known, (who.name, *who.aliases)))]
    if unknown:
        more = f" and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
        yield f"actors whom no article names: {', '.join(unknown[:_LISTED])}{more}; check the spelling or add aliases"
    spoken_for = {principal.name for actor in codebook.actors for principal in actor.speaks_for}
    named = {one.name for one in codebook.actors} | spoken_for
    for issue, rule in codebook.decision.items():
        for name in dict.fromkeys((*rule.members, *rule.vetoes)):
            if name not in named and not known(name):
                yield f"decision.{issue}: {name} is no actor here, so nothing that anybody says counts as its consent"
    for actor in codebook.actors:
        for principal in actor.speaks_for:
            if days and principal.since and principal.since > days[1]:
                yield f"{actor.name} speaks for {principal.name} from {principal.since} on, after the last article"
            if days and principal.until and principal.until < days[0]:
                yield f"{actor.name} spoke for {principal.name} until {principal.until}, before the first article"
