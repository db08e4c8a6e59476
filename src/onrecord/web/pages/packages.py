"""Packages: which combinations nobody whose consent is needed has rejected, and what changes if one party moves."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from onrecord.errors import RequestError
from onrecord.vocabulary import Stance
from onrecord.web.limits import TIMELINE_ROWS
from onrecord.web.site import Asked, Site, SiteOf

if TYPE_CHECKING:
    from onrecord.positions.packages import Verdicts

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


def _found(site: Site, supposed: dict[tuple[str, str], str]) -> Verdicts:
    return site.record.packages(suppose=supposed)


@router.get("/packages.json", tags=["packages"], summary="Which packages no needed party has rejected")
def as_json(request: Asked, site: SiteOf) -> JSONResponse:
    """As `Record.packages` says it. Give ``suppose`` once for each supposition."""
    found = _found(site, _suppose(request))
    return JSONResponse({"rows": [package.to_json() for package in found.packages], "next": None})


@router.get("/packages", include_in_schema=False)
def page(request: Asked, site: SiteOf) -> HTMLResponse:
    """Options by party, what blocks what, and a form to suppose that a party moves."""
    supposed = _suppose(request)
    codebook = site.record.codebook
    context: dict[str, Any] = {
        "codebook": codebook,
        "verdicts": _found(site, supposed) if codebook else None,
        "titles": {issue.id: issue.title for issue in codebook.issues} if codebook else {},
        "parties": site.record.matrix(actors=TIMELINE_ROWS) if codebook else (),
        "supposed": supposed,
        "stances": [stance for stance in _STANCES if stance != "conditional"],
    }
    return site.pages.page(request, "packages.html", "Packages", **context)
