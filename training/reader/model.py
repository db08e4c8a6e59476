"""The reader's network: MiniLM with shape features, a CRF over roles, and pointers that tie spans together.

One pass over a window gives, for every word piece: emissions over ``ROLES`` (source, cue, content), emissions over
``NAMES`` (kinds of names), and for each of ``POINTERS`` a query and a key; the score of "piece i points to piece j" is
their dot product. Pieces point to the first piece of their target, or to piece 0 ([CLS]) for "none".
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

if TYPE_CHECKING:
    from pathlib import Path

    from train import Batch

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-other", "I-other")
POINTERS = ("content-cue", "cue-source", "content-source", "antecedent")
HIDDEN, HEADS, LAYERS, POINTER_SIZE = 384, 12, 6, 64
SHAPES = 12  # see features.shape_of
MARKS = 4  # bit 0: first piece of a paragraph; bit 1: inside quotation marks


def attention(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
    """What each piece gathers from the others; all [batch, pieces, hidden], ``bias`` as in `Layer`."""
    b, t, hidden = query.shape
    query, key, value = (x.view(b, t, HEADS, hidden // HEADS).transpose(1, 2) for x in (query, key, value))
    scores = query @ key.transpose(-1, -2) / math.sqrt(hidden // HEADS)
    seen = (scores if bias is None else scores + bias).softmax(-1) @ value
    return seen.transpose(1, 2).reshape(b, t, hidden)


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, hidden: int = HIDDEN, tiny: float = 1e-12) -> None:
        super().__init__()
        self.qkv = nn.Linear(hidden, 3 * hidden)  # query, key and value in one product: faster in int8
        self.out = nn.Linear(hidden, hidden)
        self.up, self.down = nn.Linear(hidden, 4 * hidden), nn.Linear(4 * hidden, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, tiny), nn.LayerNorm(hidden, tiny)
        self.attend, self.gelu = attention, partial(nn.functional.gelu, approximate="tanh")

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x``: [batch, pieces, hidden]; ``bias``: [batch, 1, 1, pieces], large and negative on padding, if any."""
        seen = self.attend(*self.qkv(x).split(x.shape[-1], -1), bias)
        x = self.norm1(x + self.out(seen))
        return self.norm2(x + self.down(self.gelu(self.up(x))))


