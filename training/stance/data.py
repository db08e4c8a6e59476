"""Pairs of (proposition, text, label) from the stance sets in ``../shared/gold/stance``, and the splits by topic.

Labels: 0 against, 1 for, 2 neutral. VAST is read for testing only. Every training pair whose topic resembles a test
topic of IBM or Perspectrum is dropped (`unseen`), so that what is measured there is measured on unseen topics.
"""

from __future__ import annotations

import csv
import html
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGAINST, FOR, NEUTRAL = 0, 1, 2
# Verbs that turn "we should VERB X" into a stance on X itself.
REJECTING = (
    "ban|prohibit|abolish|end|stop|limit|restrict|criminali[sz]e|oppose|fight|curb|eliminate|cancel|abandon|forbid|"
    "disband|block|crack down on|stay away from"
)
ENDORSING = (
    "adopt|subsidi[sz]e|legali[sz]e|introduce|support|promote|embrace|encourage|fund|implement|protect|advocate|accept|"
    "build|pass|provide|permit|allow|reintroduce|institute|invest in"
)


@dataclass(frozen=True)
class Pair:
    """A text judged on a proposition. ``topic`` groups pairs that must stay on one side of a split."""

    proposition: str
    text: str
    label: int
    topic: str
    source: str
    split: str


def proposition_of(topic: str) -> str:
    """A motion or question rewritten as a plain proposition."""
    topic = topic.strip().rstrip("?. ")
    topic = re.sub(r"^This house believes (?:that|in) ", "", topic)
    topic = re.sub(r"^This house (?:would|supports) ", "We should ", topic)
    topic = re.sub(r"^Should(?:n't)? (we|you|I|it|there|women|parents|children) ", r"\1 should ", topic)
    topic = re.sub(r"^(?:you|I) should ", "We should ", topic)
    topic = re.sub(r"^Should (.+?) be ", r"\1 should be ", topic)
    return topic[:1].upper() + topic[1:]


def target_of(proposition: str) -> tuple[str, int] | None:
    """The thing a proposition is about and the side (1 or -1) that its supporters take toward it."""
    if match := re.match(rf"We should (?:{REJECTING}) (?:the )?(.+)$", proposition):
        return match[1], -1
    if match := re.match(rf"We should (?:{ENDORSING}) (?:the )?(.+)$", proposition):
        return match[1], 1
    if match := re.match(r"(.+?) should be (?:banned|prohibited|abolished|forbidden)$", proposition):
        return match[1], -1
    if match := re.match(r"(.+?) should be (?:legali[sz]ed|allowed|mandatory|compulsory)$", proposition):
        return match[1], 1
    return None


def negated(proposition: str) -> str | None:
    """The contrary of a "should" proposition, where it can be formed by one word."""
    if " should not " in proposition:
        return proposition.replace(" should not ", " should ", 1)
    if " should " in proposition:
        return proposition.replace(" should ", " should not ", 1)
    if " must " in proposition:
        return proposition.replace(" must ", " must not ", 1)
    return None


def flip(label: int) -> int:
    """The label toward the contrary proposition."""
    return {AGAINST: FOR, FOR: AGAINST}.get(label, label)


