"""Export trained weights to ``src/onrecord/models/reader.onnx``, int8, with voice and confidence fitted on top.

python training/reader/export.py reader.pt [--fp32 OUT.onnx]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from model import Reader
from quantise import export


class Exported(nn.Module):
    """The network as the product runs it: roles as log-probabilities, voices of ``voice`` [3, hidden + 1] (or zero)."""

    def __init__(self, reader: Reader, voice: np.ndarray | None) -> None:
        super().__init__()
        self.reader = reader
        weights = torch.zeros(3, 385) if voice is None else torch.from_numpy(voice).float()
        self.voice = nn.Linear(384, 3)
        with torch.no_grad():
            self.voice.weight.copy_(weights[:, :-1])
            self.voice.bias.copy_(weights[:, -1])

    def forward(self, embedded: Tensor, mask: Tensor, shapes: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Roles, names, queries, keys, voices and the CRF's moves."""
        roles, names, queries, keys, hidden = self.reader(embedded, mask.float(), shapes, marks)
        moves = self.reader.crf.transitions + self.reader.crf.shut
        return roles, names, queries / 8.0, keys, self.voice(hidden), moves


def main() -> None:
    """Write the graph; see ``quantise``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--voice", type=Path, help="a .npy of shape [3, 385]")
    parser.add_argument("--fp32", type=Path, help="keep the unquantised graph here")
    args = parser.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load(args.weights))
    model = Exported(reader, np.load(args.voice) if args.voice else None)
    whole = torch.zeros(2, 32, dtype=torch.long)
    inputs = {"embedded": torch.randn(2, 32, 384), "mask": whole + 1, "shapes": whole, "marks": whole}
    export(model, inputs, ["roles", "names", "queries", "keys", "voices", "moves"], "reader", args.fp32)


if __name__ == "__main__":
    main()
