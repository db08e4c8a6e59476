"""How fast On Record reads, beside a BERT-base token classifier on the same articles in the same run.

    pip install "onnx>=1.18"
    python benchmarks/speed.py [FOLDER] [--articles 40] [--threads 1] [--rounds 3]

Ours is all of ``onrecord.read``: text to statements with kinds, speakers and dates. The other is only what a token
classifier of the same task (source, cue, content, each begin or inside, or nothing) must do: cut words into pieces,
run BERT-base in float32 in ONNX Runtime over windows of 512 pieces in batches of 8, shortest first, and take the best
label. Linking spans into statements, speakers and dates would come on top. The two take turns, so that whatever else
runs on the machine slows both; the best round of each counts. Processor seconds stand beside the seconds by the clock,
because only they are comparable on a machine that is busy.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.vocabulary import Article

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", HERE.parent.parent / "shared"))
LABELS, WINDOW, BATCH = 7, 510, 8


def classifier(threads: int) -> Callable[[Sequence[Article]], int]:
    """A function that classifies every word piece of the articles and returns how many there were."""
    import onnxruntime

    from bert_base import bert_base
    from onrecord.encoder import CLS, SEP, tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        bert_base(LABELS).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )

    def classify(articles: Sequence[Article]) -> int:
        windows = []
        for encoding in tokenizer().encode_batch([article.text for article in articles], add_special_tokens=False):
            ids = encoding.ids
            windows += [[CLS, *ids[at : at + WINDOW], SEP] for at in range(0, len(ids), WINDOW)]
        windows.sort(key=len)
        pieces = 0
        for at in range(0, len(windows), BATCH):
            batch = windows[at : at + BATCH]
            ids = np.zeros((len(batch), len(batch[-1])), np.int64)
            mask = np.zeros_like(ids)
            for row, window in enumerate(batch):
                ids[row, : len(window)], mask[row, : len(window)] = window, 1
            labels = session.run(None, {"ids": ids, "mask": mask})[0].argmax(-1)
            pieces += int((labels[mask == 1] >= 0).sum())
        return pieces

    return classify


def load(folder: Path, limit: int) -> list[Article]:
    """The first ``limit`` text files of ``folder``."""
    from onrecord.intake import parse

    return [parse(path.read_bytes(), path=str(path))[0] for path in sorted(folder.glob("*.txt"))[:limit]]


def best(rounds: int, contenders: Sequence[Callable[[], Any]]) -> list[tuple[float, float]]:
    """Clock and processor seconds, each the best of ``rounds``, of each contender; a first turn does not count."""
    taken = [(float("inf"), float("inf"))] * len(contenders)
    for turn in range(rounds + 1):
        for i, run in enumerate(contenders):
            clock, processor = time.perf_counter(), time.process_time()
            run()
            spent = time.perf_counter() - clock, time.process_time() - processor
            if turn:
                taken[i] = min(taken[i][0], spent[0]), min(taken[i][1], spent[1])
    return taken


def main() -> None:
    """Time both and print words a second and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold/polnear/dev/text")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    os.environ["ONRECORD_THREADS"] = str(args.threads)
    import onrecord

    articles = load(args.folder, args.articles)
    if not articles:
        raise SystemExit(f"no text files in {args.folder}; name a folder of articles")
    words = sum(len(article.text.split()) for article in articles)
    classify = classifier(args.threads)
    ours, bert = best(args.rounds, [lambda: onrecord.read(articles), lambda: classify(articles)])
    print(f"{len(articles)} articles, {words} words, {args.threads} thread(s), best of {args.rounds}")
    print("                                       words/s  seconds  processor seconds")
    for name, (clock, processor) in {"On Record, text to statements": ours, "BERT-base, labels only": bert}.items():
        print(f"{name:32} {words / clock:13.0f} {clock:8.2f} {processor:18.2f}")
    print(f"{'ratio':32} {'':13} {bert[0] / ours[0]:8.2f} {bert[1] / ours[1]:18.2f}")


if __name__ == "__main__":
    main()
