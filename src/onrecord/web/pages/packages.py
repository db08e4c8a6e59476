"""Packages: which combinations nobody whose consent is needed has rejected, and what changes if one party moves."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from onrecord.errors import RequestError
from onrecord.vocabulary import Stance
from onrecord.web.site import Asked, Site, SiteOf

__all__ = ["router"]

router = APIRouter()
_STANCES = get_args(Stance)


def _suppose(request: Asked) -> dict[tuple[str, str], str]:
    """What the address supposes: each argument ``suppose=ACTOR: ISSUE=STANCE``, as on the command line."""
    supposed = {}
    for text in request.query_params.getlist("suppose"):
        actor, colon, rest = text.rpartition(":")
        issue, equals, stance = rest.partition("=")
        if not text.strip() or (equals and not stance.strip()):
            continue
        if not (colon and equals and stance.strip() in _STANCES):
            raise RequestError(f"{text!r} cannot be supposed; write it as Ukraine: nato-membership=against")
        supposed[actor.strip(), issue.strip()] = stance.strip()
    return supposed


def _found(site: Site, supposed: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    found = site.record.packages(suppose=supposed or None)
    return [package.to_json() for package in found]


@router.get("/packages.json", tags=["packages"], summary="Which packages no needed party has rejected")
def as_json(request: Asked, site: SiteOf) -> JSONResponse:
    """As `Record.packages` says it. Give ``suppose`` once for each supposition."""
    return JSONResponse({"rows": _found(site, _suppose(request)), "next": None})


@router.get("/packages", include_in_schema=False)
def page(request: Asked, site: SiteOf) -> HTMLResponse:
    """Options by party, what blocks what, and a form to suppose that a party moves."""
    supposed = _suppose(request)
    codebook = site.record.codebook
    positions = list(site.record.positions(limit=5_000)) if codebook else []
    context: dict[str, Any] = {
        "codebook": codebook,
        "packages": _found(site, supposed) if codebook else [],
        "parties": sorted({position.actor.name for position in positions}),
        "positions": {(position.actor.name, position.issue): position for position in positions},
        "supposed": supposed,
        "stances": _STANCES,
    }
    return site.pages.page(request, "packages.html", "Packages", **context)
