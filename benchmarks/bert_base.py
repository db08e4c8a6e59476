"""A token classifier of BERT-base's shape as an ONNX graph, for comparing speed.

Twelve layers of width 768 with twelve heads and an inner width of 3,072, above 30,522 word pieces, float32: 109 million
weights (Devlin et al. 2019, table 1). The weights are random. What the classifier says means nothing; how long it takes
does not depend on them. Needs the package ``onnx`` (``training/requirements.txt``).
"""

from __future__ import annotations

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

VOCABULARY, WIDTH, HEADS, INNER, LAYERS, POSITIONS = 30_522, 768, 12, 3_072, 12, 512
OPSET = 17


class _Graph:
    """Nodes and weights in the making; each method adds an operation and returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []
        self.random = np.random.default_rng(0)

    def constant(self, values: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, *shape: int) -> str:
        return self.constant(self.random.normal(0, 0.02, shape).astype(np.float32))

    def add(self, operation: str, *inputs: str, **attributes: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [name], **attributes))
        return name

    def dense(self, given: str, width_in: int, width_out: int) -> str:
        return self.add("Add", self.add("MatMul", given, self.weight(width_in, width_out)), self.weight(width_out))

    def norm(self, given: str) -> str:
        scale, shift = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
        return self.add("LayerNormalization", given, self.constant(scale), self.constant(shift), epsilon=1e-12)

    def heads(self, given: str) -> str:
        split = self.constant(np.array([0, 0, HEADS, WIDTH // HEADS]))
        return self.add("Transpose", self.add("Reshape", given, split), perm=[0, 2, 1, 3])

    def attention(self, given: str, masked: str) -> str:
        query, key, value = (self.heads(self.dense(given, WIDTH, WIDTH)) for _ in range(3))
        scores = self.add("MatMul", query, self.add("Transpose", key, perm=[0, 1, 3, 2]))
        scores = self.add("Div", scores, self.constant(np.array((WIDTH // HEADS) ** 0.5, np.float32)))
        weighed = self.add("MatMul", self.add("Softmax", self.add("Add", scores, masked), axis=-1), value)
        joined = self.add(
            "Reshape", self.add("Transpose", weighed, perm=[0, 2, 1, 3]), self.constant(np.array([0, 0, WIDTH]))
        )
        return self.dense(joined, WIDTH, WIDTH)

    def gelu(self, given: str) -> str:
        half, one, root = (self.constant(np.array(x, np.float32)) for x in (0.5, 1.0, 2**0.5))
        bell = self.add("Add", self.add("Erf", self.add("Div", given, root)), one)
        return self.add("Mul", self.add("Mul", given, bell), half)


def bert_base(labels: int) -> ModelProto:
    """The classifier: ``ids`` and ``mask`` [batch, pieces] int64 to ``scores`` [batch, pieces, labels] float32."""
    graph = _Graph()
    words = graph.add("Gather", graph.weight(VOCABULARY, WIDTH), "ids")
    length = graph.add("Gather", graph.add("Shape", "ids"), graph.constant(np.array([1])))
    places = graph.add("Slice", graph.weight(POSITIONS, WIDTH), graph.constant(np.array([0])), length)
    hidden = graph.norm(graph.add("Add", words, places))
    mask = graph.add("Unsqueeze", graph.add("Cast", "mask", to=TensorProto.FLOAT), graph.constant(np.array([1, 2])))
    inverse = graph.add("Sub", graph.constant(np.array(1, np.float32)), mask)
    masked = graph.add("Mul", inverse, graph.constant(np.array(-1e4, np.float32)))
    for _ in range(LAYERS):
        hidden = graph.norm(graph.add("Add", hidden, graph.attention(hidden, masked)))
        widened = graph.gelu(graph.dense(hidden, WIDTH, INNER))
        hidden = graph.norm(graph.add("Add", hidden, graph.dense(widened, INNER, WIDTH)))
    scores = graph.dense(hidden, WIDTH, labels)
    shape = ["batch", "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "bert-base",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("ids", "mask")],
        [helper.make_tensor_value_info(scores, TensorProto.FLOAT, [*shape, labels])],
        graph.weights,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
