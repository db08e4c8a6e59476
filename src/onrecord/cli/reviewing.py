"""Commands for what coders and reviewers said: `codings`, `decide`, `decisions`, `precision`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli import output
from onrecord.cli.options import filters, form_options, open_record, record_option
from onrecord.cli.output import page_through, plain, rows, table
from onrecord.cli.progress import progress
from onrecord.errors import RequestError

if TYPE_CHECKING:
    from onrecord.service import Record
    from onrecord.service.precision import Tally
    from onrecord.service.rows import Decided
    from onrecord.vocabulary import Coding, Decision

__all__ = ["codings", "decide", "decisions", "precision"]


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


@click.command(
    epilog="Examples: onrecord decide --statement 0a1b2c3d4e5f6071 --field verdict --new wrong --maker Ada; "
    "onrecord decide --file decisions.csv"
)
@record_option
@click.option("--statement", metavar="ID", help="Decide about this statement.")
@click.option("--utterance", metavar="ID", help="Decide about this utterance.")
@click.option("--actor", metavar="ID", help="Decide about this actor; a name will do.")
@click.option("--undo", metavar="ID", help="Take back this decision.")
@click.option(
    "--field",
    help="What is decided. Of a statement: verdict, speaker, kind, voice, same utterance, other utterance; of an "
    "utterance: stance:ISSUE, conditions:ISSUE; of an actor: same actor, other actor.",
)
@click.option(
    "--new",
    help="What it is: of a verdict right, wrong or unsure; a name, kind, voice or stance; conditions one a line; the "
    "other statement's or actor's id.",
)
@click.option("--nothing", is_flag=True, help="It is none: nobody speaks, no stance on the issue, no conditions.")
@click.option("--maker", metavar="NAME", help="Who decides.")
@click.option(
    "--file",
    type=click.File("rb"),
    help="Store the decisions of this table, which `onrecord decisions --csv` wrote for any record; - for stdin.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the decisions stored as JSON Lines.")
@click.pass_context
def decide(context: click.Context, /, target: str, file: Any, as_json: bool, nothing: bool, **told: str | None) -> None:  # noqa: ANN401 - click's open file
    """Store a decision: what you judged about a statement, an utterance or an actor. It counts at once, and for good.

    With --file the decisions of a table keep their makers and times; what is known here already is left alone, and what
    cannot be stored is named with its line while the rest goes on. Of two decisions on the same thing the one stored
    last counts.
    """
    given = {name for name, value in told.items() if value is not None}
    if file is not None:
        if given or nothing:
            raise click.UsageError("give --file alone: its rows say what is decided, and by whom")
        with open_record(target) as record:
            made, whole = _carried(record, file)
    else:
        with open_record(target) as record:
            made, whole = [_one(record, nothing=nothing, **told)], True
    if as_json:
        output.print_json(one.to_json() for one in made)
    context.exit(0 if whole else 1)


def _one(record: Record, *, nothing: bool, **told: str | None) -> Decision:
    """Store the one decision that the options tell."""
    subjects: list[Literal["statement", "utterance", "actor"]] = ["statement", "utterance", "actor"]
    named = [name for name in (*subjects, "undo") if told[name] is not None]
    if len(named) != 1:
        raise click.UsageError("give one of --statement, --utterance, --actor, --undo and --file")
    if not (maker := told["maker"]):
        raise click.UsageError("say who decides: --maker NAME")
    field, new = told["field"], told["new"]
    if told["undo"] is not None:
        if field or new is not None or nothing:
            raise click.UsageError("--undo takes a decision back as a whole: leave out --field, --new and --nothing")
        made = record.undo(told["undo"], maker=maker)
        output.say(f"decision {made.undoes} taken back by decision {made.id}")
        return made
    if not field or (new is None) != nothing:
        raise click.UsageError("say what is decided: --field FIELD with --new VALUE, or with --nothing")
    (subject,) = (name for name in subjects if told[name] is not None)
    made = record.decide(subject, told[subject] or "", field, new, maker=maker)
    output.say(plain(f"decision {made.id} stored: {made.field} {made.old or 'nothing'}, now {made.new or 'nothing'}"))
    return made


def _carried(record: Record, file: Any) -> tuple[list[Decision], bool]:  # noqa: ANN401 - as above
    """Store the decisions of a table: those stored, and whether all could be."""
    name = getattr(file, "name", "<stdin>")
    try:
        lines = io.StringIO(file.read().decode("utf-8-sig"), newline="")  # line ends within quotations are kept
    except UnicodeDecodeError as error:
        raise RequestError(f"{name}: not UTF-8, as onrecord decisions --csv writes it ({error.reason})") from error
    outcomes = []
    with progress("Deciding", None) as step:
        for one in record.carrying(lines):
            outcomes.append(one)
            step(one.outcome)
        for _ in record.settling():
            step("")
    for one in sorted(outcomes, key=lambda one: one.line):
        if one.outcome == "refused":
            output.say(plain(f"{name}, line {one.line}: {one.reason}"))
    count = {name: sum(one.outcome == name for one in outcomes) for name in ("stored", "known", "refused")}
    output.say(f"{count['stored']:,} decisions stored, {count['known']:,} known already, {count['refused']:,} refused")
    made = [one.decision for one in outcomes if one.outcome == "stored" and one.decision is not None]
    return made, not count["refused"]


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
