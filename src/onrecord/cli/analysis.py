"""Commands of the analysis: `codebook`, `positions`, `shifts`, `packages`, `network`, `agreement`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import output
from onrecord.cli.options import filters, form_options, open_record, record_option
from onrecord.cli.output import page_through, plain, rows, say, say_out, table
from onrecord.cli.progress import progress

if TYPE_CHECKING:
    from onrecord.positions.packages import Package, Verdicts
    from onrecord.service import Record
    from onrecord.vocabulary import Position, Shift

__all__ = ["agreement", "codebook", "export", "network", "packages", "positions", "shifts"]

_CELLS = 12
"""Actors that the matrix of positions shows at most; all are in --json and --csv."""


@click.command(epilog="Examples: onrecord codebook examples/codebook.yaml; onrecord codebook suggest -o new.yaml")
@click.argument("what", metavar="[FILE|suggest]", required=False)
@record_option
@click.option("--issues", type=click.IntRange(1, 100), default=12, show_default=True, help="With suggest: how many.")
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False), help="With suggest: the file to write.")
def codebook(what: str | None, target: str, issues: int, to: str | None) -> None:
    """Load FILE as the codebook and code every utterance by it; without FILE print the codebook in force.

    "suggest" proposes a codebook from what is said in the record, to be edited. A file of that name is ./suggest.
    """
    if what is None or what == "suggest":
        with open_record(target) as record:
            if what is None:
                book = record.codebook
                text = book.source if book else ""
                if book is None:
                    say("This record has no codebook; load one with: onrecord codebook FILE")
            else:
                text = record.suggest_codebook(issues=issues)
        if to:
            Path(to).write_text(text, encoding="utf-8")
            say(f"{to}: written; edit it, then: onrecord codebook {to}")
        else:
            click.echo(text, nl=False)
        return
    with open_record(target, create=True) as record:
        _load(record, what, target)


def _load(record: Record, file: str, target: str) -> None:
    book = record.put_codebook(Path(file))
    with progress("Coding", record.overview().totals["utterances"]) as step:
        done = 0
        for now in record.coding():
            for _ in range(now - done):
                step("")
            done = now
    touched = {count.value: count.rows for count in record.overview().issues}
    for issue in book.issues:
        if not touched.get(issue.id):
            say(f"{issue.id}: no utterance touches this issue; check its phrases")
    say(f"{target}: {len(book.issues)} issues, {sum(touched.values()):,} codings")


@click.command(epilog="Example: onrecord positions --issue compact-membership --since 2024-06-01")
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until")
@form_options
def positions(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """Show where each actor stands on each issue: a matrix of the latest; all with --json or --csv."""
    with open_record(target) as record:
        found = page_through(record.positions, limit or (None if form != "table" else 10_000), **fields)
        rows("positions", form, raw, found, limit or 10_000, _matrix, _why_none(record))


def _why_none(record: Record) -> str:
    return "No positions." if record.codebook else "No codebook, so no positions; load one with: onrecord codebook FILE"


def _matrix(some: list[Position]) -> None:
    """Actors by issues; a cell holds the latest stance, since when, and how many utterances show it."""
    latest: dict[tuple[str, str], Position] = {}
    weight: dict[str, int] = {}
    for one in some:
        latest[one.actor.id, one.issue] = one
        weight[one.actor.id] = weight.get(one.actor.id, 0) + len(one.utterances)
    names = {one.actor.id: one.actor.name for one in some}
    issues = list(dict.fromkeys(one.issue for one in some))
    shown = sorted(weight, key=lambda id_: (-weight[id_], names[id_]))

    def cell(id_: str, issue: str) -> str:
        one = latest.get((id_, issue))
        if one is None:
            return ""
        since = f" since {one.since}" if one.since else ""
        conditions = f": {'; '.join(one.conditions)}" if one.conditions else ""
        return f"{one.stance}{since} ({len(one.utterances)}){conditions}"

    lines = ((names[id_], *(cell(id_, issue) for issue in issues)) for id_ in shown[:_CELLS])
    heads = [issue.replace("-", " ") for issue in issues]  # so that they wrap between their words
    table(("actor", *heads), lines, **dict.fromkeys(("actor", *heads), 1))
    if len(shown) > _CELLS:
        say(f"These are {_CELLS} of {len(shown)} actors; all with --json or --csv, one with --speaker.")


@click.command(epilog="Example: onrecord shifts --speaker Zorenko")
@record_option
@filters("speaker", "outlet", "issue", "since", "until")
@form_options
def shifts(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List positions that changed, the latest first, with the utterances before and after."""
    with open_record(target) as record:

        def show(some: list[Shift]) -> None:
            for one in some:
                say_out(plain(f"{one.actor.name} on {one.issue}: {one.change}"), bold=True)
                for stance, day, utterance in (one.before, one.after):
                    wording = plain(record.utterance(utterance).wording)
                    say_out(f"  {day or 'undated'}  {stance}: {wording}")

        found = page_through(record.shifts, limit, **fields)
        rows("shifts", form, raw, found, limit, show, "No shifts." if record.codebook else _why_none(record))


