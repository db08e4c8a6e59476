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
from model import HEADS, HIDDEN, Reader, attention
from quantise import export
from voices import STATES


class Attention(torch.autograd.Function):
    """`attention` without padding, as the one node that ONNX Runtime has for it, which is faster than its parts."""

    @staticmethod
    def forward(_: object, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        return attention(query, key, value, None)

    @staticmethod
    def symbolic(graph: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value) -> torch.Value:
        """The node; what it gives is as large as what it takes."""
        made = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        made.setType(query.type())
        return made


class Gelu(torch.autograd.Function):
    """Gelu with tanh, as the one node that ONNX Runtime has for it."""

    @staticmethod
    def forward(_: object, x: Tensor) -> Tensor:
        return nn.functional.gelu(x, approximate="tanh")

    @staticmethod
    def symbolic(graph: torch.Graph, x: torch.Value) -> torch.Value:
        """The node; what it gives is as large as what it takes."""
        made = graph.op("com.microsoft::FastGelu", x)
        made.setType(x.type())
        return made


class Exported(nn.Module):
    """The network as the product runs it; ``voice`` [3, states x hidden + 1] is what ``fit.py voice`` writes.

    Each state has a matrix of its own, for in int8 each input is scaled by what it meets.
    """

    def __init__(self, reader: Reader, voice: np.ndarray | None) -> None:
        super().__init__()
        self.reader = reader
        for layer in reader.encoder.layers:
            layer.attend = lambda query, key, value, _: Attention.apply(query, key, value)
            layer.gelu = Gelu.apply
        width = len(STATES) * HIDDEN
        weights = torch.zeros(3, width + 1) if voice is None else torch.from_numpy(voice).float()
        self.voices = nn.ModuleList(nn.Linear(HIDDEN, 3, bias=i == 0) for i in range(len(STATES)))
        with torch.no_grad():
            for i, part in enumerate(self.voices):
                part.weight.copy_(weights[:, i * HIDDEN : (i + 1) * HIDDEN])
            self.voices[0].bias.copy_(weights[:, width])

    def forward(self, embedded: Tensor, shapes: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Roles, names, queries, keys, voices and the CRF's moves; no window is padded."""
        states = self.reader.states(embedded, None, shapes, marks)
        roles, names, queries, keys = self.reader.heads(states[-1])
        voices = torch.stack([part(states[i]) for i, part in zip(STATES, self.voices, strict=True)]).sum(0)
        moves = self.reader.crf.transitions + self.reader.crf.shut
        return roles, names, queries / 8.0, keys, voices, moves


def main() -> None:
    """Write the graph; see ``quantise``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--voice", type=Path, help="a .npy that ``fit.py voice`` wrote")
    parser.add_argument("--fp32", type=Path, help="keep the unquantised graph here")
    args = parser.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load(args.weights))
    model = Exported(reader, np.load(args.voice) if args.voice else None)
    whole = torch.zeros(2, 32, dtype=torch.long)
    inputs = {"embedded": torch.randn(2, 32, 384), "shapes": whole, "marks": whole}
    export(model, inputs, ["roles", "names", "queries", "keys", "voices", "moves"], "reader", args.fp32)


if __name__ == "__main__":
    main()
