"""Lists of parties in reports of negotiations, and the phrases that say with whom or for whom a party speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PartyList", "Sides", "party_list", "side_phrase"]

Side = Literal["joint", "speaks_for", "supported_by", "opposed_by"]


@dataclass(slots=True)
class Sides:
    """Names beside a speaker: who says it too, for whom, who is reported to support and who to oppose it."""

    joint: list[Span] = field(default_factory=list)
    speaks_for: list[Span] = field(default_factory=list)
    supported_by: list[Span] = field(default_factory=list)
    opposed_by: list[Span] = field(default_factory=list)

    def add(self, side: Side, names: Iterable[Span]) -> None:
        """Adds ``names`` to one side, those it has already left out."""
        held: list[Span] = getattr(self, side)
        for name in names:
            if all(name.text.casefold() != other.text.casefold() for other in held):
                held.append(name)

    def add_list(self, side: Side, parties: PartyList) -> None:
        """Adds a list to one side; those its members speak for stand there too, or beside the speaker as spoken for."""
        self.add(side, parties.names)
        self.add(side if side in ("supported_by", "opposed_by") else "speaks_for", parties.behalf)

    def copy(self) -> Sides:
        """A copy whose lists can be added to alone."""
        return Sides(list(self.joint), list(self.speaks_for), list(self.supported_by), list(self.opposed_by))

    def __bool__(self) -> bool:
        return bool(self.joint or self.speaks_for or self.supported_by or self.opposed_by)


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list of parties as it stands; ``names`` leaves out what names nobody ("others", "many parties").

    ``behalf`` are those for whom a member speaks ("A, for the Group, B and C"); ``stop`` is where all of that ends.
    """

    span: Span
    names: tuple[Span, ...]
    behalf: tuple[Span, ...]
    stop: int


# Names that hold an "and" of their own, by what stands before and after it.
_AND_IN_NAME = frozenset(
    [
        ("trinidad", "tobago"),
        ("antigua", "barbuda"),
        ("bosnia", "herzegovina"),
        ("kitts", "nevis"),
        ("tome", "principe"),
        ("tomé", "príncipe"),
        ("vincent", "grenadines"),
        ("serbia", "montenegro"),
        ("america", "caribbean"),
        ("women", "gender"),
        ("business", "industry"),
        ("wallis", "futuna"),
        ("turks", "caicos"),
    ]
)
_WORD = r"(?:(?:[A-ZÀ-Þ]\.){2,}|St\.|[A-ZÀ-Þ0-9][\w’'.-]*(?<![.’'])(?:\s*-\s+\d+)?(?:/(?:the\s+)?[A-ZÀ-Þ][\w’'-]*)*)"
# Words with a capital because they begin a sentence, and words that never belong to a name.
_NOT_A_NAME = (
    r"(?!(?:On|In|At|For|With|By|To|From|Under|Regarding|Concerning|As|After|Before|During|While|When|However|But|And|This"
    r"|These|Those|That|It|He|She|They|We|I|There|Both|Some|Many|Several|Most|Other|Others|One|Two|Three|All|Each|No"
    r"|Noting|Also|Then|If|Since|Although|Such|Their|His|Her|Its|Following|Despite|Among|Another|Any|What|Who|Which)\b)"
)
_NAME = re.compile(
    rf"(?:the\s+|The\s+|THE\s+)?{_NOT_A_NAME}(?=[A-ZÀ-Þ])(?!(?:[A-Z][a-z]+)?[Aa]rticle\b){_WORD}"
    rf"(?:\s+(?:(?:of|for|on|de|du)\s+(?:the\s+)?)?(?={_WORD}){_NOT_A_NAME}{_WORD})*"
    r"(?:\s+(?:delegation|countries|parties|states|group|representative|members?|co-chairs?|delegate)\b)?"
    r"(?:\s*\((?!on\s+behalf|for\s)[^()]{1,80}\))?"
)
_UNNAMED = re.compile(
    r"(?:(?:[Aa]\s+(?:large\s+)?(?:number|group|majority|range)\s+of|[Mm]any|[Ss]everal|[Ss]ome|[Mm]ost|[Oo]ne|[Tt]wo|[Tt]hree"
    r"|[Aa]ll|[Vv]arious|[Nn]umerous|[Oo]ther|[Aa]nother|[Aa]n?|[Bb]oth|[Aa]\s+few|[Tt]he)\s+)?"
    r"(?:(?:other|of\s+the|developing|developed|industrialized|industrialised|non-Annex|Annex|I|B|island|small|country|party"
    r"|least|African|Asian|European|Latin|American|observer|the)\s+){0,4}"
    r"(?:others|parties|Parties|countries|delegates|delegations|speakers|states|States|members|Members|participants"
    r"|representatives|party|Party|country|delegate|speaker|negotiators|observers|governments|experts)\b"
    r"|(?:[Mm]any|[Ss]everal|[Ss]ome|[Oo]thers|[Mm]ost|[Hh]e|[Ss]he|[Tt]hey)\b"
)
_COMMA, _BEHALF = re.compile(r"[,;]\s+"), re.compile(r",?\s+\(?(?:for|on\s+behalf\s+of)\s+")
_AND = re.compile(r"[,;]?\s+(?:and|&|as\s+well\s+as)\s+(?:with\s+)?")
_SIDES: dict[Side, str] = {
    "supported_by": (
        r"(?:supported|backed|endorsed|seconded|echoed|followed|joined)\s+by|with\s+(?:the\s+)?(?:support|backing)\s+(?:from|of)"
    ),
    "opposed_by": r"(?:opposed|countered|challenged|contested|resisted)\s+by|with\s+opposition\s+from|contrary\s+to",
    "joint": r"(?:along|together)\s+with|alongside|with",
    "speaks_for": r"(?:speaking\s+|intervening\s+)?(?:on\s+behalf\s+of|for)|representing",
}
_SIDE = re.compile(
    r",?\s*(?:(?:and|but|also|both)\s+)?(?:also\s+|strongly\s+|generally\s+)?(?:"
    + "|".join(f"(?P<{side}>{words})" for side, words in _SIDES.items())
    + r")\s+",
    re.IGNORECASE,
)


