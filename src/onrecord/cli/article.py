"""An article in the terminal: its text with the statements marked, the speaker beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.cli.output import console, date_of, plain, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text

    from onrecord.vocabulary import Article, Reading, Statement

__all__ = ["print_article", "print_reading"]

_STYLES = {"content": "bold", "cue": "italic", "source": "underline"}


def print_reading(read: Reading) -> None:
    """A reading that is stored nowhere."""
    print_article(read.article, read.statements)


def print_article(article: Article, statements: Sequence[Statement]) -> None:
    """The article line by line; beside a line the numbers and speakers of the statements that begin in it."""
    from rich.table import Table
    from rich.text import Text

    out = console()
    head = " · ".join(filter(None, (article.outlet, date_of(article.published), article.byline, article.id[:8])))
    out.print(Text(plain(article.title or article.path or article.id), style="bold"))
    out.print(Text(plain(head), style="dim"))
    page = Table(box=None, show_header=False, pad_edge=False, expand=True)
    page.add_column(ratio=3, overflow="fold")
    page.add_column(ratio=1, overflow="fold")
    at = 0
    for line in article.text.splitlines(keepends=True):
        beginning = [s for s in statements if s.content and at <= s.content[0].start < at + len(line)]
        if line.strip():
            page.add_row(_marked(article, statements, at, at + len(line.rstrip())), _margin(beginning))
        at += len(line)
    out.print(page)
    out.print(
        Text(f"{len(statements)} statements. Bold: what is said; italic: the cue; underlined: the source.", "dim")
    )


def _marked(article: Article, statements: Iterable[Statement], start: int, end: int) -> Text:
    from rich.text import Text

    # One character stands for one, so that marks stay where they belong: what could steer the terminal becomes a space.
    line = Text("".join(plain(c) or " " for c in article.text[start:end]))
    if not any(first < end and start < last for first, last in article.body):
        line.stylize("dim")
    for said in statements:
        spans = [("content", span) for span in said.content]
        spans += [(name, span) for name, span in (("cue", said.cue), ("source", said.source)) if span]
        for name, span in spans:
            if span.start < end and start < span.end:
                line.stylize(_STYLES[name], max(0, span.start - start), span.end - start)
    return line


def _margin(statements: Iterable[Statement]) -> Text:
    from rich.text import Text

    notes = []
    for said in statements:
        by = who(said.speaker) if said.speaker else plain(said.source.text) if said.source else "no source"
        together = "".join(f" and {plain(actor.name)}" for actor in said.joint)
        when = date_of(said.said_at)
        notes.append(f"{by}{together} ({said.kind}{', ' + when if when else ''})")
    return Text("\n".join(notes), style="cyan")
