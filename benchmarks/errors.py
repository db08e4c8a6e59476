"""Where the reader misses: every missed gold relation of PolNeAR dev and every wrong one of ours, by cause.

    python benchmarks/errors.py [--readings READINGS.jsonl] [--sample 20]

Needs ``../shared``. ``--sample`` prints so many of each cause, to be looked at.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from attribution import DEV, SHARED, read_dev, spans_of

sys.path.insert(0, str(SHARED / "tools"))
Event = dict[str, Any]


def cause(event: Event, others: list[Event], taken: set[int]) -> str:
    """Why ``event`` has no partner among ``others``, of which those in ``taken`` have theirs."""
    words = event["words"]
    shares = [(len(words & o["words"]) / len(words | o["words"]), j) for j, o in enumerate(others)]
    best, at = max(shares, default=(0.0, -1))
    if best >= 0.5:
        if at in taken:
            return "its partner went to another statement"
        sides = bool(event["source_words"]), bool(others[at]["source_words"])
        return {
            (True, False): "content right, the other has no source",
            (False, True): "content right, only the other has a source",
        }.get(sides, "content right, another source")
    if any(words <= o["words"] for o in others):
        return "inside a longer content of the other"
    if any(o["words"] <= words for o in others if o["words"]):
        return "longer than a content of the other"
    return "content overlaps by less than half" if best > 0 else "nothing there in the other"


def main() -> None:
    """Count, and print samples."""
    import score_attribution as scorer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    args = parser.parse_args()
    if args.readings:
        lines = [json.loads(line) for line in args.readings.read_text(encoding="utf-8").splitlines()]
        readings = {Path(r["article"]["path"]).stem: r for r in lines}
    else:
        readings = read_dev()
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, text, gold in scorer.gold_articles(DEV):
        predicted = [spans_of(s) for s in readings[name]["statements"]]
        for event in gold + predicted:
            event["words"] = scorer.statement_words(text, event["content"])
            event["source_words"] = scorer.statement_words(text, event["source"])
        pairs = list(scorer.match(gold, predicted, scorer.overlap))
        matched_gold, matched_ours = {i for i, _ in pairs}, {j for _, j in pairs}
        for side, events, others, mine, theirs in (
            ("missed", gold, predicted, matched_gold, matched_ours),
            ("wrong", predicted, gold, matched_ours, matched_gold),
        ):
            for k, event in enumerate(events):
                if k not in mine and event["words"]:
                    spans = [f"{role}={[text[a:b] for a, b in event[role]]}" for role in ("source", "cue", "content")]
                    found[side, cause(event, others, theirs)].append(" ".join(spans))
    for (side, why), events in sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]))):
        print(f"{side}: {why}: {len(events)}")
        for line in random.Random(1).sample(events, min(args.sample, len(events))):
            print("    ", line[:300].replace("\n", " "))


if __name__ == "__main__":
    main()
