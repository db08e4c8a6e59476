"""Write the word table that all models share: MiniLM's word embeddings, int8 with one scale a row.

    python training/words.py PATH/TO/model.safetensors

The table stays frozen in all training, so that one copy serves the reader, the stance model and the sentence encoder.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

MODELS = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "models"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def checked(path: Path) -> Path:
    """``path``, if it is the base model that we know; raises ValueError otherwise."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != BASE_SHA256:
        raise ValueError(f"{path} is not the all-MiniLM-L6-v2 that the recipes expect")
    return path


def main() -> None:
    """Quantise row by row: rows = q * scale, q in [-127, 127]."""
    weights = load_file(checked(Path(sys.argv[1])))
    table = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight")).astype(np.float32)
    scale = np.maximum(np.abs(table).max(1), 1e-8) / 127
    rows = np.rint(table / scale[:, None]).astype(np.int8)
    np.savez(MODELS / "words.npz", rows=rows, scale=scale.astype(np.float32))
    print(f"{rows.shape} rows, largest error {np.abs(rows * scale[:, None] - table).max():.5f}")


if __name__ == "__main__":
    main()
