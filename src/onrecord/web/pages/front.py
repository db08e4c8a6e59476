"""The first page, how the record was made, logging in, static files."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Form
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from onrecord.errors import NotFoundError
from onrecord.web import charts
from onrecord.web.limits import LOGIN_SECONDS, NEW_ROWS, SESSION_SECONDS
from onrecord.web.people import COOKIE, keep_session
from onrecord.web.render import static_file
from onrecord.web.site import Asked, SiteOf

__all__ = ["router"]

router = APIRouter()
_VISIT = "onrecord-visit"
_KEEP = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/overview.json", tags=["overview"], summary="What is in the record")
def overview_json(site: SiteOf) -> JSONResponse:
    """As `Record.overview` says it."""
    return JSONResponse(site.record.overview().to_json())


@router.get("/precision.json", tags=["review"], summary="How often the reader was right, by the random sample")
def precision_json(site: SiteOf) -> JSONResponse:
    """As `Record.precision` says it."""
    return JSONResponse(site.record.precision().to_json())


@router.get("/", include_in_schema=False)
def overview(request: Asked, site: SiteOf) -> Response:
    """What is in the record, what is new since the last visit, what waits for review."""
    found = site.record.overview()
    visited = _visit(request.cookies.get(_VISIT))
    new = site.record.added_since(visited, limit=NEW_ROWS + 1) if visited else ()
    context: dict[str, Any] = {
        "overview": found,
        "outlets": charts.bars([(count.value, count.label, count.rows) for count in found.outlets]),
        "months": charts.bars([(count.value, count.label, count.rows) for count in found.months]),
        "actors": charts.bars([(count.value, count.label, count.rows) for count in found.actors]),
        "issues": charts.bars([(count.value, count.label, count.rows) for count in found.issues]),
        "visited": visited,
        "new": new[:NEW_ROWS],
        "more_new": len(new) > NEW_ROWS,
        "undecided": site.record.unsettled(),
        "latest": site.record.articles(limit=8),
        "codebook": site.record.codebook,
    }
    response = site.pages.page(request, "overview.html", "Overview", **context)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    response.set_cookie(_VISIT, now, max_age=SESSION_SECONDS * 26, httponly=True, samesite="strict")
    return response


def _visit(cookie: str | None) -> datetime | None:
    """When the reader was here last, by a cookie that anybody could have written."""
    try:
        visited = datetime.fromisoformat(cookie or "")
    except ValueError:
        return None
    return visited if visited.tzinfo else None


@router.get("/about", include_in_schema=False)
def about(request: Asked, site: SiteOf, checks: bool = False) -> HTMLResponse:
    """How this record was made; with ``checks``, whether it is in order, which takes a while on a large record."""
    found = site.record.doctor() if checks else None
    return site.pages.page(request, "about.html", "How this was made", checks=found)


@router.get("/start/{token}", include_in_schema=False)
def start(request: Asked, site: SiteOf, token: str) -> Response:
    """The address that `onrecord serve` prints: whoever holds it may write."""
    if not site.loopback or token != site.accounts.start:
        raise NotFoundError("this start address is not the one that `onrecord serve` printed; look there again")
    response = RedirectResponse("/", 303)
    keep_session(response, site.accounts.session(site.accounts.owner()), secure=request.url.scheme == "https")
    return response


@router.get("/login", include_in_schema=False)
def login_form(request: Asked, site: SiteOf) -> HTMLResponse:
    """The form that asks for name and password."""
    return site.pages.page(request, "login.html", "Log in", wrong=False)


@router.post("/login", include_in_schema=False)
async def login(
    request: Asked, site: SiteOf, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Log in, or say that name or password is wrong, which of the two it does not say."""
    account = await anyio.to_thread.run_sync(site.accounts.login, name.strip(), password)
    if account is None:
        await anyio.sleep(LOGIN_SECONDS)
        return site.pages.page(request, "login.html", "Log in", status=403, wrong=True)
    response = RedirectResponse(_local(request.query_params.get("next", "/")), 303)
    keep_session(response, site.accounts.session(account), secure=request.url.scheme == "https")
    return response


def _local(path: str) -> str:
    """The path if it is one of ours: an address that begins with two slashes leads to another host."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


@router.post("/logout", include_in_schema=False)
def logout() -> Response:
    """Forget the login."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


@router.get("/static/{name}", include_in_schema=False)
def static(name: str) -> FileResponse:
    """A file of ours, named by its hash."""
    file = static_file(name)
    if file is None:
        raise NotFoundError(f"there is no file {name!r}; reload the page")
    return FileResponse(file, headers=_KEEP)
