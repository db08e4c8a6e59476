"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.service import Record

__all__ = ["DAY", "filters", "form_options", "open_record", "record_option"]

CommandT = TypeVar("CommandT", bound="Callable[..., Any]")


class _Day(click.ParamType[date]):
    """A day written as 2025-04-30."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:  # noqa: ANN401
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2025-04-30", param, context)


DAY = _Day()

record_option = click.option(
    "--record",
    "target",
    envvar="ONRECORD_RECORD",
    default="onrecord.db",
    show_default=True,
    metavar="TARGET",
    help="A SQLite file or a database URL; $ONRECORD_RECORD where not given.",
)


def open_record(target: str, *, create: bool = False) -> Record:
    """The record at ``target``; only adding commands make one where there is none."""
    from onrecord.service import Record

    return Record.open(target, create=create)


def form_options(command: CommandT) -> CommandT:
    """Options for how rows are printed: ``--json``, ``--csv`` and ``--raw``; passed on as ``form`` and ``raw``."""

    @wraps(command)
    def with_form(*args: Any, as_json: bool, as_csv: bool, **kwargs: Any) -> Any:  # noqa: ANN401
        if as_json and as_csv:
            raise click.UsageError("give one of --json and --csv")
        form = "json" if as_json else "csv" if as_csv else "table"
        return command(*args, form=form, **kwargs)

    for option in (
        click.option("--raw", is_flag=True, help="With --csv: leave cells that a spreadsheet may take for formulas."),
        click.option("--csv", "as_csv", is_flag=True, help="Print a CSV table."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a line."),
    ):
        with_form = option(with_form)
    return with_form  # type: ignore[return-value] # wraps keeps the name, click adds what is missing


_FILTERS: dict[str, tuple[Any, str]] = {
    "speaker": (str, "An actor's name or id."),
    "outlet": (str, "An outlet's name."),
    "issue": (str, "An issue's id in the codebook."),
    "since": (DAY, "From this day on."),
    "until": (DAY, "Up to this day."),
    "kind": (click.Choice(["direct", "indirect", "mixed"]), "How the words are reported."),
    "voice": (click.Choice(["speech", "attitude", "other"]), "Said, believed or wanted, or other."),
    "search": (str, 'Words that must occur; "a phrase" in quotation marks, begin* for a beginning.'),
    "stance": (click.Choice(["for", "against", "conditional", "neutral"]), "Toward the issue."),
    "article": (str, "An article's id, path or URL."),
    "story": (str, "A story's id."),
    "verdict": (click.Choice(["right", "wrong", "unsure"]), "What a person judged."),
    "like": (str, "An article's id: those that share its words."),
}


def filters(*names: str) -> Callable[[CommandT], CommandT]:
    """The filter options ``names`` and ``--limit``; passed on as ``fields``, those that were given."""

    def decorate(command: CommandT) -> CommandT:
        @wraps(command)
        def with_fields(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            fields = {name: kwargs.pop(name) for name in names}
            return command(*args, fields={k: v for k, v in fields.items() if v is not None}, **kwargs)

        wrapped: Any = click.option(
            "--limit", type=click.IntRange(min=1), help="At most so many rows; all with --json and --csv, else 100."
        )(with_fields)
        for name in reversed(names):
            type_, says = _FILTERS[name]
            wrapped = click.option(f"--{name}", type=type_, help=says)(wrapped)
        return wrapped  # type: ignore[no-any-return] # click's decorators give back what they are given

    return decorate
