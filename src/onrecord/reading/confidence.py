"""How sure a statement is: a logistic function of what the network says of its spans and links, two by two.

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

__all__ = ["confident", "with_products"]


@cache
def _fitted() -> dict[str, NDArray[np.float64]]:
    held = json.loads((MODELS / "confidence.json").read_text(encoding="utf-8"))
    return {name: np.array(values) for name, values in held.items()}


def with_products(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standardised features [..., n], then the products of each with itself and those after it; + n (n + 1) / 2.

    Four deviations are the most that counts, so that no rare value outweighs all others.
    """
    features = features.clip(-4, 4)
    first, second = np.triu_indices(features.shape[-1])
    return np.concatenate([features, features[..., first] * features[..., second]], -1)


def confident(attribution: Attribution, features: NDArray[np.float32]) -> Attribution:
    """The attribution with its confidence, from the features that ``decode`` gives beside it."""
    fitted = _fitted()
    odds = with_products((features - fitted["middle"]) / fitted["spread"]) @ fitted["weights"] + fitted["bias"]
    return replace(attribution, confidence=float(1 / (1 + np.exp(-odds))))
