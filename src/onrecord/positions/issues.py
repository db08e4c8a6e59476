"""Which issues of the codebook an utterance touches, by the issue's phrases and by meaning; and issues suggested.

Phrases match on word stems in any order within a short window, so that "membership in the Pact" is found for "Pact
membership". Meaning is the cosine between sentence vectors of the content's sentences and of the issue's proposition
and title; what reaches ``threshold`` counts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Codebook, Issue, Utterance

__all__ = [
    "SURER",
    "THRESHOLD",
    "Embed",
    "Match",
    "Phrase",
    "heads",
    "match",
    "occurrences",
    "sentences",
    "stem",
    "suggest",
    "unmatched",
]

# Cosine from which a sentence counts as being about a proposition; see docs/measurements/positions.md.
THRESHOLD = 0.55
NEARLY = 0.05
# What a sentence that names another issue, or a short stretch of words, needs instead.
SURER = 0.65
_WORD = re.compile(r"\w+(?:[-.]\w+)*")
# Function words that may stand between the words of a phrase; anything else breaks it.
_BETWEEN = frozenset(
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


class Embed(Protocol):
    """Sentence vectors: n texts to an array [n, width], each row of length one."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """An issue that an utterance touches: by which phrase (and with score 1) or, where that is null, by meaning."""

    issue: str
    score: float
    phrase: str | None = None


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


def _stems(text: str) -> list[tuple[str, int, int]]:
    return [(stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def heads(issue: Issue) -> frozenset[str]:
    """Stems by which an issue's phrases are cut short once its name has fallen: "membership" for "Pact membership".

    A common noun behind a name, which the proposition holds too.
    """
    asked = {stem(word) for word in _WORD.findall(issue.proposition)}
    found = set()
    for phrase in issue.phrases:
        *names, head = _WORD.findall(phrase) or [""]
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
            wanted = [word for word, _, _ in _stems(phrase) if word not in _BETWEEN] or [
                w for w, _, _ in _stems(phrase)
            ]
            for first, last in _windows(wanted, words, places):
                found.append(Phrase(issue.id, phrase, words[first][1], words[last][2]))
        for word in heads(issue) if short else ():
            spots = [words[i] for i in places.get(word, ())]
            taken = [(place.start, place.end) for place in found if place.issue == issue.id]
            found += [Phrase(issue.id, text[a:b], a, b) for _, a, b in spots if not any(s <= a < e for s, e in taken)]
    once = {(phrase.issue, phrase.start, phrase.end): phrase for phrase in reversed(found)}
    return sorted(once.values(), key=lambda phrase: (phrase.start, phrase.issue))


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
            elif word not in _BETWEEN and word not in pool:
                break
            if not missing:
                yield at, last
                break


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a statement's wording stand: a simple split, told from initials and titles."""
    bounds = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(bounds) if text[a:b].strip()]


def match(
    utterances: Sequence[Utterance], codebook: Codebook, *, embed: Embed | None = None, threshold: float = THRESHOLD
) -> dict[str, tuple[Match, ...]]:
    """The issues that each utterance touches, by utterance id, best first; ids without any are left out.

    Every wording of an utterance is looked at. Without ``embed`` only phrases count. ``threshold`` is a cosine from
    -1 to 1: the higher, the fewer matches by meaning.
    """
    found: dict[str, dict[str, Match]] = {}
    for utterance in utterances:
        for wording in {utterance.wording, *(report.wording for report in utterance.reports)}:
            for place in occurrences(wording, codebook.issues):
                found.setdefault(utterance.id, {}).setdefault(place.issue, Match(place.issue, 1.0, place.phrase))
    _cut_short(utterances, codebook, found)
    if embed is not None and codebook.issues and utterances:
        for name, issue, score in _by_meaning(utterances, codebook, embed, threshold, found):
            found.setdefault(name, {}).setdefault(issue, Match(issue, score))
    return {name: tuple(sorted(matches.values(), key=lambda m: (-m.score, m.issue))) for name, matches in found.items()}


def _cut_short(utterances: Sequence[Utterance], codebook: Codebook, found: dict[str, dict[str, Match]]) -> None:
    """Adds what names an issue cut short, in articles that elsewhere name it in full."""
    named: dict[str, set[str]] = {}
    for utterance in utterances:
        for report in utterance.reports:
            named.setdefault(report.article, set()).update(found.get(utterance.id, ()))
    for issue in codebook.issues:
        if not heads(issue):
            continue
        for utterance in utterances:
            if issue.id in found.get(utterance.id, ()):
                continue
            for report in utterance.reports:
                places = occurrences(report.wording, [issue], short=True) if issue.id in named[report.article] else ()
                for place in places:
                    found.setdefault(utterance.id, {}).setdefault(issue.id, Match(issue.id, 0.9, place.phrase))


