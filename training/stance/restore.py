"""Turns the shipped ``stance.onnx`` back into float weights from which ``train.py --start`` goes on.

    python training/stance/restore.py --base FOLDER_OF_MINILM --out start.pt

The matrices come back as int8 times scale: what rounding took away is gone, the rest is exact.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from model import Stance

sys.path.append(str(Path(__file__).parents[1]))
from quantise import floats


def restored(base: Path) -> dict[str, torch.Tensor]:
    """The state of `Stance` that the shipped graph holds; raises `ValueError` if a weight is not found in it."""
    held = floats("stance")
    state = Stance(base).state_dict()
    out = {name: held.get(name, value) for name, value in state.items() if name in held or ".embeddings." in name}
    if missing := [name for name in state if name not in out]:
        raise ValueError(f"not in stance.onnx: {', '.join(missing)}")
    return out


def main() -> None:
    """Writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(restored(options.base), options.out)


if __name__ == "__main__":
    main()
