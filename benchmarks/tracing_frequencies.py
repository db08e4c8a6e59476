"""Counts in how many news articles a stem stands: writes src/onrecord/tracing/frequencies.json (the 4,000 commonest).

python benchmarks/tracing_frequencies.py
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import corpora
from onrecord.tracing.content import stem, tokenised

KEPT = 4000
PIECE = 400  # words: articles of very different length count alike when cut into pieces


def main() -> None:
    """Count over T17, BASIL and AllSides."""
    articles = corpora.t17() + [a for _, a in corpora.basil()] + [a for _, a in corpora.allsides()]
    counts: Counter[str] = Counter()
    pieces = 0
    for article in articles:
        row = [stem(word) for word, _, _ in tokenised(article.text)]
        for start in range(0, len(row), PIECE):
            counts.update(set(row[start : start + PIECE]))
            pieces += 1
    kept = dict(counts.most_common(KEPT))
    out = Path(__file__).resolve().parents[1] / "src/onrecord/tracing/frequencies.json"
    out.write_text(json.dumps({"pieces": pieces, "counts": kept}, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{pieces} pieces of {PIECE} words, {len(counts)} stems, {KEPT} kept, least {min(kept.values())}")


if __name__ == "__main__":
    main()
