"""The command for the record itself: `doctor`."""

from __future__ import annotations

import click

from onrecord.cli import output
from onrecord.cli.options import open_record, record_option

__all__ = ["doctor"]


@click.command(epilog="Example: onrecord doctor --record talks.db")
@record_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one check a line.")
@click.pass_context
def doctor(context: click.Context, target: str, as_json: bool) -> None:
    """Check the record and the installation; exit status 1 where something is wrong."""
    with open_record(target) as record:
        checks = record.doctor()
    if as_json:
        output.print_json(check.to_json() for check in checks)
    else:
        marks = {True: "ok", False: "WRONG", None: ""}
        output.table(("", "check", "found"), ((marks[c.ok], c.name, c.detail) for c in checks), found=1)
    context.exit(1 if any(check.ok is False for check in checks) else 0)
