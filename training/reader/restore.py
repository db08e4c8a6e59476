"""Float weights from the shipped int8 graph, to go on training from them (``train.py --start``).

    python training/reader/restore.py OUT.pt

What rounding to eight bits lost is small beside what a hundred further steps change.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from model import Reader
from quantise import MODELS


def restored(path: Path) -> dict[str, torch.Tensor]:
    """The state of a ``Reader`` from the graph that ``export.py`` wrote."""
    graph = onnx.load(path).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    after = {name: node for node in reversed(graph.node) for name in node.input}
    state = Reader().state_dict()
    for name in state:
        if f"reader.{name}" in held:
            state[name] = torch.tensor(held[f"reader.{name}"])
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        matrix = node.input[1].removesuffix("_quantized")
        whole = held[f"{matrix}_quantized"].astype(np.float32) - held[f"{matrix}_zero_point"]
        # A matrix has lost its name in the graph; the bias that is added to its product has kept it.
        step = after[node.output[0]]
        while not (bias := [name for name in step.input if name.endswith(".bias")]) and step.output[0] in after:
            step = after[step.output[0]]
        name = "".join(bias).removeprefix("reader.").removesuffix("bias") + "weight"
        if name in state:
            state[name] = torch.tensor((whole * held[f"{matrix}_scale"]).T.copy())
    moves = next(tensor for tensor in held.values() if tensor.shape == state["crf.transitions"].shape)
    shut = state["crf.shut"].numpy()
    state["crf.transitions"] = torch.tensor(np.where(shut < 0, 0, moves))
    return state


def main() -> None:
    """Write the state for ``train.py --start``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    torch.save(restored(MODELS / "reader.onnx"), parser.parse_args().out)


if __name__ == "__main__":
    main()
