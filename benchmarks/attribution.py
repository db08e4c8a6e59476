"""Figures of the reader that the gate does not take: spans on CofeNet's terms, calibration, voice.

    python benchmarks/attribution.py [--readings READINGS.jsonl]

CofeNet's terms, as far as its paper tells them: every token (word or punctuation mark) carries one role, a span is a
run of one role within a paragraph, and a run counts if gold has the same. Calibration: statements are right where the
scorer's relation matches; expected calibration error over ten bins of equal width. Needs ``../shared``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DEV = SHARED / "gold/polnear/dev"
sys.path.insert(0, str(SHARED / "tools"))
TOKEN = re.compile(r"\w+|[^\w\s]")
ROLES = ("source", "cue", "content")


def runs(text: str, spans: dict[str, list[tuple[int, int]]]) -> dict[str, set[tuple[int, int]]]:
    """Runs of each role as (first token's start, last token's start)."""
    out: dict[str, set[tuple[int, int]]] = {role: set() for role in ROLES}
    for line in re.finditer(r"[^\n]+", text):
        starts = [m.start() for m in TOKEN.finditer(text, *line.span())]
        labels: list[tuple[str | None, int]] = []
        for at in starts:
            role = next((r for r in ROLES for a, b in spans[r] if a <= at < b), None)
            labels.append((role, at))
        for role, group in groupby(labels, key=lambda pair: pair[0]):
            if role:
                places = [at for _, at in group]
                out[role].add((places[0], places[-1]))
    return out


def read_dev() -> dict[str, dict[str, Any]]:
    """The product's readings of dev, by article name."""
    import onrecord

    found = onrecord.intake.articles(sorted(map(str, (DEV / "text").glob("*.txt"))))
    articles = [a for a in found if not isinstance(a, Exception)]
    return {Path(r.article.path or "").stem: r.to_json() for r in onrecord.reading.read(articles)}


def calibration(pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error of (confidence, right) over ten bins of equal width."""
    sure = np.array([p for p, _ in pairs])
    right = np.array([r for _, r in pairs], float)
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))


def main() -> None:
    """Print the figures."""
    import score_attribution as scorer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path)
    args = parser.parse_args()
    if args.readings:
        lines = [json.loads(line) for line in args.readings.read_text(encoding="utf-8").splitlines()]
        readings = {Path(r["article"]["path"]).stem: r for r in lines}
    else:
        readings = read_dev()
    voices: dict[str, dict[str, str]] = {}
    for row in map(json.loads, (SHARED / "gold/speakers-dev.jsonl").read_text(encoding="utf-8").splitlines()):
        voices.setdefault(row["article"], {})[row["event"]] = row["verbal"]
    hits: Counter[tuple[str, str]] = Counter()
    voiced: Counter[tuple[str, str]] = Counter()
    sure: list[tuple[float, bool]] = []
    for name, text, gold in scorer.gold_articles(DEV):
        statements = [s for s in readings[name]["statements"] if not s["within"]]
        predicted = [spans_of(s) for s in statements]
        merged = [{role: [s for e in events for s in e[role]] for role in ROLES} for events in (gold, predicted)]
        g, p = (runs(text, spans) for spans in merged)
        for role in ROLES:
            hits.update(
                {(role, "hit"): len(g[role] & p[role]), (role, "gold"): len(g[role]), (role, "made"): len(p[role])}
            )
        for event in gold + predicted:
            event["words"] = scorer.statement_words(text, event["content"])
            event["source_words"] = scorer.statement_words(text, event["source"])
        right = {j for _, j in scorer.match(gold, predicted, scorer.overlap)}
        sure += [(s["confidence"], j in right) for j, s in enumerate(statements)]
        for i, j in scorer.match(gold, predicted, lambda *_: True):
            if wanted := voices.get(name, {}).get(gold[i]["event"]):
                voiced[wanted, statements[j]["voice"]] += 1
    for role in ROLES:
        p, r = (hits[role, "hit"] / hits[role, side] for side in ("made", "gold"))
        print(f"{role}: precision {100 * p:.1f}, recall {100 * r:.1f}, F1 {200 * p * r / (p + r):.1f}")
    print(f"calibration error {calibration(sure):.4f} over {len(sure)} statements")
    print(
        f"voice accuracy {100 * sum(n for (a, b), n in voiced.items() if a == b) / max(voiced.total(), 1):.1f}",
        dict(voiced),
    )


def spans_of(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement as the scorer's event: spans by role."""
    one = {role: [(s["start"], s["end"])] if (s := statement[role]) else [] for role in ("source", "cue")}
    return {**one, "content": [(c["start"], c["end"]) for c in statement["content"]]}


if __name__ == "__main__":
    main()
