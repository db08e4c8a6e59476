"""Export a network to ONNX with its matrices in int8, one scale a channel; activations are scaled at run time."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import torch
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
