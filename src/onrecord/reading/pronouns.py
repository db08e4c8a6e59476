"""Pronouns: personal ones by salience and agreement, "I" by its quotation, relative ones by the words before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reading.phrases import DEFINITE, INDEFINITE, PRONOUNS, nominal
from onrecord.reading.walk import NOBODY, Found

if TYPE_CHECKING:
    from onrecord.reading.cast import Figure
    from onrecord.reading.walk import Walk

__all__ = ["personal", "pronoun_of", "relative"]

_CONTRACTED = re.compile(r"(?i)^([a-z]+)['’](?:s|re|ve|d|ll|m)$")
_SMALL = frozenset(
    ["of", "for", "from", "to", "with", "by", "at", "in", "on", "is", "was", "and", "said", "against", "about"]
)


def pronoun_of(words: str) -> str | None:
    """The kind of pronoun that ``words`` are ("they've" is "they"), or None."""
    contracted = _CONTRACTED.match(words)
    return PRONOUNS.get((contracted[1] if contracted else words).lower())


def personal(walk: Walk, start: int, end: int) -> Found:
    """Whom a personal pronoun means."""
    kind = pronoun_of(walk.text[start:end])
    if kind in {"i", "we"}:
        found = _quoted_speaker(walk, start)
    elif kind in {"you", "who", None}:
        found = NOBODY
    else:
        found = _anaphor(walk, start, kind)
    if found.first:
        found.first.note(start, end, "pronoun")
    return found


def _anaphor(walk: Walk, start: int, kind: str) -> Found:
    fitting = [figure for figure in walk.cast.figures if _agrees(figure, kind)]
    figure, share = walk.salience.best(fitting, start, _encoder_scores(walk, start))
    return Found((figure,), 0.45 + 0.53 * share) if figure else NOBODY


def _agrees(figure: Figure, kind: str) -> bool:
    """Whether a personal pronoun agrees with a figure in number, gender and kind."""
    if kind in {"he", "she"}:
        opposite = "female" if kind == "he" else "male"
        return figure.type in {"person", "unknown"} and not figure.plural and figure.gender != opposite
    if kind == "they":
        return figure.plural or figure.type in {"group", "organization", "media", "country"}
    return figure.type not in {"person", "group"} and not figure.plural


def _encoder_scores(walk: Walk, start: int) -> dict[int, float]:
    """The encoder's best score for each figure, by id(), that one of its candidate antecedents mentions."""
    scores: dict[int, float] = {}
    for span, score in walk.antecedents.get(start, ()):
        for figure in walk.cast.figures:
            if any(m.start < span.end and span.start < m.end for m in figure.mentions):
                scores[id(figure)] = max(scores.get(id(figure), 0.0), score)
    return scores


def _quoted_speaker(walk: Walk, at: int) -> Found:
    """ "I" in a quotation is its speaker. Outside one it is the article's author, who is not guessed."""
    holding = [
        (piece.end - piece.start, (attribution.source.start, attribution.source.end))
        for attribution in walk.attributions
        if attribution.source and attribution.source.start != at
        for piece in attribution.content
        if piece.start <= at < piece.end
    ]
    return walk.answered.get(min(holding)[1], NOBODY) if holding else NOBODY


def relative(walk: Walk, start: int, word: str) -> Found | tuple[int, int]:
    """Whom "who", "which", "that" or "whose" at ``start`` means, or the (start, end) of the phrase that it takes up.

    A name that ends right before it is meant, or the name that an apposition before it describes.
    """
    text, layout = walk.text, walk.cast.layout
    floor = layout.sentences[layout.sentence(start)][0]
    persons = word in {"who", "whom"}
    names = walk.cast.named_within(floor, start)
    fits = [m for m in names if (m[2].type in {"person", "group", "unknown"}) == persons or word in {"that", "whose"}]
    if fits:
        between = text[fits[-1][1] : start].strip()
        if not between.strip(" ,(-–—)"):
            return Found((fits[-1][2],), 0.97)
        if between.startswith((",", "(", "—", "–")) and nominal(between.strip(" ,")).kind == "person":
            return Found((fits[-1][2],), 0.9)
    clause = re.search(r"[^.;:!?“”\"\n]*$", text[floor:start])
    before = clause[0].rstrip(" ,-–—") if clause else ""
    phrase = _last_phrase(" ".join(before.split()[-6:]))
    at = text.rfind(phrase, floor, start) if phrase else -1
    if at >= 0 and (nominal(phrase).kind or not walk.cast.named_within(at, at + len(phrase))):
        return at, at + len(phrase)
    return Found((fits[-1][2],), 0.6) if fits else NOBODY


def _last_phrase(text: str) -> str:
    """The last noun phrase of a stretch of words: from its last determiner, else from after its last small word."""
    words = text.split()
    for i in range(len(words) - 1, -1, -1):
        if words[i].lower() in DEFINITE | INDEFINITE and i < len(words) - 1:
            return " ".join(words[i:])
        if words[i].lower() in _SMALL:
            return " ".join(words[i + 1 :])
    return text
