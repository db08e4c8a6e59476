"""Trains the stance classifier on the sets beside the project and writes its weights.

    python training/stance/train.py --base FOLDER_OF_MINILM --out stance.pt --minutes 35

The learning rate follows the processor time used (``--minutes``), and the clock where the machine is too busy
(``--limit``), so that a busy machine makes a shorter training, not a broken one.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import time
from pathlib import Path

import consequences
import data
import numpy as np
import statements
import torch
from model import PAD, Stance, tokenizer
from sklearn.metrics import f1_score

SEED = 20251121
BATCH = 32
RATE = 1.5e-4
SIMILAR = 0.75  # cosine of topic embeddings from which a training topic counts as seen in a test set


def encode(pairs: list[data.Pair], base: Path, longest: int = 96) -> list[tuple[list[int], list[int], int]]:
    """Word pieces, segments and label of each pair."""
    made = tokenizer(base, longest).encode_batch([(pair.proposition, pair.text) for pair in pairs])
    return [(line.ids, line.type_ids, pair.label) for line, pair in zip(made, pairs, strict=True)]


def batches(rows: list[tuple[list[int], list[int], int]], rng: random.Random) -> list[list[int]]:
    """Rows of like length together, padded to multiples of 16; order of batches random."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + rng.random() * 8)
    made = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(made)
    return made


