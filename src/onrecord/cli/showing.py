"""Commands that show articles: `show` and `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import output
from onrecord.cli.options import open_record, record_option
from onrecord.cli.output import console, date_of, plain, who

if TYPE_CHECKING:
    from onrecord.service.rows import Comparison

__all__ = ["compare", "show"]


@click.command(epilog="Example: onrecord show halvik-courier-forgo-the-seat.html")
@click.argument("article")
@record_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(article: str, target: str, as_json: bool) -> None:
    """Show an article with its statements marked and their speakers beside.

    ARTICLE is its id, the beginning of it, a path, file name or URL.
    """
    from onrecord.cli.article import print_article

    with open_record(target) as record:
        page = record.article(article)
        if as_json:
            output.print_json([page.to_json()])
            return
        print_article(page.article, [row.statement for row in page.statements])
        for one in page.derivations:
            source = page.others.get(one.source)
            name = source.outlet or source.title or one.source if source else one.source
            output.say_out(plain(f"{one.relation}: {name} ({one.basis})"))


@click.command(epilog="Example: onrecord compare 3f2a 91bc")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@record_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(left: str, right: str, target: str, as_json: bool) -> None:
    """Show two articles side by side: what both report, what only one does, where they disagree."""
    with open_record(target) as record:
        found = record.compare(left, right)
    if as_json:
        output.print_json([found.to_json()])
    else:
        _print(found)


def _print(found: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    from onrecord.service.wordings import differing

    def name(side: str) -> str:
        row = found.left if side == "left" else found.right
        return ", ".join(filter(None, (plain(row.outlet or row.title or row.id), date_of(row.published))))

    def marked(wording: str, stretches: list[tuple[int, int]]) -> Text:
        shown = Text(wording)
        for start, end in stretches:
            shown.stylize("bold underline", start, end)
        return shown

    shown = Table(box=None, pad_edge=False, expand=True, header_style="bold", padding=(0, 2, 0, 0))
    shown.add_column("speaker", overflow="fold", ratio=1)
    shown.add_column(name("left"), overflow="fold", ratio=2)
    shown.add_column(name("right"), overflow="fold", ratio=2)
    for _, left, right in found.shared:
        ours, theirs = plain(left.wording), plain(right.wording)
        differ = differing(ours, theirs)
        shown.add_row(who(left.speaker or right.speaker), marked(ours, differ[0]), marked(theirs, differ[1]))
    for row in found.only_left:
        shown.add_row(who(row.speaker), Text(plain(row.wording)), Text("not in this article", "dim"))
    for row in found.only_right:
        shown.add_row(who(row.speaker), Text("not in this article", "dim"), Text(plain(row.wording)))
    console().print(shown)
    if found.passages:
        longest = max((passage.span.text for passage in found.passages), key=len)
        output.say_out(f"In the same words: {len(found.passages)} passages, the longest: {_short(plain(longest))}")
    for one in found.divergences:
        output.say_out(f"They disagree ({one.kind}): {plain(one.note)}", bold=True)
        for article, outlet, span in one.reports:
            output.say_out(f"  {plain(outlet) or article[:8]}: {plain(span.text)}")


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: text.rfind(" ", 0, most)] + " …"
