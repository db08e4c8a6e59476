"""How well On Record does on the example's own gold: statements, utterances, positions, shifts, divergences.

Every figure is a share from 0 to 1, the higher the better. Statements match one to one where their contents share at
least half of their words (Jaccard), as in ``../shared/tools/score_attribution.py``; a statement counts as found where
its speaker is right, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import example_gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.vocabulary import Article, Json

WORD = re.compile(r"\w+")
ALIKE = 0.5
EMPTY = {"the", "a", "an", "of", "mr", "ms", "dr"}

Pairs = dict[str, Any]


def _places(spans: Iterable[tuple[int, int]], text: str) -> set[int]:
    return {word.start() for start, end in spans for word in WORD.finditer(text, start, end)}


def match(gold: Sequence[dict[str, Any]], found: Sequence[Json], text: str) -> list[tuple[int, int]]:
    """One-to-one pairs (index in ``gold``, index in ``found``) of one article, the most alike first."""
    golden = [_places([(s.start, s.end) for s in row["content"]], text) for row in gold]
    ours = [_places([(s["start"], s["end"]) for s in row["content"]], text) for row in found]
    scored = sorted(
        ((len(g & o) / len(g | o), -i, -j) for i, g in enumerate(golden) for j, o in enumerate(ours) if g & o),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for alike, i, j in scored:
        if alike >= ALIKE and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return list(pairs.items())


def _words(name: str) -> frozenset[str]:
    return frozenset(WORD.findall(name.lower().replace("'s", "").replace("’s", ""))) - EMPTY


def same_speaker(gold: Json | None, found: Json | None, aliases: Mapping[str, Sequence[str]]) -> bool:
    """Whether ``found`` names the gold speaker: all or some words of one of its names; none where none."""
    if gold is None or found is None:
        return gold is None and found is None
    got = _words(found["name"])
    wanted = [_words(name) for name in (gold["name"], *aliases.get(gold["name"], ()))]
    if not gold["resolved"]:
        return any(len(got & words) * 2 >= len(words) for words in wanted)
    return any(got and (got <= words or words <= got) for words in wanted)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def pair_up(articles: Mapping[str, Article], readings: Mapping[str, Sequence[Json]]) -> Pairs:
    """Matched statements by gold id, with the gold rows: ``readings`` holds the statements found, by file name."""
    gold = defaultdict(list)
    for row in example_gold.statements(articles):
        gold[row["article"]].append(row)
    matched: Pairs = {}
    for name, rows in gold.items():
        found = readings.get(name, [])
        for i, j in match(rows, found, articles[name].text):
            matched[rows[i]["id"]] = found[j]
    return {"gold": [row for rows in gold.values() for row in rows], "matched": matched}


def statements(articles: Mapping[str, Article], readings: Mapping[str, Sequence[Json]]) -> dict[str, float]:
    """Shares of gold statements and direct quotations found, of found ones that are gold, and of those in the body."""
    paired = pair_up(articles, readings)
    matched = paired["matched"]
    aliases = {row["speaker"]: row["aliases"] for row in example_gold.rows("speakers")}
    right = {
        row["id"]
        for row in paired["gold"]
        if row["id"] in matched and same_speaker(row["speaker"], matched[row["id"]]["speaker"], aliases)
    }
    direct = [row["id"] for row in paired["gold"] if row["kind"] == "direct"]
    found = [(articles[name], row) for name, rows in readings.items() for row in rows]
    inside = sum(all(_in_body(span, article) for span in row["content"]) for article, row in found)
    return {
        "statements found": _share(len(right), len(paired["gold"])),
        "direct quotations found": _share(len(right.intersection(direct)), len(direct)),
        "statements right": _share(len(matched), len(found)),
        "statements outside furniture": _share(inside, len(found)),
    }


def _in_body(span: Json, article: Article) -> bool:
    return any(start <= span["start"] and span["end"] <= end for start, end in article.body)


def utterances(paired: Pairs) -> dict[str, float]:
    """Pairwise F1 of the grouping into utterances, over the gold statements that were found."""
    found = {key: row["utterance"] for key, row in paired["matched"].items()}
    group = {one: row["utterance"] for row in example_gold.rows("utterances") for one in row["statements"]}
    both = gold = ours = 0
    for left, right in combinations(sorted(found), 2):
        same_gold = left in group and group[left] == group.get(right)
        same_ours = found[left] is not None and found[left] == found[right]
        both, gold, ours = both + (same_gold and same_ours), gold + same_gold, ours + same_ours
    return {"utterance pairs F1": _share(2 * both, gold + ours)}


def positions(found: Iterable[Json]) -> dict[str, float]:
    """Share of the gold cells (party, issue, stance) that ``found``, lines of ``positions --json``, has."""
    cells = {(row["actor"], row["issue"], row["stance"]) for row in example_gold.rows("positions")}
    ours = {(row["actor"]["name"], row["issue"], row["stance"]) for row in found}
    return {"positions": _share(len(cells & ours), len(cells))}


def shifts(found: Iterable[Json]) -> dict[str, float]:
    """Recall and precision of the shifts of parties: same party, issue, stance before and after."""
    parties = {row["actor"] for row in example_gold.rows("positions")}
    gold = {
        (row["actor"], row["issue"], row["from"]["stance"], row["to"]["stance"]) for row in example_gold.rows("shifts")
    }
    ours = {
        (row["actor"]["name"], row["issue"], row["from"]["stance"], row["to"]["stance"])
        for row in found
        if row["actor"]["name"] in parties
    }
    return {"shifts found": _share(len(gold & ours), len(gold)), "shifts right": _share(len(gold & ours), len(ours))}


def _change(row: Json) -> tuple[str, str, str]:
    return row["issue"], row["from"]["stance"], row["to"]["stance"]


def divergences(articles: Mapping[str, Article], found: Iterable[Json]) -> dict[str, float]:
    """Share of the gold divergences found: same kind, and a passage that overlaps in each of the two articles."""
    by_id = {article.id: name for name, article in articles.items()}
    ours = [
        (row["kind"], [(by_id.get(one["article"]), one["span"]["start"], one["span"]["end"]) for one in row["reports"]])
        for row in found
    ]
    gold = example_gold.rows("divergences")
    hits = sum(any(kind == row["kind"] and _covers(row, places, articles) for kind, places in ours) for row in gold)
    return {"divergences found": _share(hits, len(gold))}


def _covers(gold: dict[str, Any], places: list[tuple[str | None, int, int]], articles: Mapping[str, Article]) -> bool:
    for report in gold["reports"]:
        span = example_gold.locate(report["span"], articles[report["article"]].text)
        if not any(name == report["article"] and start < span.end and span.start < end for name, start, end in places):
            return False
    return True
