"""Running the application: which address, who may use it, what is printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvicorn

from onrecord.errors import RequestError
from onrecord.service import Record
from onrecord.web.accounts import Accounts, default_state
from onrecord.web.app import create_app
from onrecord.web.security import LOOPBACK

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run", "shown_name"]


def run(target: str, *, host: str, port: int, allow: tuple[str, ...], state: Path | None) -> None:
    """Serve until interrupted. The address to open goes to standard error, as every message does."""
    kept = state or default_state()
    loopback = host in LOOPBACK or host.startswith("127.")
    accounts = Accounts(kept)
    if not loopback and not len(accounts):
        raise RequestError(
            f"{host} can be reached by others and {kept} holds no account; make one with "
            "`python -m onrecord.web.accounts NAME --role reviewer`"
        )
    hosts = (*allow, host, *(LOOPBACK if loopback else ()))
    app = create_app(Record.open(target), state=kept, name=shown_name(target), hosts=hosts, loopback=loopback)
    where = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    start = f"{where}/start/{accounts.start}" if loopback else f"{where}/"
    sys.stderr.write(f"On Record serves {shown_name(target)}. Open {start}\nStop with Ctrl+C.\n")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def shown_name(target: str) -> str:
    """What to call a record: its file's or database's name, never a password in its address."""
    return target.rstrip("/").rpartition("/")[2].partition("?")[0] or "record"
