"""How sure a statement is: a logistic function of what the network says of its spans and links.

Fitted by ``training/reader/fit.py`` on PolNeAR dev, where "right" means that the scorer's relation matches; the
expected calibration error, cross-validated by article, is in docs/measurements/reading.md.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.encoder import MODELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.reading.attribution import Attribution

__all__ = ["confident"]


@cache
def _coefficients() -> tuple[NDArray[np.float64], float]:
    fitted = json.loads((MODELS / "confidence.json").read_text(encoding="utf-8"))
    return np.array(fitted["weights"]), float(fitted["bias"])


def confident(attribution: Attribution, features: NDArray[np.float32]) -> Attribution:
    """The attribution with its confidence, from the features that ``decode`` gives beside it."""
    weights, bias = _coefficients()
    odds = float(features @ weights) + bias
    return replace(attribution, confidence=float(1 / (1 + np.exp(-odds))))
