"""The stance classifier: MiniLM's six layers over (proposition, text), with the word-embedding table kept outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 384
LONGEST = 96
PAD = 0


def tokenizer(folder: Path, longest: int = LONGEST) -> Tokenizer:
    """The base encoder's tokenizer; of a pair that is too long the text is cut, never the proposition."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.enable_truncation(longest, strategy="only_second")
    made.no_padding()
    return made


class Stance(nn.Module):
    """``forward(embedded, mask, segments)`` gives logits (batch, 3) in the order against, for, neutral.

    ``embedded`` holds raw word-embedding rows (batch, tokens, 384); positions, segments and normalisation are added
    inside. The word table itself is frozen, so that every model of the project can share one copy of it.
    """

    def __init__(self, folder: Path, attention: str = "sdpa", dropout: float = 0.0) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(
            folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0, attn_implementation=attention
        )
        self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        self.dropout = nn.Dropout(0.1)
        self.middle = nn.Linear(2 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 3)

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        return self.encoder.embeddings.word_embeddings(ids)

    def forward(self, embedded: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask, token_type_ids=segments).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
        pooled = torch.cat([hidden[:, 0], mean], dim=-1)
        return self.out(self.dropout(torch.tanh(self.middle(self.dropout(pooled)))))
