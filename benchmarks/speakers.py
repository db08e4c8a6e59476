"""Who is named as the speaker, given the gold spans: accuracy on the hand-named speakers of 24 articles.

    python benchmarks/speakers.py [--errors] [--half 0|1]

Needs ../shared (or ONRECORD_SHARED). Names are compared as the project's scorer compares them.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.speakers import resolve
from onrecord.vocabulary import ActorType, Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[1] / ".." / "shared"))
TYPES: dict[str, ActorType] = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "country"}
PRONOUN = re.compile(r"(?i)(he|she|they|it|who|his|her|their|him|them|i|we|that|which|whose)")


def scorer() -> Any:  # noqa: ANN401 - a module loaded from a path has no static type
    """The project's scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_attribution", SHARED / "tools" / "score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def silver_entities() -> dict[str, list[list[Any]]]:
    """The automatic named entities of each article."""
    with gzip.open(SHARED / "gold/polnear/dev/corenlp-silver.jsonl.gz", "rt", encoding="utf8") as lines:
        return {row["article"]: row["entities"] for row in map(json.loads, lines)}


def read(name: str) -> Article:
    """One PolNeAR dev article, its whole text as body."""
    with (SHARED / "gold/polnear/dev/text" / f"{name}.txt").open(encoding="utf8", newline="") as file:
        text = file.read()
    return Article(Article.identify(text, None), text, ((0, len(text)),))


def attribution(text: str, row: dict[str, Any]) -> Attribution:
    """A gold row as the encoder would give it."""
    source = row["source_spans"]
    span = Span.of(text, source[0][0], source[0][1]) if source else None
    return Attribution(span, None, tuple(Span.of(text, a, b) for a, b in row["content_spans"]), "speech", 1.0)


def calibration_error(bins: Iterable[list[tuple[float, bool]]]) -> float:
    """The expected calibration error of (confidence, right) pairs in bins (Guo et al. 2017, equation 3)."""
    filled = [one for one in bins if one]
    off = sum(abs(sum(right for _, right in one) - sum(confidence for confidence, _ in one)) for one in filled)
    return off / sum(map(len, filled))


def main() -> None:
    """Print the accuracies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every second article, from this one on")
    args = parser.parse_args()
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (SHARED / "gold/speakers-dev.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        rows[row["article"]].append(row)
    same_actor = scorer().same_actor
    entities = silver_entities()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sure: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for number, name in enumerate(sorted(rows)):
        if args.half is not None and number % 2 != args.half:
            continue
        article = read(name)
        given = [attribution(article.text, row) for row in rows[name]]
        names = [
            Entity(Span.of(article.text, e[0], e[1]), TYPES[e[2]]) for e in entities.get(name, []) if e[2] in TYPES
        ]
        for row, spoken in zip(rows[name], resolve(article, given, names).spoken, strict=True):
            if not row["speaker"] or row["type"] in ("unknown", "author"):
                continue
            wanted = [row["speaker"], *row["aliases"], *row.get("members", []), row.get("issuer") or ""]
            got = spoken.speaker.name if spoken.speaker else None
            right = bool(same_actor(got, wanted))
            if spoken.confidence is not None:
                sure[int(10 * spoken.confidence)].append((spoken.confidence, right))
            groups = ["all", f"half {number % 2}", f"type {row['type']}"]
            if PRONOUN.fullmatch(row["mention"] or ""):
                groups += ["pronoun", f"pronoun half {number % 2}"]
            for group in groups:
                counts[group][0] += right
                counts[group][1] += 1
            if args.errors and not right:
                where = f"{name[:24]} {row['event']:4} {row['source_spans']}"
                print(f"{where} {row['mention']!r}: {got!r}, not {row['speaker']!r}")
    for group, (right_count, total) in sorted(counts.items()):
        print(f"{group:28} {100 * right_count / total:5.1f} % of {total}")
    print(f"{'calibration error':28} {calibration_error(sure.values()):.3f} (ten bins, where there is a speaker)")


if __name__ == "__main__":
    main()
