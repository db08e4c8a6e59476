"""Which of two names a pronoun means: the resolver without the network, on GAP's ambiguous pronouns.

    python benchmarks/pronouns.py

Needs ../shared (or ONRECORD_SHARED). GAP (Webster et al. 2018) draws its pronouns from encyclopedia text where two
people of one gender are near; rows in which neither name is meant are left out.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.speakers import resolve
from onrecord.vocabulary import Article, Span

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[1] / ".." / "shared"))


def right(row: dict[str, str]) -> bool:
    """Whether the pronoun of a row is tied to the name that it means, only the two names being given."""
    text = row["Text"]
    spans = [Span.of(text, at, at + len(row[name])) for name in "AB" for at in [int(row[f"{name}-offset"])]]
    start = int(row["Pronoun-offset"])
    end = start + len(row["Pronoun"])
    said = Attribution(Span.of(text, start, end), None, (Span.of(text, end, len(text)),), "speech", 1.0)
    article = Article("gap", text, ((0, len(text)),))
    found = resolve(article, [said], [Entity(span, "person") for span in spans])
    meant = spans[0] if row["A-coref"] == "TRUE" else spans[1]
    actors = {mention.actor for mention in found.mentions if mention.span.start <= meant.start < mention.span.end}
    speaker = found.spoken[0].speaker
    return speaker is not None and speaker.id in actors


def main() -> None:
    """Print the share of right choices."""
    for part in ("development", "validation"):
        with (SHARED / "gold/gap" / f"gap-{part}.tsv").open(encoding="utf8") as file:
            rows = [r for r in csv.DictReader(file, delimiter="\t") if "TRUE" in (r["A-coref"], r["B-coref"])]
        print(f"{part:12} {100 * sum(map(right, rows)) / len(rows):5.1f} % of {len(rows)}")


if __name__ == "__main__":
    main()
