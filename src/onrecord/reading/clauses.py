"""Clauses of negotiation reports: parties, phrases that name sides, a reporting verb, and what is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.reading.parties import PartyList, Sides, party_list, side_phrase
from onrecord.reading.predicates import ANAPHORIC, class_of, gerund, verb_phrase
from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Clause",
    "clause_at",
    "clauses_of",
    "cue_of",
    "reporting_verb",
    "subject_at",
    "tail_sides",
    "trimmed",
    "verbs_of",
]

_BEGIN = re.compile(
    r"(?:[,;:]\s+(?:(?:and|but|while|whereas|with|however,|yet)\s+)?|\s(?:and|but|while|whereas)\s+"
    r"|(?<=[\w°]\w)\.\s+(?=[A-Z]))(?=[A-Za-z])"
)
_SUBORDINATE = re.compile(r"\s(?:after|as|since|because|when)\s+(?=[A-Zt])")
_APPOSITION = re.compile(r",\s+(?=[A-Z]|an?\s|the\s)[^,;:.“”\"]{2,90}(?:,\s+[A-Z][^,;:.“”\"]{2,60})?,\s*")
_JOIN = re.compile(r",?\s+and\s+")
_SPLIT = re.compile(
    r"(?:,\s+(?:and|but|while|then)\s+|\s+(?:and|but)\s+|,\s+|;\s+(?:and\s+)?|\s+(?=[a-z]{4,12}ing\s+that\b))"
)
# ", said Ana Orlo, …": the subject follows its verb, which is no further verb of the one before.
_INVERTED = re.compile(r"\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*\s*(?:[,.]|\Z)")
_BEFORE_VERB = re.compile(r"[\s,]*(?:(?:inter\s+alia|however|for\s+example)[,:\s]+)?")
_WITH_OPPOSING = re.compile(r",?\s+with\s+(?=[A-Zmsotn])")
_OPPOSING = re.compile(
    r"\s+(?P<verb>opposing|objecting|disagreeing|dissenting|supporting|agreeing|concurring)\b(?P<rest>.*)"
)


@dataclass(slots=True)
class Clause:
    """A subject with its sides and a reporting verb; it begins at ``start``, and what is said at ``content``.

    ``extra`` are asides between subject and verb ("noting that …"): cue and content each.
    """

    start: int
    parties: PartyList
    sides: Sides
    cue: Span
    verb: str
    content: int
    extra: list[tuple[Span, Span]] = field(default_factory=list)


def cue_of(text: str, found: re.Match[str]) -> tuple[Span, str]:
    """The words of a verb phrase from its auxiliary or verb on, and the verb."""
    groups = found.groupdict()
    group = "modal" if groups.get("modal") else "finite"
    verb = str(groups["base"] if group == "modal" else groups["finite"])
    return Span.of(text, found.start(group), found.end()), verb


def reporting_verb(text: str, at: int, end: int) -> re.Match[str] | None:
    """A verb phrase that reports: "should consider" and the like tell of what is wanted, not of what was said."""
    found = verb_phrase(text, at, end)
    modal = (found.groupdict().get("modal") or "").lower() if found else ""
    if not found or not modal:
        return found
    if re.match(r"(?:should|must|may|might|will)\b", modal):
        return None
    if re.match(r"(?:could|can|would)", modal) and class_of(found["base"]) == "report":
        return None
    return found


def subject_at(text: str, at: int, end: int) -> tuple[PartyList, Sides, int, list[tuple[Span, Span]]] | None:
    """Parties at ``at`` with all that stands between them and their verb: sides, an apposition, "noting that …,"."""
    sides, extra = Sides(), []
    while (leading := side_phrase(text, at, end)) and text.startswith(",", leading[1].stop):
        if leading[0] == "speaks_for" and not re.match(r"(?i)on|speaking", text[at:end]):
            return None  # "For the fund, …" is a topic
        sides.add_list(leading[0], leading[1])
        at = leading[1].stop + 1
        at += len(text[at:end]) - len(text[at:end].lstrip())
    parties = party_list(text, at, end)
    if parties is None:
        return None
    sides.add("joint", parties.names[1:])
    sides.add("speaks_for", parties.behalf)
    at, beside = parties.stop, False
    while True:
        if phrase := side_phrase(text, at, end):
            sides.add_list(phrase[0], phrase[1])
            at, beside = phrase[1].stop, True
        elif beside and (join := _JOIN.match(text, at, end)) and (more := party_list(text, join.end(), end)):
            sides.add_list("joint", more)
            at, beside = more.stop, False
        elif (comma := re.compile(r",\s+").match(text, at, end)) and (aside := gerund(text, comma.end(), end)):
            stop = text.find(",", aside.end(), end)
            if stop < 0:
                break
            extra.append((cue_of(text, aside)[0], Span.of(text, aside.end(), stop)))
            at = stop
        elif (apposition := _APPOSITION.match(text, at, end)) and reporting_verb(text, apposition.end(), end):
            at = apposition.end()
            break
        else:
            break
    at = _BEFORE_VERB.match(text, at, end).end()  # type: ignore[union-attr]  # matches the empty string too
    return parties, sides, at, extra


def clause_at(text: str, at: int, end: int, *, participle: bool = False) -> Clause | None:
    """The clause that begins at ``at`` with parties and a reporting verb, None where none does.

    With ``participle`` the verb may be a gerund, as after "with".
    """
    subject = subject_at(text, at, end)
    if subject is None:
        return None
    parties, sides, verb_at, extra = subject
    found = reporting_verb(text, verb_at, end)
    if found is None and participle:
        found = gerund(text, verb_at, end)  # "…, with A urging haste and B warning against it"
    if not found:
        return None
    cue, verb = cue_of(text, found)
    content = found.end()
    # "She suggested, opposed by A and B, deleting …"
    while (phrase := side_phrase(text, content, end)) and text.startswith(",", phrase[1].stop):
        if phrase[0] in ("joint", "speaks_for"):
            break
        sides.add_list(phrase[0], phrase[1])
        content = phrase[1].stop + 1
    return Clause(at, parties, sides, cue, verb, content, extra)


def clauses_of(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a sentence that begin with parties and a reporting verb, in order."""
    found: list[Clause] = []
    at: int | None = start
    participle = False
    while at is not None:
        clause = clause_at(text, at, end, participle=participle)
        if clause:
            found.append(clause)
        following = _BEGIN.search(text, clause.content - 1 if clause else at, end)
        if following is None and not found:
            following = _SUBORDINATE.search(text, max(at - 1, start), end)
        at = following.end() if following else None
        words = following[0].split() if following else []
        goes_on = participle and clause is not None and "and" in words
        participle = bool(words) and (words[-1] == "with" or goes_on)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and punctuation at its ends; quotation marks and brackets stay."""
    while start < end and (text[start].isspace() or text[start] in ",:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;."):
        end -= 1
    return Span.of(text, start, end)


def tail_sides(text: str, start: int, end: int, sides: Sides) -> int:
    """Takes sides named at the end of a content (", supported by A", ", with B opposing"); the content's new end."""
    stop = trimmed(text, start, end).end
    for comma in re.compile(r",\s").finditer(text, start, end):
        phrase = side_phrase(text, comma.start(), stop)
        if phrase and phrase[0] in ("supported_by", "opposed_by"):
            rest = phrase[1].stop
            more = side_phrase(text, rest, stop)
            if rest == stop or (more and more[1].stop == stop):
                for side, parties in filter(None, (phrase, more)):
                    sides.add_list(side, parties)
                return comma.start()
    for found in _WITH_OPPOSING.finditer(text, start, end):
        parties_found = party_list(text, found.end(), stop)
        verb = _OPPOSING.match(text, parties_found.stop, stop) if parties_found else None
        if parties_found and verb and ANAPHORIC.match(verb["rest"].strip()):
            against = verb["verb"] in ("opposing", "objecting", "disagreeing", "dissenting")
            sides.add_list("opposed_by" if against else "supported_by", parties_found)
            return found.start()
    return end


def verbs_of(text: str, clause: Clause, end: int) -> Iterator[tuple[Span, str, int, int, Sides]]:
    """The verbs of a clause in turn: cue, verb, where its content begins and ends, and its sides."""
    cue, verb, begin, sides = clause.cue, clause.verb, clause.content, clause.sides
    for split in _SPLIT.finditer(text, clause.content, end):
        if split.start() < begin:
            continue
        at, own = split.end(), clause.sides.copy()
        if (phrase := side_phrase(text, at, end)) and text.startswith(", ", phrase[1].stop):
            own.add_list(phrase[0], phrase[1])
            at = phrase[1].stop + 2
        found = reporting_verb(text, at, end)
        modal = found.groupdict().get("modal") if found else None
        if modal and not re.match(r"(?:did|do|does)\b", modal):
            found = None
        if found is None and (split[0].startswith(",") or split[0].isspace()):
            found = gerund(text, at, end)
        if found is None or not text[found.end() : end].strip(" .,;"):
            continue
        if split[0].strip() == "," and _INVERTED.match(text, found.end(), end):
            continue
        yield cue, verb, begin, split.start(), sides
        (cue, verb), begin, sides = cue_of(text, found), found.end(), own
    yield cue, verb, begin, end, sides
