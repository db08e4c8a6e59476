"""Real articles from the data folder beside the checkout, for the benchmarks: ../shared or $ONRECORD_SHARED."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.vocabulary import Article, When

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[1] / ".." / "shared"))


def article(text: str, outlet: str | None, day: str | None, title: str | None, path: str) -> Article:
    """An article whose whole text is body; ``path`` is the key that labels name it by."""
    when = None
    if day:
        published = date.fromisoformat(day)
        when = When(published, published, "data set")
    return Article(Article.identify(text, outlet), text, ((0, len(text)),), path, None, outlet, title, None, "en", when)


def t17() -> list[Article]:
    """The dated articles of the five T17 topics; key t17/TOPIC/ROW."""
    csv.field_size_limit(sys.maxsize)
    found = []
    for file in sorted((SHARED / "corpora/t17").glob("*/outputwithpub.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                text = detokenise(row["text"])
                found.append(article(text, None, row["date"][:10], None, f"t17/{file.parent.name}/{number}"))
    return found


def detokenise(text: str) -> str:
    """T17 text with its quotation marks and spacing put back: a fixed rewriting, so that offsets are reproducible."""
    text = text.replace("\\/", "/").replace("``", "“").replace("''", "”")
    text = re.sub(r"\s+([,.;:!?%)”])", r"\1", text)
    text = re.sub(r"([(“$])\s+", r"\1", text)
    return re.sub(r" (n't|'s|'re|'ve|'ll|'m|'d|')\b", r"\1", text)


def basil() -> list[tuple[str, Article]]:
    """(story, article) of BASIL; key basil/STORY_N."""
    found = []
    for file in sorted((SHARED / "gold/stories/basil/articles").glob("*/*.json")):
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(paragraph) for paragraph in data["body-paragraphs"])
        story = data["triplet-uuid"]
        found.append((story, article(text, data["source"], data["date"], data["title"], f"basil/{file.stem}")))
    return found


def allsides() -> list[tuple[str, Article]]:
    """(roundup, article) of AllSides; key allsides/ROUNDUP/SIDE."""
    found = []
    for line in (SHARED / "corpora/allsides/roundups.jsonl").read_text(encoding="utf-8").splitlines():
        data: dict[str, Any] = json.loads(line)
        for side, news in sorted(data["news"].items()):
            body = news.get("newBody") or []
            text = "\n\n".join([news["newsTitle"], *([body] if isinstance(body, str) else body)])
            key = f"allsides/{data['id']}/{side}"
            made = article(text, news["newsSource"], data["date"][:10], news["newsTitle"], key)
            found.append((str(data["id"]), made))
    return found


def headlines() -> list[tuple[str, Article]]:
    """(story, headline) of the UCI news aggregator, in time order."""
    with (SHARED / "gold/stories/uci/uci-news-aggregator.csv").open(encoding="utf-8", newline="") as lines:
        whole = [row for row in csv.DictReader(lines) if row["TIMESTAMP"]]  # the file ends in the middle of a row
    rows = sorted(whole, key=lambda row: int(row["TIMESTAMP"]))
    found = []
    for row in rows:
        day = date.fromordinal(719163 + int(row["TIMESTAMP"]) // 86_400_000).isoformat()
        found.append((row["STORY"], article(row["TITLE"], row["PUBLISHER"], day, row["TITLE"], f"uci/{row['ID']}")))
    return found
