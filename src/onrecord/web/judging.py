"""Reviewing: what a reviewer sees of a statement, what is stored, and what the sample says about the reader."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError, RequestError
from onrecord.service.anchors import of_decision, statement_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.service import Record
    from onrecord.service.rows import Decided, StatementRow
    from onrecord.vocabulary import Statement

__all__ = ["Judge", "Tally", "context", "tally", "wilson"]

_AROUND = 320
_CORRECTIONS = ("speaker", "kind", "voice")


def context(text: str, statement: Statement) -> list[tuple[str, str]]:
    """Some sentences around a statement, in pieces: (part, words), part "" outside it, else source, cue or content."""
    spans = [(span.start, span.end, "content") for span in statement.content]
    for part, span in (("source", statement.source), ("cue", statement.cue)):
        if span is not None:
            spans.append((span.start, span.end, part))
    first, last = min(start for start, *_ in spans), max(end for _, end, _ in spans)
    start, stop = _sentence_start(text, first), _sentence_end(text, last)
    cuts = sorted({start, stop, *(p for s in spans for p in s[:2])})
    pieces = []
    for a, b in pairwise(cuts):
        parts = [part for s, e, part in spans if s <= a and b <= e]
        order = [part for part in ("source", "cue", "content") if part in parts]
        pieces.append((" ".join(order), text[a:b]))
    return pieces


def _sentence_start(text: str, at: int) -> int:
    window = text[max(0, at - _AROUND) : at]
    ends = [match.end() for match in re.finditer(r"[.!?][”\"’')]*\s|\n\s*\n", window)]
    fit = [end for end in ends if len(window) - end >= 80] or ends[:1]
    return at - len(window) + (fit[0] if fit and len(window) == _AROUND else 0)


def _sentence_end(text: str, at: int) -> int:
    window = text[at : at + _AROUND]
    ends = [match.end() for match in re.finditer(r"[.!?][”\"’')]*(?=\s)", window)]
    return at + (ends[min(1, len(ends) - 1)] if ends else len(window))


@dataclass(frozen=True, slots=True)
class Tally:
    """How a reviewer's verdicts turned out: counts, and the share that is right with its 95 % interval."""

    judged: int
    right: int
    wrong: int
    unsure: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share of right ones among those judged right or wrong."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0


def tally(decisions: Iterable[Decided], *, blind: bool) -> Tally:
    """The verdicts that stand, blind or assisted. A statement whose speaker, kind or voice was corrected is wrong."""
    standing = [d.decision for d in decisions if d.live and d.decision.subject == "statement"]
    corrected = {_about(d) for d in standing if d.field in _CORRECTIONS and d.old != d.new}
    verdicts = {_about(d): d.new for d in reversed(standing) if d.field == "verdict" and d.blind == blind}
    right = sum(1 for about, value in verdicts.items() if value == "right" and about not in corrected)
    unsure = sum(1 for value in verdicts.values() if value == "unsure")
    wrong = len(verdicts) - right - unsure
    return Tally(len(verdicts), right, wrong, unsure, *wilson(right, right + wrong))


def _about(decision: object) -> tuple[object, ...]:
    return tuple(getattr(decision, name) for name in ("article", "quote", "prefix", "suffix"))


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): honest for few cases too. Nothing judged gives 0 to 1."""
    if not judged:
        return 0.0, 1.0
    z = 1.959964
    share = right / judged
    middle = (share + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


class Judge:
    """Stores decisions one at a time, none of them twice: a form that arrives again changes nothing."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = threading.Lock()

    def decide(
        self, subject: str, thing: str, field: str, new: str | None, *, maker: str, seconds: float | None, blind: bool
    ) -> None:
        """Store a decision unless the same maker's same one stands already."""
        with self._lock:
            if subject == "statement" and self._stands(thing, field, new, maker):
                return
            self._record.decide(subject, thing, field, new, maker=maker, seconds=seconds, blind=blind)  # type: ignore[arg-type]  # the service names what it takes

    def _stands(self, thing: str, field: str, new: str | None, maker: str) -> bool:
        row = self._record.statement(thing)
        same = (maker, field, new)
        made = self._record.decisions(article=row.article, limit=500)
        standing = [d for d in made if d.live and (d.decision.maker, d.decision.field, d.decision.new) == same]
        return bool(standing) and row.id in self._statements(row.article, standing)

    def _statements(self, article: str, made: Sequence[Decided]) -> list[str | None]:
        """For each decision about words of an article, the id of the statement that these words are now."""
        page = self._record.article(article)
        read = [row.statement for row in page.statements]
        anchored = [of_decision(one.decision) for one in made]
        found = [statement_at(anchor, page.article.text, read) if anchor else None for anchor in anchored]
        return [one.id if one else None for one in found]

    def about(self, row: StatementRow) -> list[Decided]:
        """The decisions on one statement, latest first."""
        made = self._record.decisions(article=row.article, limit=500)
        on_words = [d for d in made if d.decision.subject == "statement"]
        if not on_words:
            return []
        about = self._statements(row.article, on_words)
        return [d for d, one in zip(on_words, about, strict=True) if one == row.id]

    def blindly(self, row: StatementRow, speaker: str, kind: str, *, maker: str, seconds: float | None) -> None:
        """Store what somebody found who did not see the reader's answer; the verdict follows from comparing the two."""
        named = " ".join(speaker.split())
        if not named:
            raise RequestError("say who speaks, or choose that nobody does")
        same = self._same_speaker(row, named)
        if not same:
            self.decide("statement", row.id, "speaker", named, maker=maker, seconds=None, blind=True)
        if kind != row.statement.kind:
            self.decide("statement", row.id, "kind", kind, maker=maker, seconds=None, blind=True)
        verdict = "right" if same and kind == row.statement.kind else "wrong"
        self.decide("statement", row.id, "verdict", verdict, maker=maker, seconds=seconds, blind=True)

    def _same_speaker(self, row: StatementRow, named: str) -> bool:
        if row.speaker is None:
            return False
        try:
            names: Sequence[str] = self._record.actor(row.speaker.id).names
        except NotFoundError:
            names = ()
        return named.casefold() in {name.casefold() for name in (*names, row.speaker.name)}

    def last(self, maker: str) -> list[Decided]:
        """The maker's last decisions that stand, latest first."""
        made = self._record.decisions(limit=200)
        return [d for d in made if d.live and d.decision.maker == maker][:20]

    def undo(self, decision: str | None, maker: str) -> str | None:
        """Take back a decision, or the maker's last; returns the statement that it was about, if it is still there."""
        with self._lock:
            standing = self.last(maker)
            chosen = next((d for d in standing if decision in (None, "", d.decision.id)), None)
            if chosen is None:
                raise RequestError("there is nothing to take back")
            self._record.undo(chosen.decision.id, maker=maker)
        if chosen.decision.article is None:
            return None
        return self._statements(chosen.decision.article, [chosen])[0]
