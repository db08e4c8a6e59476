"""Negotiation prose: "A, supported by B and opposed by C, proposed P", "This was opposed by D".

Reports of negotiations write one sentence after another to a few patterns, which a general tagger sees too seldom to
learn. These rules read them from left to right: parties, phrases that name sides, a reporting verb, what is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.reading.attribution import Attribution
from onrecord.reading.clauses import (
    Clause,
    clause_at,
    clauses_of,
    cue_of,
    reporting_verb,
    subject_at,
    tail_sides,
    trimmed,
    verbs_of,
)
from onrecord.reading.parties import Sides, party_list
from onrecord.reading.predicates import ANAPHORIC, class_of, gerund
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reading.layout import Layout
    from onrecord.reading.quotes import Stretch

__all__ = ["Reported", "actors_around", "negotiation_statements"]

_CONFIDENCE = 0.7
_HEADING = re.compile(r"(?P<name>[A-Z][A-Z .’'-]{2,40}):\s+(?=[A-Z])")
_PASSIVE = re.compile(
    r"(?P<what>[^,;:]{2,200}?)\s+(?:was|were|is|are)\s+(?:(?:also|strongly|then|initially|both)\s+)?"
    r"(?P<verb>supported|opposed|rejected|endorsed|questioned|welcomed|contested|backed)\s+by\s+"
)
_ALSO_PASSIVE = re.compile(
    r",?\s+(?:and|but)\s+(?P<verb>supported|opposed|rejected|endorsed|questioned|backed)\s+by\s+"
)
_WHO = re.compile(r",?\s+(?:who|which)\s+")
_NOMINAL = re.compile(
    r"(?P<noun>proposals?|requests?|suggestions?|calls?|objections?|offers?|reservations?)\s+(?:from|by|of)\s+(?=[A-Zt])"
)
_THAT = re.compile(r"\bthat\s+(?=[A-Zt])")


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement read from negotiation prose, with the parties around it."""

    attribution: Attribution
    sides: Sides


def _names(clause: Clause) -> list[Span]:
    return [*clause.parties.names[:1], *clause.sides.joint]


def _same_side(verb: str, of: str) -> bool:
    """Whether a bare "agreed" or "opposed" sides with the statement before it, whose verb is ``of``.

    "Opposed" and "supported" take up the proposal, which the statement before may itself have opposed; "agreed" and
    "disagreed" take up the statement.
    """
    positive = class_of(verb) != "oppose"
    about_proposal = verb.startswith(("oppos", "support", "reject", "endors", "back", "favo"))
    return positive if not about_proposal or class_of(of) != "oppose" else not positive


def _answers(names: Sequence[Span], verb: str, before: Reported) -> None:
    """Notes on the statement ``before`` that parties took its side or the other."""
    of = before.attribution.cue.text.split()[-1].lower() if before.attribution.cue else ""
    before.sides.add("supported_by" if _same_side(verb, of) else "opposed_by", names)


def _passive(text: str, start: int, end: int, before: list[Reported]) -> list[Reported]:
    """ "This was opposed by A and B, who …" and "The deletion was supported by A, but opposed by B"."""
    found, made = _PASSIVE.match(text, start, end), []
    if not found:
        return []
    what = trimmed(text, *found.span("what"))
    verb, at = Span.of(text, *found.span("verb")), found.end()
    while parties := party_list(text, at, end):
        names = list(parties.names)
        if ANAPHORIC.match(what.text) and before:
            _answers(names, verb.text, before[-1])
        else:
            made.append(_reported(parties.span, verb, what, Sides(joint=names[1:])))
        at = parties.stop
        if (who := _WHO.match(text, at, end)) and (said := reporting_verb(text, who.end(), end)):
            content = trimmed(text, said.end(), end)
            made.append(_reported(parties.span, cue_of(text, said)[0], content, Sides(joint=names[1:])))
        also = _ALSO_PASSIVE.match(text, at, end)
        if not also:
            break
        verb, at = Span.of(text, *also.span("verb")), also.end()
    return made


def _reported(source: Span, cue: Span, content: Span, sides: Sides) -> Reported:
    return Reported(Attribution(source, cue, (content,), "speech", _CONFIDENCE), sides)


