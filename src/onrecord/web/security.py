"""What stands between the network and the pages: one ASGI middleware that every request and response passes.

It refuses foreign hosts (DNS rebinding), writes that another site started (CSRF), long addresses and large bodies; it
puts the content security policy on every response; and it turns what fails inside into a plain error.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.limits import BODY_BYTES, URL_BYTES

__all__ = ["CSP", "LOOPBACK", "Guard", "host_name", "refusal"]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"vary", b"Sec-Fetch-Site, Origin, Cookie"),
]
_log = logging.getLogger("onrecord.web")

Refusal = tuple[int, str, str]


class Guard:
    """ASGI middleware; ``hosts`` are the names that requests may be addressed to, without port.

    ``page`` makes the body of an error page from (status, code, message); ``is_program`` says who gets JSON instead.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        page: Callable[[int, str, str], str],
    ) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in hosts)
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = refusal(scope, headers, self._hosts)
        if refused:
            await self._answer(scope, headers, send, refused)
            return
        await self._pass(scope, headers, receive, send)

    async def _pass(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        started = False
        body = _Counted(receive)

        async def sending(message: Message) -> None:
            nonlocal started
            if body.too_large:  # whatever the application made of half a body, this is the answer
                if not started:
                    started = True
                    await self._answer(scope, headers, send, _too_large())
                return
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*_without(message.get("headers", [])), *_HEADERS]}
            await send(message)

        try:
            await self._app(scope, body, sending)
        except Exception:  # noqa: BLE001 - the last resort: nothing may reach the reader but a plain error
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if not started:
                message = "Something failed inside On Record. The server's log says what."
                await self._answer(scope, headers, send, (500, "internal", message))

    async def _answer(self, scope: Scope, headers: dict[str, str], send: Send, refused: Refusal) -> None:
        status, code, message = refused
        if is_program(scope["path"], headers.get("accept", "")):
            body, kind = json.dumps(error_json(*refused)), b"application/json"
        else:
            body, kind = self._page(status, code, message), b"text/html; charset=utf-8"
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), *_HEADERS]})
        await send({"type": "http.response.body", "body": body.encode("utf-8", "replace")})


def _without(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in _HEADERS}
    return [(name, value) for name, value in headers if name.lower() not in ours]


def is_program(path: str, accept: str) -> bool:
    """Whether the answer is for a program: a .json or .csv address, or JSON asked for before HTML."""
    return path.endswith((".json", ".csv")) or (accept.startswith("application/json") and "text/html" not in accept)


def error_json(status: int, code: str, message: str) -> dict[str, Any]:
    """The one shape of every error."""
    return {"error": {"status": status, "code": code, "message": message}}


def refusal(scope: Scope, headers: dict[str, str], hosts: frozenset[str]) -> Refusal | None:
    """Why a request is refused before anything looks at it: (status, code, message), or None."""
    host = headers.get("host", "")
    if host_name(host) not in hosts:
        return 421, "host", "This address does not belong to the record. Open the one that `onrecord serve` printed."
    if len(scope.get("raw_path", b"")) + len(scope.get("query_string", b"")) > URL_BYTES:
        return 414, "address", f"The address is longer than {URL_BYTES} bytes. Use fewer or shorter filters."
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > BODY_BYTES:
        return _too_large()
    if scope["method"] not in _SAFE and _is_foreign(scope, headers, host):
        return 403, "origin", "Another site started this request. Go back and use the form on the page itself."
    return None


def _is_foreign(scope: Scope, headers: dict[str, str], host: str) -> bool:
    """Whether a write comes from elsewhere: by Sec-Fetch-Site, or, in browsers without it, by Origin.

    A request with neither header comes from no browser page and carries no cookie that a site could have used.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.lower() != f"{scope.get('scheme', 'http')}://{host}".lower()


def host_name(host: str) -> str:
    """The name in a Host header, without its port and without the brackets of an IPv6 address."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _too_large() -> Refusal:
    return 413, "size", f"That is more than {BODY_BYTES // 2**20} MiB. Send it in parts, or use `onrecord add`."


class _Counted:
    """``receive`` with the bytes of the body counted; a body that grows too large ends as if the sender hung up."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen = 0
        self.too_large = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self.too_large = self.too_large or self._seen > BODY_BYTES
        return {"type": "http.disconnect"} if self.too_large else message
