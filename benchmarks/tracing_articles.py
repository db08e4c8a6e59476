"""Article pairs labelled by hand: does one hold text of the other, furniture aside? Scores ``passages.overlap``.

    python benchmarks/tracing_articles.py [--held-out]

The labels (``labels/article_pairs.jsonl``) hold article keys only. Candidates were drawn by shared fingerprints over
T17, BASIL and AllSides, from six bands of the share of words in common. A pair is "contains" or "same text" where the
two share twenty words or more of reporting or quotation, "none" where they share only what the site puts on its pages
(teasers, rules for comments, house notes). ``second`` is a second pass, which only asked whether they share text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import corpora
from onrecord.tracing import passages
from onrecord.tracing.words import words

LABELS = Path(__file__).resolve().parent / "labels/article_pairs.jsonl"


def kappa(rows: list[dict[str, str]]) -> float:
    """Cohen's kappa of the two passes over whether a pair shares text."""
    passes = [(row["label"] != "none", row["second"] != "none") for row in rows]
    agreed = sum(one == two for one, two in passes) / len(rows)
    shares = [sum(side) / len(rows) for side in zip(*passes, strict=True)]
    chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    return (agreed - chance) / (1 - chance)


def main() -> None:
    """Print precision and recall of reuse at the built-in thresholds, with and without knowing the furniture."""
    options = argparse.ArgumentParser()
    options.add_argument("--held-out", action="store_true")
    part = "held-out" if options.parse_args().held_out else "dev"
    everything = corpora.t17() + [a for _, a in corpora.basil()] + [a for _, a in corpora.allsides()]
    by = {a.path: a for a in everything}
    common = passages.common_hashes([passages.fingerprint_keys(words(a.text, a.body).key) for a in everything])
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["part"] == part]
    print(f"{part}: Cohen's kappa of the two passes {kappa(rows):.3f}")
    for name, furniture in (("furniture known", common), ("furniture not known", frozenset[int]())):
        found = [passages.overlap(by[row["one"]], by[row["two"]], furniture) for row in rows]
        right = sum(bool(f) and row["label"] != "none" for f, row in zip(found, rows, strict=True))
        said, true = sum(map(bool, found)), sum(row["label"] != "none" for row in rows)
        same = [row for f, row in zip(found, rows, strict=True) if f and f.relation == "same text"]
        print(
            f"{part}, {name}: {len(rows)} pairs, {true} share text; said {said}, precision {right / said:.3f},"
            f" recall {right / true:.3f}; same text said {len(same)}, so labelled"
            f" {sum(row['label'] == 'same text' for row in same)}"
        )


if __name__ == "__main__":
    main()
