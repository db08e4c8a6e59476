"""Export a network to ONNX with its matrices in int8, one scale a channel, and take the floats back out of it.

Activations are scaled at run time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

if TYPE_CHECKING:
    from collections.abc import Sequence

MODELS = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "models"


def export(
    model: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: Sequence[str], name: str, full: Path | None = None
) -> None:
    """Write ``models/NAME.onnx``; first axis of inputs and outputs is the batch, second the pieces, both free.

    ``full``: where to keep the unquantised graph, for comparison.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain = full or Path(folder) / "plain.onnx"
        axes = {n: {0: "batch", 1: "pieces"} for n in [*inputs, *outputs]}
        torch.onnx.export(
            model.eval(), tuple(inputs.values()), str(plain), dynamo=False, opset_version=17,
            input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        )  # fmt: skip
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(MODELS / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
    print(f"{name}.onnx: {(MODELS / f'{name}.onnx').stat().st_size / 1e6:.1f} MB")


def floats(name: str) -> dict[str, torch.Tensor]:
    """The weights of ``models/NAME.onnx`` by their names there: the matrices as int8 times scale, the rest exact.

    A matrix has lost its name in the graph and gets it back from the bias that is added to its product; one without is
    left out.
    """
    graph = onnx.load(str(MODELS / f"{name}.onnx")).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    after = {used: node for node in reversed(graph.node) for used in node.input}
    out = {key: torch.tensor(value) for key, value in held.items()}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        step = after[node.output[0]]
        while not (bias := [used for used in step.input if used.endswith(".bias")]) and step.output[0] in after:
            step = after[step.output[0]]
        if bias:
            stem = node.input[1].removesuffix("_quantized")
            whole = held[f"{stem}_quantized"].astype(np.float32) - held[f"{stem}_zero_point"]
            out[bias[0].removesuffix("bias") + "weight"] = torch.tensor((whole * held[f"{stem}_scale"]).T.copy())
    return out
