"""Transfer: how many attribution relations of GUM's Wikinews articles, kept out of training, the reader finds.

    python benchmarks/gum.py [--show]

A relation is an attributing unit ("he said") and the unit that it attributes. It is found if some statement has its
cue or source in the attributing unit and content in the attributed one or in a unit that hangs on it. GUM attributes
more than speech (questions, thoughts of the writer), so recall alone is taken. Needs ``../shared``.
"""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.reading import read
from onrecord.vocabulary import Article, Statement

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FOLDER = SHARED / "gold/gum/dep"
RELATION = re.compile(r"Discourse=([\w-]+):(\d+)(?:->(\d+))?")


@dataclass
class Unit:
    """An elementary discourse unit: where it stands, its relation and the unit it hangs on."""

    start: int
    end: int
    relation: str
    head: int


@dataclass
class Document:
    """A text with its units by number."""

    text: str = ""
    units: dict[int, Unit] = field(default_factory=dict)


def load(path: Path) -> Document:
    """The text, rebuilt from its words, and its units."""
    document, unit = Document(), None
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# newpar") and "newpar_block" not in line and document.text:
            document.text = document.text.rstrip() + "\n"
        if not re.match(r"\d+\t", line):
            continue
        cells = line.split("\t")
        start = len(document.text)
        document.text += cells[1]
        if match := RELATION.search(cells[9]):
            unit = Unit(start, start, match[1], int(match[3] or 0))
            document.units[int(match[2])] = unit
        if unit:
            unit.end = len(document.text)
        document.text += "" if "SpaceAfter=No" in cells[9] else " "
    return document


def hangs_on(document: Document, number: int, head: int) -> bool:
    """Whether a unit is ``head`` or hangs on it, directly or through others."""
    seen = set()
    while number and number not in seen:
        if number == head:
            return True
        seen.add(number)
        number = document.units[number].head
    return False


def found(document: Document, number: int, statements: tuple[Statement, ...]) -> bool:
    """Whether a statement has cue or source in the attributing unit, and content in what it attributes."""
    unit = document.units[number]
    targets = [
        other
        for k, other in document.units.items()
        if k != number and hangs_on(document, k, unit.head) and not hangs_on(document, k, number)
    ]
    for statement in statements:
        beside = any(s and s.start < unit.end and unit.start < s.end for s in (statement.cue, statement.source))
        if beside and any(c.start < t.end and t.start < c.end for c in statement.content for t in targets):
            return True
    return False


def main() -> None:
    """Read all Wikinews articles and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what was missed")
    args = parser.parse_args()
    documents = [load(path) for path in sorted(FOLDER.glob("GUM_news_*.conllu"))]
    readings = read([Article(str(i), d.text, ((0, len(d.text)),), language="en") for i, d in enumerate(documents)])
    hits = total = 0
    for document, reading in zip(documents, readings, strict=True):
        for number, unit in document.units.items():
            if not unit.relation.startswith("attribution-positive"):
                continue
            total += 1
            if found(document, number, reading.statements):
                hits += 1
            elif args.show:
                print(f"[{document.text[unit.start : unit.end].strip()}]", end=" ")
                head = document.units[unit.head]
                print(document.text[head.start : head.end].strip()[:120])
    print(f"{hits} of {total} attribution relations found: {100 * hits / total:.1f} %")


if __name__ == "__main__":
    main()
