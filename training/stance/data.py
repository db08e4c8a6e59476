"""Pairs of (proposition, text, label) from the stance sets in ``../shared/gold/stance``, and the splits by topic.

Labels: 0 against, 1 for, 2 neutral. VAST is read for testing only. Every training pair whose topic resembles a test
topic of IBM or Perspectrum is dropped (`unseen`), so that what is measured there is measured on unseen topics.
"""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

AGAINST, FOR, NEUTRAL = 0, 1, 2
# Verbs that turn "we should VERB X" into a stance on X itself.
REJECTING = (
    "ban|prohibit|abolish|end|stop|limit|restrict|criminali[sz]e|oppose|fight|curb|eliminate|cancel|abandon|forbid|"
    "disband|block|crack down on|stay away from|lift|weaken|repeal|scrap|drop|reject|get rid of|withdraw from|leave"
)
ENDORSING = (
    "adopt|subsidi[sz]e|legali[sz]e|introduce|support|promote|embrace|encourage|fund|implement|protect|advocate|accept|"
    "build|pass|provide|permit|allow|reintroduce|institute|invest in"
)


# What to propose about a thing that a noun phrase names, so that its supporters say yes, or no.
PROPOSING = (
    "{T}", "{T}", "{T}", "We should support {t}", "{T} should be supported", "{T} should be allowed", "We need {t}",
    "This house believes in {t}", "This house supports {t}", "The government should introduce {t}", "In favour of {t}",
    "{T} should be expanded", "{T} can be justified", "We should have more of {t}", "{T} should be kept",
)  # fmt: skip
REFUSING = (
    "We should ban {t}", "We should abolish {t}", "{T} should be ended", "The government should stop {t}",
    "Against {t}", "{T} should be banned", "{T} should be limited", "The country should lift {t}", "No to {t}",
    "We should weaken {t}", "This house would abolish {t}", "This house opposes {t}", "{T} should not be allowed",
    "We should give up {t}",
)  # fmt: skip


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
    topic = re.sub(r"^This house (?:supports|believes in) ", "We should support ", topic)
    topic = re.sub(r"^This house believes (?:that )?", "", topic)
    topic = re.sub(r"^This house would ", "We should ", topic)
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


def is_plural(thing: str) -> bool:
    """Whether a noun phrase looks plural, by the word in front of its first preposition."""
    head = re.split(r" (?:of|in|for|on|to|from|by|with|at|as|against|between|under|without) ", thing)[0]
    return bool(re.search(r"[^suia]s$", head)) or thing == "they"


def proposed(thing: str, rng: random.Random) -> tuple[str, int]:
    """A proposition about a thing, and the side (1 or -1) that its supporters take toward the thing."""
    side = 1 if rng.random() < 0.55 else -1
    shape = rng.choice(PROPOSING if side == 1 else REFUSING)
    return shape.format(t=thing, T=thing[:1].upper() + thing[1:]), side


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
                yield Pair(topic, text, label, topic, "ibm", "train")  # the motion in its debate form
                if row["claims.claimTarget.text"] and row["claims.claimSentiment"]:
                    said = FOR if row["claims.claimSentiment"] == "1" else AGAINST
                    yield Pair(row["claims.claimTarget.text"], text, said, topic, "ibm-own-target", "train")


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
    """GWSD: news sentences toward propositions on global warming of our own wording; half of them for training."""
    asserted = ("Global warming is a serious concern.", "Climate change must be addressed.", "Global warming is real.")
    denied = ("Global warming is not a serious concern.", "Global warming is a hoax.")
    label_of = {"0": NEUTRAL, "1": FOR, "2": AGAINST}
    with (folder / "gwsd/sentences.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            label = label_of[row["label"]]
            if number % 2:  # one topic: half of its sentences are enough beside the others
                yield Pair(asserted[number // 2 % 2 + 1], row["text"], label, "global warming", "gwsd", "dev")
            elif number % 8 == 6:
                yield Pair(denied[number % 16 // 8], row["text"], flip(label), "global warming", "gwsd", "train")
            else:
                yield Pair(asserted[number % 3], row["text"], label, "global warming", "gwsd", "train")


def own(path: Path) -> Iterator[Pair]:
    """Claims of our own for and against a thing that a noun phrase names."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            thing, pro, contra = (part.strip() for part in line.split("|"))
            for claims, label in ((pro, FOR), (contra, AGAINST)):
                for claim in claims.split("; "):
                    yield Pair(thing, claim, label, thing, "own", "train")


def vast(folder: Path) -> Iterator[Pair]:
    """For testing alone: never trained on. ``topic`` is "zero-shot" or "few-shot"."""
    label_of = {"0": AGAINST, "1": FOR, "2": NEUTRAL}
    with (folder / "vast/vast_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = "few-shot" if row["seen?"] == "1" else "zero-shot"
            yield Pair(row["Target"], row["Tweet"], label_of[row["Stance"]], kind, "vast", "test")


def posed(pair: Pair, rng: random.Random) -> Pair:
    """The pair as it is, toward the contrary proposition, or toward the thing that the proposition is about."""
    draw = rng.random()
    if draw < 0.2 and (contrary := negated(pair.proposition)):
        return Pair(contrary, pair.text, flip(pair.label), pair.topic, pair.source, "train")
    bare = pair.source in ("own", "ibm-target", "ibm-own-target")
    if draw > (0.15 if bare else 0.6) and (target := (pair.proposition, 1) if bare else target_of(pair.proposition)):
        proposition, side = proposed(target[0], rng)
        label = pair.label if target[1] == side else flip(pair.label)
        return Pair(proposition, pair.text, label, pair.topic, pair.source, "train")
    return pair


def unrelated(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Neutral pairs: a text beside a proposition that it is not about."""
    by_topic: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_topic.setdefault(pair.topic, []).append(pair)
    topics = sorted(by_topic)
    made = []
    for pair in rng.choices(pairs, k=count):
        other = rng.choice(by_topic[rng.choice(topics)])
        if other.topic != pair.topic:
            made.append(Pair(pair.proposition, other.text, NEUTRAL, pair.topic, "unrelated", "train"))
    return made
