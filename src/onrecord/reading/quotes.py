"""What stands inside quotation marks, and which kind of statement that makes.

Marks are paired line by line (news text keeps a paragraph on a line), so a stray mark spoils at most its own line.
Whether a mark opens or closes is read first from the white space around it, then from its shape, because both straight
marks and wrongly turned curly ones are common in coverage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.vocabulary import Kind, Span

__all__ = ["Stretch", "is_full_quotation", "kind", "lines", "quoted", "share_quoted"]

Stretch = tuple[int, int]

# The thresholds of the project's scorer: share of letters and digits of the content that stand inside marks.
DIRECT_ABOVE, INDIRECT_BELOW = 0.9, 0.05

_MARK = re.compile(r"``|''|[“”„‟\"«»]")
_OPENING_SHAPES, _CLOSING_SHAPES = frozenset(["“", "„", "‟", "``", "«"]), frozenset(["”", "''", "»"])
_FAMILY = {"«": "guillemet", "»": "guillemet", '"': "straight", "``": "tex", "''": "tex"}
_BEFORE_OPENING, _AFTER_CLOSING = frozenset("([{—–-/‘'\"“"), frozenset(")]},.;:?!—–-…’'\"”")
# Lines without any mark that an open quotation may run over, where the text is wrapped at a fixed width.
_WRAPPED_LINES = 12
_SINGLE_OPENING = re.compile(r"(?<![\w'’‘`])['‘](?=[\w\[(“\"…])(?!\d\ds\b|(?:tis|twas|em|til|cause|n)\b)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…)\]”\"])['’](?![\w'’])")
_POSSESSIVE = re.compile(r"(?<=s)['’] (?=[a-z])")
_LONGEST_SINGLE = 800
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FINITE = re.compile(
    r"(?i)\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|cannot|could|shall|should|may|might|must"
    r"|let|i|we|you|he|she|they|it|this|that|there)(?:\b|['’])|n['’]t\b"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark. ``role`` is what spacing and shape say it does."""

    start: int
    end: int
    family: str
    role: Literal["opens", "closes", "either"]


