"""Stance toward a proposition: for, against or neutral, with calibrated probabilities.

A classifier of (proposition, statement) pairs — MiniLM's encoder, int8, above the word table that all models share —
whose verdict is corrected by the words right beside the proposal (`onrecord.positions.cues`). Its training and figures:
``training/stance`` and ``models/stance.md``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord import encoder
from onrecord.positions.cues import leaning, names_proposal
from onrecord.positions.issues import occurrences, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.positions.cues import Leaning
    from onrecord.vocabulary import Issue

__all__ = ["AGAINST", "FOR", "MODEL", "NEUTRAL", "Judge", "corrected", "judge", "logits"]

MODEL = "stance-1"
AGAINST, FOR, NEUTRAL = 0, 1, 2
_NUMBER: dict[Leaning, int] = {"against": AGAINST, "for": FOR, "neutral": NEUTRAL}
# Divides the logits; fitted on the development part of Perspectrum (training/stance/export.py).
TEMPERATURE = 1.5
# How much a plain word beside the proposal counts, in logits: about as much as the classifier at 92 %.
CUE_WEIGHT = 2.5
BATCH, LONGEST = 32, 128


class Judge(Protocol):
    """Probabilities [pairs, 3] of against, for and neutral, for pairs of (proposition, statement)."""

    def __call__(self, pairs: Sequence[tuple[str, str]], /) -> NDArray[np.float64]: ...


def judge(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Calibrated probabilities [pairs, 3] of against, for and neutral by the classifier alone."""
    return _softmax(logits(pairs) / TEMPERATURE)


def logits(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """The classifier's raw scores [pairs, 3]. A pair is cut at 128 word pieces, of the statement.

    Raises `FileNotFoundError` if the model is missing from the installation.
    """
    out = np.zeros((len(pairs), 3), np.float64)
    for row, (first, second) in zip(out, (_pieces(*pair) for pair in pairs), strict=True):
        ids = np.array([first + second], np.int64)
        segments = np.array([[0] * len(first) + [1] * len(second)], np.int64)
        # A pair alone: int8 activations are scaled by what they meet, so that neighbours would change the judgement.
        feed = {"embedded": encoder.rows(ids), "mask": np.ones_like(ids), "segments": segments}
        row[:] = encoder.session("stance").run(None, feed)[0][0]
    return out


def _pieces(proposition: str, text: str) -> tuple[list[int], list[int]]:
    first, second = (
        line.ids for line in encoder.tokenizer().encode_batch([proposition, text], add_special_tokens=False)
    )
    first = first[: LONGEST // 2]
    return [encoder.CLS, *first, encoder.SEP], [*second[: LONGEST - len(first) - 3], encoder.SEP]


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    out: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return out


def corrected(probabilities: NDArray[np.float64], issue: Issue, text: str) -> NDArray[np.float64]:
    """``probabilities`` [3] after the words beside the issue's phrases in ``text`` have had their say."""
    votes = np.zeros(3)
    asserted = " ".join(issue.proposition.split()).strip(".").casefold()
    at = text.casefold().find(asserted)
    if at >= 0:  # who states the proposition holds it, unless the words in front of it say otherwise
        votes[_NUMBER[leaning(text, (at, at + len(asserted))) or "for"]] += 1
    places = [p for p in occurrences(text, [issue], short=True) if names_proposal(issue.proposition, p.phrase)]
    mentions: list[tuple[int, int] | None] = [(place.start, place.end) for place in places] or [None]
    asked = re.search(r"\bshould (?:not )?(\w+)", issue.proposition)
    for mention in mentions:
        word = re.match(r"\w+", text[mention[0] :]) if mention else None
        verb = bool(asked and word and stem(asked[1]) == stem(word[0]))
        side = leaning(text, mention, verb=verb)
        if side is not None:
            votes[_NUMBER[side]] += 1
    if not votes.any():
        return probabilities
    return _softmax(np.log(np.clip(probabilities, 1e-6, 1.0)) + CUE_WEIGHT * votes / votes.sum())
