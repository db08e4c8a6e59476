"""What of an article's text is the article, and what is furniture of the page it stood on.

Furniture is told line by line, by form: what a line consists of, where it stands and what stands beside it. Nothing is
deleted; :func:`body_of` returns the stretches that are left. Titles stay: what they report is part of the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.intake import phrases
from onrecord.intake.dates import MONTH
from onrecord.intake.lines import Line, blank_before, headline_like, lines_of, prose, title_case, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["body_of", "is_furniture"]

_EDGE = re.compile(r"^[\s|>]+|[\s|]+$")
_BULLET = re.compile(r"^(?:[-*•·▪●○◦‣>–—]|\d{1,2}[.)])\s+")
_LISTING = re.compile(rf"\W*(?:\d|{MONTH})", re.I)
"""How lines of a list of dates, places or goods begin; headlines seldom do."""

_LONGEST = 60
"""Words above which a line is never furniture by its wording: it would be a paragraph that quotes such words."""

_ROW = 200
"""Characters above which a line is no row of buttons or languages."""

_MARKS = frozenset(":/|©([")
"""Signs of which every credit holds one that does not begin with the word for a picture."""

_FEWEST = 3
"""Lines that make a list of other headlines; one or two may be a heading or a signature."""


def is_furniture(text: str) -> bool:
    """Whether a line is furniture by its wording alone, wherever it stands."""
    if len(text) > _LONGEST * 9:
        return False
    bare = _BULLET.sub("", text).strip(" \t|*_#[]")
    if phrases.PLACEHOLDER.fullmatch(text):
        return True
    if len(bare.split()) > _LONGEST:
        return False
    if phrases.COMMENTS.fullmatch(bare) or phrases.PROMPT.fullmatch(bare):
        return True
    if _buttons(bare) or _switch(bare):
        return True
    marked = not _MARKS.isdisjoint(bare) or phrases.CREDIT_SIGN.match(bare) or " via " in bare
    return bool(marked and phrases.CREDIT.fullmatch(bare))


def _buttons(text: str) -> bool:
    if len(text) > _ROW:
        return False
    tokens = re.findall(r"[\w'-]+", text.lower())
    if not tokens or len(tokens) > 15 or re.search(r"[.?]$", text):
        return False
    known = all(token in phrases.BESIDE_BUTTONS or token.isdigit() for token in tokens)
    return known and any(token in phrases.BUTTONS for token in tokens)


def _switch(text: str) -> bool:
    if len(text) > _ROW:
        return False
    tokens = re.findall(r"\w+", text.lower())
    return 2 <= len(tokens) <= 40 and all(token in phrases.LANGUAGES for token in tokens)


def body_of(
    text: str, head: Collection[int] = (), *, start: int = 0, extracted: bool = False
) -> tuple[tuple[int, int], ...]:
    """The (start, end) stretches of ``text`` that are the article, sorted and disjoint.

    ``head`` names lines (their numbers from 0) that the article's head has been found to spend on date, author and
    section; ``start`` is where the text begins after its front matter. An ``extracted`` text has lost menus and lists
    of other articles before, so that lists in it are the article's own.
    """
    lines = lines_of(text, start)
    out = {index for index, line in enumerate(lines) if line.text and is_furniture(line.text)} | set(head)
    out |= _readers(lines, out)
    out |= _boxes(lines, out)
    if not extracted:
        out |= _menus(lines, out)
        out |= _other_headlines(lines, out)
    return _stretches(lines, out)


def _readers(lines: list[Line], out: set[int]) -> set[int]:
    """Readers' comments: all that follows a heading of comments in the last part of a text."""
    for index, line in enumerate(lines):
        if line.text and index in out and phrases.COMMENTS.fullmatch(line.text.strip(" |*#")):
            before = sum(len(each.text) for at, each in enumerate(lines[:index]) if at not in out)
            after = sum(len(each.text) for each in lines[index + 1 :])
            # The bare word may be a button above the article's second half: it needs a much longer part before it.
            bare = len(words_of(line.text)) == 1
            if before > after * (3 if bare else 1) and any(prose(each.text) for each in lines[:index]):
                return set(range(index, len(lines)))
    return set()


def _menus(lines: list[Line], out: set[int]) -> set[int]:
    """Menus and crumbs before the first prose: three or more very short lines on end, or "Home > World"."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if not line.text or index in out:
            continue
        if prose(line.text):
            break
        if (
            re.fullmatch(r"[\w &'-]{2,30}(?:(?:\s*[>»›]\s*|\s/\s)[\w &'-]{2,40})+", line.text)
            and len(words_of(line.text)) < 10
        ):
            found.add(index)
        if len(words_of(line.text)) <= 2 and not re.search(r"[.?!:]$", line.text):
            run.append(index)
        else:
            found |= set(run) if len(run) >= _FEWEST else set()
            run = []
    return found | (set(run) if len(run) >= _FEWEST else set())


def _boxes(lines: list[Line], out: set[int]) -> set[int]:
    """Boxes of links: a heading such as "Most read" with the headlines under it, up to the next prose."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index in found or not phrases.LIST_HEADING.fullmatch(line.text.strip(" |*#:")):
            continue
        under = [at for at in range(index + 1, len(lines)) if lines[at].text]
        listed = []
        for at in under:
            if at not in out and not headline_like(_BULLET.sub("", lines[at].text)):
                break
            listed.append(at)
        at_end = len(listed) == len(under)
        if len([at for at in listed if at not in out]) >= 2 or at_end or is_furniture(line.text):
            found |= {index, *listed} if len(listed) >= 2 or at_end else {index}
    return found


def _other_headlines(lines: list[Line], out: set[int]) -> set[int]:
    """A list of other headlines at the end: lines without a sentence's end after the last prose.

    They are told from a closing list of the article's own by title case, or by a gap wider than any between the
    article's paragraphs.
    """
    kept = [index for index, line in enumerate(lines) if line.text and index not in out]
    tail: list[int] = []
    while kept and headline_like(_BULLET.sub("", lines[kept[-1]].text)):
        tail.append(kept.pop())
    tail.reverse()
    if len(tail) < _FEWEST or not any(prose(lines[index].text) for index in kept):
        return set()
    if sum(bool(_LISTING.match(lines[index].text)) for index in tail) * 2 > len(tail):
        return set()
    gaps = [blank_before(lines, index) for index in kept[1:]]
    wide = blank_before(lines, tail[0]) > max(gaps, default=0)
    cased = sum(title_case(lines[index].text) for index in tail) / len(tail)
    return set(tail) if wide or cased >= 0.8 else set()


def _stretches(lines: list[Line], out: set[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    open_ = False
    for index, line in enumerate(lines):
        if not line.text:
            continue
        if index in out:
            open_ = False
            continue
        inner = _EDGE.sub("", line.text)
        if not inner:
            continue
        start = line.start + line.text.index(inner)
        if open_ and start == line.start:
            found[-1] = (found[-1][0], start + len(inner))
        else:
            found.append((start, start + len(inner)))
        open_ = len(inner) == line.end - start
    return tuple(found)
