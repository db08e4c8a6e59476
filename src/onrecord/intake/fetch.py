"""Fetching one address: http and https on public hosts only, within limits of size, time and redirects.

The guard sits where the connection is made: the name is resolved once, every address it has is checked, and the
connection goes to the address that was checked. So a name that answers differently the second time gains nothing, and
each redirect passes the same gate.
"""

from __future__ import annotations

import re
import socket
import time
import zlib
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpcore

from onrecord.errors import ArticleError
from onrecord.intake.addresses import public
from onrecord.intake.limits import ADDRESS_SECONDS, ARTICLE_BYTES, REDIRECTS
from onrecord.intake.manners import AGENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.intake.formats import Format
    from onrecord.intake.manners import Manners

__all__ = ["Fetched", "fetch"]

_LOOPBACK = ("127.", "::1")
_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
}
_SOCKET_OPTION = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. ``url`` is the last one after redirects; ``status`` 304 means unchanged and no ``data``."""

    url: str
    status: int
    data: bytes
    charset: str | None = None
    format: Format | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class _RefusedError(Exception):
    """A host that has an address which may not be fetched from."""


class _Guard(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._allow_loopback = allow_loopback

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host``, after all of them have been found public."""
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"unknown host {host}") from error
        addresses = [str(each[4][0]) for each in known]
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise _RefusedError(host)
        return self._inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def _allowed(self, address: str) -> bool:
        return public(address) or (self._allow_loopback and address.startswith(_LOOPBACK))

    def sleep(self, seconds: float) -> None:
        """Wait, as the interface demands."""
        time.sleep(seconds)


def fetch(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limit: int = ARTICLE_BYTES,
    seconds: float = ADDRESS_SECONDS,
    manners: Manners | None = None,
    any_status: bool = False,
    allow_loopback: bool = False,
) -> Fetched:
    """Get ``url``. ``headers`` are sent beside our own (for conditional requests).

    With ``manners`` each host is asked for its rules first and not too often (``seconds`` count from then);
    ``any_status`` gives what came with a status that else is an error.

    Raises ``ArticleError`` for a dead link, a refused or private host, more than ``limit`` bytes, ``REDIRECTS``
    redirects or ``seconds`` seconds. ``allow_loopback`` lets this machine's own addresses and any port through.
    """
    until = time.monotonic() + seconds
    address = url
    with httpcore.ConnectionPool(network_backend=_Guard(allow_loopback=allow_loopback), retries=0) as pool:
        for _ in range(REDIRECTS + 1):
            _check(address, url, allow_loopback=allow_loopback)
            if manners:
                waited = time.monotonic()
                manners.before(address, partial(_rules, allow_loopback=allow_loopback))
                until += time.monotonic() - waited
            try:
                answer = _get(pool, address, headers or {}, limit, until)
            except _RefusedError as error:
                raise ArticleError(
                    url, f"leads to {error}, which is not on the public internet", "save it as a file"
                ) from error
            except (httpcore.TimeoutException, TimeoutError) as error:
                raise ArticleError(url, f"did not answer within {seconds:.0f} seconds", "try again later") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
                raise ArticleError(
                    url, f"cannot be reached ({error})", "check the address or try again later"
                ) from error
            except _TooLargeError as error:
                raise ArticleError(
                    url, f"is larger than {limit >> 20} MB", "save the article itself as a file"
                ) from error
            finally:
                if manners:
                    manners.after(address)
            if answer.status not in {301, 302, 303, 307, 308} or "location" not in answer.headers:
                break
            address = urljoin(address, answer.headers["location"])
        else:
            raise ArticleError(url, f"redirects more than {REDIRECTS} times", "open it in a browser and save the page")
    if not any_status and answer.status != 304 and not 200 <= answer.status < 300:
        raise ArticleError(
            url, f"answers with status {answer.status}", "check the address; the page may be gone or closed"
        )
    return answer


def _rules(address: str, limit: int, *, allow_loopback: bool) -> Fetched:
    return fetch(address, limit=limit, any_status=True, allow_loopback=allow_loopback)


class _TooLargeError(Exception):
    """An answer that is larger than its limit."""


def _check(address: str, first: str, *, allow_loopback: bool) -> None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ArticleError(first, "is no address", "check the spelling") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ArticleError(first, f"leads to {address[:80]}, which is no web address", "give http or https addresses")
    if port not in {None, 80, 443} and not allow_loopback:
        raise ArticleError(first, f"uses port {port}", "only the usual ports 80 and 443 are fetched from")
    if parts.username or parts.password:
        raise ArticleError(first, "carries a user name or password", "take it out of the address")


def _get(pool: httpcore.ConnectionPool, address: str, headers: Mapping[str, str], limit: int, until: float) -> Fetched:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    sent = [
        (b"User-Agent", f"{AGENT}/{version('onrecord')} (reads news articles for a person)".encode()),
        (
            b"Accept",
            b"text/html,application/xhtml+xml,application/json,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5",
        ),
        (b"Accept-Encoding", b"gzip, deflate"),
        *((name.encode("ascii"), value.encode("latin-1", "ignore")) for name, value in headers.items()),
    ]
    limits = dict.fromkeys(("connect", "read", "write", "pool"), left)
    with pool.stream("GET", address, headers=sent, extensions={"timeout": limits}) as response:
        got = {name.decode("ascii", "replace").lower(): value.decode("latin-1") for name, value in response.headers}
        unpacker = (
            zlib.decompressobj(wbits=47) if got.get("content-encoding") in {"gzip", "deflate", "x-gzip"} else None
        )
        data = bytearray()
        for chunk in response.iter_stream():
            if time.monotonic() > until:
                raise TimeoutError
            data += unpacker.decompress(chunk, limit + 1 - len(data)) if unpacker else chunk
            if len(data) > limit or (unpacker and unpacker.unconsumed_tail):
                raise _TooLargeError
    kind, _, rest = got.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
    return Fetched(
        address, response.status, bytes(data), charset[1] if charset else None, _FORMATS.get(kind.strip().lower()), got
    )
