"""Same utterance or not: fits the decision on pairs labelled by hand and scores it.

    python benchmarks/tracing_pairs.py            cross-validated scores on the development half
    python benchmarks/tracing_pairs.py --fit      and writes src/onrecord/tracing/likeness.json
    python benchmarks/tracing_pairs.py --errors   and lists what the five folds get wrong, false pairs first, to be read
    python benchmarks/tracing_pairs.py --held-out scores on the other half (to be looked at once)

The labels (``labels/statement_pairs.jsonl``) hold article keys, offsets, days and digests of speakers, never text.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

import corpora
from onrecord.tracing import likeness
from onrecord.tracing.tellings import Report, Telling
from onrecord.vocabulary import Actor, Span, Statement, When, digest

HERE = Path(__file__).resolve().parent
LABELS = HERE / "labels/statement_pairs.jsonl"
MODEL = HERE.parents[0] / "src/onrecord/tracing/likeness.json"
RIDGE = 8.0
# What the pairs cannot teach, since hardly any of them has it, keeps the value set by hand: two different quotations,
# reports weeks apart, reports without a day.
SET = {"clash": -4.0, "apart": -3.0, "figures": -0.5, "days": -0.9, "undated": -1.2}
# Evidence may not count against what it is evidence of: 1 for one act of saying, -1 against it.
FOR = {"covered", "told", "told back", "sentence", "around", "mass", "run", "quoted run", "quote told", "same figures"}
FOR |= {"same day", "kin", "same speaker", "called alike", "same cue", "cosine", "both quote"}
AGAINST = {"lean"}
MODELS = ("with vectors", "without vectors")


def articles() -> dict[str, Report]:
    """All articles that labels may name, by key, as they are needed."""
    found = corpora.t17() + [a for _, a in corpora.basil()] + [a for _, a in corpora.allsides()]
    return {str(a.path): Report(a) for a in found}


@cache
def words_of(text: str) -> dict[str, str]:
    """The words of a text by the digests that labels have of them."""
    found = {}
    for written in set(text.split()):
        bare = written.strip(".,;:!?“”\"'()[]—-")
        for word in (written, bare, re.sub(r"['’]s$", "", bare)):
            found.setdefault(digest("word", word.lower()), word)
    return found


def telling(side: dict[str, Any], reports: dict[str, Report]) -> Telling:
    """The statement that a label's side describes; the speaker's name is put together from the words of the article."""
    report = reports[side["article"]]
    text = report.article.text
    known = words_of(text)
    spans = tuple(Span.of(text, a, b) for a, b in side["content"])
    who = side["speaker"]
    speaker = (
        Actor(who["id"], " ".join(known.get(w, w) for w in who["words"]), who["type"], None, who["resolved"])
        if who
        else None
    )
    said = side.get("said")
    when = (
        When(*(date.fromisoformat(d) if d else None for d in said[:2]), "said" if said[2] else "published")
        if said
        else None
    )
    source, cue = (Span.of(text, *side[name]) if side.get(name) else None for name in ("source", "cue"))
    name = digest(side["article"], str(side["content"]))
    return Telling(
        Statement(name, report.article.id, side["kind"], "speech", source, cue, spans, speaker, said_at=when), report
    )


def load(part: str) -> tuple[list[tuple[Telling, Telling]], list[int], list[str]]:
    """Pairs, labels and groups (the first article's data set and story) of one part."""
    reports = articles()
    pairs, labels, groups = [], [], []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part"] == part:
            pairs.append((telling(row["one"], reports), telling(row["two"], reports)))
            labels.append(row["label"])
            groups.append(row["group"])
    return pairs, labels, groups


def features(pairs: list[tuple[Telling, Telling]], cosines: list[float] | None) -> list[tuple[float, ...] | None]:
    """The features of each pair; None where the pair is ruled out."""
    rows = []
    for at, (one, two) in enumerate(pairs):
        like = likeness.likeness(one, two, cosines[at] if cosines else None)
        rows.append(like.features if like else None)
    return rows


def cosines_of(pairs: list[tuple[Telling, Telling]]) -> list[float]:
    """The likeness of the sentence vectors of each pair."""
    from onrecord.encoder import embed

    ours, theirs = (embed([side.sense for side in sides]) for sides in zip(*pairs, strict=True))
    return [float(a @ b) for a, b in zip(ours, theirs, strict=True)]


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Logistic coefficients, intercept first, drawn towards none in units of each feature's spread."""
    spread = rows.std(axis=0) + 0.05
    x = np.hstack((np.ones((len(rows), 1)), rows))
    start = np.array([-4.0, *(SET.get(name, 0.0) for name in likeness.FEATURES)])
    free = np.array([name not in SET for name in likeness.FEATURES])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        pull = np.where(free, w[1:] * spread, 0.0)
        value = np.sum(np.logaddexp(0, score) - labels * score) + RIDGE / 2 * np.sum(pull**2)
        slope = x.T @ (1 / (1 + np.exp(-score)) - labels)
        slope[1:] += RIDGE * pull * spread
        return float(value), slope

    limits: list[tuple[float | None, float | None]] = [(None, None)]
    for name in likeness.FEATURES:
        kept = SET.get(name)
        limits.append(
            (kept, kept) if kept is not None else (0.0 if name in FOR else None, 0.0 if name in AGAINST else None)
        )
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits).x)


