"""Running the application: which address, who may use it, what is printed."""

from __future__ import annotations

import contextlib
import errno
import socket
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
            "`onrecord account add NAME --role reviewer`"
        )
    hosts = (*allow, host, *(LOOPBACK if loopback else ()))
    door = _door(host, port)
    app = create_app(Record.open(target), state=kept, name=shown_name(target), hosts=hosts, loopback=loopback)
    where = f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
    start = f"{where}/start/{accounts.start}" if loopback else f"{where}/"
    sys.stderr.write(f"On Record serves {shown_name(target)}. Open {start}\nStop with Ctrl+C.\n")
    uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=10)
    ).run(sockets=[door])


def _door(host: str, port: int) -> socket.socket:
    """A socket that listens there; opened before anything else, so that a port in use is said in one line."""
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with contextlib.ExitStack() as failing:
            # With the protocol named, asyncio sends small answers at once (TCP_NODELAY): otherwise each waits 40 ms.
            door = failing.enter_context(socket.socket(*kind[:3]))
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(kind[4])
            failing.pop_all()
    except OSError as error:
        advice = "choose another with --port" if error.errno == errno.EADDRINUSE else "check --host and --port"
        raise RequestError(f"cannot listen on {host} port {port} ({error.strerror}); {advice}") from error
    return door


def shown_name(target: str) -> str:
    """What to call a record: its file's or database's name, never a password in its address."""
    return target.rstrip("/").rpartition("/")[2].partition("?")[0] or "record"