def _is_one_name(left: str, right: str) -> bool:
    """Whether "and" between two words lists nothing: Trinidad and Tobago, the Institute for Trade and Society."""
    if re.search(r"\s(?:for|on)\s", left):
        return True
    last, first = left.lower().split()[-1], right.lower().removeprefix("the ")
    return any(last.endswith(a) and first.startswith(b) for a, b in _AND_IN_NAME)


def _item(text: str, at: int, end: int) -> tuple[Span, bool] | None:
    """One party at ``at`` and whether it is a name."""
    found = _UNNAMED.match(text, at, end)
    if found and not re.match(r"[’'\w-]", text[found.end() : found.end() + 1]):
        return Span.of(text, *found.span()), False
    found = _NAME.match(text, at, end)
    return (Span.of(text, *found.span()), True) if found else None


def party_list(text: str, at: int, end: int) -> PartyList | None:
    """The list of parties that begins at ``at`` and ends before ``end``, None where none does.

    A list of several needs an "and" before its last member; commas alone separate other things.
    """
    first = _item(text, at, end)
    if first is None:
        return None
    items, complete = [first], 1  # the first ``complete`` items are a list; later ones wait for an "and"
    behalf: list[Span] = []
    at_end = [first[0].end]  # where each item ends, with those it speaks for
    while True:
        if whom := _whom(text, at_end[-1], end):
            behalf.append(_bare(text, whom[0]))
            at_end[-1] = whom[1]
        both = _AND.match(text, at_end[-1], end)
        separator = both or _COMMA.match(text, at_end[-1], end)
        following = _item(text, separator.end(), end) if separator else None
        if following is None:
            break
        if both and _is_one_name(items[-1][0].text, following[0].text):
            items[-1] = (Span.of(text, items[-1][0].start, following[0].end), True)
            at_end[-1] = following[0].end
            continue
        items.append(following)
        at_end.append(following[0].end)
        if both:
            complete = len(items)
            if whom := _whom(text, at_end[-1], end):
                behalf.append(_bare(text, whom[0]))
                at_end[-1] = whom[1]
            break
    stop = at_end[complete - 1]
    names = tuple(_bare(text, span) for span, named in items[:complete] if named)
    span = Span.of(text, at, items[complete - 1][0].end)
    return PartyList(span, names, tuple(whom for whom in behalf if whom.end <= stop), stop)


def _whom(text: str, at: int, end: int) -> tuple[Span, int] | None:
    """The name for which the party before ``at`` speaks ("A, for the Group," or "A (on behalf of B)"), and its end."""
    lead = _BEHALF.match(text, at, end)
    found = _item(text, lead.end(), end) if lead else None
    if not found or not found[1]:
        return None
    return found[0], found[0].end + text.startswith(")", found[0].end)


def _bare(text: str, name: Span) -> Span:
    """A name without its article and without the abbreviation or country that follows it in brackets."""
    lead = re.match(r"(?i)the\s+", name.text)
    bracket = name.text.find(" (")
    return Span.of(text, name.start + (lead.end() if lead else 0), name.start + bracket if bracket > 0 else name.end)


def side_phrase(text: str, at: int, end: int) -> tuple[Side, PartyList] | None:
    """A phrase at ``at`` that names a side ("supported by A and B", "on behalf of C"), with its list."""
    found = _SIDE.match(text, at, end)
    if not found:
        return None
    side: Side = next(side for side in _SIDES if found[side])
    parties = party_list(text, found.end(), end)
    return (side, parties) if parties else None
