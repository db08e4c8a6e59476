"""Commands that show articles: `show` and `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import output
from onrecord.cli.options import open_record, record_option
from onrecord.cli.output import console, plain, who

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

    def name(side: str) -> str:
        row = found.left if side == "left" else found.right
        return plain(row.outlet or row.title or row.id)

    shown = Table(box=None, pad_edge=False, expand=True, header_style="bold")
    shown.add_column("speaker", overflow="fold", ratio=1)
    shown.add_column(name("left"), overflow="fold", ratio=2)
    shown.add_column(name("right"), overflow="fold", ratio=2)
    for _, left, right in found.shared:
        shown.add_row(who(left.speaker or right.speaker), Text(plain(left.wording)), Text(plain(right.wording)))
    for row in found.only_left:
        shown.add_row(who(row.speaker), Text(plain(row.wording)), Text("not in this article", "dim"))
    for row in found.only_right:
        shown.add_row(who(row.speaker), Text("not in this article", "dim"), Text(plain(row.wording)))
    console().print(shown)
    for one in found.divergences:
        output.say_out(plain(f"They disagree ({one.kind}): {one.note}"))
