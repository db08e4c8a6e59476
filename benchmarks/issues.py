"""How well statements are matched to issues: by phrases, by meaning at several thresholds, and by both.

    python benchmarks/issues.py [development|held-out] [--errors]

``labels/issues.yaml`` holds invented codebooks, one a topic, ``labels/issues.csv`` which statements of ``../shared``
touch which issue: keys, offsets and digests, no text. Each topic is matched with its whole codebook, as a record would
be. Doubtful pairs are over-represented, so the figures compare ways of matching; ``weight`` (how many pairs of the
sample's corpus stand behind a labelled one) gives an estimate for all pairs beside them.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import yaml

import corpora
from onrecord import encoder
from onrecord.positions.agreement import alpha
from onrecord.positions.coding import code
from onrecord.positions.issues import THRESHOLD, match
from onrecord.vocabulary import Actor, Codebook, Issue, Report, Span, Statement, Utterance, digest

LABELS = Path(__file__).parent / "labels"
THRESHOLDS = (0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70)
FOLDERS = {"enb": ("corpora/enb", ".md"), "polnear": ("gold/polnear/train/text", ".txt")}


@dataclass(frozen=True)
class Pair:
    """A statement joined to its text, and whether it touches an issue; ``second`` is null where it was read once."""

    topic: str
    half: str
    wording: str
    issue: str
    touches: bool
    second: bool | None
    weight: float


@cache
def codebooks() -> dict[str, tuple[str, Codebook]]:
    """Half and codebook of each topic."""
    told = yaml.safe_load((LABELS / "issues.yaml").read_text(encoding="utf-8"))["topics"]
    books = {}
    for one in told:
        issues = [Issue(i["id"], i["title"], i["proposition"], tuple(i["phrases"])) for i in one["issues"]]
        books[one["topic"]] = (one["half"], Codebook(tuple(issues)))
    return books


def labelled() -> list[Pair]:
    """The labelled pairs with their text; raises `ValueError` where an article is not the one that was labelled."""
    halves = {topic: half for topic, (half, _) in codebooks().items()}
    texts = {article.path: article.text for article in [*corpora.t17(), *(one for _, one in corpora.allsides())]}
    pairs = []
    with (LABELS / "issues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            corpus, _, name = row["article"].partition("/")
            if corpus in FOLDERS:
                folder, ending = FOLDERS[corpus]
                text = (corpora.SHARED / folder / f"{name}{ending}").read_text(encoding="utf-8")
            else:
                text = texts[row["article"]]
            spans = [tuple(map(int, span.split("-"))) for span in row["content"].split()]
            wording = " ".join(" ".join(text[a:b].split()) for a, b in spans)
            if digest("words", wording) != row["digest"]:
                raise ValueError(f"{row['article']} is not the article that was labelled")
            second = row["second"] == "1" if row["second"] else None
            flags = (row["touches"] == "1", second, float(row["weight"]))
            pairs.append(Pair(row["topic"], halves[row["topic"]], wording, row["issue"], *flags))
    return pairs


def found(pairs: list[Pair], threshold: float | None, *, phrases: bool) -> list[str]:
    """By what each pair was matched: its phrase, "meaning", or "" for not; without a threshold only phrases count."""
    by_topic = defaultdict(list)
    for pair in pairs:
        by_topic[pair.topic].append(pair)
    how: dict[tuple[str, str], str] = {}
    for topic, some in by_topic.items():
        book = codebooks()[topic][1]
        if not phrases:
            book = replace(book, issues=tuple(replace(issue, phrases=()) for issue in book.issues))
        told = [Utterance(words, None, None, words, ()) for words in {pair.wording for pair in some}]
        embed = None if threshold is None else vectors
        for words, matches in match(told, book, embed=embed, threshold=threshold or THRESHOLD).items():
            how.update({(words, one.issue): one.phrase or "meaning" for one in matches})
    return [how.get((pair.wording, pair.issue), "") for pair in pairs]


def sided(pairs: list[Pair]) -> list[bool]:
    """For each pair, whether the whole coding says more of it than neutral: a side, or a condition."""
    speaker, cue = Actor(digest("actor", "Someone"), "Someone"), "said"
    said, told = {}, defaultdict(list)
    for pair in {pair.wording: pair for pair in pairs}.values():
        name = digest("words", pair.wording)
        words = Span(len(cue) + 1, len(cue) + 1 + len(pair.wording), pair.wording)
        said[name] = Statement(name, name, "indirect", "speech", None, Span(0, len(cue), cue), (words,), speaker)
        report = Report(name, name, None, pair.wording)
        told[pair.topic].append(Utterance(name, speaker, None, pair.wording, (report,)))
    taken = set()
    for topic, some in told.items():
        for one in code(some, said, codebooks()[topic][1], embed=vectors):
            if one.stance != "neutral":
                taken.add((one.utterance, one.issue))
    return [(digest("words", pair.wording), pair.issue) in taken for pair in pairs]


_KNOWN: dict[str, np.ndarray] = {}


def vectors(texts: list[str]) -> np.ndarray:
    """Sentence vectors, each made once."""
    new = [text for text in dict.fromkeys(texts) if text not in _KNOWN]
    _KNOWN.update(zip(new, encoder.embed(new), strict=True))
    return np.array([_KNOWN[text] for text in texts])


def score(pairs: list[Pair], how: list[str]) -> str:
    """Precision, recall and F1 over the pairs as drawn, and over all pairs as estimated by weights."""
    told = []
    for weights in (np.ones(len(pairs)), np.array([pair.weight for pair in pairs])):
        gold, got = np.array([pair.touches for pair in pairs]), np.array([bool(one) for one in how])
        hit, said, asked = (float((weights * one).sum()) for one in (gold & got, got, gold))
        told.append(f"{hit / max(said, 1):.3f} {hit / asked:.3f} {2 * hit / (said + asked):.3f}")
    return f"{told[0]}   weighted {told[1]}"


def main() -> None:
    """Prints the agreement of the passes, then a table for each half."""
    pairs = labelled()
    twice = [pair for pair in pairs if pair.second is not None]
    counts = np.array([[p.touches + bool(p.second), 2 - p.touches - bool(p.second)] for p in twice], float)
    same = np.mean([p.touches == p.second for p in twice])
    share = np.mean([[p.touches, bool(p.second)] for p in twice], axis=0)
    chance = share.prod() + (1 - share).prod()
    print(
        f"{len(pairs)} pairs, {sum(p.touches for p in pairs)} touch their issue; of {len(twice)} read twice {same:.1%} "
        f"agree, Cohen's kappa {(same - chance) / (1 - chance):.3f}, Krippendorff's alpha {alpha(counts):.3f}"
    )
    for half in [one for one in ("development", "held-out") if one in sys.argv[1:]] or ["development", "held-out"]:
        some = [pair for pair in pairs if pair.half == half]
        print(f"{half}: {len(some)} pairs of {len({p.issue for p in some})} issues; precision, recall, F1")
        print(f"  phrases        {score(some, found(some, None, phrases=True))}")
        for name, phrases in (("meaning", False), ("both", True)):
            for threshold in THRESHOLDS:
                mark = "*" if threshold == THRESHOLD else " "
                print(f"  {name:8}{mark} {threshold:.2f} {score(some, found(some, threshold, phrases=phrases))}")
        how = found(some, THRESHOLD, phrases=True)
        ends = Counter((p.touches, one) for p, h, one in zip(some, how, sided(some), strict=True) if h)
        print(
            f"  of those matched, coded with a side: {ends[True, True]} of {ends[True, True] + ends[True, False]} that "
            f"touch their issue, {ends[False, True]} of {ends[False, True] + ends[False, False]} that do not"
        )
        for issue in dict.fromkeys(pair.issue for pair in some):
            tally = Counter((p.touches, bool(h)) for p, h in zip(some, how, strict=True) if p.issue == issue)
            print(f"  {issue}: {tally[True, True]} found, {tally[False, True]} wrong, {tally[True, False]} missed")
        if "--errors" in sys.argv:
            for pair, one in zip(some, how, strict=True):
                if bool(one) != pair.touches:
                    print(f"  {'missed' if pair.touches else f'wrong, by {one}'} | {pair.issue} | {pair.wording}")


if __name__ == "__main__":
    main()
