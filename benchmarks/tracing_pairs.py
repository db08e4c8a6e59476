"""Same utterance or not: fits the decision on pairs labelled by hand and scores it.

    python benchmarks/tracing_pairs.py            cross-validated scores on the development half
    python benchmarks/tracing_pairs.py --fit      and writes src/onrecord/tracing/likeness.json
    python benchmarks/tracing_pairs.py --held-out scores on the other half (to be looked at once)

The labels (``labels/statement_pairs.jsonl``) hold article keys, offsets, days and digests of speakers, never text.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
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
RIDGE = 1.0
DIFFERENT = 1.2  # weight of a different pair: among all candidates they are far more than among those labelled
# What the pairs cannot teach, since hardly any of them has it, keeps the value set by hand: two different quotations,
# reports weeks apart, reports without a day. Positive evidence may not count against a pair.
SET = {
    "clash": -4.0,
    "apart": -4.0,
    "quote told": 0.8,
    "figures": -0.5,
    "days": -0.9,
    "undated": -1.2,
    "kin": 0.3,
}
START = {
    "intercept": -5.0,
    "covered": 2.0,
    "common": 1.0,
    "sentence": 2.5,
    "mass": 0.7,
    "run": 0.6,
    "quoted run": 0.6,
    "same day": 1.0,
    "unsure": -1.5,
    "cosine": 3.5,
    "cosine given": -1.9,
}


def articles() -> dict[str, Report]:
    """All articles that labels may name, by key, as they are needed."""
    found = corpora.t17() + [a for _, a in corpora.basil()] + [a for _, a in corpora.allsides()]
    return {str(a.path): Report(a) for a in found}


def telling(side: dict[str, Any], reports: dict[str, Report]) -> Telling:
    """The statement that a label's side describes."""
    report = reports[side["article"]]
    text = report.article.text
    spans = tuple(Span.of(text, a, b) for a, b in side["content"])
    who = side["speaker"]
    speaker = Actor(who["id"], " ".join(who["words"]), who["type"], None, who["resolved"]) if who else None
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


def fit(rows: np.ndarray, labels: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Logistic coefficients, intercept first, drawn towards ``prior`` in units of each feature's spread."""
    spread = np.concatenate(([1.0], rows.std(axis=0) + 0.1))
    x = np.hstack((np.ones((len(rows), 1)), rows))

    def loss(w: np.ndarray) -> float:
        score = x @ w
        weigh = np.where(labels == 1, 1.0, DIFFERENT)
        return float(
            np.sum(weigh * (np.logaddexp(0, score) - labels * score))
            + RIDGE / 2 * np.sum(((w - prior) * spread)[1:] ** 2)
        )

    limits: list[tuple[float | None, float | None]] = [(None, None)]
    for name, value in zip(likeness.FEATURES, prior[1:], strict=True):
        limits.append((value, value) if name in SET else (0.0, None) if value > 0 else (None, 0.0))
    return np.asarray(minimize(loss, prior, method="L-BFGS-B", bounds=limits).x)


def f1(probabilities: np.ndarray, labels: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 at the threshold one half."""
    said = probabilities >= 0.5
    right = float(np.sum(said & (labels == 1)))
    precision, recall = right / max(1.0, float(said.sum())), right / max(1.0, float((labels == 1).sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def probabilities(rows: list[tuple[float, ...] | None], weights: np.ndarray) -> np.ndarray:
    """The model's probability for each pair, 0 for those ruled out."""
    return np.array([0.0 if r is None else 1 / (1 + np.exp(-(weights[0] + np.dot(weights[1:], r)))) for r in rows])


def main() -> None:
    """Fit, cross-validate or score."""
    options = argparse.ArgumentParser()
    options.add_argument("--fit", action="store_true")
    options.add_argument("--held-out", action="store_true")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    pairs, labels_, groups = load("held-out" if chosen.held_out else "dev")
    labels = np.array(labels_)
    both = [features(pairs, cosines_of(pairs)), features(pairs, None)]
    data = json.loads(MODEL.read_text())
    stored = np.array([data["intercept"], *(data["coefficients"][name] for name in likeness.FEATURES)])
    prior = np.array([START["intercept"], *((START | SET)[name] for name in likeness.FEATURES)])
    print(f"{len(pairs)} pairs, {labels.sum()} the same; ruled out {sum(r is None for r in both[0])}")
    for name, rows in zip(("with vectors", "without"), both, strict=True):
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
        weights = fit(np.vstack([s[train] for s in stacked]), np.tile(labels[usable[train]], 2), prior)
        for which in (0, 1):
            out[which][test] = probabilities([both[which][i] for i in test], weights)
    for name, which in zip(("with vectors", "without"), out, strict=True):
        print(f"five folds by story, {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*f1(which, labels)))
    if chosen.errors:
        for at in np.flatnonzero((out[0] >= 0.5) != (labels == 1)):
            one, two = pairs[at]
            shown = both[0][at]
            print(labels[at], round(out[0][at], 2), one.statement.wording[:110], "|", two.statement.wording[:110])
            print("   ", shown and dict(zip(likeness.FEATURES, np.round(shown, 2).tolist(), strict=True)))
    if chosen.fit:
        weights = fit(np.vstack(stacked), np.tile(labels[usable], 2), prior)
        made = {n: round(float(w), 4) for n, w in zip(likeness.FEATURES, weights[1:], strict=True)}
        how = f"logistic, ridge {RIDGE} towards values set by hand, {len(usable)} pairs of the development half, twice"
        MODEL.write_text(
            json.dumps({"fitted": how, "intercept": round(float(weights[0]), 4), "coefficients": made}, indent=1) + "\n"
        )
        print("written:", made)


if __name__ == "__main__":
    main()
