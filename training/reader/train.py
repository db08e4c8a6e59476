"""Train the reader.

    python training/reader/train.py --shared ../shared --base MODEL.safetensors --out reader.pt

On two cores an epoch takes some minutes; the log tells. ``--minutes`` bounds the whole, the learning rate is scheduled
to end there. The dev figures in the log are exact span F1 on word pieces, not the project's scorer.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
from data import IGNORE, Document, Window, gap, gum, polnear, windows
from model import POINTERS, Crf, Reader, pointer_scores

from onrecord.encoder import CLS, SEP, rows
from onrecord.reading.tagger import viterbi

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
MASK_ID, PAD_MULTIPLE, CONTEXT = 103, 64, 48
CURLY, STRAIGHT_ID = {1523, 1524}, 1000
WEIGHTS = (0.4, 0.4, 0.4, 0.3)  # of each pointer beside the roles


class Batch:
    """Windows padded to one length, with labels; pointer rows are (row, piece, pointer) with a mask of targets."""

    def __init__(self, chosen: list[Window], pick: random.Random | None) -> None:
        longest = max(w.end - w.start for w in chosen) + 2
        t = -(-longest // PAD_MULTIPLE) * PAD_MULTIPLE
        b = len(chosen)
        ids = np.zeros((b, t), np.int64)
        self.mask = torch.zeros(b, t)
        shapes, marks = np.zeros((b, t), np.int64), np.zeros((b, t), np.int64)
        roles, names = np.full((b, t), IGNORE), np.full((b, t), IGNORE)
        self.lengths = torch.tensor([w.end - w.start + 2 for w in chosen])
        asks: list[tuple[int, int, int]] = []
        allowed: list[np.ndarray] = []
        targets: list[np.ndarray] = []
        for row, w in enumerate(chosen):
            n, d = w.end - w.start, w.document
            part = slice(w.start, w.end)
            ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, d.pieces.ids[part], SEP
            shapes[row, 1 : n + 1], marks[row, 1 : n + 1] = d.pieces.shapes[part], d.pieces.marks[part]
            roles[row, 1 : n + 1], names[row, 1 : n + 1] = d.roles[part], d.names[part]
            if d.roles[0] != IGNORE:
                roles[row, 0] = roles[row, n + 1] = 0
                begin_cut_spans(roles[row, : n + 2])
            self.mask[row, : n + 2] = 1
            if pick:
                augment(ids[row, 1 : n + 1], shapes[row, 1 : n + 1], pick)
            for pointer, piece, where in d.pointers:
                if not w.start + w.context <= piece < w.end or (where and not any(w.start <= i < w.end for i in where)):
                    continue
                right = np.zeros(t, bool)
                right[[i - w.start + 1 for i in where if w.start <= i < w.end] or [0]] = True
                may = np.zeros(t, bool)
                if piece in d.only:
                    may[[i - w.start + 1 for i in d.only[piece] if w.start <= i < w.end]] = True
                else:
                    may[: n + 1] = True
                asks.append((row, pointer, piece - w.start + 1))
                allowed.append(may)
                targets.append(right)
        self.ids = torch.from_numpy(ids)
        self.shapes, self.marks = torch.from_numpy(shapes), torch.from_numpy(marks)
        self.roles, self.names = torch.from_numpy(roles), torch.from_numpy(names)
        self.asks = torch.tensor(asks, dtype=torch.long).reshape(-1, 3)
        self.allowed = torch.from_numpy(np.array(allowed).reshape(-1, t))
        self.targets = torch.from_numpy(np.array(targets).reshape(-1, t))

    @property
    def embedded(self) -> torch.Tensor:
        """The word table's rows, [batch, pieces, 384]."""
        return torch.from_numpy(rows(self.ids.numpy()))


def augment(ids: np.ndarray, shapes: np.ndarray, pick: random.Random) -> None:
    """Hide a few words, and sometimes straighten all quotation marks, in place."""
    if pick.random() < 0.2:
        for i, word in enumerate(ids):
            if word in CURLY:
                ids[i], shapes[i] = STRAIGHT_ID, 8
    for i in range(len(ids)):
        if pick.random() < 0.04 and shapes[i] < 6:
            ids[i] = MASK_ID


