"""Training statements made from templates: what parties say about a proposal, and what only looks like it.

The proposals come from the training topics and from what parties of the negotiation reports support or oppose; the
sentences around them are our own. They teach the difference between holding a view, denying it, asking about it,
calling it impossible and reporting it of an opponent.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from data import AGAINST, FOR, NEUTRAL, Pair, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPEAKERS = (
    "The minister", "The envoy", "The spokeswoman", "The president", "The delegation", "Norland", "The alliance",
    "The government", "The group", "The secretary-general", "He", "She", "The capital", "The ambassador", "The union",
)  # fmt: skip
FOR_TEMPLATES = (
    "{s} said {t} is essential.", "{s} supported {t}.", "{s} called for {t}.", "{s} welcomed {t}.",
    "{s} said they would keep pushing for {t}.", "{s} declared {t} irreversible.", "{s} is in favour of {t}.",
    "{s} said {t} remains a goal and will not be given up.", "{s} urged others to back {t}.",
    "{s} said there is no alternative to {t}.", "{s} insisted on {t}.", "{s} reaffirmed the commitment to {t}.",
    "{s} said {t} is the right step, although it will take time.", "{s} said {t} is on the table and is welcome.",
    "{s} said {t} is a crucial objective.", "{s} wants {t}.", "{s} demanded {t}.", "{s} offered {t}.",
    "{s} said they are open to {t}.", "{s} hopes for {t}.", "{s} has consistently pushed for {t}.",
    "{s} remains steadfast in the desire for {t}.", "{s} rejected criticism of {t}.",
    "{s} dismissed those who call {t} unrealistic.", "{s} said work on {t} should continue.",
    "While opponents call {t} a mistake, {s} said it must go ahead.", "{s} is willing to offer {t}.",
)  # fmt: skip
AGAINST_TEMPLATES = (
    "{s} said {t} is off the table.", "{s} said {t} is not on the table.", "{s} ruled out {t}.", "{s} opposed {t}.",
    "{s} said {t} is excluded.", "{s} called {t} unrealistic.", "{s} said {t} is not realistic.",
    "{s} said it is not practical to have {t}.", "{s} rejected {t}.", "{s} objected to {t}.",
    "{s} warned that {t} would be a threat.", "{s} is not in favour of {t}.", "{s} said there will be no {t}.",
    "{s} welcomed the fact that {t} has been ruled out.", "{s} was pleased that {t} is excluded.",
    "{s} said {t} is one of the root causes of the dispute.", "{s} cautioned against {t}.",
    "{s} said {t} is no longer being considered.", "{s} would not agree to {t}.", "{s} questioned the need for {t}.",
    "{s} said {t} cannot happen and that is fine.", "{s} offered to abandon {t}.", "{s} could forgo {t}.",
    "{s} said {t} is not yet possible and should not be pursued.", "{s} expressed doubts about {t}.",
    "While supporters see benefits in {t}, {s} said it has to stop.", "{s} denied ever having supported {t}.",
    "{s} dropped the demand for {t}.", "{s} said they would give up {t}.", "{s} called {t} a non-issue.",
)  # fmt: skip
NEUTRAL_TEMPLATES = (
    "{s} declined to comment on {t}.", "{s} discussed {t} with visitors.", "{s} was asked about {t}.",
    "{s} said critics want {t} and others do not.", "{s} did not say whether {t} would be considered.",
    "{s} noted that {t} had been raised in the talks.", "{s} said that a report about {t} would follow on Monday.",
    "{s} said rivals had spoken about {t}.", "{s} asked what would happen in the event of {t}.",
    "{s} said others often mention {t} in the same context.", "{s} recalled that the question of {t} is old.",
    "{s} refused to confirm a report on {t}.", "{s} described the history of {t}.",
    "{s} wondered how many countries had a view on {t}.", "{s} said no timeline for {t} can be given.",
)  # fmt: skip
SHAPES = ("{T} should go ahead.", "There should be {t}.", "{T}", "We should have {t}.", "{T} is right.")
TEMPLATES = ((FOR, FOR_TEMPLATES), (AGAINST, AGAINST_TEMPLATES), (NEUTRAL, NEUTRAL_TEMPLATES))
PREDICATES = {
    FOR: r"supported|endorsed|welcomed|favou?red|called for|advocated|urged|proposed|preferred",
    AGAINST: r"opposed|objected to|rejected|cautioned against|resisted",
    NEUTRAL: r"discussed|asked about|considered|noted|introduced|summarized",
}


def _shape(target: str, shape: str) -> str:
    return shape.format(t=target, T=target[:1].upper() + target[1:])


def from_templates(targets: list[tuple[str, str]], per_target: int, seed: int) -> Iterator[Pair]:
    """Statements about each (target, topic)."""
    rng = random.Random(seed)
    for target, topic in targets:
        for _ in range(per_target):
            label, templates = rng.choice(TEMPLATES)
            text = rng.choice(templates).format(s=rng.choice(SPEAKERS), t=target)
            yield Pair(_shape(target, rng.choice(SHAPES)), text, label, topic, "template", "train")


def negotiation_targets(folder: Path, limit: int, seed: int) -> list[tuple[str, str]]:
    """Noun phrases that a party of the negotiation reports is said to have supported, opposed or discussed."""
    rng = random.Random(seed)
    found: set[str] = set()
    pattern = re.compile(rf"\b(?:{'|'.join(PREDICATES.values())}) ((?:a|an|the) [a-z][a-z ,-]{{12,70}})\. ")
    for path in sorted(folder.glob("*.md")):
        for match in pattern.finditer(path.read_text(encoding="utf-8").replace("\n", " ")):
            found.add(match[1])
    return [(phrase, "negotiations") for phrase in rng.sample(sorted(found), min(limit, len(found)))]


def negotiation_pairs(folder: Path, limit: int, seed: int) -> list[Pair]:
    """Sentences of the reports in which a party supports, opposes or discusses something, beside that something."""
    rng = random.Random(seed)
    pairs: list[Pair] = []
    for label, predicates in PREDICATES.items():
        pattern = re.compile(rf"([A-Z][\w /'’-]{{1,40}}(?:,[^.,]{{3,80}},)? (?:{predicates}) ([a-z][^.;]{{20,140}}))\.")
        rows = []
        for path in sorted(folder.glob("*.md")):
            for match in pattern.finditer(path.read_text(encoding="utf-8").replace("\n", " ")):
                shape = "{T} should be agreed." if rng.random() < 0.5 else "{T}"
                rows.append(Pair(_shape(match[2], shape), match[1] + ".", label, "negotiations", "enb", "train"))
        pairs += rng.sample(rows, min(limit, len(rows)))
    return pairs


def targets_of(pairs: list[Pair]) -> list[tuple[str, str]]:
    """The bare targets of the training propositions, each once."""
    found = {}
    for pair in pairs:
        target = target_of(pair.proposition)
        if target:
            found[target[0]] = pair.topic
        elif pair.source == "ibm-target":
            found[pair.proposition] = pair.topic
    return sorted(found.items())
