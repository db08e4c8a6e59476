"""The classifier's verdict on a proposition corrected by the words right beside the issue's phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions.cues import leaning
from onrecord.positions.phrases import occurrences, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.positions.cues import Leaning
    from onrecord.vocabulary import Issue

__all__ = ["corrected", "names"]

_AGAINST, _FOR, _NEUTRAL = 0, 1, 2  # as in `onrecord.positions.stance`
_NUMBER: dict[Leaning, int] = {"against": _AGAINST, "for": _FOR, "neutral": _NEUTRAL}
_OTHER: dict[Leaning, Leaning] = {"against": "for", "for": "against", "neutral": "neutral"}
# How much a plain word beside the proposal counts, in logits: about as much as the classifier at 95 %.
WEIGHT = 3.0
# Verbs that make a proposition, or a phrase, ask for the end of something.
_ENDING = re.compile(
    r"\b(?:ban|ban(?:ned|s)|prohibit\w*|abolish\w*|abolition|end|ended|stop\w*|withdr[ae]w\w*|leaves?|scrap\w*|"
    r"reject\w*|"
    r"oppos\w+|limit\w*|reduc\w+|cut|suspend\w*|suspension|halt\w*|lift(?:ed|ing)?|clos(?:e|ed|ure)|shut\w*|freez\w+|"
    r"froze|"
    r"ceas\w+|truce|moratorium|paus\w+|remov\w+|dismantl\w+|repeal\w*|cancel\w*|abandon\w*|drop(?:ped)?|forgo|forego|"
    r"give up|"
    r"given up|phase\w* out|block\w*|delay\w*|postpon\w*|switch\w*[ -]off|eas(?:e|ed|ing)|revok\w+|renounc\w+|not|"
    r"no)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(r"(?:den(?:y|ies|ied|ying)|disput)", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:should|must|ought to|shall|needs? to|ha(?:s|ve) to|will|can|may)\b(?:\s+be)?\s+", re.IGNORECASE
)


def names(proposition: str, phrase: str) -> int:
    """What ``phrase`` names: what the proposition asks for (1), what it asks an end of (-1), or one cannot tell (0)."""
    modal = _MODAL.search(proposition)
    asked = proposition[modal.end() :] if modal else proposition
    ends = bool(_ENDING.match(asked)) if modal else bool(_ENDING.search(proposition))
    words = {stem(word) for word in re.findall(r"\w+", proposition)}
    if ending := _ENDING.search(phrase):
        return 1 if ends or stem(ending.group()) in words else -1
    shared = any(stem(word) in words for word in re.findall(r"\w{3,}", phrase))
    # "The sanctions should be lifted": whatever else the phrases name is what is to be lifted, too.
    passive = bool(modal and modal.group().strip().lower().endswith(" be"))
    return 1 if not ends else -1 if shared or passive else 0


def corrected(probabilities: NDArray[np.float64], issue: Issue, text: str) -> NDArray[np.float64]:
    """``probabilities`` [3] of against, for, neutral after the words beside the issue's phrases have had their say."""
    if _DENYING.match(text):
        probabilities = probabilities[[_FOR, _AGAINST, _NEUTRAL]]
    votes = np.zeros(3)
    asserted = " ".join(issue.proposition.split()).strip(".").casefold()
    at = text.casefold().find(asserted)
    if at >= 0:  # who states the proposition holds it, unless the words in front of it say otherwise
        votes[_NUMBER[leaning(text, (at, at + len(asserted))) or "for"]] += 1
    named = [(place, names(issue.proposition, place.phrase)) for place in occurrences(text, [issue], short=True)]
    asked = re.search(r"\bshould (?:not )?(\w+)", issue.proposition)
    for place, direction in named:
        if not direction:
            continue
        word = re.match(r"\w+", text[place.start :])
        verb = bool(asked and word and stem(asked[1]) == stem(word[0])) or bool(re.match(r"[a-z]+ [A-Z]", place.phrase))
        side = leaning(text, (place.start, place.end), verb=verb)
        if side is None and re.search(r"\b(?:will|shall|must)\b", text[place.start : place.end]):
            side = "for"  # a phrase that is a clause of its own asserts itself
        if side is not None:
            votes[_NUMBER[side if direction > 0 else _OTHER[side]]] += 1
    if not named and (side := leaning(text, None)) is not None:
        votes[_NUMBER[side]] += 1
    if not votes.any():
        return probabilities
    raised = np.log(np.clip(probabilities, 1e-6, 1.0)) + WEIGHT * votes / votes.sum()
    shares = np.exp(raised - raised.max())
    out: NDArray[np.float64] = shares / shares.sum()
    return out
