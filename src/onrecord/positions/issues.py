"""Which issues of the codebook an utterance touches, by the issue's phrases and by meaning.

Meaning is the cosine between sentence vectors of the content's sentences and of the issue's proposition and title; what
reaches the issue's threshold counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.positions.phrases import heads, occurrences, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.vocabulary import Codebook, Utterance

__all__ = ["SURER", "THRESHOLD", "Embed", "Match", "match", "unmatched"]

# Cosine from which a sentence counts as being about a proposition; see docs/measurements/positions.md.
THRESHOLD = 0.55
NEARLY = 0.05
# What a sentence that names another issue, or a short stretch of words, needs instead.
SURER = 0.65


class Embed(Protocol):
    """Sentence vectors: n texts to an array [n, width], each row of length one."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """An issue that an utterance touches: by which phrase (and with score 1) or, where that is null, by meaning."""

    issue: str
    score: float
    phrase: str | None = None


def match(
    utterances: Sequence[Utterance], codebook: Codebook, *, embed: Embed | None = None, threshold: float = THRESHOLD
) -> dict[str, tuple[Match, ...]]:
    """The issues that each utterance touches, by utterance id, best first; ids without any are left out.

    Every wording of an utterance is looked at. Without ``embed`` only phrases count. ``threshold`` is a cosine from
    -1 to 1 for the issues that have none of their own: the higher, the fewer matches by meaning.
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
    least = np.array([threshold if issue.threshold is None else issue.threshold for issue in codebook.issues])
    for number, issue in zip(*np.nonzero(best >= least), strict=True):
        yield utterances[number].id, codebook.issues[issue].id, float(best[number, issue])


def unmatched(codebook: Codebook, matches: dict[str, tuple[Match, ...]]) -> tuple[str, ...]:
    """The ids of issues that no utterance touches: to be told to the analyst."""
    touched = {found.issue for several in matches.values() for found in several}
    return tuple(issue.id for issue in codebook.issues if issue.id not in touched)
