"""What every model of the product shares: the tokenizer, the word table and ONNX sessions.

The models are graphs above one word table (``models/words.npz``: int8 rows with a scale each), so that three models
need one copy of it. A graph takes ``embedded`` [batch, pieces, 384] float32, the raw rows, and ``mask`` [batch,
pieces].
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["CLS", "MODELS", "SEP", "SLOW", "embed", "inner", "rows", "session", "tokenizer"]

CLS, SEP = 101, 102
WIDTH = 384
MODELS = files("onrecord") / "models"
LONGEST = 128
# On processors this takes several times as long as the addition and the normalization that it puts together, and is
# less exact (docs/measurements/reading.md).
SLOW = ["SkipLayerNormFusion"]


@cache
def tokenizer() -> Tokenizer:
    """BERT's uncased word pieces; offsets are code points into the string given. Adds no special pieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    words = (MODELS / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {word: i for i, word in enumerate(words) if word}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106 - a word
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@cache
def inner() -> NDArray[np.bool_]:
    """For each word piece of the vocabulary, whether it goes on with the word of the piece before."""
    made = tokenizer()
    return np.array([(made.id_to_token(i) or "").startswith("##") for i in range(made.get_vocab_size())])


@cache
def _table() -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    with (MODELS / "words.npz").open("rb") as file, np.load(file) as table:
        return table["rows"], table["scale"]


def rows(ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """The word table's rows for ``ids`` of any shape: that shape plus one axis of 384."""
    table, scale = _table()
    out: NDArray[np.float32] = table[ids].astype(np.float32)
    out *= scale[ids][..., None]
    return out


@cache
def session(name: str) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """The ONNX Runtime session of ``models/NAME.onnx``.

    Threads: ``ONRECORD_THREADS`` if set, else the runtime's choice. Device: ``ONRECORD_DEVICE`` = ``cpu`` (default) or
    ``cuda`` (needs onnxruntime-gpu).
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads := os.environ.get("ONRECORD_THREADS"):
        options.intra_op_num_threads = int(threads)
    cuda = os.environ.get("ONRECORD_DEVICE", "cpu") == "cuda"
    providers = (["CUDAExecutionProvider"] if cuda else []) + ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(
        (MODELS / f"{name}.onnx").read_bytes(), options, providers=providers, disabled_optimizers=SLOW
    )


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Sentence vectors [texts, 384] of length one (all-MiniLM-L6-v2, mean pooled); texts are cut at 126 pieces.

    Each text goes through alone: int8 activations are scaled by what they meet, so that neighbours would change it.
    """
    out = np.zeros((len(texts), WIDTH), np.float32)
    for row, pieces in zip(out, tokenizer().encode_batch(list(texts), add_special_tokens=False), strict=True):
        ids = np.array([[CLS, *pieces.ids[: LONGEST - 2], SEP]], np.int64)
        (vectors,) = session("sentence").run(None, {"embedded": rows(ids), "mask": np.ones_like(ids)})
        row[:] = vectors[0]
    return out
