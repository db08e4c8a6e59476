"""Does a person hold an office? What each article says, and where articles of the same days disagree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from onrecord.tracing.divergences import ranked
from onrecord.vocabulary import Divergence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.tracing.tellings import Bounds
    from onrecord.vocabulary import Article

__all__ = ["Claim", "claims", "of_roles"]

_OFFICES = "|".join(
    """Vice President,Prime Minister,Foreign Minister,Defen[cs]e Minister,Finance Minister,Interior Minister,Minister
Secretary of State,Secretary of Defense,Defense Secretary,Treasury Secretary,Foreign Secretary,Secretary-General
Attorney General,National Security Adviser,Chief of Staff,Press Secretary,President,Premier,Chancellor,Senator,Sen\\.
Governor,Gov\\.,Mayor,Speaker,Ambassador,Congressman,Congresswoman,King,Queen,Chairman,Chairwoman,Director
Chief Executive,Special Envoy,Envoy,Chief Negotiator""".replace("\n", ",").split(",")
)
_FORMER = r"former|ex|late|ousted|deposed|outgoing|one-time|then"
_COMING = r"pick|nominee|elect|designate|candidate|hopeful|choice"
_TITLE = re.compile(
    rf"(?P<former>\b(?:{_FORMER})[\s-]+(?:[A-Z][\w.]*\s+){{0,2}})?(?P<office>\b(?:{_OFFICES}))"
    rf"(?P<coming>[\s-]+(?:{_COMING})\b,?)?\s+(?:[A-Z][\w.’'-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
_OFFICE_LAST = re.compile(rf"\b(?P<office>{_OFFICES})$", re.IGNORECASE)
_HEAD = re.compile(r"(?:['’]s)?\s+(?:administration|government|presidency)\b")
_PAST = re.compile(
    r"\b(?:under|during|previous|former|first|since|of)\s+(?:the\s+)?(?:first\s+)?(?:[A-Z][\w.]*\s+)?$", re.IGNORECASE
)
# What stands after a name, between commas: "Ana Duarte, the president's special envoy for the river,".
_AFTER = re.compile(r",\s+(?P<said>[^,;:.!?\n“”\"]{4,110})(?=[,.;])")
_OBJECT = re.compile(r"\s+(?:for|of|to|in|at|on|under|from|who|whom|which|that|since)\b")
_HELD = re.compile(rf"\b(?:{_FORMER})\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:holds?|held|has|having|with)\s+no\s+(?:[a-z]+\s+){0,2}(?:office|post|position|role|function|mandate)\b",
    re.IGNORECASE,
)
_SAME = {
    "sen.": "senator",
    "gov.": "governor",
    "premier": "prime minister",
    "secretary of defense": "defense secretary",
    "special envoy": "envoy",
}
ANY = "any office"  # what one who holds none does not hold
HEAD = "president"  # what "the NAME administration" makes a person
HANDS = 14  # days within which an office is taken not to change hands
SAME_DAYS = 90  # days after a report of an office within which it matters that somebody holds none at all
REACH = 70  # characters before a name in which its title stands


@dataclass(frozen=True, slots=True)
class Claim:
    """An article says that a person (an actor's id) holds, held or is to hold an office. ``sure`` from 0 to 1."""

    actor: str
    article: str
    outlet: str | None
    span: Span
    office: str
    state: Literal["holds", "held", "is to hold", "holds none"]
    sure: float = 1.0


def claims(article: Article, names: Iterable[tuple[Span, str]]) -> list[Claim]:
    """What an article says about offices. ``names`` are its mentions by name of people: span and actor's id."""
    found = []
    for span, actor in names:
        told = _before(article.text, span) or _behind(article.text, span) or _headed(article.text, span)
        if told:
            start, end, office, state, sure = told
            held = Span.of(article.text, start, end)
            found.append(Claim(actor, article.id, article.outlet, held, _SAME.get(office, office), state, sure))
    return found


State = Literal["holds", "held", "is to hold", "holds none"]
Told = tuple[int, int, str, State, float]


def _before(text: str, span: Span) -> Told | None:
    """A title before the name, or in the mention itself ("President Ana Duarte")."""
    begin = max(0, span.start - REACH)
    words = span.text.split()
    tail = span.end - len(words[-1]) if words else span.start
    match = _TITLE.search(text[begin:tail])
    if not match or "." in _after_title(match):
        return None
    state: State = "held" if match["former"] else "is to hold" if match["coming"] else "holds"
    return begin + match.start(), span.end, match["office"].lower(), state, 1.0


def _behind(text: str, span: Span) -> Told | None:
    """A title after the name, between commas: that of the person alone, not of those named along with it."""
    match = _AFTER.match(text, span.end)
    if not match:
        return None
    if _NONE.search(match["said"]):
        return span.start, match.end(), ANY, "holds none", 1.0
    head = _OBJECT.split(re.split(r"['’]s\s+", match["said"])[-1])[0]
    office = _OFFICE_LAST.search(head)
    if not office:
        return None
    state: State = "held" if _HELD.search(head) else "holds"
    return span.start, match.end(), office["office"].lower(), state, 1.0


def _headed(text: str, span: Span) -> Told | None:
    """ "The NAME administration" makes a person the head of it."""
    head = _HEAD.match(text, span.end)
    if not head or _PAST.search(text[max(0, span.start - REACH) : span.start]):
        return None
    return span.start, head.end(), HEAD, "holds", 0.7


def _after_title(match: re.Match[str]) -> str:
    """What stands between the office and the name: a full stop there is the end of a sentence."""
    return re.sub(r"\b[A-Z]\.", "", match.string[match.end("office") : match.end()])


def of_roles(
    found: Iterable[Claim], when: Mapping[str, Bounds], together: Iterable[frozenset[str]] = ()
) -> list[Divergence]:
    """Articles of the same days that disagree whether a person holds an office: one divergence a pair of articles.

    ``when`` gives for an article's id when it came out, as far as known. Articles without days count as of the same
    days only if the pair of ids is in ``together`` (they share a story, a passage or an utterance).
    """
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in found:
        grouped.setdefault((claim.actor, claim.office), []).append(claim)
    for (actor, office), row in grouped.items():
        if office != ANY:
            row += [claim for claim in grouped.get((actor, ANY), []) if claim.state == "holds none"]
    pairs = set(together)
    out: dict[tuple[str, str, str], Divergence] = {}
    for (actor, office), row in sorted(grouped.items()):
        ordered = sorted(row, key=lambda c: (c.article, -c.sure, c.span))
        for one, two in combinations(ordered, 2):
            if one.article == two.article or one.state == two.state:
                continue
            weight = min(one.sure, two.sure) * _same_days(one, two, when, pairs)
            if weight <= 0:
                continue
            note = f"{one.span.text!r} in one article, {two.span.text!r} in the other: {_states(one, two, office)}"
            reports = ((one.article, one.outlet, one.span), (two.article, two.outlet, two.span))
            key = (actor, one.article, two.article)
            if key not in out or out[key].weight < weight:
                out[key] = Divergence("role", reports, note, weight)
    return ranked(out.values())


def _states(one: Claim, two: Claim, office: str) -> str:
    said = sorted({one.state, two.state})
    if "holds none" in said:
        return f"holds the office of {office}, or none"
    return f"{said[0]} or {said[1]} the office of {office}"


def _same_days(one: Claim, two: Claim, when: Mapping[str, Bounds], together: set[frozenset[str]]) -> float:
    """1 if both articles are of the same days, .7 if that is only likely, 0 if not or not known.

    An office to come may have been taken up meanwhile, so it asks for known days. That one holds none at all says
    something of an office reported within the last months, too: .5, unless one is said to have held it.
    """
    states = {one.state, two.state}
    if "holds none" in states and "holds" not in states:
        return 0.0
    a, b = when.get(one.article), when.get(two.article)
    ends = [(x.earliest or x.latest, x.latest or x.earliest) for x in (a, b) if x and (x.latest or x.earliest)]
    if len(ends) == 2:
        (c, d), (e, f) = ends
        apart = max(0, (e or 0) - (d or 0), (c or 0) - (f or 0))
        if apart <= (2 if "is to hold" in states else HANDS):
            return 1.0
        later = two if (e or 0) > (d or 0) else one
        return 0.5 if later.state == "holds none" and apart <= SAME_DAYS else 0.0
    near = frozenset((one.article, two.article)) in together
    return 0.7 if near and "is to hold" not in states else 0.0
