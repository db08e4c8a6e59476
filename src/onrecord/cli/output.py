"""What commands print: rows on stdout as a table, CSV or JSON Lines; messages and progress on stderr."""

from __future__ import annotations

import itertools
import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

    from onrecord.service.listing import Listing, Row
    from onrecord.vocabulary import Actor, Json, When

__all__ = ["console", "date_of", "in_marks", "page_through", "plain", "rows", "say", "table", "who"]

TABLE_ROWS = 100
_PAGE = 1000


def say(message: str) -> None:
    """A message for people."""
    click.echo(message, err=True)


def print_json(lines: Iterable[Json]) -> None:
    """JSON Lines."""
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def plain(text: str | None) -> str:
    """Text on one line that cannot steer the terminal: control and direction characters become spaces or vanish."""
    return "".join(
        " " if c in "\t\n\r\u2028\u2029" else "" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c
        for c in text or ""
    )


def who(actor: Actor | None) -> str:
    """An actor's name, with what the article calls it."""
    if actor is None:
        return "—"
    return plain(f"{actor.name}, {actor.role}" if actor.role else actor.name)


def date_of(when: When | None) -> str:
    """An interval of days in as few characters as it takes."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest == when.latest:
        return str(when.latest)
    if when.earliest is None:
        return f"by {when.latest}"
    if when.latest is None:
        return f"from {when.earliest}"
    same = 8 if when.earliest.replace(day=1) == when.latest.replace(day=1) else 0
    return f"{when.earliest} to {str(when.latest)[same:]}"


def console() -> Console:
    """Where readable output goes; rich leaves out colour off a terminal and where NO_COLOR is set."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=False)


def table(head: Sequence[str], lines: Iterable[Sequence[str]], **shares: int) -> None:
    """A readable table that fits the window: columns in ``shares`` share the room that the others leave."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold", expand=bool(shares), padding=(0, 2, 0, 0))
    for name in head:
        shown.add_column(name, overflow="fold", ratio=shares.get(name), no_wrap=name not in shares)
    for line in lines:
        shown.add_row(*(Text(plain(cell)) for cell in line))
    console().print(shown)


def in_marks(words: str) -> str:
    """``words`` in quotation marks, unless they bring their own."""
    return words if words[:1] in "“\"„«‘'" else f"“{words}”"


def page_through(ask: Callable[..., Listing[Any]], limit: int | None, **fields: Any) -> Iterator[Any]:  # noqa: ANN401
    """The rows of every page of a listing, ``limit`` at most."""
    after = None
    left = limit
    while left is None or left > 0:
        page = ask(limit=min(_PAGE, left or _PAGE), after=after, **fields)
        yield from page
        after = page.next
        left = None if left is None else left - len(page)
        if after is None:
            return


def rows(
    listing: str,
    form: str,
    raw: bool,
    found: Iterator[Row],
    limit: int | None,
    show: Callable[[list[Any]], None],
    nothing: str,
) -> None:
    """Print the rows ``found`` of ``listing``: as JSON or CSV all of them, else by ``show`` as many as one can read."""
    if form == "json":
        print_json(row.to_json() for row in found)
    elif form == "csv":
        from onrecord.exchange import listing_csv

        sys.stdout.writelines(listing_csv(listing, (row.to_json() for row in found), raw=raw))
    else:
        some = list(itertools.islice(found, limit or TABLE_ROWS))
        if not some:
            say(nothing)
            return
        show(some)
        if limit is None and next(found, None) is not None:
            say(f"These are the first {TABLE_ROWS}; more with --limit, all with --json or --csv.")


def say_out(line: str, *, bold: bool = False) -> None:
    """A line of readable output on stdout."""
    from rich.text import Text

    console().print(Text(line, style="bold" if bold else ""))
