"""Commands over the codings: `network`, `agreement`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli import output
from onrecord.cli.options import filters, open_record, record_option
from onrecord.cli.output import say, say_out, table

__all__ = ["agreement", "export", "network"]


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
