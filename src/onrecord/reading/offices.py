"""On whose behalf an office speaks: what "Kremlin spokesman" and "foreign minister of France" tell by themselves."""

from __future__ import annotations

import re

from onrecord.naming.places import SEATS, demonym_country
from onrecord.naming.tables import word_set
from onrecord.naming.variants import fold
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.phrases import WORD, nominal

__all__ = ["represented"]

_OFFICES = word_set("""
spokesman spokeswoman spokesperson envoy negotiator ambassador delegate representative emissary minister president
chancellor secretary secretary-general premier king queen prime spokespeople chairman chairwoman chair leader chief
director manager commissioner economist
""")
# Offices that speak for the body before them only where that body is named with them ("IMF chief economist").
_PAST = re.compile(r"\b(?:former|ex|retired|then|late|one-time|onetime|outgoing|fired)\b", re.IGNORECASE)
# "Envoy for Ukraine" and "ambassador to Spain" name where somebody is sent, not who sends.
_SENT = frozenset(["envoy", "ambassador", "emissary", "negotiator"])


def represented(cast: Cast, figure: Figure) -> list[Figure]:
    """The figures for whom a figure speaks by its roles; empty where the roles tell of none, or only of past ones."""
    if not figure.resolved and figure.type not in {"person", "group"}:
        return []
    if figure.type == "country" and fold(figure.name) in SEATS:
        return [_country(cast, SEATS[fold(figure.name)])]
    text = cast.layout.text
    for start, end in figure.role_spans:
        found = _by_role(cast, text[start:end], start, end)
        if found:
            return found
    return []


def _by_role(cast: Cast, role: str, start: int, end: int) -> list[Figure]:
    noun = nominal(role)
    if noun.head not in _OFFICES and not any(word in _OFFICES for word in noun.modifiers[-1:]):
        return []
    if _PAST.search(role.split(noun.head)[0]):
        return []
    head = re.search(rf"\b{re.escape(noun.head)}", role, re.IGNORECASE)
    head_at = start + (head.start() if head else 0)
    before = [
        f for a, b, f in cast.named_within(start, head_at) if f.type in {"country", "organization", "person", "media"}
    ]
    if before:
        return [_sender(cast, before[0])]
    for word in WORD.findall(role[: head_at - start]):
        if word.isupper() and len(word) > 2 and demonym_country(word) is None:
            known = next((f for f in cast.figures if word in f.names or f.name == word), None)
            return [known or cast.add(Figure(word, "organization"))]
        if place := demonym_country(word):
            return [_country(cast, place)]
    link = re.match(r"\w+[\w-]*\s+(of|for)\s+", role[head_at - start :])
    if link and not (link[1] == "for" and noun.head in _SENT):
        after = cast.named_within(head_at, end)
        if after and after[0][0] - head_at <= link.end() + 4:
            return [_sender(cast, after[0][2])]
    return []


def _sender(cast: Cast, figure: Figure) -> Figure:
    """Who stands behind a name in a role: a seat's government, else the name itself."""
    return _country(cast, SEATS[fold(figure.name)]) if fold(figure.name) in SEATS else figure


def _country(cast: Cast, name: str) -> Figure:
    return next((f for f in cast.figures if f.type == "country" and f.name == name), None) or cast.add(
        Figure(name, "country")
    )
