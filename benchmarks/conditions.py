"""How well conditions are told, on hand-labelled statements of negotiation reports and political news.

    python benchmarks/conditions.py [development|held-out] [--errors]

``labels/conditions.csv`` holds offsets and labels only; this script joins them to the corpora in ``../shared`` (or
``$ONRECORD_SHARED``). ``first`` and ``second`` are two passes by the same hand in different order, ``conditional`` what
was settled on where they differ. ``end`` and the like are code-point offsets into the decoded file.
"""

from __future__ import annotations

import csv
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.positions.agreement import alpha
from onrecord.positions.conditions import find

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
FOLDERS = {"enb": "corpora/enb", "polnear": "gold/polnear/train/text"}
LABELS = Path(__file__).parent / "labels/conditions.csv"


@dataclass(frozen=True)
class Labelled:
    """A statement joined to its text; ``span`` is the condition in ``text``, null where there is none."""

    text: str
    half: str
    first: bool
    second: bool
    conditional: bool
    kind: str
    span: tuple[int, int] | None


def labelled(shared: Path = SHARED) -> list[Labelled]:
    """The labelled statements with their text."""
    out = []
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = shared / FOLDERS[row["corpus"]] / row["document"]
            start, end = int(row["start"]), int(row["end"])
            text = path.read_text(encoding="utf-8")[start:end]
            span = None
            if row["condition_start"]:
                span = (int(row["condition_start"]) - start, int(row["condition_end"]) - start)
            flags = (row[name] == "1" for name in ("first", "second", "conditional"))
            out.append(Labelled(text, row["half"], *flags, row["kind"], span))
    return out


def main() -> None:
    """Prints agreement of the passes, then precision, recall and F1 per half."""
    rows = labelled()
    passes = np.array([[row.first + row.second, 2 - row.first - row.second] for row in rows], float)
    same = np.mean([row.first == row.second for row in rows])
    print(
        f"{len(rows)} statements, {sum(r.conditional for r in rows)} conditional; passes agree on {same:.1%}, ", end=""
    )
    print(f"Krippendorff's alpha {alpha(passes):.3f}")
    halves = [name for name in ("development", "held-out") if name in sys.argv[1:]] or ["development", "held-out"]
    for half in halves:
        some = [(row, find(row.text)) for row in rows if row.half == half]
        hits = sum(bool(found) and row.conditional for row, found in some)
        said, gold = sum(bool(found) for _, found in some), sum(row.conditional for row, _ in some)
        placed = [
            (row, condition)
            for row, found in some
            for condition in found
            if row.span and condition.start < row.span[1] and row.span[0] < condition.end
        ]
        kinds = sum(condition.kind == row.kind for row, condition in placed)
        print(
            f"{half}: {len(some)} statements, precision {hits / said:.3f}, recall {hits / gold:.3f}, "
            f"F1 {2 * hits / (said + gold):.3f}; of those found, {len(placed)} at the labelled place, "
            f"{kinds} with the labelled kind"
        )
        if "--errors" in sys.argv:
            for row, found in some:
                if bool(found) != row.conditional:
                    print("missed" if row.conditional else "wrong", "|", " ".join(row.text.split()))


if __name__ == "__main__":
    main()
