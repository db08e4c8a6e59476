"""The example's own gold with offsets: the words of ``examples/gold`` looked up in the articles as we read them.

A span is written ``{"text": words, "in": words with which its line begins, "nth": occurrence in that line}``: offsets
of an HTML article count into the text that was extracted from it, which a better extractor may change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.intake import parse
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.vocabulary import Article

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
COVERAGE = EXAMPLES / "coverage"
GOLD = EXAMPLES / "gold"
SPANS = ("source", "cue")


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of one gold file, spans as they are written."""
    with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def articles() -> dict[str, Article]:
    """The articles of the example by file name, as the intake gives them."""
    return {path.name: parse(path.read_bytes(), path=path.name)[0] for path in sorted(COVERAGE.iterdir())}


def locate(written: Mapping[str, Any], text: str) -> Span:
    """The span that ``written`` describes in ``text``. Raises ``LookupError`` where there is none."""
    opening = " ".join(written["in"].split())
    start = 0
    for line in text.split("\n"):
        if " ".join(line.split()).startswith(opening):
            at = -1
            for _ in range(written.get("nth", 1)):
                at = line.find(written["text"], at + 1)
                if at < 0:
                    break
            else:
                return Span.of(text, start + at, start + at + len(written["text"]))
        start += len(line) + 1
    raise LookupError(f"no {written['text']!r} in a line that begins {written['in']!r}")


def statements(found: Mapping[str, Article]) -> list[dict[str, Any]]:
    """The gold statements with ``Span`` objects, for the articles in ``found`` (by file name)."""
    located = []
    for row in rows("statements"):
        text = found[row["article"]].text
        spans = {role: locate(row[role], text) if row[role] else None for role in SPANS}
        located.append({**row, **spans, "content": [locate(piece, text) for piece in row["content"]]})
    return located
