"""Export MiniLM as it is, above the shared word table, as the sentence encoder: mean pooled, length one.

python training/sentence.py PATH/TO/model.safetensors
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent / "reader"))
from model import Encoder
from quantise import export
from words import checked


class Sentence(nn.Module):
    """Mean of the pieces' vectors, scaled to length one."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """[batch, hidden]."""
        weight = mask.float()[..., None]
        pooled = (self.encoder(embedded, mask.float()) * weight).sum(1) / weight.sum(1)
        return nn.functional.normalize(pooled, dim=-1)


if __name__ == "__main__":
    encoder = Encoder()
    encoder.load(checked(Path(sys.argv[1])))
    example = {"embedded": torch.randn(2, 16, 384), "mask": torch.ones(2, 16, dtype=torch.long)}
    export(Sentence(encoder), example, ["vector"], "sentence")
