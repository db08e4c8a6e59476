"""How hosts want to be asked: what their robots.txt closes to programs, and a pause between two requests.

Only watching asks hosts by itself and again and again, so only watching is bound by this; an address that a person
gives is fetched like in a browser. The rules are read as RFC 9309 says: the longest that fits counts, and wildcards do.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import ArticleError, MissingExtraError
from onrecord.intake.limits import HOST_SECONDS, ROBOTS_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    from onrecord.intake.fetch import Fetched

__all__ = ["AGENT", "ClosedError", "Manners"]

AGENT = "OnRecord"
"""The name that robots.txt knows us by, and the first word of what we send as ``User-Agent``."""

_LONGEST = 60.0  # seconds between two requests that a host may ask for


class ClosedError(ArticleError):
    """A page that its host has closed to programs."""


class Manners:
    """The rules of the hosts that one round of watching asks, and when each was asked last.

    ``pause`` is the least time in seconds from the end of one request to a host to the next; a host that names a longer
    ``Crawl-delay`` gets that, up to a minute.
    """

    def __init__(self, pause: float = HOST_SECONDS) -> None:
        self._pause = pause
        self._rules: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}

    def before(self, address: str, get: Callable[[str, int], Fetched]) -> None:
        """Wait until ``address`` may be asked for. ``get`` fetches the host's rules, whatever the status.

        Raises ``ClosedError`` where the rules close it, or cannot be had because the host is out of order.
        """
        host = _host(address)
        if host not in self._rules:
            self._rules[host] = self._of_host(host, get)
        if not self._rules[host].can_fetch(address, AGENT):
            reason = f"is closed to programs by {host}/robots.txt"
            raise ClosedError(address, reason, "open it in a browser and save the page")
        self._wait(host, float(self._rules[host].crawl_delay(AGENT) or 0))

    def after(self, address: str) -> None:
        """Remember that a request for ``address`` has just ended."""
        self._asked[_host(address)] = time.monotonic()

    def _wait(self, host: str, delay: float) -> None:
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        left = min(max(self._pause, delay), _LONGEST) - since
        if left > 0:
            time.sleep(left)

    def _of_host(self, host: str, get: Callable[[str, int], Fetched]) -> Protego:
        """The rules of a host. None (4xx) leave all open; a host out of order closes all (RFC 9309, 2.3.1)."""
        try:
            from protego import Protego
        except ImportError as error:
            raise MissingExtraError("watching feeds", "archives") from error
        answer = get(f"{host}/robots.txt", ROBOTS_BYTES)
        self.after(host)
        if answer.status >= 400:
            return Protego.parse("User-agent: *\nDisallow: /" if answer.status >= 500 else "")
        return Protego.parse(answer.data.decode("utf-8", "replace").removeprefix("\ufeff"))


def _host(address: str) -> str:
    """Scheme, name and port of an address: what a robots.txt is for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