def begin_cut_spans(roles: np.ndarray) -> None:
    """Where a cut or an overlapping span left an I without its B before it, make it a B, in place."""
    before, here = roles[:-1], roles[1:]
    orphan = (here > 0) & (here % 2 == 0) & (before != here) & (before != here - 1)
    here[orphan] -= 1


def outputs(model: nn.Module, batch: Batch) -> tuple[torch.Tensor, ...]:
    """What the network gives, computed in bfloat16."""
    with torch.autocast("cpu", torch.bfloat16):
        return model(batch)


def loss_of(crf: Crf, given: tuple[torch.Tensor, ...], batch: Batch) -> torch.Tensor:
    """CRF on roles, cross-entropy on names, marginal likelihood of the targets of each pointer."""
    roles, names, queries, keys, _ = given
    total = torch.zeros(())
    tagged = batch.roles[:, 0] != IGNORE
    if tagged.any():
        labels = batch.roles.clamp(min=0)
        total = total + crf(roles[tagged], labels[tagged], batch.lengths[tagged])
        if names is not None:
            total = total + 0.2 * nn.functional.cross_entropy(
                names.float().flatten(0, 1), batch.names.flatten(), ignore_index=IGNORE
            )
    if len(batch.asks):
        scores = pointer_scores(queries.float(), keys.float())
        row, pointer, piece = batch.asks.T
        scores = scores[row, pointer, piece].masked_fill(~batch.allowed, -1e4)
        log = scores.log_softmax(-1).masked_fill(~batch.targets, -1e4).logsumexp(-1)
        for p, weight in enumerate(WEIGHTS):
            if (pointer == p).any():
                total = total - weight * log[pointer == p].mean()
    return total


def batches(documents: list[Document], size: int, count: int, pick: random.Random) -> list[list[Window]]:
    """All windows of the documents, batches of like length, in random order."""
    cut = [w for d in documents for w in windows(d, size - 2, CONTEXT, pick)]
    pick.shuffle(cut)
    cut.sort(key=lambda w: (w.end - w.start) // 64)
    out = [cut[i : i + count] for i in range(0, len(cut), count)]
    pick.shuffle(out)
    return out


def evaluate(model: Reader, documents: list[Document], size: int) -> str:
    """Best labels of pieces: token F1 by role; share of pointers that choose a right target."""
    model.eval()
    hits, made, gold = np.zeros(3), np.zeros(3), np.zeros(3)
    right, asked = np.zeros(len(POINTERS)), np.zeros(len(POINTERS))
    cut = [w for d in documents for w in windows(d, size - 2, CONTEXT)]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(cut), 16):
            batch = Batch(cut[i : i + 16], None)
            roles, _, queries, keys, _ = model(batch)
            labels = torch.zeros_like(batch.roles)
            moves = (model.crf.transitions + model.crf.shut).numpy()
            emissions = [row[:n].float().numpy() for row, n in zip(roles, batch.lengths.tolist(), strict=True)]
            for row, path in zip(labels, viterbi(emissions, moves), strict=True):
                row[: len(path)] = torch.from_numpy(path)
            predicted, wanted = (labels + 1) // 2, (batch.roles + 1) // 2
            known = batch.roles != IGNORE
            for k in (1, 2, 3):
                p, g = (predicted == k) & known, (wanted == k) & known
                hits[k - 1] += (p & g).sum()
                made[k - 1] += p.sum()
                gold[k - 1] += g.sum()
            row, pointer, piece = batch.asks.T
            chosen = (
                pointer_scores(queries.float(), keys.float())[row, pointer, piece]
                .masked_fill(~batch.allowed, -1e4)
                .argmax(-1)
            )
            ok = batch.targets.gather(1, chosen[:, None])[:, 0]
            for p in range(len(POINTERS)):
                right[p] += ok[pointer == p].sum()
                asked[p] += (pointer == p).sum()
    model.train()
    f1 = 200 * hits / (made + gold)
    return f"token F1 {f1.round(1)}, pointers {(100 * right / asked).round(1)}"