class Encoder(nn.Module):
    """The transformer above the word table; ``embedded`` are raw rows of the (frozen, shared) table."""

    def __init__(self) -> None:
        super().__init__()
        self.position = nn.Embedding(512, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def states(self, embedded: Tensor, mask: Tensor | None, extra: Tensor) -> list[Tensor]:
        """``embedded``, then what the first layer gets, then what each layer gives; each [batch, pieces, hidden].

        ``mask`` [batch, pieces]: 1 = a piece, 0 = padding; none where nothing is padded.
        """
        x = self.norm(embedded + self.position.weight[: embedded.shape[1]] + self.segment + extra)
        out = [embedded, x]
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
            out.append(x)
        return out

    def load(self, path: Path) -> Tensor:
        """Load MiniLM's weights from ``model.safetensors``; returns the word table [words, hidden]."""
        w = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        with torch.no_grad():
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.segment.copy_(w["embeddings.token_type_embeddings.weight"][0])
            self._copy(self.norm, w, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for j, name in enumerate(("query", "key", "value")):
                    rows = slice(j * HIDDEN, (j + 1) * HIDDEN)
                    layer.qkv.weight[rows] = w[f"{p}attention.self.{name}.weight"]
                    layer.qkv.bias[rows] = w[f"{p}attention.self.{name}.bias"]
                for name, part in (
                    ("attention.output.dense", layer.out),
                    ("attention.output.LayerNorm", layer.norm1), ("intermediate.dense", layer.up),
                    ("output.dense", layer.down), ("output.LayerNorm", layer.norm2),
                ):  # fmt: skip
                    self._copy(part, w, p + name)
        return w["embeddings.word_embeddings.weight"]

    @staticmethod
    def _copy(part: nn.Linear | nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
        part.weight.copy_(weights[name + ".weight"])
        part.bias.copy_(weights[name + ".bias"])


class Reader(nn.Module):
    """Encoder and heads. ``forward`` returns (roles, names, queries, keys) as described at the top of the module."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.mark = nn.Embedding(MARKS, HIDDEN)
        self.roles = nn.Linear(HIDDEN, len(ROLES))
        self.names = nn.Linear(HIDDEN, len(NAMES))
        self.queries = nn.Linear(HIDDEN, len(POINTERS) * POINTER_SIZE)
        self.keys = nn.Linear(HIDDEN, len(POINTERS) * POINTER_SIZE)
        self.crf = Crf(len(ROLES))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.mark.weight, std=0.02)

    def forward(self, batch: Batch) -> tuple[Tensor, ...]:
        hidden = self.drop(self.states(batch.embedded, batch.mask, batch.shapes, batch.marks)[-1])
        return *self.heads(hidden), hidden

    def states(self, embedded: Tensor, mask: Tensor | None, shapes: Tensor, marks: Tensor) -> list[Tensor]:
        """See ``Encoder.states``."""
        return self.encoder.states(embedded, mask, self.shape(shapes) + self.mark(marks))

    def heads(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Roles, names, queries and keys from the last of the states."""
        return self.roles(hidden), self.names(hidden), self.queries(hidden), self.keys(hidden)


def pointer_scores(queries: Tensor, keys: Tensor) -> Tensor:
    """[batch, pointers, pieces, pieces] from queries and keys [batch, pieces, pointers x size]."""
    b, t, _ = queries.shape

    def split(x: Tensor) -> Tensor:
        return x.view(b, t, -1, POINTER_SIZE).transpose(1, 2)

    return split(queries) @ split(keys).transpose(-1, -2) / math.sqrt(POINTER_SIZE)


class Crf(nn.Module):
    """A linear-chain CRF whose impossible transitions (I without its B) are shut."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        shut = torch.zeros(labels, labels)
        start = torch.zeros(labels)
        for j, name in enumerate(ROLES):
            if name.startswith("I-"):
                start[j] = -1e4
                for i, before in enumerate(ROLES):
                    if before[2:] != name[2:]:
                        shut[i, j] = -1e4
        self.register_buffer("shut", shut)
        self.register_buffer("start", start)

    def forward(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log-likelihood a piece; ``labels`` [batch, pieces], sequences run from 0 to ``lengths``."""
        e, move = emissions.float(), self.transitions + self.shut
        alive = torch.arange(e.shape[1])[None, :] < lengths[:, None]
        gold = e.gather(2, labels[..., None])[..., 0]
        path = (gold * alive).sum(1) + (move[labels[:, :-1], labels[:, 1:]] * alive[:, 1:]).sum(1)
        return (self.total(e, move, lengths) - path).sum() / lengths.sum()

    def total(self, emissions: Tensor, moves: Tensor, lengths: Tensor) -> Tensor:
        """Log of the sum over all paths, [batch]; ``moves`` [labels, labels], or [batch, labels, labels]."""
        alpha = self.start + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            new = (alpha[:, :, None] + moves).logsumexp(1) + emissions[:, step]
            alpha = torch.where((step < lengths)[:, None], new, alpha)
        return alpha.logsumexp(1)

    @torch.enable_grad()
    def marginals(self, emissions: Tensor, moves: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """How likely each label is at each piece [batch, pieces, labels], and how often each move is expected
        [batch, labels, labels]: the gradients of ``total``."""
        e = emissions.float().detach().requires_grad_()
        each = moves.detach().repeat(len(e), 1, 1).requires_grad_()
        return torch.autograd.grad(self.total(e, each, lengths).sum(), [e, each])

    def taught(self, emissions: Tensor, labels: Tensor, moves: Tensor, lengths: Tensor) -> Tensor:
        """As ``forward``, where the path is known by its ``marginals`` only."""
        e, move = emissions.float(), self.transitions + self.shut
        path = (e * labels).sum((1, 2)) + (move * moves).sum((1, 2))
        return (self.total(e, move, lengths) - path).sum() / lengths.sum()
