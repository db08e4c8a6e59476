"""Writes the trained stance classifier as ``src/onrecord/models/stance.onnx`` (int8) and fits its temperature.

    python training/stance/export.py stance.pt --base FOLDER_OF_MINILM

The temperature, by which the product divides the logits, is the one with the least log loss on the development part of
Perspectrum, mixed with pairs from it that do not belong together. It is printed; `onrecord.positions.stance` holds it.
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
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    options = parser.parse_args()
    model = Stance(options.base, attention="eager")
    model.load_state_dict(torch.load(options.weights))
    whole = torch.zeros(2, 32, dtype=torch.long)
    export(
        model, {"embedded": torch.randn(2, 32, 384), "mask": whole + 1, "segments": whole}, ["logits"], "stance"
    )  # fmt: skip
    from onrecord.positions import stance

    pairs = development(options.shared / "gold/stance")
    gold = np.array([pair.label for pair in pairs])
    scores = stance.logits([(pair.proposition, pair.text) for pair in pairs])

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        norm = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        return float((norm - scaled[np.arange(len(gold)), gold]).mean())

    best = min(np.arange(0.5, 4.0, 0.05), key=loss)
    print(f"temperature {best:.2f}: log loss {loss(1.0):.3f} before, {loss(best):.3f} after, on {len(pairs)} pairs")


if __name__ == "__main__":
    main()
