"""Commands that read articles: `read`, `add`, `watch`, `reread`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from onrecord.cli import output
from onrecord.cli.options import DAY, open_record, record_option
from onrecord.cli.progress import expected, processes, progress, size_of
from onrecord.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from onrecord.service.rows import Added
    from onrecord.vocabulary import Article, Reading

__all__ = ["add", "read", "reread", "watch"]

_BATCH = 16
_ARTICLE = 5_000  # bytes, roughly

_inputs = click.argument("inputs", metavar="PATH|URL…", nargs=-1, required=True)
_outlet = click.option("--outlet", help="The outlet of the articles, whatever they say of it themselves.")
_published = click.option("--published", type=DAY, help="When the articles were published.")
_format = click.option("--format", "format_", help="text, html, jsonl, …; told from name and content where not given.")
_jobs = click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that read; where not given one for little, for much several."
)


@click.command(epilog="Example: onrecord read --json --outlet 'Marl Wire' examples/coverage/*.txt")
@_inputs
@_outlet
@_published
@_format
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one reading a line.")
@click.pass_context
def read(
    context: click.Context,
    inputs: tuple[str, ...],
    outlet: str | None,
    published: date | None,
    format_: str | None,
    as_json: bool,
) -> None:
    """Read articles and print who says what, in the order of the input; store nothing.

    PATH is a file, a folder or "-" for standard input.
    """
    from onrecord import intake
    from onrecord.cli.article import print_reading
    from onrecord.runner import batches

    failed = False
    with progress("Reading", expected(inputs)) as step:
        found = intake.articles(inputs, outlet=outlet, published=published, format=format_)
        for batch in batches(found, _BATCH):
            for one in _read(batch):
                if isinstance(one, ArticleError):
                    output.say(str(one))
                    failed = True
                    step(one.where)
                    continue
                if as_json:
                    output.print_json([one.to_json()])
                else:
                    print_reading(one)
                if one.unread:
                    output.say(f"{one.article.path or one.article.id}: not read, {one.unread}")
                step(one.article.path or "")
    context.exit(1 if failed else 0)


def _read(batch: list[Article | ArticleError]) -> Iterator[Reading | ArticleError]:
    """What became of each of a batch; the reader is given its articles together."""
    import onrecord

    readings = iter(onrecord.read([one for one in batch if not isinstance(one, ArticleError)]))
    for one in batch:
        yield one if isinstance(one, ArticleError) else next(readings)


@click.command(epilog="Example: onrecord add examples/coverage --record talks.db")
@_inputs
@record_option
@_outlet
@_published
@_format
@_jobs
@click.option("--no-reading", is_flag=True, help="Store and trace only; read later with: onrecord reread.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, what became of each input, once it is stored.")
@click.pass_context
def add(
    context: click.Context,
    inputs: tuple[str, ...],
    target: str,
    outlet: str | None,
    published: date | None,
    format_: str | None,
    jobs: int | None,
    no_reading: bool,
    as_json: bool,
) -> None:
    """Read articles into the record; adding the same article again changes nothing.

    PATH is a file, a folder or "-" for standard input. Can be stopped at any time and taken up again.
    """
    jobs = jobs or processes(size_of(inputs))
    with open_record(target, create=True) as record:
        outcomes = record.adding(
            inputs, outlet=outlet, published=published, format=format_, jobs=jobs, read=not no_reading
        )
        context.exit(_report(outcomes, "Adding", expected(inputs), as_json=as_json, target=target))


@click.command(epilog="Example: onrecord reread --all")
@record_option
@click.option("--all", "everything", is_flag=True, help="Also what the current reader has read already.")
@_jobs
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, what became of each article.")
@click.pass_context
def reread(context: click.Context, target: str, everything: bool, jobs: int | None, as_json: bool) -> None:
    """Read the stored articles again with the current reader; what people decided stays.

    Can be stopped at any time and taken up again.
    """
    with open_record(target) as record:
        waiting = record.waiting_to_be_read(everything=everything)
        jobs = jobs or processes(waiting * _ARTICLE)
        with progress("Relating again", None) as step:
            for done, of in record.relating(everything=everything, jobs=jobs):
                step(f"{done:,} of {of:,}")
        outcomes = record.rereading(everything=everything, jobs=jobs)
        context.exit(_report(outcomes, "Reading again", waiting, as_json=as_json, target=target, verb="read again"))


def _report(
    outcomes: Iterable[Added], doing: str, total: int | None, *, as_json: bool, target: str, verb: str = "added"
) -> int:
    """Print what became of each input and a summary; gives the exit status."""
    counts = {"added": 0, "unchanged": 0, "unread": 0, "error": 0}
    statements = 0
    with progress(doing, total) as step:
        for one in outcomes:
            counts[one.outcome] += 1
            statements += one.statements
            if as_json:
                output.print_json([one.to_json()])
                sys.stdout.flush()  # an acknowledgement that waits in a buffer is none
            if one.error:
                output.say(str(one.error))
            elif one.outcome == "unread":
                output.say(f"{one.where}: stored, not read: {one.note}")
            step(one.where)
    parts = [f"{counts['added'] + counts['unread']:,} articles {verb}, {statements:,} statements"]
    if counts["unchanged"]:
        parts.append(f"{counts['unchanged']:,} were there already")
    if counts["unread"]:
        parts.append(f"{counts['unread']:,} stored unread")
    if counts["error"]:
        parts.append(f"{counts['error']:,} could not be used")
    output.say(f"{target}: " + "; ".join(parts))
    return 1 if counts["error"] else 0


@click.command(epilog="Example: onrecord watch https://example.org/feed.xml --every 15")
@click.argument("feeds", metavar="FEED…", nargs=-1, required=True)
@record_option
@click.option("--every", type=click.IntRange(min=1), help="Look again every so many minutes; once where not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, what became of each article.")
@click.pass_context
def watch(context: click.Context, feeds: tuple[str, ...], target: str, every: int | None, as_json: bool) -> None:
    """Add what feeds publish (RSS or Atom), asking politely and taking up where it was stopped."""
    with open_record(target, create=True) as record:
        while True:
            status = _report(record.watching(feeds), "Watching", None, as_json=as_json, target=target)
            if every is None:
                context.exit(status)
            import time

            time.sleep(every * 60)
