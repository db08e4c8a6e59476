"""The record in the browser: a local web application that works without JavaScript and is better with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["serve"]


def serve(
    target: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8017,
    allow: tuple[str, ...] = (),
    state: Path | None = None,
) -> None:
    """Serve the record at ``target`` until interrupted, and print the address to open.

    ``allow`` names further hosts that requests may be addressed to. On any host but a loopback one, people log in with
    the accounts kept in ``state`` (made with ``onrecord account add``). Raises MissingExtraError without the extra
    ``web`` and RequestError where nobody could log in.
    """
    try:
        from onrecord.web.server import run
    except ImportError as error:
        raise MissingExtraError("The web application", "web") from error
    run(target, host=host, port=port, allow=allow, state=state)
