"""Writes the trained stance classifier as ``src/onrecord/models/stance.onnx`` (int8) and fits its temperature.

    python training/stance/export.py stance.pt --base FOLDER_OF_MINILM

The temperature, by which the product divides the logits, is the one with the least log loss on the development part of
Perspectrum, mixed with pairs from it that do not belong together, and on news sentences of GWSD kept out of training,
both counted alike. It is printed; `onrecord.positions.stance` holds it. ``--fit`` alone fits it for the shipped model.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

import data
import numpy as np
import torch
from model import Stance

sys.path.append(str(Path(__file__).parents[1]))
from quantise import export


def development(gold: Path, seed: int = 7) -> list[data.Pair]:
    """Development pairs of Perspectrum, and half as many again whose text belongs to another claim."""
    pairs = [pair for pair in data.perspectrum(gold) if pair.split == "dev"]
    rng = random.Random(seed)
    more = []
    for pair in rng.sample(pairs, len(pairs) // 2):
        other = rng.choice(pairs)
        if other.topic != pair.topic:
            more.append(data.Pair(pair.proposition, other.text, data.NEUTRAL, pair.topic, "unrelated", "dev"))
    return pairs + more


def main() -> None:
    """Writes the model, then measures it as the product runs it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path, nargs="?")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--fit", action="store_true", help="write no model")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    options = parser.parse_args()
    if options.fit:
        fit(options.shared / "gold/stance")
        return
    model = Stance(options.base, attention="eager")
    model.load_state_dict(torch.load(options.weights))
    whole = torch.zeros(2, 32, dtype=torch.long)
    export(
        model, {"embedded": torch.randn(2, 32, 384), "mask": whole + 1, "segments": whole}, ["logits"], "stance"
    )  # fmt: skip
    fit(options.shared / "gold/stance")


def fit(gold: Path) -> None:
    """Prints the temperature of the model in its place."""
    from onrecord.positions import stance

    judged = []
    for pairs in (development(gold), [pair for pair in data.gwsd(gold) if pair.split == "dev"]):
        labels = np.array([pair.label for pair in pairs])
        judged.append((labels, stance.logits([(pair.proposition, pair.text) for pair in pairs])))

    def loss(temperature: float) -> list[float]:
        losses = []
        for labels, scores in judged:
            scaled = scores / temperature
            norm = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
            losses.append(float((norm - scaled[np.arange(len(labels)), labels]).mean()))
        return losses

    best = min(np.arange(0.5, 4.0, 0.05), key=lambda temperature: sum(loss(temperature)))
    print(f"temperature {best:.2f}; log loss on claims and news {loss(best)}, undivided {loss(1.0)}")


if __name__ == "__main__":
    main()