def collate(rows: list[tuple[list[int], list[int], int]]) -> tuple[torch.Tensor, ...]:
    """Tensors of pieces, mask, segments and labels, padded to a multiple of 16."""
    width = -(-max(len(ids) for ids, _, _ in rows) // 16) * 16
    ids = torch.full((len(rows), width), PAD)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    segments = torch.zeros((len(rows), width), dtype=torch.long)
    for i, (tokens, types, _) in enumerate(rows):
        ids[i, : len(tokens)] = torch.tensor(tokens)
        mask[i, : len(tokens)] = 1
        segments[i, : len(types)] = torch.tensor(types)
    return ids, mask, segments, torch.tensor([label for _, _, label in rows])


def logits_of(model: Stance, rows: list[tuple[list[int], list[int], int]]) -> np.ndarray:
    """Logits [rows, 3] of coded pairs."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    out = np.zeros((len(rows), 3), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            ids, mask, segments, _ = collate([rows[i] for i in some])
            out[some] = model(model.embed(ids), mask, segments).float().numpy()
    model.train()
    return out


def unseen(train: list[data.Pair], test_topics: set[str], base: Path) -> list[data.Pair]:
    """The training pairs whose topic is like no test topic."""
    from transformers import BertModel

    encoder = BertModel.from_pretrained(base, add_pooling_layer=False).eval()
    cutter = tokenizer(base)

    def vectors(texts: list[str]) -> np.ndarray:
        rows = []
        for text in texts:
            ids = torch.tensor([cutter.encode(text).ids])
            with torch.inference_mode():
                mean = encoder(ids).last_hidden_state.mean(1)[0]
            rows.append((mean / mean.norm()).numpy())
        return np.stack(rows)

    topics = sorted({pair.topic for pair in train})
    tests = [data.proposition_of(topic) for topic in sorted(test_topics)]
    closest = (vectors([data.proposition_of(topic) for topic in topics]) @ vectors(tests).T).max(1)
    dropped = {topic for topic, value in zip(topics, closest, strict=True) if value >= SIMILAR}
    print(f"{len(dropped)} of {len(topics)} training topics dropped as like a test topic")
    return [pair for pair in train if pair.topic not in dropped]


def prepared(shared: Path, base: Path) -> tuple[list[data.Pair], dict[str, list[data.Pair]]]:
    """Pairs of the training sets, and the named sets for development and testing."""
    gold = shared / "gold/stance"
    everything = [
        *data.ibm(gold), *data.perspectrum(gold), *data.iam(gold), *data.valueeval(gold), *data.gwsd(gold)
    ]  # fmt: skip
    sets = {
        "perspectrum-dev": [p for p in everything if p.source == "perspectrum" and p.split == "dev"],
        "perspectrum-test": [p for p in everything if p.source == "perspectrum" and p.split == "test"],
        "ibm-test": [p for p in everything if p.source == "ibm" and p.split == "test"],
        "vast-zero-shot": [p for p in data.vast(gold) if p.topic == "zero-shot"],
    }
    held = {p.topic for name in ("perspectrum-dev", "perspectrum-test", "ibm-test") for p in sets[name]}
    things = {target[0] for topic in held if (target := data.target_of(data.proposition_of(topic)))}
    comments = {p.proposition for p in sets["vast-zero-shot"]}
    written = unseen(list(data.own(Path(__file__).with_name("claims.txt"))), held | things | comments, base)
    return unseen([p for p in everything if p.split == "train"], held, base) + 2 * written, sets


def drawn(train: list[data.Pair], reports: Path, seed: int) -> list[data.Pair]:
    """What one pass sees: every pair in a form drawn anew, and as many again made from them and from our own words."""
    rng = random.Random(seed)
    posed = [data.posed(pair, rng) for pair in train]
    long = [data.posed(pair, rng) for pair in consequences.joined(train, len(train) // 10, rng)]
    targets = statements.targets_of(train) + sorted({(p.proposition, p.topic) for p in train if p.source == "own"})
    spoken = list(statements.from_templates(targets, 3, seed))
    spoken += statements.from_templates(statements.negotiation_targets(reports, 600, seed), 1, seed)
    spoken += statements.negotiation_pairs(reports, 250, seed)
    made = list(consequences.made(targets, len(train) // 3, seed))
    return posed + long + spoken + made + data.unrelated(posed + long + made, len(train) // 5, rng)


def report(model: Stance, sets: dict[str, list[data.Pair]], base: Path) -> str:
    """Macro F1 on each set; for and against alone are weighed in sets without neutral pairs."""
    parts = []
    for name, pairs in sets.items():
        scores = logits_of(model, encode(pairs, base, 96 if name != "vast-zero-shot" else 192))
        gold = [pair.label for pair in pairs]
        labels = [0, 1] if data.NEUTRAL not in gold else [0, 1, 2]
        found = scores[:, labels].argmax(1)
        parts.append(f"{name} {100 * f1_score(gold, found, average='macro'):.1f}")
    return ", ".join(parts)


def main() -> None:
    """Trains and reports."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers to leave as they are")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--last", type=float, default=0.01, help="the share of the rate left at the end")
    parser.add_argument("--minutes", type=float, default=35, help="processor time to spend")
    parser.add_argument("--limit", type=float, default=80, help="minutes by the clock after which to stop in any case")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    pairs, sets = prepared(options.shared, options.base)
    model = Stance(options.base, dropout=0.1).train()
    torch.set_num_threads(1)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    for frozen in [model.encoder.embeddings, *model.encoder.encoder.layer[: options.freeze]] if options.freeze else []:
        frozen.requires_grad_(requires_grad=False)
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    weights = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    started, used, step, epoch, done = time.monotonic(), time.process_time(), 0, 0, 0.0
    window: collections.deque[float] = collections.deque(maxlen=100)
    while done < 1:
        train = drawn(pairs, options.shared / "corpora/enb", options.seed + epoch)
        print(len(train), dict(collections.Counter(pair.source for pair in train)), flush=True)
        rows = encode(train, options.base)
        for batch in batches(rows, rng):
            done = max(
                (time.process_time() - used) / (60 * options.minutes),
                (time.monotonic() - started) / (60 * options.limit),
            )
            if done >= 1:
                break
            rate = RATE * min(1.0, (step + 1) / 200) * (1 - done * (1 - options.last))
            for group in optimiser.param_groups:
                group["lr"] = rate
            ids, mask, segments, gold = collate([rows[i] for i in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(model.embed(ids), mask, segments)
            loss = torch.nn.functional.cross_entropy(scores.float(), gold, label_smoothing=0.05)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            step += 1
            if step % 10 == 0:  # a moving average over about 300 steps is what is kept
                pull = max(1 / 30, 10 / step)
                for name, value in model.state_dict().items():
                    mean[name].lerp_(value, min(pull, 1.0))
            window.append(loss.item())
            if step % 100 == 0:
                print(f"{done:.3f} epoch {epoch} step {step} loss {np.mean(window):.3f}", flush=True)
                torch.save(mean, options.out)
        epoch += 1
        now = {name: value.clone() for name, value in model.state_dict().items()}
        torch.save(mean, options.out)
        model.load_state_dict(mean)
        print(f"after {epoch}:", report(model, {"perspectrum-dev": sets["perspectrum-dev"]}, options.base), flush=True)
        model.load_state_dict(now)


if __name__ == "__main__":
    main()
