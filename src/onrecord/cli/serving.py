"""Commands of the web application: `serve`, and `account` for those who may use it from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import output
from onrecord.cli.options import record_option

if TYPE_CHECKING:
    from onrecord.web.accounts import Accounts, Role

__all__ = ["account", "serve"]

accounts_option = click.option(
    "--accounts",
    "state",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="ONRECORD_ACCOUNTS",
    metavar="FILE",
    help="The file of accounts; ~/.local/state/onrecord/web.json where not given.",
)


@click.command(
    epilog="Example: onrecord serve --port 8017; for others: onrecord serve --host 0.0.0.0 --allow-host talks.example"
)
@record_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; others than this machine need accounts."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8017, show_default=True, help="0 takes any that is free."
)
@click.option(
    "--allow-host",
    "allow",
    multiple=True,
    metavar="NAME",
    help="A further name under which this server may be asked for; may be repeated.",
)
@accounts_option
def serve(target: str, host: str, port: int, allow: tuple[str, ...], state: Path | None) -> None:
    """Open the record in the browser: a web application on this machine."""
    from onrecord import web

    web.serve(target, host=host, port=port, allow=allow, state=state)


@click.group(epilog="Example: onrecord account add ada --role reviewer")
def account() -> None:
    """Say who may use `onrecord serve` from other machines. Nobody needs an account on this one."""


@account.command(epilog="Example: onrecord account add ada --role reviewer")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "reviewer"]),
    default="reader",
    show_default=True,
    help="Readers look; reviewers decide and add as well.",
)
@accounts_option
def add(name: str, role: Role, state: Path | None) -> None:
    """Make an account, or give one another password and role. The password is asked for."""
    kept = _accounts(state)
    known = name.strip() in {one.name for one in kept.all()}
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    kept.set(name, password, role)
    output.say(f"{name.strip()}: {'changed' if known else 'added'}, {role}")


@account.command(epilog="Example: onrecord account remove ada")
@click.argument("name")
@accounts_option
def remove(name: str, state: Path | None) -> None:
    """Remove an account; its decisions stay. A server that is running lets it in no more."""
    _accounts(state).remove(name)
    output.say(f"{name}: removed")


@account.command("list", epilog="Example: onrecord account list --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one account a line.")
@accounts_option
def list_(as_json: bool, state: Path | None) -> None:
    """List accounts and their roles."""
    found = _accounts(state).all()
    if as_json:
        output.print_json({"name": one.name, "role": one.role} for one in found)
    elif found:
        output.table(("name", "role"), ((one.name, one.role) for one in found), name=1)
    else:
        output.say("No accounts; make one with: onrecord account add NAME")


def _accounts(state: Path | None) -> Accounts:
    from onrecord.web.accounts import Accounts, default_state

    return Accounts(state or default_state())