def _nominal(text: str, start: int, end: int) -> Iterator[Reported]:
    """ "A proposal from A to …", where the sentence has no reporting verb of its own."""
    for found in _NOMINAL.finditer(text, start, end):
        parties = party_list(text, found.end(), end)
        linked = parties and re.compile(r"\s+(?=(?:for|to|that|on|regarding)\b)").match(text, parties.stop, end)
        if parties and parties.names and linked:
            stop = re.compile(r",\s+(?:although|while|but|and)\b|\Z").search(text, linked.end(), end)
            content = trimmed(text, linked.end(), stop.start() if stop else end)
            noun = Span.of(text, *found.span("noun"))
            yield _reported(parties.span, noun, content, Sides(joint=list(parties.names[1:])))


def _sentence(text: str, start: int, end: int, before: list[Reported]) -> list[Reported]:
    """The statements of one sentence; ``before`` are those of its paragraph so far, whose sides it may add to."""
    heading = _HEADING.match(text, start, end)
    clauses = clauses_of(text, start, end)
    if not clauses:
        return _passive(text, start, end, before) or list(_nominal(text, start, end))
    made = _passive(text, start, clauses[0].start, before)
    first = clauses[0]
    if heading and first.start == heading.end() and "," in text[first.parties.stop : first.cue.start]:
        first.sides.add("speaks_for", [trimmed(text, *heading.span("name"))])
    opening = gerund(text, start, first.start)
    if opening:
        content = trimmed(text, opening.end(), first.start)
        made.append(_reported(first.parties.span, cue_of(text, opening)[0], content, first.sides.copy()))
    waiting: list[Clause] = []
    for i, clause in enumerate(clauses):
        stop = clauses[i + 1].start if i + 1 < len(clauses) else end
        for cue, content in clause.extra:
            aside = trimmed(text, content.start, content.end)
            made.append(_reported(clause.parties.span, cue, aside, clause.sides.copy()))
        for cue, verb, begin, finish, sides in verbs_of(text, clause, stop):
            finish = tail_sides(text, begin, finish, sides)
            content = _without_conjunction(text, begin, finish)
            if not content.text and i + 1 < len(clauses):
                waiting.append(clause)  # "A supported, while B opposed, …"
                continue
            if ANAPHORIC.match(content.text) and class_of(verb) != "report":
                earlier = [one for one in (*before, *made) if one.attribution.source != clause.parties.span]
                if earlier:
                    _answers(_names(clause), verb, earlier[-1])
                    continue
            if not content.text:
                continue
            statement = _reported(clause.parties.span, cue, content, sides)
            if waiting and class_of(waiting[0].verb) == "report" != class_of(verb):
                # "A suggested, and B agreed, …": the suggestion is the statement, the rest answers it.
                first, waiting = waiting[0], [clause, *waiting[1:]]
                statement = _reported(first.parties.span, first.cue, content, first.sides)
            made += [statement, *_inner(text, content)]
            for other in waiting:
                _answers(_names(other), other.verb, statement)
            waiting = []
    return made


def _inner(text: str, content: Span) -> Iterator[Reported]:
    """What a content reports of other parties, by name, for or against something: "noted that A opposed B"."""
    for that in _THAT.finditer(text, content.start, content.end):
        clause = clause_at(text, that.end(), content.end)
        if clause and clause.parties.names and class_of(clause.verb) != "report":
            inner = trimmed(text, clause.content, content.end)
            if inner.text and not ANAPHORIC.match(inner.text):
                yield _reported(clause.parties.span, clause.cue, inner, clause.sides)


def _without_conjunction(text: str, start: int, end: int) -> Span:
    content = trimmed(text, start, end)
    tail = re.search(r"(?:(?:[\s,;]+|\A)(?:and|but|while|whereas|with|yet|however))+\Z", content.text)
    return trimmed(text, content.start, content.start + tail.start()) if tail else content


def negotiation_statements(text: str, body: Sequence[Stretch], layout: Layout) -> list[Reported]:
    """Every statement that the patterns of negotiation reports show in ``body``, in order of the text."""
    found: list[Reported] = []
    paragraph, before = -1, list[Reported]()
    for start, end in layout.sentences:
        if not any(a <= start < b for a, b in body):
            continue
        if layout.paragraph(start) != paragraph:
            paragraph, before = layout.paragraph(start), []
        made = _sentence(text, start, end, before)
        before += made
        found += made
    return found


def actors_around(text: str, sentence: Stretch, cue: Span | None, source: Span | None) -> Sides:
    """The parties beside a statement found otherwise: in the clause that holds its cue, else around its source."""
    for made in _sentence(text, *sentence, []):
        other = made.attribution.cue
        if cue and other and other.start < cue.end and cue.start < other.end:
            return made.sides
    if source is None or not sentence[0] <= source.start < sentence[1]:
        return Sides()
    subject = subject_at(text, source.start, sentence[1])
    return subject[1] if subject else Sides()