def lines(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """(start, end) of every line with content inside ``stretches``, in order, without its line break."""
    for start, end in stretches:
        for match in re.compile(r"[^\r\n\u2028\u2029]*\S[^\r\n\u2028\u2029]*").finditer(text, start, end):
            yield match.start(), match.end()


def _role(text: str, start: int, end: int, line: Stretch) -> Literal["opens", "closes", "either"]:
    before = text[start - 1] if start > line[0] else " "
    after = text[end] if end < line[1] else " "
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
    if opens != closes:
        return "opens" if opens else "closes"
    if not text[end : line[1]].strip():
        return "closes"  # nothing is left to open
    shape = text[start:end]
    return "opens" if shape in _OPENING_SHAPES else "closes" if shape in _CLOSING_SHAPES else "either"


def _marks(text: str, line: Stretch) -> list[_Mark]:
    return [
        _Mark(m.start(), m.end(), _FAMILY.get(m[0], "curly"), _role(text, m.start(), m.end(), line))
        for m in _MARK.finditer(text, *line)
    ]


def _nests(marks: Sequence[_Mark]) -> bool:
    """Whether a quotation inside another of the same family closes before the outer one: two closers in a row."""
    roles = [mark.role for mark in marks[:2]]
    return roles == ["closes", "closes"]


def _turned_round(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether a closing mark with nothing to close stands for an opening one: a sentence and a second closer follow."""
    if at + 1 >= len(marks) or marks[at + 1].role != "closes":
        return False
    between = text[marks[at].end : marks[at + 1].start].strip()
    return between[:1].isupper() and len(between.split()) > 1


def _lost_opening(text: str, line: Stretch, mark: _Mark) -> bool:
    """Whether the line began inside a quotation whose opening mark is missing: punctuation stands before the closer."""
    return mark.start - line[0] > 1 and text[mark.start - 1] in ",.!?…" and not text[line[0]].islower()


def _close(stack: list[_Mark], mark: _Mark) -> _Mark:
    """Takes from the stack what ``mark`` closes: the innermost of its family, else the innermost."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == mark.family:
            opener = stack[depth]
            del stack[depth:]
            return opener
    return stack.pop()


def _pair(text: str, line: Stretch, marks: Sequence[_Mark], inside: bool) -> tuple[list[Stretch], _Mark | None]:
    """The closed stretches of a line, and the mark of a quotation still open at its end. ``inside``: it began open."""
    found: list[Stretch] = []
    stack: list[_Mark] = []
    if inside and not (marks and marks[0].role == "opens"):
        stack.append(_Mark(line[0], line[0], marks[0].family if marks else "curly", "opens"))
    for at, mark in enumerate(marks):
        role = mark.role
        if role == "either":
            role = "closes" if stack else "opens"
        if role == "closes" and not stack:
            if text[mark.start - 1].isdigit() and text[mark.start] == '"':
                continue  # inches
            if _turned_round(text, marks, at):
                role = "opens"
            elif at == 0 and _lost_opening(text, line, mark):
                stack.append(_Mark(line[0], line[0], mark.family, "opens"))
            else:
                continue  # a stray mark
        if role == "opens":
            if stack and stack[-1].family == mark.family and not _nests(marks[at + 1 :]):
                stack.pop()  # never closed
            stack.append(mark)
        else:
            found.append((_close(stack, mark).end, mark.start))
    return found, stack[-1] if stack else None


def _introduced(text: str, line: Stretch, mark: _Mark) -> bool:
    """Whether a quotation never closed at least opens like one: at the line's start, or after a comma or colon."""
    before = text[line[0] : mark.start].rstrip()
    return not before or before[-1] in ",:"


def _goes_on(text: str, rows: Sequence[Stretch], found: Sequence[list[_Mark]], at: int) -> bool | None:
    """Whether the quotation open at the end of line ``at`` goes on: True reopened next, False until a later closer."""
    for ahead in range(at + 1, min(at + 1 + _WRAPPED_LINES, len(rows))):
        wrapped = "\n" not in text[rows[ahead - 1][1] : rows[ahead][0]].replace("\n", "", 1)
        if found[ahead]:
            first = found[ahead][0]
            if ahead == at + 1 and first.role != "closes" and not text[rows[ahead][0] : first.start].strip():
                return True
            return False if first.role == "closes" and (wrapped or ahead == at + 1) else None
        if not wrapped:
            return None
    return None


def _double(text: str, body: Iterable[Stretch]) -> list[Stretch]:
    rows = list(lines(text, body))
    marks = [_marks(text, row) for row in rows]
    stretches: list[Stretch] = []
    inside = False
    for at, row in enumerate(rows):
        if not marks[at] and not inside:
            continue
        found, still_open = _pair(text, row, marks[at], inside)
        inside = False
        if still_open is not None:
            goes_on = _goes_on(text, rows, marks, at)
            inside = goes_on is False
            if goes_on is not None or _introduced(text, row, still_open):
                found.append((still_open.end, row[1]))
        stretches += found
    return stretches


def _single(text: str, body: Iterable[Stretch], taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """Stretches inside single marks that stand outside ``taken``; apostrophes are told apart by what surrounds them."""
    for start, end in lines(text, body):
        at = start
        while opening := _SINGLE_OPENING.search(text, at, end):
            at = opening.end()
            if any(a <= opening.start() < b for a, b in taken):
                continue
            closers = list(_SINGLE_CLOSING.finditer(text, at, min(end, at + _LONGEST_SINGLE)))
            likely = [c for c in closers if not _POSSESSIVE.match(text, c.start())] or closers
            if likely:
                yield opening.end(), likely[0].start()
                at = likely[0].end()


def _outermost(text: str, stretches: Iterable[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    for start, end in sorted(stretches, key=lambda s: (s[0], -s[1])):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def quoted(text: str, body: Sequence[Stretch]) -> list[Stretch]:
    """The outermost stretches inside quotation marks, marks not included, in order and without overlap.

    A quotation over several lines gives a stretch for each. Marks that pair with nothing are passed over.
    """
    double = _double(text, body)
    return _outermost(text, [*double, *_single(text, body, double)])


def share_quoted(text: str, spans: Iterable[Stretch], stretches: Sequence[Stretch]) -> float:
    """Share of the letters and digits of ``spans`` that stand inside ``stretches``; 0 where there are none."""
    total = inside = 0
    for start, end in spans:
        total += sum(map(str.isalnum, text[start:end]))
        for a, b in stretches:
            if a < end and b > start:
                inside += sum(map(str.isalnum, text[max(a, start) : min(b, end)]))
    return inside / total if total else 0.0


def kind(text: str, content: Iterable[Span], stretches: Sequence[Stretch]) -> Kind:
    """Direct, indirect or mixed, by the share of the content inside quotation marks (``quoted``)."""
    share = share_quoted(text, ((span.start, span.end) for span in content), stretches)
    return "direct" if share > DIRECT_ABOVE else "indirect" if share < INDIRECT_BELOW else "mixed"


def is_full_quotation(text: str, stretch: Stretch) -> bool:
    """Whether a stretch inside marks reads as something said: not a title, a nickname or words held at arm's length.

    Four words or more, a sentence's beginning or end, and a word that only clauses have (or the length of a clause).
    """
    inner = text[stretch[0] : stretch[1]].strip()
    found = _WORD.findall(inner)
    if len(found) < 4 or (len(found) < 8 and not _FINITE.search(inner)):
        return False
    long_words = [word for word in found if len(word) > 3]
    title_case = all(word[0].isupper() for word in long_words) and not inner.isupper()
    return not title_case and (inner[0].isupper() or inner[0] in "[….‘'" or inner[-1] in ".,!?…—")
