"""Stance toward a proposition: for, against or neutral, with calibrated probabilities.

A classifier of (proposition, statement) pairs — MiniLM's encoder, int8, above the word table that all models share —
whose verdict `onrecord.positions.verdicts` corrects by the words right beside the proposal. Its training and figures:
``training/stance`` and ``models/stance.md``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord import encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


__all__ = ["AGAINST", "FOR", "MODEL", "NEUTRAL", "Judge", "judge", "logits"]

MODEL = "stance-2"
AGAINST, FOR, NEUTRAL = 0, 1, 2
# Divides the logits; fitted on debate claims and news sentences kept out of training (training/stance/export.py).
TEMPERATURE = 1.65
LONGEST = 128
# A text of more than LONG characters is read once whole and once in parts of up to PART, cut at sentence ends.
LONG, PART = 400, 200


class Judge(Protocol):
    """Probabilities [pairs, 3] of against, for and neutral, for pairs of (proposition, statement)."""

    def __call__(self, pairs: Sequence[tuple[str, str]], /) -> NDArray[np.float64]: ...


def judge(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Calibrated probabilities [pairs, 3] of against, for and neutral by the classifier alone."""
    return _softmax(logits(pairs) / TEMPERATURE)


def logits(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """The classifier's raw scores [pairs, 3]. A pair is cut at 128 word pieces, of the statement.

    The scores of a long text are the mean of those of the whole and of its parts' mean: the classifier has learnt from
    short claims, and what lies behind the cut is read too.
    Raises `FileNotFoundError` if the model is missing from the installation.
    """
    out = np.zeros((len(pairs), 3), np.float64)
    for row, (proposition, text) in zip(out, pairs, strict=True):
        row[:] = _scores(proposition, text)
        parts = _parts(text) if len(text) > LONG else []
        if len(parts) > 1:
            row[:] = (row + np.mean([_scores(proposition, part) for part in parts], axis=0)) / 2
    return out


def _parts(text: str) -> list[str]:
    """Runs of whole sentences of up to `PART` characters, or one longer sentence."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        if parts and len(parts[-1]) + len(sentence) < PART:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
    return parts


def _scores(proposition: str, text: str) -> NDArray[np.float32]:
    first, second = _pieces(proposition, text)
    ids = np.array([first + second], np.int64)
    segments = np.array([[0] * len(first) + [1] * len(second)], np.int64)
    # A pair alone: int8 activations are scaled by what they meet, so that neighbours would change the judgement.
    feed = {"embedded": encoder.rows(ids), "mask": np.ones_like(ids), "segments": segments}
    scores: NDArray[np.float32] = encoder.session("stance").run(None, feed)[0][0]
    return scores


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
