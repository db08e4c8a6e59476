"""How much of the machine's int8 matrix-product peak reading uses, and where the rest of the time goes.

    pip install "onnx>=1.18"
    python benchmarks/peak.py [FOLDER] [--articles 40] [--rounds 5]

Peak: the most multiply-adds a second of one thread that ONNX Runtime's integer matrix product reaches on square
matrices. Reading: the multiply-adds of the network's int8 products (rows x weights, every window as it is read), over
the processor seconds of ``onnxruntime`` alone and of all of ``onrecord.read``. Products of attention and all else in
float count as nothing. The profile is ONNX Runtime's own, by kind of node. Processor time, because other programs may
run; needs ``../shared`` or a folder of articles.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from speed import SHARED, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.reading.pieces import Pieces

SIZES = (256, 512, 1024)


def least(rounds: int, run: Callable[[], Any]) -> float:
    """The least processor seconds of ``rounds`` runs after one that does not count."""
    run()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def options() -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """Session options: one thread, no messages."""
    import onnxruntime

    made = onnxruntime.SessionOptions()
    made.intra_op_num_threads = 1
    made.log_severity_level = 3
    return made


def peak(size: int, rounds: int) -> float:
    """Multiply-adds a second of uint8 [size, size] by int8 [size, size], the latter constant as weights are."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(0)
    weights = random.integers(-127, 128, (size, size), np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [size, size])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [size, size])],
        [numpy_helper.from_array(weights, "b")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString(), options(), providers=["CPUExecutionProvider"])
    values = random.integers(0, 256, (size, size), np.uint8)
    repeats = max(1, 2 * 1024**3 // size**3)
    seconds = least(rounds, lambda: [session.run(None, {"a": values}) for _ in range(repeats)])
    return float(repeats * size**3 / seconds)


def int8_weights() -> int:
    """How many int8 weights of the reader's network each piece is multiplied by."""
    import onnx

    from onrecord.encoder import MODELS

    graph = onnx.load_from_string((MODELS / "reader.onnx").read_bytes()).graph
    stored = {i.name: i for i in graph.initializer}
    products = [node for node in graph.node if node.op_type.startswith(("MatMulInteger", "DynamicQuantizeMatMul"))]
    used = [stored[name] for node in products for name in node.input if name in stored and len(stored[name].dims) == 2]
    return sum(int(np.prod(weight.dims)) for weight in used)


def profile(cut: list[Pieces]) -> Counter[str]:
    """Seconds by kind of node, from ONNX Runtime's profile of one pass over all windows."""
    import onnxruntime

    from onrecord.encoder import MODELS, SLOW
    from onrecord.reading import tagger

    with tempfile.TemporaryDirectory() as folder:
        made = options()
        made.enable_profiling = True
        made.profile_file_prefix = str(Path(folder) / "profile")
        session = onnxruntime.InferenceSession(
            (MODELS / "reader.onnx").read_bytes(),
            made,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=SLOW,
        )
        for pieces in cut:
            for start, _, end in tagger.cut(pieces):
                session.run(None, tagger.inputs(pieces, start, end))
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    kinds: Counter[str] = Counter()
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            kinds[event["args"]["op_name"]] += event["dur"] / 1e6
    return kinds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold/polnear/dev/text")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    os.environ["ONRECORD_THREADS"] = "1"
    import onrecord
    from onrecord.reading import tagger
    from onrecord.reading.pieces import pieces

    best = {size: peak(size, args.rounds) for size in SIZES}
    for size, speed in best.items():
        print(f"integer product of {size} x {size}: {speed / 1e9:8.1f} G multiply-adds a second")
    top = max(best.values())
    articles = load(args.folder, args.articles)
    cut = [pieces(article.text, article.body) for article in articles]
    windows = [(one, start, end) for one in cut for start, _, end in tagger.cut(one)]
    rows = sum(end - start + 2 for _, start, end in windows)
    work = rows * int8_weights()
    inputs = [tagger.inputs(*window) for window in windows]
    session = tagger.session("reader")
    alone = least(args.rounds, lambda: [session.run(None, one) for one in inputs])
    whole = least(args.rounds, lambda: onrecord.read(articles))
    print(f"{len(articles)} articles, {len(windows)} windows, {rows} rows, {work / 1e9:.1f} G int8 multiply-adds")
    print(f"network alone: {alone:6.2f} s, {100 * work / alone / top:5.1f} % of the peak")
    print(f"all of read:   {whole:6.2f} s, {100 * work / whole / top:5.1f} % of the peak")
    kinds = profile(cut)
    for kind, seconds in kinds.most_common(12):
        print(f"    {kind:36} {100 * seconds / kinds.total():5.1f} % of the network's time")


if __name__ == "__main__":
    main()
