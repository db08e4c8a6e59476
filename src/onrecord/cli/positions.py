"""Commands for where parties stand: `positions`, `shifts`, `packages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import output
from onrecord.cli.options import filters, form_options, open_record, record_option
from onrecord.cli.output import page_through, plain, rows, say, say_out, table
from onrecord.positions.remarks import parties

if TYPE_CHECKING:
    from onrecord.positions.packages import Verdicts
    from onrecord.positions.stances_taken import Taken
    from onrecord.service import Record
    from onrecord.vocabulary import Codebook, Position, Shift

__all__ = ["packages", "positions", "shifts"]

_CELLS = 12
"""Actors that the matrix of positions shows at most; all are in --json and --csv."""
_WORDS = 60
"""Characters of conditions that a cell of the matrix shows."""


@click.command(epilog="Example: onrecord positions --issue compact-membership --since 2024-06-01")
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until")
@form_options
def positions(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """Show where each actor stands on each issue: a matrix of the latest; all with --json or --csv."""
    with open_record(target) as record:
        found = page_through(record.positions, limit or (None if form != "table" else 10_000), **fields)
        book = record.codebook
        rows("positions", form, raw, found, limit or 10_000, lambda some: _matrix(some, book), _why_none(record))


def _why_none(record: Record) -> str:
    return "No positions." if record.codebook else "No codebook, so no positions; load one with: onrecord codebook FILE"


def _matrix(some: list[Position], book: Codebook | None) -> None:
    """Actors by issues, the codebook's parties first; a cell holds the latest stance and what speaks against it."""
    latest: dict[tuple[str, str], Position] = {}
    weight: dict[str, int] = {}
    for one in some:
        latest[one.actor.id, one.issue] = one
        weight[one.actor.id] = weight.get(one.actor.id, 0) + len(one.utterances)
    names = {one.actor.id: one.actor.name for one in some}
    first = {name.casefold() for name in parties(book)} if book else set()
    shown = sorted(weight, key=lambda id_: (names[id_].casefold() not in first, -weight[id_], names[id_]))
    known = [issue.id for issue in book.issues] if book else []
    told = {one.issue for one in some}
    issues = [*(name for name in known if name in told), *sorted(told.difference(known))]
    lines = ((names[id_], *(_cell(latest.get((id_, issue))) for issue in issues)) for id_ in shown[:_CELLS])
    heads = [issue.replace("-", " ") for issue in issues]  # so that they wrap between their words
    table(("actor", *heads), lines, **dict.fromkeys(("actor", *heads), 1))
    if len(shown) > _CELLS:
        say(f"These are {_CELLS} of {len(shown)} actors; all with --json or --csv, one with --speaker.")


def _cell(one: Position | None) -> str:
    """The stance, since when, how many utterances show it and how many say otherwise, and what it depends on."""
    if one is None:
        return ""
    since = f" since {one.since}" if one.since else ", undated"
    otherwise = f", {len(one.contradicts)} otherwise" if one.contradicts else ""
    conditions = "; ".join(one.conditions)
    if len(conditions) > _WORDS:
        conditions = conditions[: conditions.rfind(" ", 0, _WORDS)] + " …"
    return f"{one.stance}{since} ({len(one.utterances)}{otherwise})" + (f": {conditions}" if conditions else "")


@click.command(epilog="Example: onrecord shifts --speaker Zorenko")
@record_option
@filters("speaker", "outlet", "issue", "since", "until")
@click.option("--log", is_flag=True, help="Every step of one --speaker on one --issue, repeats as well.")
@form_options
def shifts(target: str, fields: dict[str, Any], limit: int | None, log: bool, form: str, raw: bool) -> None:
    """List positions that changed, the latest first, with the utterances before and after."""
    if log:
        _log(target, fields, form)
        return
    with open_record(target) as record:

        def show(some: list[Shift]) -> None:
            for one in some:
                say_out(plain(f"{one.actor.name} on {one.issue}: {one.change}"), bold=True)
                for stance, day, utterance in (one.before, one.after):
                    wording = plain(record.utterance(utterance).wording)
                    say_out(f"  {day or 'undated'}  {stance}: {wording}")

        found = page_through(record.shifts, limit, **fields)
        rows("shifts", form, raw, found, limit, show, "No shifts." if record.codebook else _why_none(record))


def _log(target: str, fields: dict[str, Any], form: str) -> None:
    """What an actor said on an issue, step by step: first said, repeated, hardened, softened, …"""
    if fields.keys() != {"speaker", "issue"} or form == "csv":
        raise click.UsageError("--log takes --speaker and --issue, both of them, and no other filter; or --json")
    with open_record(target) as record:
        steps = record.history(fields["speaker"], fields["issue"])
        told = [(one, record.utterance(one.utterance).wording) for one in steps]
    if form == "json":
        output.print_json(one.to_json() | {"wording": wording} for one, wording in told)
    elif not told:
        say(f"{fields['speaker']} has said nothing on {fields['issue']} that the record knows of.")
    else:
        table(
            ("day", "change", "stance", "words"),
            ((str(one.day or "undated"), one.change, one.stance, wording) for one, wording in told),
            words=1,
        )


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
        elif not found.packages:
            say("No packages: no needed party has taken a position on any issue.")
        else:
            _print_packages(found, record)


def _print_packages(found: Verdicts, record: Record) -> None:
    """Packages by verdict, then the words that each blocking position rests on."""
    free = [one for one in found.packages if one.feasible]
    single = [one for one in found.packages if one.single]
    say_out(
        "Nobody needed has rejected:" if free else "Somebody needed has rejected a part of every package.", bold=True
    )
    for package in free:
        say_out(f"  {_options(package.options)}")
        for words in package.open:
            say_out(f"    to be asked about: {plain(words)}")
    if single:
        say_out("A single position blocks, any one of those named:", bold=True)
    blocking: dict[str, Taken] = {}
    for package in single:
        say_out(f"  {_options(package.options)}: {', '.join(_taken(one) for one in package.blocked_by)}")
        blocking |= {_taken(one): one for one in package.blocked_by}
    rest = len(found.packages) - len(free) - len(single)
    if rest:
        say_out(f"Several positions together block {rest} more; all with --json.", bold=True)
    for gained, word in ((found.gained, "would become feasible"), (found.lost, "would stop being feasible")):
        for options in gained:
            say_out(f"{word}: {_options(options)}")
    for name, one in blocking.items():
        for utterance in one.utterances[-1:]:
            say_out(f"{name}: {plain(record.utterance(utterance).wording)}")
    if found.undecided:
        say(f"In no package, because no needed party has taken a position: {', '.join(found.undecided)}")


def _options(options: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{issue} {option}" for issue, option in options)


def _taken(one: Taken) -> str:
    return plain(f"{one.actor} {one.stance} on {one.issue}")