@click.command(epilog="Example: onrecord packages --suppose 'Velmark: compact-membership=for'")
@record_option
@click.option("--suppose", multiple=True, metavar="'ACTOR: ISSUE=STANCE'", help="Imagine a position; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one package a line.")
def packages(target: str, suppose: tuple[str, ...], as_json: bool) -> None:
    """Show which packages no needed party has rejected, and which single position blocks each other one."""
    with open_record(target) as record:
        found = record.packages(suppose=suppose)
    if as_json:
        output.print_json(package.to_json() for package in found.packages)
    else:
        _print_packages(found)


def _print_packages(found: Verdicts) -> None:
    def verdict(package: Package) -> str:
        if package.feasible:
            return "nobody needed has rejected it"
        blocks = "; ".join(f"{one.actor} ({one.stance} on {one.issue})" for one in package.blocked_by)
        return f"blocked by {'any one of ' if package.single and len(package.blocked_by) > 1 else ''}{blocks}"

    if not found.packages:
        say("No packages: no needed party has taken a position on any issue.")
        return
    issues = [issue for issue, _ in found.packages[0].options]
    lines = ((*(option for _, option in package.options), verdict(package)) for package in found.packages)
    table((*issues, "verdict"), lines, verdict=1)
    for gained, word in ((found.gained, "would become feasible"), (found.lost, "would stop being feasible")):
        for options in gained:
            say_out(f"{word}: " + ", ".join(f"{issue} {option}" for issue, option in options))
    if found.undecided:
        say(f"In no package, because no needed party has taken a position: {', '.join(found.undecided)}")


@click.command(epilog="Example: onrecord network --aggregation conflict --format graphml -o talks.graphml")
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until")
@click.option("--two-mode", is_flag=True, help="Actors by issues instead of actors by actors.")
@click.option("--aggregation", default="congruence", show_default=True, help="ignore, congruence, conflict, subtract.")
@click.option(
    "--normalisation",
    default="no",
    show_default=True,
    help="no, average, jaccard, cosine, dna-cosine; of two-mode: activity, prominence.",
)
@click.option(
    "--duplicates", default="include", show_default=True, help="include, or once per document, week, month, year, all."
)
@click.option("--format", "format_", type=click.Choice(["graphml", "gexf", "ucinet", "matrix"]), help="With -o.")
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False), help="The file to write.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one edge a line.")
def network(
    target: str,
    fields: dict[str, Any],
    limit: int | None,
    two_mode: bool,
    aggregation: str,
    normalisation: str,
    duplicates: str,
    format_: str | None,
    to: str | None,
    as_json: bool,
) -> None:
    """Show who stands with whom: a discourse network of the codings, the heaviest edges first."""
    from onrecord.exchange import edge_rows
    from onrecord.service.exporting import write_network

    with open_record(target) as record:
        found = record.network(
            **fields,
            mode="two-mode" if two_mode else "one-mode",
            aggregation=aggregation,
            normalisation=normalisation,
            duplicates=duplicates,
        )
    if to:
        count = write_network(found, format_ or "graphml", Path(to))
        say(f"{to}: {count} nodes written")
        return
    edges = sorted(edge_rows(found), key=lambda edge: -abs(float(edge["weight"])))
    if as_json:
        output.print_json(dict(edge) for edge in edges[:limit])
    elif not edges:
        say("No edges: no two actors have been coded on one issue.")
    else:
        head = tuple(edges[0])
        table(head, (tuple(str(edge[name]) for name in head) for edge in edges[: limit or output.TABLE_ROWS]))


@click.command(epilog="Example: onrecord agreement --coder human --coder machine")
@record_option
@filters("speaker", "outlet", "issue", "since", "until")
@click.option("--coder", "coders", multiple=True, help='A coder, or "human", "machine" for all such; may be repeated.')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def agreement(target: str, fields: dict[str, Any], limit: int | None, coders: tuple[str, ...], as_json: bool) -> None:
    """Measure how far coders agree: Krippendorff's alpha with a 95 % interval."""
    del limit  # every coding counts
    with open_record(target) as record:
        found = record.agreement(coders=coders or None, **fields)
    if as_json:
        output.print_json([found.to_json()])
    elif found.alpha is None:
        say(f"No alpha: {found.units} utterances were coded by two coders ({', '.join(found.coders) or 'none'}).")
    else:
        say_out(
            f"alpha {found.alpha:.3f} (95 % interval {found.low:.3f} to {found.high:.3f}) between "
            f"{', '.join(found.coders)}, on {found.units} units"
        )


@click.command(epilog="Example: onrecord export dna talks.dna --since 2024-06-01")
@click.argument("format_", metavar="FORMAT")
@click.argument("file", type=click.Path(dir_okay=False))
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until")
def export(format_: str, file: str, target: str, fields: dict[str, Any], limit: int | None) -> None:
    """Write the record for other programs.

    FORMAT: csv, parquet or jsonl (statements); dna, events or jsonld (codings with their statements); graphml, gexf,
    ucinet or matrix (the network).
    """
    del limit  # a file holds everything
    with open_record(target) as record:
        count = record.export(format_, file, **fields)
    say(f"{file}: {count:,} rows")
