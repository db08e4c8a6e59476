"""How well pages become articles: text, title, date and authors against the pages in ../shared/gold/pages.

    python benchmarks/pages.py [zyte|fundus|wcxb|prose …] [--misses]

Metrics as defined in the design page on intake: shingle F1 (Zyte: 4-word shingles with counts, precision and recall
averaged over pages, F1 of the averages), word F1 (lower-cased words with counts, F1 a page, averaged), title equal
after NFKC, lower case and single spaces, same calendar day, equal sets of authors so normalised. ``prose`` asks of the
annotated texts of PolNeAR whether every content span lies in ``body``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import ArticleError
from onrecord.intake import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[1] / ".." / "shared"))
Page = tuple[str, bytes, str | None, dict[str, Any]]


def zyte() -> Iterator[Page]:
    """Pages with their address and body."""
    folder = SHARED / "gold/pages/zyte"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, truth in sorted(gold.items()):
        page = folder / "html" / f"{name}.html.gz"
        if page.exists():
            yield name, gzip.decompress(page.read_bytes()), truth.get("url"), {"body": truth["articleBody"]}


def fundus() -> Iterator[Page]:
    """Pages with title, authors, day and body; a publisher's pages and versions pair up in sorted order."""
    for folder in sorted((SHARED / "gold/pages/fundus").iterdir()):
        if not folder.is_dir():
            continue
        about = json.loads((folder / "meta.info").read_text(encoding="utf-8"))
        pages: dict[str, list[Path]] = {}
        for page in sorted(folder.glob("*.html.gz")):
            pages.setdefault(re.sub(r"_\d{4}_\d\d_\d\d$", "", page.name.removesuffix(".html.gz")), []).append(page)
        for publisher, files in pages.items():
            versions = json.loads((folder / f"{publisher}.json").read_text(encoding="utf-8"))
            for file, version in zip(files, sorted(versions), strict=True):
                truth = versions[version]
                body = truth.get("body") or {}
                words = [*body.get("summary", [])]
                for section in body.get("sections", []):
                    words += [*section["headline"], *section["paragraphs"]]
                gold = {
                    "body": "\n".join(words),
                    "title": truth.get("title"),
                    "authors": truth.get("authors") or [],
                    "day": (truth.get("publishing_date") or "")[:10] or None,
                }
                yield (
                    f"{folder.name}/{file.name}",
                    gzip.decompress(file.read_bytes()),
                    about.get(file.name, {}).get("url"),
                    gold,
                )


