"""A teacher for the reader: MPNet with the reader's heads, eight times as large, for training only.

    python training/reader/teacher.py --shared ../shared --base MODEL.safetensors --out teacher.pt

``MODEL.safetensors`` is that of all-mpnet-base-v2. It splits words as the reader does, so both label the same pieces.
Names and antecedents are not taught. The word table and the lowest layers stay as they are.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent))
from data import polnear
from model import HEADS, MARKS, POINTER_SIZE, ROLES, SHAPES, Crf, Layer
from train import Batch, batches, follow, loss_of, options, outputs

if TYPE_CHECKING:
    import random

    from data import Window

HIDDEN, LAYERS, BUCKETS, FAR = 768, 12, 32, 128
TAUGHT = 3  # pointers: all but the antecedent
FROZEN = 4
SHIFT = 4  # MPNet puts four pieces before BERT's
SPECIAL = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}  # padding, unknown, start, end, hidden


def buckets(length: int) -> Tensor:
    """[length, length] number of the bucket of each distance: near ones apart, far ones together, as in T5."""
    away = torch.arange(length)[:, None] - torch.arange(length)[None, :]  # of the gathering piece to the other
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = away.abs()
    far = exact + (size.clamp(min=1).float() / exact).log() / np.log(FAR / exact) * (half - exact)
    return (away < 0) * half + torch.where(size < exact, size, far.long().clamp(max=half - 1))


class Teacher(nn.Module):
    """MPNet and heads. ``forward`` returns (roles, none, queries, keys, hidden) as the reader does."""

    def __init__(self, frozen: int = FROZEN) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(30527, HIDDEN), nn.Embedding(514, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-5)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(HIDDEN, 1e-5) for _ in range(LAYERS))
        for still in (self.words, self.positions, self.norm, self.distance, self.layers[:frozen]):
            still.requires_grad_(requires_grad=False)
        self.frozen = frozen
        self.shape, self.mark = nn.Embedding(SHAPES, HIDDEN), nn.Embedding(MARKS, HIDDEN)
        self.roles = nn.Linear(HIDDEN, len(ROLES))
        self.queries, self.keys = (nn.Linear(HIDDEN, TAUGHT * POINTER_SIZE) for _ in range(2))
        self.crf = Crf(len(ROLES))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.mark.weight, std=0.02)
        own = torch.arange(30522) + SHIFT
        for bert, mpnet in SPECIAL.items():
            own[bert] = mpnet
        self.register_buffer("own", own)

    def forward(self, batch: Batch) -> tuple[Tensor, None, Tensor, Tensor, Tensor]:
        t = batch.ids.shape[1]
        with torch.no_grad():
            x = self.norm(self.words(self.own[batch.ids]) + self.positions.weight[2 : t + 2])
            bias = (self.distance(buckets(t)).permute(2, 0, 1) + (1 - batch.mask[:, None, None, :]) * -1e4).bfloat16()
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        x = x + self.shape(batch.shapes) + self.mark(batch.marks)  # above the layers that never saw them
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        hidden = self.drop(x)
        return self.roles(hidden), None, self.queries(hidden), self.keys(hidden), hidden

    def load(self, path: Path) -> None:
        """Load MPNet's weights from ``model.safetensors``."""
        held = {k.removeprefix("mpnet."): v.float() for k, v in load_file(path).items()}
        state = {
            "words.weight": held["embeddings.word_embeddings.weight"],
            "positions.weight": held["embeddings.position_embeddings.weight"],
            "norm.weight": held["embeddings.LayerNorm.weight"],
            "norm.bias": held["embeddings.LayerNorm.bias"],
            "distance.weight": held["encoder.relative_attention_bias.weight"],
        }
        parts = {
            "out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            for kind in ("weight", "bias"):
                given = f"encoder.layer.{i}."
                for ours, theirs in parts.items():
                    state[f"layers.{i}.{ours}.{kind}"] = held[f"{given}{theirs}.{kind}"]
                state[f"layers.{i}.qkv.{kind}"] = torch.cat([held[f"{given}attention.attn.{x}.{kind}"] for x in "qkv"])
        missing = self.load_state_dict(state, strict=False)
        assert not missing.unexpected_keys, missing.unexpected_keys


def main() -> None:
    """Train on PolNeAR; its antecedents are left out."""
    parser = options(__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--frozen", type=int, default=FROZEN)
    parser.set_defaults(minutes=65, rate=6e-5, batch=8, warm=60, average=0.0)
    args = parser.parse_args()
    model = Teacher(args.frozen)
    model.load(args.base)
    layers = [p for n, p in model.named_parameters() if n.startswith("layers") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("layers") and p.requires_grad]

    def epoch(pick: random.Random) -> list[list[Window]]:
        documents = polnear(args.shared / "gold" / "polnear" / "train", pick)
        for document in documents:
            document.pointers = [ask for ask in document.pointers if ask[0] < TAUGHT]
        return batches(documents, args.size, args.batch, pick)

    groups = [{"params": layers, "k": 1.0}, {"params": heads, "k": 10.0}]
    follow(
        args, model, groups, epoch,
        lambda chosen, pick: loss_of(model.crf, outputs(model, batch := Batch(chosen, pick)), batch),
    )  # fmt: skip


if __name__ == "__main__":
    main()