def ibm(folder: Path) -> Iterator[Pair]:
    """IBM claim stance: claims toward a motion, and toward its bare target."""
    with (folder / "ibm/claim_stance_dataset_v1.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = FOR if row["claims.stance"] == "PRO" else AGAINST
            topic = row["topicText"]
            text = row["claims.claimCorrectedText"]
            yield Pair(proposition_of(topic), text, label, topic, "ibm", row["split"])
            if row["split"] == "train":
                side = label if row["topicSentiment"] == "1" else flip(label)
                yield Pair(row["topicTarget"], text, side, topic, "ibm-target", "train")


def perspectrum(folder: Path) -> Iterator[Pair]:
    """Perspectrum: every perspective of every cluster toward its claim; mild and unanimous labels alike."""
    base = folder / "perspectrum"
    split = json.loads((base / "dataset_split_v1.0.json").read_text())
    pool = {row["pId"]: row["text"] for row in json.loads((base / "perspective_pool_v1.0.json").read_text())}
    for claim in json.loads((base / "perspectrum_with_answers_v1.0.json").read_text()):
        for cluster in claim["perspectives"]:
            label = FOR if cluster["stance_label_3"] == "SUPPORT" else AGAINST
            for number in cluster["pids"]:
                yield Pair(claim["text"], pool[number], label, claim["text"], "perspectrum", split[str(claim["cId"])])


def iam(folder: Path) -> Iterator[Pair]:
    """IAM: claims from articles toward the question of their topic."""
    for name in ("train", "dev"):
        for line in (folder / f"iam/{name}.txt").read_text(encoding="utf-8").splitlines():
            _, topic, text, _, stance = line.split("\t")
            label = FOR if stance == "1" else AGAINST
            if topic.startswith(("Shouldn't",)):
                continue  # the side of a negated question is not the side of its proposition in a stable way
            yield Pair(proposition_of(topic), text, label, topic, "iam", "train")


def valueeval(folder: Path) -> Iterator[Pair]:
    """ValueEval: a premise toward the conclusion that stands in front of it."""
    with (folder / "valueeval/arguments.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            conclusion, _, premise = html.unescape(row["text"]).partition(". ")
            if premise:
                label = FOR if row["label"] == "1" else AGAINST
                yield Pair(conclusion, premise, label, conclusion, "valueeval", "train")


def gwsd(folder: Path) -> Iterator[Pair]:
    """GWSD: news sentences toward propositions on global warming of our own wording."""
    asserted = ("Global warming is a serious concern.", "Climate change must be addressed.", "Global warming is real.")
    denied = ("Global warming is not a serious concern.", "Global warming is a hoax.")
    label_of = {"0": NEUTRAL, "1": FOR, "2": AGAINST}
    with (folder / "gwsd/sentences.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            label = label_of[row["label"]]
            if number % 2:
                continue  # one topic: half of its sentences are enough beside the others
            if number % 8 == 6:
                yield Pair(denied[number % 16 // 8], row["text"], flip(label), "global warming", "gwsd", "train")
            else:
                yield Pair(asserted[number % 3], row["text"], label, "global warming", "gwsd", "train")


def vast(folder: Path) -> Iterator[Pair]:
    """For testing alone: never trained on. ``topic`` is "zero-shot" or "few-shot"."""
    label_of = {"0": AGAINST, "1": FOR, "2": NEUTRAL}
    with (folder / "vast/vast_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = "few-shot" if row["seen?"] == "1" else "zero-shot"
            yield Pair(row["Target"], row["Tweet"], label_of[row["Stance"]], kind, "vast", "test")


def augmented(pairs: list[Pair], seed: int) -> list[Pair]:
    """Contrary propositions, bare targets, and neutral pairs (a text beside a proposition that it is not about)."""
    rng = random.Random(seed)
    more: list[Pair] = []
    by_topic: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_topic.setdefault(pair.topic, []).append(pair)
        contrary = negated(pair.proposition)
        if contrary and rng.random() < 0.2:
            more.append(Pair(contrary, pair.text, flip(pair.label), pair.topic, f"{pair.source}-contrary", "train"))
        target = target_of(pair.proposition)
        if target and rng.random() < 0.3:
            label = pair.label if target[1] == 1 else flip(pair.label)
            more.append(Pair(target[0], pair.text, label, pair.topic, f"{pair.source}-target", "train"))
    topics = sorted(by_topic)
    aimed = pairs + more
    for pair in rng.sample(aimed, len(aimed) // 5):
        other = rng.choice(by_topic[rng.choice(topics)])
        if other.topic != pair.topic:
            more.append(Pair(pair.proposition, other.text, NEUTRAL, pair.topic, "unrelated", "train"))
    return more
