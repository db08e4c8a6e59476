"""The columns of each listing as a table: the same for the command line, the web application and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.exchange.tables import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.vocabulary import Json

__all__ = ["COLUMNS", "listing_csv"]


def _actor(prefix: str) -> list[str]:
    return [f"{prefix}_{part}" for part in ("name", "id", "type", "role")]


def _when(prefix: str) -> list[str]:
    return [f"{prefix}_{part}" for part in ("earliest", "latest", "basis")]


def _span(prefix: str) -> list[str]:
    return [f"{prefix}_{part}" for part in ("text", "start", "end")]


# Names as `flat` makes them from the JSON of a row.
COLUMNS: dict[str, list[str]] = {
    "articles": [
        *("id", "outlet", "title", "byline", "language", *_when("published"), "statements", "story", "same_text_as"),
        *("url", "path", "reader", "unread"),
    ],
    "statements": [
        *("id", "article", "outlet", "title", *_when("published"), "utterance", "reports", "kind", "voice"),
        *(*_actor("speaker"), "content", *_span("source"), *_span("cue"), *_when("said_at"), "within"),
        *("joint", "speaks_for", "supported_by", "opposed_by", "confidence", "speaker_confidence", "verdict"),
    ],
    "utterances": ["utterance", *_actor("speaker"), *_when("said_at"), "wording", "reports"],
    "actors": [*_actor("actor"), "names", "roles", "statements", "utterances"],
    "stories": ["story", "title", *_when("when"), "articles", "outlets", "utterances"],
    "divergences": ["kind", "note", "weight", "reports"],
    "codings": [
        *("utterance", *_actor("actor"), "issue", "stance", "conditions", "coder", "basis", "confidence"),
        *(*_span("evidence"), "article", "day"),
    ],
    "positions": [
        *(*_actor("actor"), "issue", "stance", "conditions", "since", "until", "utterances", "contradicts"),
        *("confidence", "basis"),
    ],
    "shifts": [
        *(*_actor("actor"), "issue", "change", "from_stance", "from_at", "from_utterance"),
        *("to_stance", "to_at", "to_utterance", "conditions"),
    ],
    "decisions": [
        *("decision", "maker", "made_at", "subject", "article", "quote", "field", "old", "new", "seconds", "blind"),
        *("undoes", "live", "prefix", "suffix", "queue"),
    ],
}


def listing_csv(listing: str, rows: Iterable[Json], *, raw: bool = False) -> Iterator[str]:
    """The rows of a listing as CSV lines, always with the same columns, the header even where there are no rows.

    Cells that a spreadsheet would take for formulas are guarded by a single quote unless ``raw``.
    """
    return csv_lines(rows, columns=COLUMNS[listing], raw=raw)
