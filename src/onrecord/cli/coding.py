"""The command `codebook`: put one in force, propose one, and have utterances coded by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import open_record, record_option
from onrecord.cli.output import plain, say
from onrecord.cli.progress import progress

if TYPE_CHECKING:
    from onrecord.service import Record
    from onrecord.vocabulary import Codebook

__all__ = ["codebook"]

_SHOWN = 5
"""Reasons for dropped answers that are shown; the rest is counted."""


@click.command(
    epilog="Examples: onrecord codebook examples/codebook.yaml; onrecord codebook suggest -o new.yaml; "
    "onrecord codebook --coder http://127.0.0.1:8080/v1"
)
@click.argument("what", metavar="[FILE|suggest]", required=False)
@record_option
@click.option("--issues", type=click.IntRange(1, 100), default=12, show_default=True, help="With suggest: how many.")
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False), help="With suggest: the file to write.")
@click.option(
    "--coder",
    metavar="URL",
    help="Have this OpenAI-compatible endpoint code as well: utterances, speakers and propositions are sent there. "
    "Key: $ONRECORD_CODER_KEY.",
)
@click.option("--coder-model", default="default", show_default=True, metavar="NAME", help="Its model.")
def codebook(what: str | None, target: str, issues: int, to: str | None, coder: str | None, coder_model: str) -> None:
    """Load FILE as the codebook and code every utterance by it; without FILE print the codebook in force.

    "suggest" proposes a codebook from what is said in the record, to be edited. A file of that name is ./suggest.
    """
    if what == "suggest" or (what is None and coder is None):
        if coder:
            raise click.UsageError("--coder goes with a codebook to code by, not with suggest")
        _print(target, issues if what else None, to)
        return
    if what is not None:
        from onrecord.positions.codebook import load

        load(Path(what))  # a file that is no codebook makes no record
    with open_record(target, create=what is not None) as record:
        if what is not None:
            _load(record, what, target)
        if coder:
            _ask(record, coder, coder_model)


def _print(target: str, issues: int | None, to: str | None) -> None:
    """Print or write the codebook in force, or one suggested with so many ``issues``."""
    with open_record(target) as record:
        book = record.codebook
        text = record.suggest_codebook(issues=issues) if issues else book.source if book else ""
    if not issues and book is None:
        say("This record has no codebook; load one with: onrecord codebook FILE")
    elif to:
        Path(to).write_text(text, encoding="utf-8")
        say(f"{to}: written; edit it, then: onrecord codebook {to}")
    else:
        click.echo(text, nl=False)


def _load(record: Record, file: str, target: str) -> None:
    book = record.put_codebook(Path(file))
    with progress("Coding", record.overview().totals["utterances"]) as step:
        done = 0
        for now in record.coding():
            for _ in range(now - done):
                step("")
            done = now
    for remark in record.remarks():
        say(plain(remark))
    codings = sum(count.rows for count in record.overview().issues)
    say(f"{target}: {len(book.issues)} issues, {codings:,} codings; {_nearness(book)}")


def _nearness(book: Codebook) -> str:
    """From which likeness on a sentence without a phrase counts, for people who may want to set it."""
    from onrecord.positions.issues import THRESHOLD

    found = sorted({THRESHOLD if issue.threshold is None else issue.threshold for issue in book.issues})
    return f"without a phrase, likeness counts from {' or '.join(f'{one:g}' for one in found)} (threshold)"


def _ask(record: Record, url: str, model: str) -> None:
    made = 0
    dropped: list[tuple[str, str, str]] = []
    with progress("Asking", record.overview().totals["utterances"]) as step:
        for batch in record.asking(url, model=model):
            made += batch.made
            dropped += batch.dropped
            step("")
    for utterance, issue, why in dropped[:_SHOWN]:
        say(plain(f"answer dropped ({utterance[:8]}, {issue}): {why}"))
    if len(dropped) > _SHOWN:
        say(f"… and {len(dropped) - _SHOWN} more")
    say(f"{url}: {made:,} codings, {len(dropped):,} answers dropped")