def _by_meaning(
    utterances: Sequence[Utterance],
    codebook: Codebook,
    embed: Embed,
    threshold: float,
    found: dict[str, dict[str, Match]],
) -> Iterator[tuple[str, str, float]]:
    """Matches by meaning; a sentence that names an issue is about no other unless that lies clearly nearer."""
    texts, owners = [], []
    for number, utterance in enumerate(utterances):
        for start, end in sentences(utterance.wording):
            texts.append(utterance.wording[start:end])
            owners.append(number)
    if not texts:
        return
    targets = embed([text for issue in codebook.issues for text in (issue.proposition, issue.title)])
    scores = (embed(texts) @ targets.T).reshape(len(texts), -1, 2).max(axis=2)
    # Issues of one codebook lie close together: a sentence is about the nearest, and those hardly further off.
    scores = np.where(scores >= scores.max(axis=1, keepdims=True) - NEARLY, scores, -1.0)
    rank = {issue.id: i for i, issue in enumerate(codebook.issues)}
    for row, owner in enumerate(owners):
        named = [rank[issue] for issue in found.get(utterances[owner].id, ())]
        if named:
            scores[row, scores[row] < max(scores[row, named].max() + NEARLY, SURER)] = -1.0
    best = np.full((len(utterances), len(codebook.issues)), -1.0, np.float32)
    np.maximum.at(best, np.array(owners), scores)
    for number, issue in zip(*np.nonzero(best >= threshold), strict=True):
        yield utterances[number].id, codebook.issues[issue].id, float(best[number, issue])


def unmatched(codebook: Codebook, matches: dict[str, tuple[Match, ...]]) -> tuple[str, ...]:
    """The ids of issues that no utterance touches: to be told to the analyst."""
    touched = {found.issue for several in matches.values() for found in several}
    return tuple(issue.id for issue in codebook.issues if issue.id not in touched)


def suggest(contents: Sequence[str], *, embed: Embed, most: int = 12, least: int = 3) -> str:
    """A codebook (YAML text, to be edited) of the issues that ``contents`` of statements revolve around.

    Average-linkage clustering of sentence vectors (cosine distance 0.5 at most inside a cluster); clusters under
    ``least`` contents are dropped, the largest ``most`` kept. Phrases are the word pairs and words that a cluster has
    more often than the rest. Of more than 2,000 contents an evenly spaced sample is taken. Raises nothing: with too few
    contents the list of issues is a comment.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    contents = list(dict.fromkeys(text for text in contents if len(_WORD.findall(text)) >= 4))
    if len(contents) > 2000:
        contents = [contents[i] for i in np.linspace(0, len(contents) - 1, 2000).astype(int)]
    if len(contents) < least:
        return "# Too few statements to suggest issues from.\nissues: []\n"
    vectors = embed(contents)
    groups = fcluster(linkage(vectors, "average", metric="cosine"), 0.5, "distance")
    sizes = sorted(((int((groups == g).sum()), int(g)) for g in np.unique(groups)), reverse=True)
    entries = []
    for size, group in sizes[:most]:
        if size >= least:
            inside = np.nonzero(groups == group)[0]
            centre = vectors[inside].mean(axis=0)
            middle = contents[inside[int((vectors[inside] @ centre).argmax())]]
            entries.append((middle, _typical([contents[i] for i in inside], contents), size))
    return _as_yaml(entries, len(contents))


def _typical(inside: list[str], everything: list[str], most: int = 5) -> list[str]:
    """Word pairs and words that are commoner in ``inside`` than elsewhere (log-odds with add-one counts)."""

    def counts(texts: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for text in texts:
            words = [w.group().casefold() for w in _WORD.finditer(text)]
            solid = [len(w) > 3 and w not in _BETWEEN for w in words]
            pairs = {f"{a} {b}" for a, b, x, y in zip(words, words[1:], solid, solid[1:], strict=False) if x and y}
            for item in pairs | {w for w, x in zip(words, solid, strict=True) if x and len(w) > 4}:
                found[item] = found.get(item, 0) + 1
        return found

    here, there = counts(inside), counts(everything)
    score = {
        item: np.log((n + 1) / (len(inside) + 2)) - np.log((there[item] - n + 1) / (len(everything) - len(inside) + 2))
        + 0.4 * (" " in item)
        for item, n in here.items()
        if n >= 2
    }  # fmt: skip
    return sorted(score, key=lambda item: (-score[item], item))[:most]


def _as_yaml(entries: list[tuple[str, list[str], int]], total: int) -> str:
    import yaml

    if not entries:
        return f"# No group of like statements among {total}.\nissues: []\n"
    issues: list[dict[str, object]] = []
    seen: set[str] = set()
    for middle, phrases, _ in entries:
        base = re.sub(r"[^a-z0-9]+", "-", (phrases[0] if phrases else middle).casefold())[:40].strip("-") or "issue"
        name = base if base not in seen else f"{base}-{len(seen) + 1}"
        seen.add(name)
        title = (phrases[0] if phrases else base).capitalize()
        issues.append({"id": name, "title": title, "proposition": middle.strip(), "phrases": phrases})
    head = (
        f"# Suggested from {total} statements. Rewrite each proposition as one sentence that a party can be for or\n"
        f"# against; delete what is no issue. Sizes: {', '.join(str(size) for _, _, size in entries)}.\n"
    )
    return head + yaml.safe_dump({"issues": issues}, sort_keys=False, allow_unicode=True, width=100)
