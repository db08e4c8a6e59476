"""Can the speakers of two statements be one?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.tracing import senses
from onrecord.tracing.content import stem, tokens

if TYPE_CHECKING:
    from onrecord.vocabulary import Actor

__all__ = ["LIKELY", "called_alike", "compatible"]

LIKELY = 0.8  # how far two descriptions of a speaker agree where they are likely one


def compatible(ours: Actor | None, theirs: Actor | None) -> float:
    """Can two actors be one speaker? 1 the same, .8 described alike, .5 one not named, .2 an institution, 0 two people.

    An institution stands for its spokesman and the reverse ("the Kremlin said"), which only long common runs confirm.
    """
    if ours is None or theirs is None:
        return 0.5
    if ours.id == theirs.id:
        return 1.0
    if not (ours.resolved and theirs.resolved):
        told = [{stem(w) for w in actor.name.lower().split() if len(w) > 3} for actor in (ours, theirs)]
        return LIKELY if not ours.resolved and not theirs.resolved and told[0] & told[1] else 0.5
    if ours.type == "person" and theirs.type == "person":
        return 0.0
    return 0.2


@lru_cache(maxsize=20_000)
def called_alike(one: str, two: str) -> float:
    """The weighted share of either name that the other has, in its words or in words near them; the larger."""
    ours, theirs = tokens(one), tokens(two)
    if not ours or not theirs:
        return 0.0
    near, back = senses.nearest(senses.known(ours), senses.known(theirs))
    return max(
        senses.told(ours, theirs, near, [token.weight for token in ours]),
        senses.told(theirs, ours, back, [token.weight for token in theirs]),
    )
