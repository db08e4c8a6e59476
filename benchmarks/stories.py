"""Stories on BASIL, AllSides and UCI headlines: BCubed F1, articles arriving one by one in time order.

python benchmarks/stories.py [--words] [--orders N]

--words: without sentence vectors; --orders: BASIL and AllSides in N random orders, too.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import corpora
from onrecord.tracing import stories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from onrecord.vocabulary import Article


class MemoryIndex:
    """The look-ups that a record offers, over dicts."""

    def __init__(self) -> None:
        self.by_term: dict[str, list[stories.Profile]] = defaultdict(list)
        self.story_of: dict[str, str] = {}
        self.of_story: dict[str, list[stories.Profile]] = defaultdict(list)

    def neighbours(self, terms: Sequence[str], around: date | None, days: int, most: int) -> Sequence[str]:
        """The stories of articles that share most terms."""
        shared: Counter[str] = Counter()
        for term in terms:
            for member in self.by_term[term][-200:]:
                if around is None or member.day is None or abs(member.day - around.toordinal()) <= days:
                    shared[member.article] += 1
        return [self.story_of[article] for article, _ in shared.most_common(most)]

    def members(self, names: Sequence[str], around: date | None, most: int) -> Mapping[str, Sequence[stories.Profile]]:
        """The articles of each story nearest to a day."""
        found = {}
        for name in names:
            told = self.of_story[name]
            if around is not None:
                day = around.toordinal()
                told = sorted(told, key=lambda p: abs(p.day - day) if p.day is not None else 10**6)[:most]
            found[name] = told[-most:]
        return found

    def put(self, new: stories.Profile, placement: stories.Placement) -> None:
        """Do what the placement says, and look at a story that has doubled afresh."""
        name = placement.story or "story of " + new.article
        for term in new.sought:
            self.by_term[term].append(new)
        self.of_story[name].append(new)
        self.story_of[new.article] = name
        for gone in placement.absorbed:
            for member in self.of_story.pop(gone):
                self.of_story[name].append(member)
                self.story_of[member.article] = name
        self.of_story[name].sort(key=lambda p: p.order)
        size = len(self.of_story[name])
        if 4 <= size <= 256 and size & (size - 1) == 0:
            named, _ = stories.reconcile(
                {name: [p.article for p in self.of_story[name]]}, stories.clusters(self.of_story[name])
            )
            for part, members in named.items():
                self.of_story[part] = list(members)
                self.story_of.update((p.article, part) for p in members)


def bcubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of Bagga and Baldwin (1998), averaged over items."""
    both, by_gold, by_found = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(n * n / by_found[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Print the three scores of each set."""
    options = argparse.ArgumentParser()
    options.add_argument("--words", action="store_true")
    options.add_argument("--orders", type=int, default=0)
    chosen = options.parse_args()
    plain = chosen.words
    sets: dict[str, list[tuple[str, Article]]] = {
        "BASIL": corpora.basil(),
        "AllSides": corpora.allsides(),
        "UCI headlines": corpora.headlines(),
    }
    for name, items in sets.items():
        items.sort(key=lambda item: item[1].published.latest)  # type: ignore[union-attr, arg-type, return-value]  # all are dated
        begin = time.perf_counter()
        if plain:
            profiles = [stories.profile(a) for _, a in items]
        else:
            from onrecord.encoder import embed

            vectors = embed([(a.title or "") + ". " + a.text[:600] for _, a in items])
            profiles = [stories.profile(a, v) for (_, a), v in zip(items, vectors, strict=True)]
        middle = time.perf_counter()
        found = grouped(profiles)
        spent = time.perf_counter() - middle
        gold = [s for s, _ in items]
        scores = bcubed(gold, found)
        print(
            f"{name}: {len(items)} articles, P {scores[0]:.3f} R {scores[1]:.3f} F1 {scores[2]:.3f};"
            f" profiles {middle - begin:.1f} s, placing {1000 * spent / len(items):.1f} ms an article"
        )
        for seed in range(chosen.orders if len(items) < 1000 else 0):
            order = list(range(len(items)))
            random.Random(seed).shuffle(order)
            other = dict(zip(order, grouped([profiles[i] for i in order]), strict=True))
            row = [other[i] for i in range(len(items))]
            print(
                f"    order {seed}: F1 {bcubed(gold, row)[2]:.3f}, like the order of days {bcubed(found, row)[2]:.3f}"
            )


def grouped(profiles: Sequence[stories.Profile]) -> list[str]:
    """The story of each article, arriving one by one in the order given."""
    index = MemoryIndex()
    for one in profiles:
        index.put(one, stories.place(one, index))
    return [index.story_of[p.article] for p in profiles]


if __name__ == "__main__":
    main()
