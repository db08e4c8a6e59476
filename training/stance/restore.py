"""Turns the shipped ``stance.onnx`` back into float weights from which ``train.py --start`` goes on.

    python training/stance/restore.py --base FOLDER_OF_MINILM --out start.pt

The matrices come back as int8 times scale: what rounding took away is gone, the rest is exact.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Stance
from onnx import numpy_helper

sys.path.append(str(Path(__file__).parents[1]))
from quantise import MODELS


def restored(path: Path, base: Path) -> dict[str, torch.Tensor]:
    """The state of `Stance` that an exported graph holds; raises `ValueError` if a weight is not found in it."""
    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    state = Stance(base).state_dict()
    out = {name: torch.tensor(held[name]).float() for name in state if name in held}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        weight = node.input[1]
        stem = weight.removesuffix("_quantized")
        step, bias = node, None
        while bias is None:  # along the graph to the addition of the layer's bias, which bears its name
            step = users[step.output[0]][0]
            if step.op_type == "Add":
                bias = next(name for name in step.input if name in held)
        matrix = (held[weight].astype(np.float32) - held[f"{stem}_zero_point"]) * held[f"{stem}_scale"]
        out[bias.removesuffix("bias") + "weight"] = torch.tensor(matrix.T.copy())
    out |= {name: value for name, value in state.items() if ".embeddings." in name and name not in out}
    if missing := [name for name in state if name not in out]:
        raise ValueError(f"not in {path.name}: {', '.join(missing)}")
    return out


def main() -> None:
    """Writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(restored(MODELS / "stance.onnx", options.base), options.out)


if __name__ == "__main__":
    main()