def wcxb() -> Iterator[Page]:
    """Article pages with body and, where labelled, title, author and date."""
    folder = SHARED / "gold/pages/wcxb"
    for file in sorted((folder / "ground-truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        page = folder / "html" / f"{file.stem}.html.gz"
        inner = truth.get("ground_truth", truth)
        author = inner.get("author")
        gold = {
            "body": inner.get("main_content") or inner.get("content") or "",
            "title": inner.get("title"),
            "day": (inner.get("publish_date") or "")[:10] or None,
            "authors": None if not author else [author],
        }
        yield file.stem, gzip.decompress(page.read_bytes()), truth.get("url"), gold


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").lower().split())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3))) if tokens else Counter()


def _overlap(gold: Counter[Any], got: Counter[Any]) -> tuple[float, float]:
    """Precision and recall of two multisets."""
    both = sum((gold & got).values())
    precision = both / sum(got.values()) if got else float(not gold)
    return precision, both / sum(gold.values()) if gold else float(not got)


def _score(page: Page) -> dict[str, Any]:
    name, data, url, gold = page
    try:
        article = parse(data, url=url, format="html")[0]
    except ArticleError as error:
        return {"name": name, "error": error.reason, "shingle": (0.0, 0.0), "word": 0.0, "gold": gold, "got": None}
    body = "\n".join(article.text[start:end] for start, end in article.body)
    precision, recall = _overlap(*(Counter(re.findall(r"\w+", text.lower())) for text in (gold["body"], body)))
    return {
        "name": name,
        "shingle": _overlap(_shingles(gold["body"]), _shingles(body)),
        "same": re.findall(r"\w+", gold["body"]) == re.findall(r"\w+", body),
        "word": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "gold": {key: value for key, value in gold.items() if key != "body"},
        "got": {
            "title": article.title,
            "byline": article.byline,
            "published": article.published,
            "outlet": article.outlet,
            "language": article.language,
        },
    }


def _right(result: dict[str, Any]) -> dict[str, bool]:
    """Which of the labelled parts of a page are right."""
    gold, got = result["gold"], result["got"] or {}
    right = {}
    if gold.get("title"):
        right["title"] = _plain(got.get("title")) == _plain(gold["title"])
    if gold.get("day"):
        when = got.get("published")
        right["date"] = bool(when) and when.earliest == when.latest == date.fromisoformat(gold["day"])
    if gold.get("authors") is not None and "authors" in gold:
        byline = got.get("byline") or ""
        said = {_plain(each) for each in byline.split(", ")} - {""}
        right["authors"] = said == {part for each in gold["authors"] for part in _plain(each).split(", ")}
    return right


def report(name: str, pages: list[Page], *, misses: bool) -> None:
    """Score one set and print its figures."""
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(_score, pages, chunksize=4))
    seconds = time.perf_counter() - began
    precision, recall = (sum(each["shingle"][side] for each in results) / len(results) for side in (0, 1))
    print(f"{name}: {len(results)} pages, {len(results) / seconds:.0f} a second")
    both = 2 * precision * recall / (precision + recall)
    print(f"  shingle F1 {both:.4f} (precision {precision:.4f}, recall {recall:.4f})")
    print(f"  exact {sum(bool(each.get('same')) for each in results) / len(results):.4f}")
    print(f"  word F1 {sum(each['word'] for each in results) / len(results):.4f}")
    for part in ("title", "date", "authors"):
        judged = [(right[part], each) for each in results if part in (right := _right(each))]
        if judged:
            print(f"  {part} {sum(ok for ok, _ in judged) / len(judged):.4f} of {len(judged)}")
        if misses:
            for ok, each in judged:
                if not ok:
                    print(f"    {each['name']}: {each['gold'].get(part) or each['gold'].get('day')!r} {each['got']}")
    for each in results:
        if each.get("error"):
            print(f"  {each['name']}: {each['error']}")


def prose() -> None:
    """Whether furniture eats into prose: content spans of PolNeAR dev that lie in ``body`` as a whole."""
    inside = spans = cut = size = 0
    for file in sorted((SHARED / "gold/polnear/dev/text").glob("*.txt")):
        article = parse(file.read_bytes(), path=file.name)[0]
        covered = {at for start, end in article.body for at in range(start, end)}
        size += len(article.text)
        cut += len(article.text) - len(covered)
        for notes in (SHARED / "gold/polnear/dev/attributions").glob(f"{file.stem}*.ann"):
            for line in notes.read_text(encoding="utf-8").splitlines():
                match = re.match(r"T\d+\tContent ([\d ;]+)\t", line)
                for part in match[1].split(";") if match else []:
                    start, end = map(int, part.split())
                    spans += 1
                    inside += all(at in covered for at in range(start, end) if not article.text[at].isspace())
    share = f"{inside / spans:.4f}"
    print(f"prose: {inside} of {spans} content spans in body ({share}); {cut / size:.4f} of the text left out")


def main() -> None:
    """Score the sets named, all by default."""
    parser = argparse.ArgumentParser(description="page extraction against the gold pages")
    parser.add_argument("sets", nargs="*", default=["zyte", "fundus", "wcxb", "prose"])
    parser.add_argument("--misses", action="store_true", help="name each page that is not exact")
    wanted = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the gold pages are not at {SHARED}; set ONRECORD_SHARED")
    for name in wanted.sets:
        if name == "prose":
            prose()
        else:
            report(name, list({"zyte": zyte, "fundus": fundus, "wcxb": wcxb}[name]()), misses=wanted.misses)


if __name__ == "__main__":
    main()
