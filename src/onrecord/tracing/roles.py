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
Chief Executive""".replace("\n", ",").split(",")
)
_FORMER = r"former|ex|late|ousted|deposed|outgoing|one-time|then"
_COMING = r"pick|nominee|elect|designate|candidate|hopeful|choice"
_TITLE = re.compile(
    rf"(?P<former>\b(?:{_FORMER})[\s-]+(?:[A-Z][\w.]*\s+){{0,2}})?(?P<office>\b(?:{_OFFICES}))"
    rf"(?P<coming>[\s-]+(?:{_COMING})\b,?)?\s+(?:[A-Z][\w.’'-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:['’]s)?\s+(?:administration|government|presidency)\b")
_PAST = re.compile(
    r"\b(?:under|during|previous|former|first|since|of)\s+(?:the\s+)?(?:first\s+)?(?:[A-Z][\w.]*\s+)?$", re.IGNORECASE
)
_SAME = {
    "sen.": "senator",
    "gov.": "governor",
    "premier": "prime minister",
    "secretary of defense": "defense secretary",
}
HEAD = "president"  # what "the NAME administration" makes a person
SAME_DAYS = 14  # days within which an office is taken not to change hands
REACH = 70  # characters before a name in which its title stands


@dataclass(frozen=True, slots=True)
class Claim:
    """An article says that a person (an actor's id) holds, held or is to hold an office. ``sure`` from 0 to 1."""

    actor: str
    article: str
    outlet: str | None
    span: Span
    office: str
    state: Literal["holds", "held", "is to hold"]
    sure: float = 1.0


def claims(article: Article, names: Iterable[tuple[Span, str]]) -> list[Claim]:
    """What an article says about offices. ``names`` are its mentions by name of people: span and actor's id."""
    found = []
    for span, actor in names:
        begin = max(0, span.start - REACH)
        words = span.text.split()
        # A mention may hold the title ("President Ana Duarte"); the name proper is then its last word.
        tail = span.end - len(words[-1]) if words else span.start
        match = _TITLE.search(article.text[begin:tail])
        if match and "." not in _after_title(match):
            state: Literal["holds", "held", "is to hold"] = "holds"
            if match["former"]:
                state = "held"
            elif match["coming"]:
                state = "is to hold"
            office = match["office"].lower()
            held = Span.of(article.text, begin + match.start(), span.end)
            found.append(Claim(actor, article.id, article.outlet, held, _SAME.get(office, office), state))
            continue
        head = _HEAD.match(article.text, span.end)
        if head and not _PAST.search(article.text[begin : span.start]):
            held = Span.of(article.text, span.start, head.end())
            found.append(Claim(actor, article.id, article.outlet, held, HEAD, "holds", 0.7))
    return found


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
    return f"{one.state} or {two.state} the office of {office}"


def _same_days(one: Claim, two: Claim, when: Mapping[str, Bounds], together: set[frozenset[str]]) -> float:
    """1 if both articles are of the same days, .7 if that is only likely, 0 if not or not known.

    An office to come may have been taken up meanwhile, so it asks for known days.
    """
    a, b = when.get(one.article), when.get(two.article)
    ends = [(x.earliest or x.latest, x.latest or x.earliest) for x in (a, b) if x and (x.latest or x.earliest)]
    if len(ends) == 2:
        (c, d), (e, f) = ends
        apart = max(0, (e or 0) - (d or 0), (c or 0) - (f or 0))
        limit = 2 if "is to hold" in {one.state, two.state} else SAME_DAYS
        return 1.0 if apart <= limit else 0.0
    near = frozenset((one.article, two.article)) in together
    return 0.7 if near and "is to hold" not in {one.state, two.state} else 0.0
