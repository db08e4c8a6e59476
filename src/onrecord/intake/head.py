"""The head of a plain text: front matter, title, byline, dateline, and which lines they take."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.intake.bylines import byline_in
from onrecord.intake.dates import MONTH, between, dates_in, stamp
from onrecord.intake.fields import Field, field_of
from onrecord.intake.furniture import is_furniture
from onrecord.intake.lines import Line, lines_of, prose, title_case, words_of
from onrecord.intake.phrases import PLACEHOLDER
from onrecord.vocabulary import When

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Head", "head_of"]

_REACH = 14
"""Lines at the top among which title, byline and datelines are looked for."""

_END = 6
"""Lines at the bottom among which datelines are looked for."""

_PUBLISHED = re.compile(r"\b(?:published|posted|updated|modified|veröffentlicht|publié|publicado)\b", re.I)

_UPDATED = re.compile(r"\b(?:updated|modified|edited|aktualisiert|mis à jour|actualizado|обновлено|оновлено)\b", re.I)
_PADDING = re.compile(
    rf"""\b(?:published|posted|updated|modified|edited|created|first|last|originally|date|dated|time|on|at|of|the|am|pm|a\.m\.?|p\.m\.?|
    e[sd]?t|c[e]?[sd]?t|m[sd]t|p[sd]?t|gmt|utc|bst|ist|msk|eest|eet|hrs?|hours?|uhr|min(?:ute)?s?|read|ago|edition|issue|
    (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|veröffentlicht|publié|publicado|опубликовано|опубліковано)\b|{MONTH}|\d+""",
    re.I | re.X,
)
_AGENCY_LINE = re.compile(
    r"^(?P<place>[A-Z][\w.,/ '’-]{2,60}?),?\s*(?:\((?P<agency>[^()]{2,40})\)\s*)?(?:[-–—]{1,2})\s"
)
_LABEL = re.compile(r"^\s*([A-Za-z][A-Za-z -]{1,20})\s*:\s+(\S.*)$")
_BULLET = re.compile(r"^[-*•·]\s+")
_MARKUP = re.compile(r"^#{1,6}\s+|^\*{1,2}(?=\S)|(?<=\S)\*{1,2}$|\s+#+$")


@dataclass(slots=True)
class Head:
    """What the head of a text says of the article; ``taken`` are numbers of lines that are no part of the body."""

    start: int = 0
    title: str | None = None
    byline: str | None = None
    published: When | None = None
    fields: dict[Field, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)


def head_of(text: str) -> Head:
    """Read the head of ``text``. Line numbers in ``taken`` count from ``start``, after any front matter."""
    head = Head()
    head.start = _front_matter(text, head.fields)
    lines = lines_of(text, head.start)
    top = _top(lines)
    _labels(lines, top, head)
    dated = _datelines(lines, top, head)
    _beside(lines, top, dated, head)
    head.title = head.fields.get("title") or _title(lines, top, head.taken)
    head.byline = head.byline or head.fields.get("byline")
    head.published = _stated(head.fields) or _published([lines[index].text for index in dated]) or _in_lead(lines, top)
    return head


def _front_matter(text: str, fields: dict[Field, str]) -> int:
    """Read a block of ``key: value`` lines between two ``---`` at the very top; where the text goes on after it."""
    block = re.match(r"---[ \t]*\r?\n((?:.*\r?\n){1,80}?)---[ \t]*(?:\r?\n|$)", text)
    if not block:
        return 0
    found: dict[Field, str] = {}
    for line in block[1].splitlines():
        key, colon, value = line.partition(":")
        name = field_of(key) if colon else None
        value = value.strip().strip("\"'").strip()
        if name and value:
            found.setdefault(name, value)
    if ":" not in block[1]:
        return 0
    fields.update(found)
    return block.end()


def _top(lines: list[Line]) -> list[int]:
    """The lines with words before the first prose, at most ``_REACH``."""
    top: list[int] = []
    for index, line in enumerate(lines):
        if not line.text:
            continue
        running = prose(line.text) and not is_furniture(line.text) and not _dateline(line.text)
        if len(top) >= _REACH or (running and (top or not _may_open(lines, index))):
            break
        top.append(index)
    return top


def _may_open(lines: list[Line], index: int) -> bool:
    """Whether a first line that reads as prose may still stand above the title, or be it.

    Titles in title case may end like sentences; a caption may stand before the placeholder of its picture.
    """
    count = len(words_of(lines[index].text))
    below = next((line.text for line in lines[index + 1 :] if line.text), "")
    if count <= 30 and title_case(lines[index].text) > 0.8:
        return True
    return count <= 30 and bool(PLACEHOLDER.fullmatch(below))


def _labels(lines: list[Line], top: list[int], head: Head) -> None:
    """Headers as news databases export them ("Title: …", "Date: …"): two or more of them, or one that says a date."""
    found = []
    for index in top:
        match = _LABEL.match(lines[index].text)
        name = field_of(match[1]) if match else None
        if match and name and name not in {"text", "lead"}:
            found.append((index, name, match[2].strip()))
    if len(found) < 2 and not any(name in {"published", "updated"} and dates_in(value) for _, name, value in found):
        return
    for index, name, value in found:
        head.fields.setdefault(name, value)
        if name != "title":
            head.taken.add(index)


def _dateline(text: str) -> bool:
    """Whether a line is nothing but a date, with a time, a place or "Updated" beside it."""
    found = dates_in(text)
    if not found or len(words_of(text)) > 25:
        return False
    rest = text
    for each in reversed(found):
        rest = rest[: each.start] + " " + rest[each.end :]
    by = byline_in(re.split(r"[|•·]|\s[–—-]\s", rest)[0].strip(" ,"))
    left = words_of(_PADDING.sub(" ", rest))
    if by:
        return len(left) <= len(words_of(by)) + 3
    return len(left) <= 3 and title_case(" ".join(left)) in (0.0, 1.0) and not re.search(r"\w{3,}[.!?]$", text)


def _datelines(lines: list[Line], top: list[int], head: Head) -> list[int]:
    """Datelines at the top; where there are none, at the very end or, if they say so ("Published …"), near it."""
    dated = [index for index in top if _dateline(lines[index].text)]
    if not dated:
        bottom = [index for index in range(len(lines) - 1, -1, -1) if lines[index].text and index not in top][:_END]
        said = [index for index in bottom if index == bottom[0] or _PUBLISHED.search(lines[index].text)]
        dated = [index for index in reversed(said) if _dateline(lines[index].text)]
    head.taken.update(dated)
    return dated


def _beside(lines: list[Line], top: list[int], dated: list[int], head: Head) -> None:
    """Byline and section: "By …" lines, and short lines in the same run of list bullets as a dateline."""
    for index in top:
        byline = byline_in(_BULLET.sub("", lines[index].text))
        if byline:
            head.byline = head.byline or _without_dates(byline)
            head.taken.add(index)
    for index in dated:
        if not _BULLET.match(lines[index].text):
            continue
        for step in (1, -1):
            at = index + step
            while 0 <= at < len(lines) and _BULLET.match(lines[at].text) and at in top:
                bare = _BULLET.sub("", lines[at].text)
                if len(words_of(bare)) > 5:
                    break
                head.taken.add(at)
                if step == 1 and head.byline is None and title_case(bare) == 1.0 and not dates_in(bare):
                    head.byline = bare
                at += step


def _without_dates(byline: str) -> str:
    found = dates_in(byline)
    return byline[: found[0].start].strip(" ,|-–—") if found else byline


def _title(lines: list[Line], top: list[int], taken: set[int]) -> str | None:
    """The first line in title case without a full stop, else the first line without one, else one in title case."""
    candidates = []
    for index in top:
        bare = _bare(lines[index].text)
        if index not in taken and not is_furniture(lines[index].text) and 2 <= len(words_of(bare)) <= 30:
            candidates.append((lines[index].text, bare))
    followed = any(line.text for line in lines[top[-1] + 1 :]) if top else False
    if not followed:
        return None
    for text, bare in candidates[:4]:
        if text.startswith("#"):
            return bare
    open_ended = [bare for _, bare in candidates[:4] if not re.search(r"[.:;,][\"'”’»)\]]*$", bare)]
    cased = [bare for bare in open_ended if title_case(bare) >= 0.8]
    if cased or open_ended:
        return (cased or open_ended)[0]
    first = candidates[0][1] if candidates else ""
    return first if first and title_case(first) >= 0.8 and not first.endswith((":", ",", ";")) else None


def _bare(text: str) -> str:
    return _MARKUP.sub("", text).strip(" \t|*_#").strip()


def _stated(fields: dict[Field, str]) -> When | None:
    value = fields.get("published")
    if value is None:
        return None
    day = stamp(value)
    if day:
        return When(day, day, "dateline")
    found = dates_in(value)
    return When(min(f.earliest for f in found), max(f.latest for f in found), "dateline") if found else None


def _published(datelines: list[str]) -> When | None:
    """What the datelines say together: those of publication before those of updates; an interval where they differ."""
    published: list[date] = []
    updated: list[date] = []
    for text in datelines:
        last = 0
        for found in dates_in(text):
            side = updated if _UPDATED.search(text[last : found.start]) else published
            side += [found.earliest, found.latest]
            last = found.end
    if published:
        return between(published, "dateline")
    return When(None, max(updated), "dateline (updated)") if updated else None


def _in_lead(lines: list[Line], top: list[int]) -> When | None:
    """A place, a full date and a dash at the beginning of the first paragraph: "KYIV, April 22, 2025 (Agency) —"."""
    for line in lines[top[-1] + 1 if top else 0 :]:
        if line.text:
            match = _AGENCY_LINE.match(line.text)
            found = dates_in(line.text[: match.end()]) if match else []
            return When(found[0].earliest, found[0].latest, "dateline") if found else None
    return None
