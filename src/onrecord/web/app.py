"""The application: screens, middleware and what they share, put together."""

# ruff: noqa: TC002 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from onrecord.web.accounts import Accounts
from onrecord.web.errors import handle_errors
from onrecord.web.jobs import Jobs
from onrecord.web.judging import Judge
from onrecord.web.pages import add, front, listings, network, packages, pictures, review, things
from onrecord.web.people import People
from onrecord.web.render import Pages
from onrecord.web.security import LOOPBACK, Guard
from onrecord.web.settler import Settler
from onrecord.web.site import Asked, Site, SiteOf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from onrecord.service import Record

__all__ = ["create_app"]


def create_app(
    record: Record,
    *,
    state: Path,
    name: str = "record",
    hosts: Iterable[str] = LOOPBACK,
    loopback: bool = True,
) -> FastAPI:
    """The application over an open record; it closes the record when it ends.

    ``state`` is the file of accounts, ``name`` what the pages call the record, ``hosts`` the names that requests may
    be addressed to; with ``loopback`` nobody logs in and the start address lets its holder write.
    """
    pages = Pages(name)
    accounts = Accounts(state)
    settler = Settler(record)
    site = Site(record, pages, accounts, Jobs(record), Judge(record, settler), settler, loopback)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        settler.wake()  # for what a server that was killed left
        yield
        settler.close()
        site.jobs.close()
        record.close()

    app = FastAPI(title="On Record", version="1", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.site = site
    handle_errors(app, pages)
    # Single things come after the twins of their lists: /statements.json is no statement.
    for part in (front, listings, review, network, packages, pictures, add, things):
        app.include_router(part.router)
    _for_programs(app)
    app.add_middleware(People, accounts=accounts, loopback=loopback, pages=pages)
    app.add_middleware(Guard, hosts=tuple(hosts), page=pages.error)
    return app


def _for_programs(app: FastAPI) -> None:
    """The page that lists what programs can ask, made from the OpenAPI description."""

    def page(request: Asked, site: SiteOf) -> HTMLResponse:
        return site.pages.page(request, "api.html", "For programs", routes=_described(app.openapi()))

    app.add_api_route("/api", page, include_in_schema=False)


def _described(schema: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (path, operation.get("summary", ""), [parameter["name"] for parameter in operation.get("parameters", [])])
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]
