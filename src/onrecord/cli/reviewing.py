"""Commands for what coders and reviewers said: `codings`, `decisions`, `precision`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import output
from onrecord.cli.options import filters, form_options, open_record, record_option
from onrecord.cli.output import page_through, rows, table

if TYPE_CHECKING:
    from onrecord.service.precision import Tally
    from onrecord.service.rows import Decided
    from onrecord.vocabulary import Coding

__all__ = ["codings", "decisions", "precision"]


@click.command(epilog="Example: onrecord codings --issue compact-membership --stance conditional")
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until", "article")
@form_options
def codings(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List codings, the latest first: utterances judged on an issue, by machines and by people."""

    def show(some: list[Coding]) -> None:
        table(
            ("day", "actor", "issue", "stance", "conditions", "coder"),
            (
                (
                    *(str(c.day or ""), c.actor.name, c.issue, c.stance),
                    *("; ".join(one.text for one in c.conditions), c.coder),
                )
                for c in some
            ),
            actor=2,
            issue=2,
            conditions=3,
        )

    with open_record(target) as record:
        found = page_through(record.codings, limit, **fields)
        rows("codings", form, raw, found, limit, show, "No codings fit; they need a codebook.")


@click.command(epilog="Example: onrecord decisions --csv > decisions.csv")
@record_option
@filters("article")
@form_options
def decisions(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List what people decided, the last first, with what stands and what was taken back."""

    def show(some: list[Decided]) -> None:
        table(
            ("made", "by", "field", "before", "now", "about", ""),
            (
                (
                    *(f"{d.decision.made_at:%Y-%m-%d %H:%M}", d.decision.maker, d.decision.field),
                    *(d.decision.old or "", d.decision.new or "", d.decision.quote[:80]),
                    "" if d.live else "taken back",
                )
                for d in some
            ),
            by=1,
            before=1,
            now=1,
            about=3,
        )

    with open_record(target) as record:
        found = page_through(record.decisions, limit, **fields)
        rows("decisions", form, raw, found, limit, show, "Nobody has decided anything; review with: onrecord serve")


@click.command(epilog="Example: onrecord precision --json")
@record_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def precision(target: str, as_json: bool) -> None:
    """Say how often the reader was right, by people's verdicts on the random sample, with a 95 % interval."""
    with open_record(target) as record:
        found = record.precision()
    if as_json:
        output.print_json([found.to_json()])
        return
    output.say_out(f"{found.judged:,} statements judged in all")
    for name, one in (("seen", found.seen), ("blind", found.blind)):
        output.say_out(f"random sample, {name}: {_told(one)}")
    if found.checks.asked:
        output.say_out(f"checks: {found.checks.noticed} of {found.checks.asked} noticed")


def _told(one: Tally) -> str:
    if not one.right + one.wrong:
        return "nothing judged yet"
    return f"{one.share:.1%} right of {one.right + one.wrong} (95 % interval {one.low:.1%} to {one.high:.1%})"
