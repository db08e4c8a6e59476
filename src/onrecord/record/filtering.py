"""What a listing is asked for, and the cursors between its pages."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args

from onrecord.errors import RequestError
from onrecord.vocabulary import Kind, Stance, Voice

__all__ = ["MOST_ROWS", "Filter", "cursor", "past"]

MOST_ROWS = 100_000
"""The most rows that one listing holds; more are had page by page."""

_WORDS: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "voice": get_args(Voice),
    "stance": get_args(Stance),
    "verdict": ("right", "wrong", "unsure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows are wanted. Every listing takes one and refuses the fields that make no sense for it.

    ``speaker`` is an actor's id or any of its names; ``since`` and ``until`` are days, both included;
    ``search`` is words that must all occur (``"in quotation marks"`` as a phrase, ``word*`` as a beginning);
    ``like`` is an article id; ``after`` is the cursor that the page before gave as ``next``;
    ``reports`` unfolds the reports of one utterance, which are shown as one row otherwise;
    ``verdict`` asks for statements that a person judged so (those judged wrong are left out otherwise).
    """

    speaker: str | None = None
    outlet: str | None = None
    issue: str | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    voice: Voice | None = None
    search: str | None = None
    stance: Stance | None = None
    article: str | None = None
    story: str | None = None
    utterance: str | None = None
    like: str | None = None
    verdict: str | None = None
    reports: bool = False
    limit: int = 100
    after: str | None = None

    def __post_init__(self) -> None:
        for name, words in _WORDS.items():
            value = getattr(self, name)
            if value is not None and value not in words:
                raise RequestError(f"{name} {value!r} is not known; use one of {', '.join(words)}")
        for name in ("since", "until"):
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, _day(name, value))
        if not 1 <= self.limit <= MOST_ROWS:
            raise RequestError(f"limit {self.limit} is out of range; use 1 to {MOST_ROWS}, and pages for more")
        if self.since and self.until and self.since > self.until:
            raise RequestError(f"since {self.since} is after until {self.until}; give the earlier day first")

    def given(self) -> dict[str, Any]:
        """The fields that differ from their defaults."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}

    def but(self, **changes: Any) -> Filter:  # noqa: ANN401 - the types are those of the fields
        """This filter with some fields changed."""
        return replace(self, **changes)

    def only(self, listing: str, *allowed: str) -> None:
        """Raise `RequestError` where a field is given that ``listing`` cannot filter by."""
        for name in self.given():
            if name not in (*allowed, "limit", "after"):
                raise RequestError(f"{listing} cannot be filtered by {name}; use {', '.join(allowed)}")


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{name} {text!r} is not a day; write it as 2025-04-30") from None


def cursor(*place: str | float) -> str:
    """The place of a page's last row, as text that can stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def past(after: str, *types: type) -> list[Any]:
    """The place that `cursor` wrote. Raises `RequestError` where it is none of this listing."""
    try:
        place = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, binascii.Error):
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != list(types):
        raise RequestError(f"after {after!r} is no place in this listing; use the next that a page gave")
    return place
