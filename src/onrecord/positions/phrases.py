"""Where the phrases of issues stand in a text: on word stems, in any order within a short window.

So "membership in the Pact" is found for "Pact membership".
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.vocabulary import Issue

__all__ = ["BETWEEN", "WORD", "Phrase", "heads", "occurrences", "sentences", "stem"]

WORD = re.compile(r"\w+(?:[-.]\w+)*")
# Function words that may stand between the words of a phrase; anything else breaks it.
BETWEEN = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "to",
        "for",
        "on",
        "with",
        "by",
        "from",
        "into",
        "its",
        "their",
        "his",
        "her",
        "our",
        "s",
        "this",
        "that",
        "any",
        "all",
        "both",
    ]
)
# The end of a sentence: not behind an initial ("U.S. President") or a title.
_ENDS = re.compile(
    r"(?<![A-Z]\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\b(?:Gen|Sen|Rep|Gov|"
    r"Col)\.)(?<=[.!?])[\"”’']*\s+(?=[\"“‘'(]*[A-Z])|;\s"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where one of an issue's phrases occurs in a text."""

    issue: str
    phrase: str
    start: int
    end: int


@cache
def stem(word: str) -> str:
    """A word without its inflection: light, rule-based, for English."""
    word = word.casefold().removesuffix("'s").removesuffix("’s").replace(".", "")
    for ending, least in (
        ("ship", 4),
        ("ations", 4),
        ("ation", 4),
        ("ating", 4),
        ("ated", 4),
        ("ate", 4),
        ("ies", 2),
        ("ing", 3),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("e", 3),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


# "Member states" are no membership, and neither are "the members".
_BEARERS = re.compile(r"\s+(?:states?|countr(?:y|ies)|nations?|governments?|parties|companies|organi[sz]ations?)\b")


def _stems(text: str) -> list[tuple[str, int, int]]:
    return [(_stem_in(text, m), m.start(), m.end()) for m in WORD.finditer(text)]


def _stem_in(text: str, word: re.Match[str]) -> str:
    bearer = word.group().casefold() == "members" or (
        word.group().casefold() == "member" and _BEARERS.match(text, word.end())
    )
    return "members" if bearer else stem(word.group())


def heads(issue: Issue) -> frozenset[str]:
    """Stems by which an issue's phrases are cut short once its name has fallen: "membership" for "Pact membership".

    A common noun behind a name, which the proposition holds too.
    """
    asked = {stem(word) for word in WORD.findall(issue.proposition)}
    found = set()
    for phrase in issue.phrases:
        *names, head = WORD.findall(phrase) or [""]
        if names and all(name[0].isupper() for name in names) and head.islower() and stem(head) in asked:
            found.add(stem(head))
    return frozenset(found)


def occurrences(text: str, issues: Iterable[Issue], *, short: bool = False) -> list[Phrase]:
    """Every place of ``text`` at which a phrase of an issue stands; with ``short``, those cut short too (`heads`)."""
    words = _stems(text)
    places: dict[str, list[int]] = {}
    for i, (word, _, _) in enumerate(words):
        places.setdefault(word, []).append(i)
    found = []
    for issue in issues:
        for phrase in issue.phrases:
            every = [word for word, _, _ in _stems(phrase)]
            wanted = [word for word in every if word not in BETWEEN]
            if len(wanted) < 2:  # "into the Pact" is more than a mention of the Pact
                wanted = every
            thing = len(every) == 1 and _is_plural(phrase)
            for first, last in _windows(wanted, words, places):
                if thing and text[words[first][1] : words[first][2]].casefold().endswith(("ing", "ed")):
                    continue  # "talking" is no talks
                found.append(Phrase(issue.id, phrase, words[first][1], words[last][2]))
        for word in heads(issue) if short else ():
            spots = [words[i] for i in places.get(word, ())]
            taken = [(place.start, place.end) for place in found if place.issue == issue.id]
            found += [Phrase(issue.id, text[a:b], a, b) for _, a, b in spots if not any(s <= a < e for s, e in taken)]
    once = {(phrase.issue, phrase.start, phrase.end): phrase for phrase in reversed(found)}
    return sorted(once.values(), key=lambda phrase: (phrase.start, phrase.issue))


def _is_plural(word: str) -> bool:
    """Whether a word is a noun with a plural ending and no other: "talks", but not "negotiations"."""
    bare = word.casefold().removesuffix("s")
    return bare != word.casefold() and stem(word) == bare.removesuffix("e")


def _windows(
    wanted: list[str], words: list[tuple[str, int, int]], places: dict[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """Stretches of ``words`` that hold all ``wanted`` stems and between them nothing but function words."""
    if not wanted or any(word not in places for word in wanted):
        return
    pool = set(wanted)
    for at in sorted(i for word in pool for i in places[word]):
        missing, last = list(wanted), at
        for i in range(at, min(at + len(wanted) + 3, len(words))):
            word = words[i][0]
            if word in missing:
                missing.remove(word)
                last = i
            elif word not in BETWEEN and word not in pool:
                break
            if not missing:
                yield at, last
                break


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a statement's wording stand: a simple split, told from initials and titles."""
    bounds = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(bounds) if text[a:b].strip()]
