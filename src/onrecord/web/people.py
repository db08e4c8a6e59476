"""Who is asking: reads the session cookie, asks for a login where one is needed, and lets only reviewers write."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from onrecord.web.errors import status_response
from onrecord.web.limits import SESSION_SECONDS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from onrecord.web.accounts import Account, Accounts
    from onrecord.web.render import Pages

__all__ = ["COOKIE", "People", "keep_session"]

COOKIE = "onrecord"
_OPEN = ("/login", "/static/", "/start/")
_SAFE = {"GET", "HEAD", "OPTIONS"}


class People:
    """ASGI middleware that puts the account into ``scope["state"]``."""

    def __init__(self, app: ASGIApp, *, accounts: Accounts, loopback: bool, pages: Pages) -> None:
        self._app = app
        self._accounts = accounts
        self._loopback = loopback
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        account = self._account(scope)
        scope.setdefault("state", {})["account"] = account
        refused = self._refused(scope, account)
        await (refused or self._app)(scope, receive, send)

    def _account(self, scope: Scope) -> Account | None:
        cookies: SimpleCookie = SimpleCookie()
        for name, value in scope["headers"]:
            if name == b"cookie":
                try:
                    cookies.load(value.decode("latin-1"))
                except CookieError:
                    continue
        kept = cookies.get(COOKIE)
        return self._accounts.of_session(kept.value, loopback=self._loopback) if kept else None

    def _refused(self, scope: Scope, account: Account | None) -> Response | None:
        if scope["path"].startswith(_OPEN):
            return None
        if account is None and not self._loopback:
            asked = scope["path"] if scope["method"] in _SAFE else "/"
            if asked.endswith((".json", ".csv")):
                return status_response(self._pages, asked, 401, "login", "Log in first.")
            return RedirectResponse(f"/login?next={quote(asked, safe='/')}", 303)
        if scope["method"] not in _SAFE and (account is None or not account.may_write):
            advice = (
                "Open the address that `onrecord serve` printed; it lets you decide and add."
                if self._loopback
                else "Your account may read, not write. Ask for the role reviewer."
            )
            return status_response(self._pages, scope["path"], 403, "role", advice)
        return None


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep ``token``; no script can read it, no other site can use it."""
    response.set_cookie(
        COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=secure, path="/"
    )
