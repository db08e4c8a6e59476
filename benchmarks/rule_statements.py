"""Statements found by a few rules, for benchmarks of tracing that must not depend on a trained reader.

Quotations and clauses after a verb of saying; the speaker is the surname beside the verb, or the last one for a pronoun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.vocabulary import Actor, Span, Statement, digest

if TYPE_CHECKING:
    from onrecord.vocabulary import Article

VERBS = (
    "said|says|say|saying|told|tells|stated|states|added|adds|noted|notes|warned|warns|argued|argues|called|calls|announced"
    "|declared|wrote|writes|tweeted|insisted|insists|claimed|claims|suggested|hopes|hoped|acknowledged|affirmed|described"
    "|asked|asserted|confirmed|denied|explained|expressed|promised|pledged|urged|vowed|praised|criticized|accused|replied|believes"
)
CUE = re.compile(rf"\b(?:{VERBS})\b")
QUOTE = re.compile(r"“[^“”]{2,}[”]|\"[^\"\n]{2,}\"")
NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.?|[A-Z][\w’'-]+|of|de|al))*")
SENTENCE = re.compile(
    r"[^\n.!?]+(?:(?<=\b[A-Z])\.|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\bDr)\.|(?<=\bSen)\.|(?<=\bRep)\.|(?<=\bGov)\.|(?<=\bGen)\.|\.(?=\w)|[.!?](?=[”\"]?,)|[^\n.!?])*[.!?]*[”\"’]?"
)
NOT_NAMES = {
    "The",
    "A",
    "In",
    "On",
    "But",
    "And",
    "He",
    "She",
    "They",
    "It",
    "We",
    "I",
    "This",
    "That",
    "At",
    "After",
    "As",
    "For",
}


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text``."""
    return [
        (m.start() + len(m.group()) - len(m.group().lstrip()), m.end())
        for m in SENTENCE.finditer(text)
        if m.group().strip()
    ]


def speaker_near(text: str, first: int, last: int, cue: re.Match[str], quotes: list[tuple[int, int]]) -> str | None:
    """The surname nearest to the cue, inside the sentence and outside quotations."""
    best: tuple[int, str] | None = None
    for match in NAME.finditer(text, first, last):
        words = [w for w in match.group().split() if w not in NOT_NAMES]
        if not words or any(a <= match.start() < b for a, b in quotes):
            continue
        distance = cue.start() - match.end() if match.end() <= cue.start() else match.start() - cue.end() + 2
        if distance >= 0 and (best is None or distance < best[0]):
            best = (distance, re.sub(r"['’]s$", "", words[-1]).lower())
    return best[1] if best and best[0] < 90 else None


def statements(article: Article) -> list[Statement]:
    """The statements of the article that the rules find, in order."""
    text, found, last_name = article.text, [], None
    for first, last in sentences(text):
        quotes = [(m.start(), m.end()) for m in QUOTE.finditer(text, first, last)]
        cue = next((m for m in CUE.finditer(text, first, last) if not any(a <= m.start() < b for a, b in quotes)), None)
        if cue is None and not quotes:
            continue
        name = speaker_near(text, first, last, cue, quotes) if cue else None
        last_name = name or last_name
        spans = [Span.of(text, a + 1, b - 1) for a, b in quotes]
        told = sum(b - a for a, b in quotes) > 0.5 * (last - first)
        if cue and not told:
            rest = (
                Span.of(text, cue.end(), last)
                if last - cue.end() > cue.start() - first
                else Span.of(text, first, cue.start())
            )
            spans = [Span.of(text, rest.start + len(rest.text) - len(rest.text.lstrip()), rest.end)]
        if not spans or not spans[0].text.strip():
            continue
        kind = "direct" if told else "mixed" if quotes else "indirect"
        actor = Actor(
            name or last_name or "?",
            name or last_name or "?",
            "person" if (name or last_name) else "unknown",
            None,
            bool(name or last_name),
        )
        found.append(
            Statement(
                digest(article.id, str(spans[0].start)),
                article.id,
                kind,
                "speech",
                None,
                Span.of(text, cue.start(), cue.end()) if cue else None,
                tuple(spans),
                actor,
            )
        )
    return found