def options(about: str) -> argparse.ArgumentParser:
    """What every training of a reader or of its teacher asks for."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--keep", type=float, nargs="*", default=[], help="minutes at which to keep a copy of the average"
    )
    parser.add_argument("--rate", type=float, default=2.5e-4, help="of the encoder")
    parser.add_argument("--warm", type=int, default=100, help="steps until the whole rate")
    parser.add_argument("--average", type=float, default=0.998, help="what of the moving average stays at each step")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def follow(
    args: argparse.Namespace,
    model: nn.Module,
    groups: list[dict[str, Any]],
    epoch: Callable[[random.Random], list[T]],
    loss_on: Callable[[T, random.Random], torch.Tensor],
    after: Callable[[], str] = str,
) -> None:
    """Train until the time is spent; the weights kept are the moving average.

    ``groups``: parameters for the optimizer, each with "k", by which the rate is multiplied; ``epoch`` gives what
    ``loss_on`` takes one by one; ``after`` says something of the average after each epoch.
    """
    pick = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    moving = [k for k, v in model.named_parameters() if v.requires_grad]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, fused=True)
    began, step, number, keep = time.time(), 0, 0, sorted(args.keep)
    while (time.time() - began) / 60 < args.minutes:
        plan, losses = epoch(pick), []
        for chosen in plan:
            done = (time.time() - began) / 60 / args.minutes
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = args.rate * group["k"] * min(1, (step + 1) / args.warm, 1.02 - done)
            loss = loss_on(chosen, pick)
            if not loss.requires_grad:
                continue  # windows of unlabelled text without a mention to resolve
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
            step += 1
            decay = min(args.average, step / (step + 20))
            with torch.no_grad():
                now = model.state_dict()
                for k in moving:
                    average[k].lerp_(now[k], 1 - decay)
            while keep and time.time() - began >= 60 * keep[0]:
                torch.save(average, args.out.with_suffix(f".{keep.pop(0):g}.pt"))
            if step % 50 == 0:
                torch.save(average, args.out)
                print(
                    f"{(time.time() - began) / 60:.1f} min, step {step}/{len(plan)}, loss {np.mean(losses[-50:]):.3f}",
                    flush=True,
                )
        number += 1
        current = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        torch.save(average, args.out)
        print(f"epoch {number}: {after()}", flush=True)
        model.load_state_dict(current)


def begin(base: Path | None, start: Path | None) -> tuple[Reader, list[dict[str, Any]]]:
    """A reader on MiniLM's weights or going on from a reader's own, and its parameters for ``follow``."""
    model = Reader()
    if base:
        model.encoder.load(base)
    if start:
        model.load_state_dict(torch.load(start))
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    return model, [{"params": list(model.encoder.parameters()), "k": 1.0}, {"params": heads, "k": 4.0}]


def antecedents(gold: Path) -> list[Document]:
    """GUM without its news, and GAP: texts that have antecedents only."""
    files = sorted((gold / "gum" / "dep").glob("*.conllu"))
    found = [d for p in files if "_news_" not in p.name and (d := gum(p)).pointers]
    return found + [d for name in ("development", "validation") for d in gap(gold / "gap" / f"gap-{name}.tsv")]


def a_fifth(extra: list[Document], args: argparse.Namespace, pick: random.Random) -> list[list[Window]]:
    """Batches of a fifth of the documents."""
    return batches(pick.sample(extra, len(extra) // 5), args.size, args.batch, pick)


def main() -> None:
    """Train on gold."""
    parser = options(__doc__)
    parser.add_argument("--base", type=Path, help="MiniLM's weights, to begin anew")
    parser.add_argument("--start", type=Path, help="go on from these weights")
    args = parser.parse_args()
    if not (args.base or args.start):
        parser.error("--base or --start is needed")
    gold = args.shared / "gold"
    dev, extra = polnear(gold / "polnear" / "dev"), antecedents(gold)
    model, groups = begin(args.base, args.start)

    def epoch(pick: random.Random) -> list[list[Window]]:
        documents = polnear(gold / "polnear" / "train", pick)
        plan = batches(documents, args.size, args.batch, pick)
        plan += a_fifth(extra, args, pick)
        pick.shuffle(plan)
        return plan

    follow(
        args, model, groups, epoch,
        lambda chosen, pick: loss_of(model.crf, outputs(model, batch := Batch(chosen, pick)), batch),
        lambda: evaluate(model, dev, args.size),
    )  # fmt: skip


if __name__ == "__main__":
    main()