def f1(probabilities: np.ndarray, labels: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 at the threshold one half."""
    said = probabilities >= 0.5
    right = float(np.sum(said & (labels == 1)))
    precision, recall = right / max(1.0, float(said.sum())), right / max(1.0, float((labels == 1).sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def probabilities(rows: list[tuple[float, ...] | None], weights: np.ndarray) -> np.ndarray:
    """The model's probability for each pair, 0 for those ruled out."""
    return np.array([0.0 if r is None else 1 / (1 + np.exp(-(weights[0] + np.dot(weights[1:], r)))) for r in rows])


def kappa(part: str) -> tuple[int, float]:
    """How many pairs of a part were labelled twice, and Cohen's kappa of the two passes."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    both = np.array([(r["first"], r["second"]) for r in rows if r["part"] == part and r["second"] is not None])
    agreed = float(np.mean(both[:, 0] == both[:, 1]))
    chance = sum(float(np.mean(both[:, 0] == v) * np.mean(both[:, 1] == v)) for v in (0, 1))
    return len(both), (agreed - chance) / (1 - chance)


def show(pair: tuple[Telling, Telling], row: tuple[float, ...] | None) -> None:
    """Print two statements with their sentences, and what the decision went by."""
    for side in pair:
        one = side.statement
        when = one.said_at and f"{one.said_at.earliest} to {one.said_at.latest} ({one.said_at.basis})"
        print(f"  {one.speaker and one.speaker.name} | {one.cue and one.cue.text} | {one.kind} | {when}")
        print(f"    {' '.join(one.wording.split())[:300]}")
        print(f"    in: {' '.join(side.sense.split())}")
    held = {name: round(value, 2) for name, value in zip(likeness.FEATURES, row, strict=True) if value} if row else None
    print("  ", held or "ruled out by speaker, day or article")


def main() -> None:
    """Fit, cross-validate or score."""
    options = argparse.ArgumentParser()
    options.add_argument("--fit", action="store_true")
    options.add_argument("--held-out", action="store_true")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    part = "held-out" if chosen.held_out else "dev"
    pairs, labels_, groups = load(part)
    labels = np.array(labels_)
    both = [features(pairs, cosines_of(pairs)), features(pairs, None)]
    data = json.loads(MODEL.read_text())
    twice, agreement = kappa(part)
    print(f"{len(pairs)} pairs, {labels.sum()} the same; ruled out {sum(r is None for r in both[0])}")
    print(f"labelled twice: {twice}, kappa {agreement:.3f}")
    for name, rows in zip(MODELS, both, strict=True):
        known = data[name]["coefficients"]
        stored = np.array([data[name]["intercept"], *(known.get(feature, 0.0) for feature in likeness.FEATURES)])
        print(f"as stored, {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*f1(probabilities(rows, stored), labels)))
    if chosen.held_out:
        return
    usable = np.array([i for i, r in enumerate(both[0]) if r is not None])
    stacked = [np.array([rows[i] for i in usable]) for rows in both]
    names = sorted(set(groups))
    out = [np.zeros(len(pairs)), np.zeros(len(pairs))]
    for fold in range(5):
        test = [i for i in range(len(pairs)) if names.index(groups[i]) % 5 == fold]
        train = [k for k, i in enumerate(usable) if names.index(groups[i]) % 5 != fold]
        for which in (0, 1):
            weights = fit(stacked[which][train], labels[usable[train]])
            out[which][test] = probabilities([both[which][i] for i in test], weights)
    for name, which in zip(MODELS, out, strict=True):
        print(f"five folds by story, {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*f1(which, labels)))
    if chosen.errors:
        for at in sorted(np.flatnonzero((out[0] >= 0.5) != (labels == 1)), key=lambda at: (labels[at], -out[0][at])):
            print(f"\n{'missed' if labels[at] else 'false'} pair {at}, {groups[at]}, probability {out[0][at]:.2f}")
            show(pairs[at], both[0][at])
    if chosen.fit:
        made: dict[str, Any] = {
            "fitted": f"logistic, ridge {RIDGE}, some set by hand, {len(usable)} pairs of the development half"
        }
        for name, rows_ in zip(MODELS, stacked, strict=True):
            weights = fit(rows_, labels[usable])
            found = {n: round(float(w), 4) for n, w in zip(likeness.FEATURES, weights[1:], strict=True)}
            made[name] = {"intercept": round(float(weights[0]), 4), "coefficients": found}
        MODEL.write_text(json.dumps(made, indent=1) + "\n")
        print("written:", made)


if __name__ == "__main__":
    main()
