"""Planted variants of 1,000 articles among 20,000: recall, precision and speed of copies found by containment.

Sources are T17, BASIL and AllSides articles of 120 words or more. Four variants of each: 2 % of the words edited; the
first 40 %; 12 % of the words changed; 35 % placed inside another article. The rest is filled with real articles and
with generated ones (a word-pair chain over the real ones). A pair counts as right if both texts come from one source or
from two originals that share a run of twelve words (news is reused in nature too).

    python benchmarks/tracing_planted.py [--datasketch PATH_OF_SITE_PACKAGES]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

import corpora
from onrecord.tracing import passages, words
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SOURCES, TOTAL = 1000, 20_000


class MemoryIndex:
    """The look-up that a record offers, over a dict."""

    def __init__(self) -> None:
        self.holders: dict[int, list[int]] = defaultdict(list)

    def add(self, number: int, hashes: Iterable[int]) -> None:
        for value in hashes:
            self.holders[value].append(number)

    def articles_with(self, hashes: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        holders = self.holders
        return {value: holders[value][:most] for value in hashes if value in holders}


def make(text: str) -> Article:
    """An article of this text, all of it body."""
    return Article(text, text, ((0, len(text)),))  # the text is its own id: the benchmark counts by number


def edited(tokens: list[str], rate: float, vocabulary: list[str], rng: random.Random) -> list[str]:
    """Each word replaced, doubled with a new one, or left out at ``rate``."""
    out = []
    for token in tokens:
        if rng.random() >= rate:
            out.append(token)
            continue
        act = rng.randrange(3)
        if act < 2:
            out.append(rng.choice(vocabulary))
        if act == 1:
            out.append(token)
    return out


def chain(texts: list[list[str]]) -> dict[str, list[str]]:
    """Which words follow which, with repetition."""
    follow: dict[str, list[str]] = defaultdict(list)
    for tokens in texts:
        for first, second in pairwise(tokens):
            follow[first].append(second)
    return follow


def generated(follow: dict[str, list[str]], starts: list[str], length: int, rng: random.Random) -> list[str]:
    """A row of words in which each follows the one before somewhere in the real articles."""
    out = [rng.choice(starts)]
    while len(out) < length:
        out.append(rng.choice(follow[out[-1]] if rng.random() > 0.15 and follow.get(out[-1]) else starts))
    return out


def collection(seed: int) -> tuple[list[str], dict[tuple[int, int], str], list[int]]:
    """Texts, the planted pairs (source number, variant number) by kind, and which family each text belongs to."""
    rng = random.Random(seed)
    real = (
        [a.text for a in corpora.t17()] + [a.text for _, a in corpora.basil()] + [a.text for _, a in corpora.allsides()]
    )
    split = [text.split() for text in dict.fromkeys(real)]
    rng.shuffle(split)
    long = [i for i, tokens in enumerate(split) if 120 <= len(tokens) <= 3000]
    chosen = long[:SOURCES]
    rest = [i for i in range(len(split)) if i not in set(chosen)]
    texts = [split[i] for i in chosen]
    planted: dict[tuple[int, int], str] = {}
    vocabulary = [token for tokens in split[:300] for token in tokens]
    follow = chain(split)
    for number in range(SOURCES):
        tokens = texts[number]
        start = rng.randrange(max(1, int(len(tokens) * 0.65)))
        host = generated(follow, vocabulary, rng.randrange(200, 700), rng)
        cut = rng.randrange(len(host))
        variants = {
            "2 % edited": edited(tokens, 0.02, vocabulary, rng),
            "first 40 %": tokens[: int(len(tokens) * 0.4)],
            "12 % changed": edited(tokens, 0.12, vocabulary, rng),
            "35 % embedded": host[:cut] + tokens[start : start + int(len(tokens) * 0.35)] + host[cut:],
        }
        for kind, variant in variants.items():
            planted[number, len(texts)] = kind
            texts.append(variant)
    family = list(range(SOURCES)) + [n for n in range(SOURCES) for _ in range(4)]
    for i in rest:
        family.append(len(texts))
        texts.append(split[i])
    while len(texts) < TOTAL:
        family.append(len(texts))
        texts.append(generated(follow, vocabulary, rng.randrange(150, 700), rng))
    return [" ".join(tokens) for tokens in texts], planted, family


def one_by_one(texts: list[str]) -> float:
    """Seconds to fingerprint, look up and index the articles as they would arrive."""
    begin = time.process_time()
    index = MemoryIndex()
    for number, text in enumerate(texts):
        hashes = passages.fingerprint(make(text))
        passages.candidates(hashes, index)  # type: ignore[arg-type]  # numbers for ids
        index.add(number, hashes)
    return time.process_time() - begin


def ours(texts: list[str]) -> tuple[float, float, list[tuple[int, int, passages.Overlap]]]:
    """Seconds to fingerprint and pair the batch, seconds to align, and the related pairs."""
    words.words("warm")
    begin = time.process_time()
    rows = passages.fingerprints([make(text) for text in texts])
    pairs = passages.candidate_pairs(rows)
    middle = time.process_time()
    furniture = passages.common_hashes(rows)
    related = []
    for first, second, _ in pairs.tolist():
        result = passages.overlap(make(texts[second]), make(texts[first]), furniture)
        if result:
            related.append((first, second, result))
    return middle - begin, time.process_time() - middle, related


def theirs(texts: list[str], site: str) -> tuple[float, set[tuple[int, int]]]:
    """datasketch MinHashLSH, 128 permutations, word 5-shingles, Jaccard .5: seconds and candidate pairs."""
    sys.path.append(site)
    from datasketch import MinHash, MinHashLSH

    begin = time.process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    pairs = set()
    for number, text in enumerate(texts):
        tokens = text.lower().split()
        signature = MinHash(num_perm=128)
        signature.update_batch([" ".join(tokens[i : i + 5]).encode() for i in range(max(1, len(tokens) - 4))])
        pairs.update((int(other), number) for other in lsh.query(signature))
        lsh.insert(number, signature)
    return time.process_time() - begin, pairs


def kin(texts: list[str], first: int, second: int) -> bool:
    """Whether two originals share a run of twelve words, letter for letter."""
    runs = []
    for number in (first, second):
        tokens = texts[number].split()
        runs.append({" ".join(tokens[i : i + 12]) for i in range(len(tokens) - 11)})
    return not runs[0].isdisjoint(runs[1])


def recall(planted: dict[tuple[int, int], str], pairs: set[tuple[int, int]]) -> str:
    """The share of planted pairs found, by kind of variant."""
    total, hit = Counter(planted.values()), Counter(kind for pair, kind in planted.items() if pair in pairs)
    return ", ".join(f"{kind} {hit[kind] / total[kind]:.3f}" for kind in total)


def main() -> None:
    """Print recall, precision and times."""
    options = argparse.ArgumentParser()
    options.add_argument("--datasketch")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    texts, planted, family = collection(chosen.seed)
    print(f"{len(texts)} articles, {sum(text.count(' ') + 1 for text in texts):,} words")
    search, align, related = ours(texts)
    pairs = {(a, b) for a, b, _ in related}
    print(f"fingerprints and candidates {search:.2f} s of one core, alignment {align:.2f} s")
    print(f"one by one, look-ups in a dict: {one_by_one(texts):.2f} s")
    print("recall:", recall(planted, pairs))
    right = [pair for pair in pairs if family[pair[0]] == family[pair[1]]]
    drawn = [
        pair for pair in pairs if family[pair[0]] != family[pair[1]] and kin(texts, family[pair[0]], family[pair[1]])
    ]
    wrong = len(pairs) - len(right) - len(drawn)
    print(f"pairs {len(pairs)}: planted {len(right)}, sharing words of their originals {len(drawn)}, neither {wrong}")
    alone = len(right) / (len(right) + wrong)
    print(f"precision {1 - wrong / len(pairs):.4f}, without those of the originals {alone:.4f}")
    if chosen.datasketch:
        spent, found = theirs(texts, chosen.datasketch)
        print(f"datasketch MinHashLSH {spent:.2f} s ({spent / search:.1f} times ours); recall:", recall(planted, found))


if __name__ == "__main__":
    np.seterr(over="ignore")
    main()
