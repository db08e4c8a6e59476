"""The reports of utterances as they are judged: name, cue and content in one string, without what others say in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.positions.phrases import occurrences
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.vocabulary import Actor, Codebook, Issue, Statement, Utterance

__all__ = ["Text", "antecedents", "nested", "texts"]

# "Estia welcomed the proposal": words that stand for what was proposed before.
_PROPOSAL = re.compile(
    r"^(?:that )?(?:the|this|that|these|those|his|her|its|their|such an?) (?:\w+ )?"
    r"(?:proposals?|plans?|ideas?|offers?|suggestions?|demands?|requests?|motions?|initiatives?|calls?|moves?)$",
    re.IGNORECASE,
)
_NEAR = 700
"""Characters of the article within which "the proposal" is one that was made before."""


@dataclass(frozen=True, slots=True)
class Text:
    """One report of an utterance as one string.

    ``origins`` lists (start in the string, end, start in the article) of the pieces that stand in the article;
    ``clauses`` are the places at which a piece of content begins. ``blanked`` says that others' words were taken out.
    """

    statement: Statement
    name: str
    text: str
    content_from: int
    blanked: bool
    origins: tuple[tuple[int, int, int], ...]
    clauses: tuple[int, ...]

    def names(self, issue: Issue) -> bool:
        """Whether the content holds a phrase of ``issue``, in full or cut short."""
        return any(place.start >= self.content_from for place in occurrences(self.text, [issue], short=True))

    def span(self, start: int, end: int) -> Span | None:
        """Where ``text[start:end]`` stands in the article, if it lies in one piece."""
        for begin, stop, origin in self.origins:
            if begin <= start and end <= stop:
                return Span(origin + start - begin, origin + end - begin, self.text[start:end])
        return None


def nested(statements: Mapping[str, Statement]) -> dict[str, list[Statement]]:
    """The statements within each statement, by its id."""
    inner: dict[str, list[Statement]] = {}
    for statement in statements.values():
        if statement.within is not None:
            inner.setdefault(statement.within, []).append(statement)
    return inner


def texts(
    utterance: Utterance,
    statements: Mapping[str, Statement],
    inner: Mapping[str, list[Statement]],
    standing_for: Mapping[str, Statement],
) -> Iterator[Text]:
    """The reports of ``utterance`` that differ in wording; ``standing_for`` is what `antecedents` found."""
    seen = set()
    for report in utterance.reports:
        statement = statements.get(report.statement)
        if statement is not None and " ".join(report.wording.split()) not in seen:
            seen.add(" ".join(report.wording.split()))
            speaker = utterance.speaker or statement.speaker
            yield _text(statement, speaker, inner.get(statement.id, ()), standing_for.get(statement.id))


def _text(statement: Statement, speaker: Actor | None, inner: Iterable[Statement], meant: Statement | None) -> Text:
    name = speaker.name if speaker else "Someone"
    said = name
    origins: list[tuple[int, int, int]] = []
    clauses: list[int] = []
    content_from = len(name) + 1
    if statement.cue:
        origins.append((len(said) + 1, len(said) + 1 + len(statement.cue.text), statement.cue.start))
        said += " " + statement.cue.text
        content_from = len(said) + 1
    others = [one for one in inner if _said_otherwise(one, statement, speaker)]
    blanked = False
    for piece in (meant or statement).content:
        words = piece.text if meant else _blanked(piece, others)
        blanked = blanked or words != piece.text
        # Two pieces of one content were interrupted: "the offer, she said, will lapse".
        joint = ", " if clauses and re.search(r"\w\s*$", said) and words[:1].islower() else " "
        at = len(said) + len(joint)
        said += joint + words
        clauses.append(at)
        if not meant:
            origins.append((at, at + len(words), piece.start))
    return Text(statement, name, said, content_from, blanked, tuple(origins), tuple(clauses))


def _said_otherwise(inner: Statement, outer: Statement, speaker: Actor | None) -> bool:
    """Whether what is said inside a statement is another's view, or the speaker's own at another time."""
    if inner.speaker is None or speaker is None or inner.speaker.name != speaker.name:
        return True
    return inner.said_at is not None and outer.said_at is not None and inner.said_at.latest != outer.said_at.latest


def _blanked(piece: Span, others: Iterable[Statement]) -> str:
    text = piece.text
    for other in others:
        for span in (other.source, other.cue, *other.content):
            if span is not None and span.end > piece.start and span.start < piece.end:
                start, end = max(span.start - piece.start, 0), min(span.end - piece.start, len(text))
                text = text[:start] + " " * (end - start) + text[end:]
    return text


def antecedents(statements: Mapping[str, Statement], codebook: Codebook) -> dict[str, Statement]:
    """For statements whose content is only "the proposal" or the like, by id: the statement that it was made in.

    The nearest before it in the article, within 700 characters, that names an issue of the codebook.
    """
    asking = [
        s for s in statements.values() if s.content and _PROPOSAL.match(" ".join(s.wording.split()).strip(" .,;"))
    ]
    found: dict[str, Statement] = {}
    for statement in asking:
        at = statement.content[0].start
        before = sorted(
            (
                s
                for s in statements.values()
                if s.article == statement.article and _end(s) <= at and at - _end(s) <= _NEAR
            ),
            key=_end,
        )
        for one in reversed(before):
            if one is not statement and any(occurrences(piece.text, codebook.issues) for piece in one.content):
                found[statement.id] = one
                break
    return found


def _bare(wording: str) -> str:
    return " ".join(wording.split()).strip(" .,;")


def _end(statement: Statement) -> int:
    return max((piece.end for piece in statement.content), default=-1)
