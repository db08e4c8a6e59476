"""Reviewing: what a reviewer sees of a statement, and what is stored of the answer."""

from __future__ import annotations

import re
import threading
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.errors import NotFoundError, RequestError
from onrecord.service.anchors import of_decision, statement_at
from onrecord.vocabulary import digest
from onrecord.web.limits import CHECK_ONE_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.service import Record
    from onrecord.service.rows import Decided, StatementRow
    from onrecord.vocabulary import Actor, Decision, Statement
    from onrecord.web.settler import Settler

__all__ = ["Judge", "context"]

_AROUND = 320


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


def _words(*names: str) -> set[str]:
    return {word for name in names for word in re.findall(r"\w+", name.casefold())}


class Judge:
    """Stores decisions one at a time, none of them twice: a form that arrives again changes nothing.

    What follows from them is left to ``settler``, so that nobody waits for it between two questions.
    """

    def __init__(self, record: Record, settler: Settler) -> None:
        self._record = record
        self._settler = settler
        self._lock = threading.Lock()

    def decide(
        self,
        subject: str,
        thing: str,
        field: str,
        new: str | None,
        *,
        maker: str,
        seconds: float | None = None,
        blind: bool = False,
        queue: str | None = None,
    ) -> None:
        """Store a decision unless the same maker's same one stands already."""
        rest: dict[str, Any] = {"seconds": seconds, "blind": blind, "queue": queue}
        with self._lock:
            if subject in ("statement", "check") and self._stands(subject, thing, field, new, maker):
                return
            self._record.decide(subject, thing, field, new, maker=maker, later=True, **rest)  # type: ignore[arg-type]  # the service names what it takes
        self._settler.wake()

    def _stands(self, subject: str, thing: str, field: str, new: str | None, maker: str) -> bool:
        row = self._record.statement(thing)
        same = (subject, maker, field, new)
        made = [d.decision for d in self._record.decisions(article=row.article, limit=500) if d.live]
        standing = [d for d in made if (d.subject, d.maker, d.field, d.new) == same]
        return bool(standing) and row.id in self._statements(row.article, standing)

    def _statements(self, article: str, made: Sequence[Decision]) -> list[str | None]:
        """For each decision about words of an article, the id of the statement that these words are now."""
        page = self._record.article(article)
        read = [row.statement for row in page.statements]
        anchored = [of_decision(one) for one in made]
        found = [statement_at(anchor, page.article.text, read) if anchor else None for anchor in anchored]
        return [one.id if one else None for one in found]

    def about(self, row: StatementRow) -> list[Decided]:
        """The decisions on one statement, latest first."""
        made = self._record.decisions(article=row.article, limit=500)
        on_words = [d for d in made if d.decision.subject in ("statement", "check")]
        if not on_words:
            return []
        about = self._statements(row.article, [d.decision for d in on_words])
        return [d for d, one in zip(on_words, about, strict=True) if one == row.id]

    def lure(self, row: StatementRow, maker: str, history: Sequence[Decided]) -> Actor | None:
        """Somebody else of the article to be shown as the speaker of one statement in some, to see who notices.

        Which statements and who is the same whenever it is asked; a maker who answered already is not asked again.
        """
        asked = any(d.live and d.decision.subject == "check" and d.decision.maker == maker for d in history)
        if asked or row.speaker is None or int(digest("check", row.id), 16) % CHECK_ONE_IN:
            return None
        said = row.statement
        own = _words(row.speaker.name, *(who.name for who in (*said.joint, *said.speaks_for)))
        others = {one.speaker for one in self._record.article(row.article).statements if one.speaker}
        fit = [who for who in others if who.resolved and who.type == row.speaker.type and not own & _words(who.name)]
        return min(fit, key=lambda who: digest("check", row.id, who.id), default=None)

    def blindly(
        self, row: StatementRow, speaker: str, kind: str, *, maker: str, seconds: float | None, queue: str | None
    ) -> None:
        """Store what somebody found who did not see the reader's answer; the verdict follows from comparing the two."""
        named = " ".join(speaker.split())
        if not named:
            raise RequestError("say who speaks, or choose that nobody does")
        same = self._same_speaker(row, named)
        if not same:
            self.decide("statement", row.id, "speaker", named, maker=maker, blind=True)
        if kind != row.statement.kind:
            self.decide("statement", row.id, "kind", kind, maker=maker, blind=True)
        verdict = "right" if same and kind == row.statement.kind else "wrong"
        self.decide("statement", row.id, "verdict", verdict, maker=maker, seconds=seconds, blind=True, queue=queue)

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
            self._record.undo(chosen.decision.id, maker=maker, later=True)
        self._settler.wake()
        if chosen.decision.article is None:
            return None
        return self._statements(chosen.decision.article, [chosen.decision])[0]
