"""The command `onrecord` itself: its commands, loaded only when called, and how it ends when something fails."""

from __future__ import annotations

import difflib
import importlib
import os
import sys

import click

from onrecord.errors import OnRecordError, RequestError

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("adding", "Read articles and print who says what; store nothing."),
    "add": ("adding", "Read articles into the record."),
    "watch": ("adding", "Add what feeds publish."),
    "reread": ("adding", "Read the stored articles again with the current reader."),
    "articles": ("listing", "List articles."),
    "statements": ("listing", "List statements: who said what, when, according to whom."),
    "actors": ("listing", "List who speaks, with every name and role."),
    "utterances": ("listing", "List utterances, each with all its reports."),
    "stories": ("listing", "List stories: the articles that report the same events."),
    "divergences": ("listing", "List reports that disagree."),
    "show": ("showing", "Show an article with its statements marked."),
    "compare": ("showing", "Show two articles side by side."),
    "codebook": ("coding", "Load the codebook, or propose one."),
    "codings": ("reviewing", "List utterances judged on an issue."),
    "positions": ("positions", "Show where each actor stands on each issue."),
    "shifts": ("positions", "List positions that changed."),
    "packages": ("positions", "Show which packages nobody needed has rejected."),
    "network": ("analysis", "Show who stands with whom."),
    "decide": ("reviewing", "Store what you decided, or the decisions of another record."),
    "decisions": ("reviewing", "List what people decided."),
    "precision": ("reviewing", "Say how often the reader was right."),
    "agreement": ("analysis", "Measure how far coders agree."),
    "export": ("analysis", "Write the record for other programs."),
    "serve": ("serving", "Open the record in the browser."),
    "account": ("serving", "Say who may use it from other machines."),
    "doctor": ("upkeep", "Check the record and the installation."),
}
"""Each command with the module of this package that holds it, and what it does."""

_GREETING = """\
On Record: who said what, when, in whose words, according to which outlet.

Three commands to try:

  onrecord add examples/coverage      read a folder of articles into a record
  onrecord statements                 list who said what
  onrecord show ARTICLE               see an article with its statements marked

All commands: onrecord --help
"""


class _Commands(click.Group):
    """The commands of `COMMANDS`; the module of one is imported when it is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"onrecord.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "see onrecord --help"
            raise click.UsageError(f"no command {args[0]!r}; {hint}", context)
        return super().resolve_command(context, args)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: onrecord add examples/coverage, then: onrecord statements --speaker Reyle",
)
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
@click.pass_context
def onrecord(context: click.Context) -> None:
    """Who said what, on which issue, when, in whose words, according to which outlet."""
    if context.invoked_subcommand is None:
        click.echo(_GREETING, nl=False)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status: 0 done, 1 failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A lone surrogate of a hostile article becomes an escape, which JSON reads back; nothing stops.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = onrecord.main(args=arguments, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()
    except SystemExit:
        # click meets a broken pipe by wrapping the streams and leaving with 1; for us the work is done.
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            _leave_quietly()
        raise
    except click.ClickException as error:
        error.show(sys.stderr)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("onrecord: stopped; what was acknowledged is stored", err=True)
        sys.exit(130)
    except OnRecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(2 if isinstance(error, RequestError) else 1)
    sys.exit(status if isinstance(status, int) else 0)


def _leave_quietly() -> None:
    """End after the reader of our output has gone: what is left in the buffer must not fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
