"""How well stance is told on topics unseen in training: test parts of Perspectrum and IBM, zero-shot topics of VAST.

    python benchmarks/stance.py [--limit N] [--errors N]

Macro F1. Perspectrum and IBM know two sides: the likelier of for and against counts, neutral left aside; VAST knows
three, and nothing of it was trained on. ``--limit`` takes every n-th pair so that about N remain of each set.
``--errors`` prints N errors of each set, drawn by chance and the same at each call, to be read and sorted into causes.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "training/stance"))
import data

from onrecord.positions.stance import judge

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))

NAMES = {data.AGAINST: "against", data.FOR: "for", data.NEUTRAL: "neutral"}
SEED = 20261122


def macro_f1(gold: np.ndarray, found: np.ndarray, labels: list[int]) -> float:
    """The mean over labels of 2 tp / (2 tp + fp + fn)."""
    scores = []
    for label in labels:
        hit = np.sum((gold == label) & (found == label))
        scores.append(2 * hit / max(np.sum(gold == label) + np.sum(found == label), 1))
    return float(np.mean(scores))


def calibration(gold: np.ndarray, probabilities: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error of the likeliest label: mean gap of confidence and accuracy over equal-width bins."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == gold
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[which == b].mean() - right[which == b].mean()) * (which == b).mean() for b in set(which)]
    return float(np.sum(gaps))


def errors(pairs: list[data.Pair], found: np.ndarray, scores: np.ndarray, most: int) -> list[str]:
    """Up to ``most`` errors, drawn by chance: labelled and found side, their scores, proposition and text."""
    wrong = [n for n, pair in enumerate(pairs) if found[n] != pair.label]
    drawn = sorted(random.Random(SEED).sample(wrong, min(most, len(wrong))))
    return [
        f"  {NAMES[pairs[n].label]}, found {NAMES[found[n]]} ({' '.join(f'{one:.2f}' for one in scores[n])}) | "
        f"{pairs[n].proposition} | {' '.join(pairs[n].text.split())}"
        for n in drawn
    ]


def sides() -> tuple[int, int]:
    """(right, all) supporters and opponents that the reader finds around proposals of ``gold/pasrl``.

    Each proposal is its own issue: who supports it should be coded for, who opposes it against.
    """
    from onrecord.intake import parse
    from onrecord.positions.coding import code
    from onrecord.positions.issues import Match
    from onrecord.reading import read
    from onrecord.vocabulary import Codebook, Issue, Report, Utterance

    lines = (SHARED / "gold/pasrl/propositions-dev.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line.partition(">>> ")[2] for line in lines if ">>> " in line]
    right = total = 0
    for reading in read([article for text in sentences for article in parse(text.encode(), path="sentence.txt")]):
        for said in reading.statements:
            wanted = {actor.name: "for" for actor in said.supported_by}
            wanted |= {actor.name: "against" for actor in said.opposed_by}
            if wanted:
                issue = Issue("proposal", "Proposal", said.wording)
                report = Report(said.id, said.article, None, said.wording)
                one = Utterance("u", said.speaker, None, said.wording, (report,))
                book = Codebook(issues=(issue,))
                found = code([one], {said.id: said}, book, matches={"u": (Match("proposal", 1.0, said.wording),)})
                stances = {coding.actor.name: coding.stance for coding in found}
                right += sum(stances.get(name) == side for name, side in wanted.items())
                total += len(wanted)
                if any(stances.get(name) != side for name, side in wanted.items()):
                    print("  wrong side around:", reading.article.title or said.id, stances)
    return right, total


def main() -> None:
    """Prints one line a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--sides", action="store_true", help="supporters and opponents alone")
    parser.add_argument("--errors", type=int, metavar="N", default=0, help="print N errors of each set")
    options = parser.parse_args()
    gold = SHARED / "gold/stance"
    sets = {
        "Perspectrum, test": [p for p in data.perspectrum(gold) if p.split == "test"],
        "IBM, test": [p for p in data.ibm(gold) if p.split == "test"],
        "VAST, zero-shot topics": [p for p in data.vast(gold) if p.topic == "zero-shot"],
    }
    for name, pairs in ({} if options.sides else sets).items():
        some = pairs[:: max(len(pairs) // options.limit, 1)] if options.limit else pairs
        began = time.process_time()
        scores = judge([(pair.proposition, pair.text) for pair in some])
        spent = 1000 * (time.process_time() - began) / len(some)
        labels = np.array([pair.label for pair in some])
        known = [data.AGAINST, data.FOR, data.NEUTRAL] if data.NEUTRAL in labels else [data.AGAINST, data.FOR]
        kept = scores[:, known] / scores[:, known].sum(1, keepdims=True)
        f1 = 100 * macro_f1(labels, kept.argmax(1), known)
        each = [f"{100 * macro_f1(labels, kept.argmax(1), [side]):.1f}" for side in known]
        print(
            f"{name}: {len(some)} pairs, macro F1 {f1:.1f} (against, for, neutral: {', '.join(each)}), calibration "
            f"error {calibration(labels, kept):.3f}, {spent:.0f} ms of processor time a pair"
        )
        wrong = errors(some, np.array(known)[kept.argmax(1)], scores, options.errors)
        print("".join(f"{line}\n" for line in wrong), end="")
    right, total = sides()
    print(f"supporters and opponents of proposals: {right} of {total} on the right side")


if __name__ == "__main__":
    main()
