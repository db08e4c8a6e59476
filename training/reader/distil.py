"""Let the reader learn from its teacher, on PolNeAR and on news that nobody has labelled.

    python training/reader/distil.py label --shared ../shared --teacher teacher.pt --start START.pt --out labelled.pt
    python training/reader/distil.py learn --shared ../shared --labelled labelled.pt --start START.pt --out reader.pt

Doubts are learned with labels: for each piece how likely each role is, and where it may point to. On PolNeAR train the
loss is the mean of the annotators' and the teacher's. On other text, which neither has seen, the teacher and the reader
label together, which is better than either.
"""

from __future__ import annotations

import random
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "benchmarks")]
import corpora
from data import CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE, Document, Window, blank, polnear
from model import POINTER_SIZE, ROLES, Crf, pointer_scores
from teacher import TAUGHT, Teacher
from train import (
    MASK_ID,
    WEIGHTS,
    Batch,
    a_fifth,
    antecedents,
    batches,
    begin,
    evaluate,
    follow,
    loss_of,
    options,
    outputs,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from torch import nn

HIDE, LONGEST = 0.06, 20_000
CONTENT, CUE = ROLES.index("B-content"), ROLES.index("B-cue")
ASKED = ((CONTENT, CONTENT_CUE), (CUE, CUE_SOURCE), (CONTENT, CONTENT_SOURCE))  # which role asks which pointer


class Taught(Batch):
    """A batch with what teachers say of it: marginals of roles and of moves, queries and keys of pointers.

    ``teachers``: each with its weight; the weights are together 1. Scores are added before they become shares.
    """

    def __init__(self, chosen: list[Window], teachers: list[tuple[nn.Module, float]]) -> None:
        super().__init__(chosen, None)
        self.whole = self.ids
        roles, moves = torch.zeros(()), torch.zeros(())
        self.pointers = []
        for teacher, weight in teachers:
            with torch.no_grad():
                said, _, queries, keys, _ = outputs(teacher, self)
                roles = roles + weight * said.float()
                moves = moves + weight * (teacher.crf.transitions + teacher.crf.shut)
            size = TAUGHT * POINTER_SIZE
            self.pointers.append((weight, queries[..., :size].half(), keys[..., :size].half()))
        labels, self.moves = teachers[0][0].crf.marginals(roles, moves, self.lengths)
        self.labels = labels.half()

    def pointed(self) -> torch.Tensor:
        """The teachers' scores of pointers, [batch, pointers, pieces, pieces]."""
        return sum(weight * pointer_scores(queries.float(), keys.float()) for weight, queries, keys in self.pointers)

    def hide(self, pick: random.Random) -> None:
        """Hide other words than before, but for numbers and marks."""
        chance = torch.rand(self.ids.shape, generator=torch.Generator().manual_seed(pick.getrandbits(32)))
        self.ids = self.whole.masked_fill((chance < HIDE) & (self.shapes < 6) & (self.whole > MASK_ID), MASK_ID)


def unlabelled(shared: Path, pieces: int, pick: random.Random) -> Iterator[Document]:
    """News of about so many pieces: BASIL and AllSides, then T17; of very long articles the beginning."""
    corpora.SHARED = shared
    topics = [paragraphs(article.text, pick) for article in corpora.t17()]
    pick.shuffle(topics)
    for text in [article.text for _, article in [*corpora.basil(), *corpora.allsides()]] + topics:
        if pieces <= 0:
            return
        document = blank(text[:20], text[:LONGEST])
        pieces -= len(document.pieces.ids)
        yield document


def paragraphs(text: str, pick: random.Random) -> str:
    """T17 has a sentence a line; put one to three of them into a paragraph, as news has."""
    lines = iter(text.split("\n"))
    out = []
    while block := list(islice(lines, pick.randint(1, 3))):
        out.append(" ".join(line.strip() for line in block))
    return "\n".join(out)


def taught_loss(crf: Crf, given: tuple[torch.Tensor, ...], batch: Taught) -> torch.Tensor:
    """What it costs to differ from the teacher in labels and pointers."""
    roles, _, queries, keys, _ = given
    labels = batch.labels.float()
    total = crf.taught(roles, labels, batch.moves, batch.lengths)
    ours, theirs = pointer_scores(queries.float(), keys.float()), batch.pointed()
    beyond = torch.arange(labels.shape[1])[None, :] >= batch.lengths[:, None] - 1
    for role, pointer in ASKED:
        row, piece = torch.nonzero(labels[..., role] + labels[..., role + 1] > 0.5, as_tuple=True)
        if len(row):
            shut = beyond[row]
            right = theirs[row, pointer, piece].masked_fill(shut, -1e4).softmax(-1)
            log = ours[row, pointer, piece].masked_fill(shut, -1e4).log_softmax(-1)
            total = total - WEIGHTS[pointer] * (right * log).sum(-1).mean()
    return total


def label(args: argparse.Namespace) -> None:
    """Write what the teacher says of PolNeAR train, and what it and the reader say of other text."""
    pick = random.Random(args.seed)
    torch.set_num_threads(args.threads)
    teacher = Teacher()
    teacher.load_state_dict(torch.load(args.teacher))
    reader, _ = begin(None, args.start)
    alone = [(teacher.eval(), 1.0)]
    both = [(teacher, args.weight), (reader.eval(), 1 - args.weight)]
    gold = polnear(args.shared / "gold" / "polnear" / "train", pick)
    gold = pick.sample(gold, round(args.known * len(gold)))
    more = list(unlabelled(args.shared, args.pieces, pick))
    known, other = (batches(found, args.size, args.batch, pick) for found in (gold, more))
    kept = []
    for i, (chosen, by_hand) in enumerate([(c, True) for c in known] + [(c, False) for c in other]):
        kept.append((Taught(chosen, alone if by_hand else both), by_hand))
        if i % 50 == 49:
            print(f"{i + 1} of {len(known) + len(other)} batches", flush=True)
    torch.save(kept, args.out)


def learn(args: argparse.Namespace) -> None:
    """Train the reader on what ``label`` wrote, and on antecedents as ``train.py`` does."""
    kept = torch.load(args.labelled, weights_only=False)
    gold = args.shared / "gold"
    extra, dev = antecedents(gold), polnear(gold / "polnear" / "dev")
    model, groups = begin(None, args.start)

    def epoch(pick: random.Random) -> list[tuple[Batch, bool]]:
        plan = kept + [(Batch(chosen, pick), True) for chosen in a_fifth(extra, args, pick)]
        pick.shuffle(plan)
        return plan

    def loss_on(chosen: tuple[Batch, bool], pick: random.Random) -> torch.Tensor:
        batch, by_hand = chosen
        if isinstance(batch, Taught):
            batch.hide(pick)
        given = outputs(model, batch)
        losses = [loss_of(model.crf, given, batch)] if by_hand else []
        losses += [taught_loss(model.crf, given, batch)] if isinstance(batch, Taught) else []
        return torch.stack(losses).mean()

    follow(args, model, groups, epoch, loss_on, lambda: evaluate(model, dev, args.size))


def main() -> None:
    """Label, or learn."""
    parser = options(__doc__)
    parser.add_argument("what", choices=("label", "learn"))
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--weight", type=float, default=0.5, help="of the teacher, beside the reader")
    parser.add_argument("--known", type=float, default=0.5, help="share of the articles of PolNeAR train to take")
    parser.add_argument("--pieces", type=int, default=800_000, help="of text that nobody has labelled")
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--start", type=Path, help="the reader's weights to go on from")
    args = parser.parse_args()
    (label if args.what == "label" else learn)(args)


if __name__ == "__main__":
    main()
