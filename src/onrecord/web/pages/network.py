"""The network: who says the same as whom, as a picture whose nodes and edges lead to their evidence."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, Response

from onrecord.exchange import edge_rows, gexf, graphml
from onrecord.networks import backbone as backbone_of
from onrecord.web.drawing import draw, strongest, ties
from onrecord.web.query import NetworkQuery
from onrecord.web.site import Asked, Site, SiteOf

if TYPE_CHECKING:
    from onrecord.networks import Network

__all__ = ["router"]

router = APIRouter()
Asking = Annotated[NetworkQuery, Query()]


def _network(site: Site, asked: NetworkQuery) -> Network:
    """The network that the address asks for, edges below the minimum left out."""
    network: Network = site.record.network(
        asked.filter().but(limit=100_000), aggregation=asked.aggregation, normalisation=asked.normalisation
    )
    if asked.minimum is not None:
        network.matrix[np.abs(network.matrix) < asked.minimum] = 0.0
    return backbone_of(network) if asked.backbone else network


@router.get("/network", include_in_schema=False)
def page(request: Asked, site: SiteOf, asked: Asking) -> HTMLResponse:
    """The picture, its filters, and the ties as a table."""
    network = _network(site, asked)
    context: dict[str, Any] = {
        "drawing": draw(network),
        "network": network,
        "ties": ties(strongest(network), 200),
        "asked": asked,
        "given": asked.model_dump(exclude_none=True),
        "codebook": site.record.codebook,
    }
    return site.pages.page(request, "network.html", f"Network: {asked.aggregation}", **context)


@router.get("/network.json", tags=["network"], summary="The ties of a discourse network")
def as_json(site: SiteOf, asked: Asking) -> JSONResponse:
    """The ties as rows: source, target, weight."""
    network = _network(site, asked)
    return JSONResponse(
        {"rows": list(edge_rows(network)), "actors": list(network.rows), "statements": network.statements}
    )


@router.get("/network.svg", tags=["network"], summary="The picture of a discourse network")
def as_svg(site: SiteOf, asked: Asking) -> Response:
    """The picture on its own."""
    shown = site.pages.fragment("network.svg", drawing=draw(_network(site, asked)), alone=True)
    return Response(shown, media_type="image/svg+xml", headers=_file("network.svg"))


@router.get("/network.graphml", tags=["network"], summary="A discourse network as GraphML")
def as_graphml(site: SiteOf, asked: Asking) -> Response:
    """For Gephi and its like."""
    return Response(graphml(_network(site, asked)), media_type="application/xml", headers=_file("network.graphml"))


@router.get("/network.gexf", tags=["network"], summary="A discourse network as GEXF")
def as_gexf(site: SiteOf, asked: Asking) -> Response:
    """For Gephi and its like."""
    return Response(gexf(_network(site, asked)), media_type="application/xml", headers=_file("network.gexf"))


@router.get("/network/tie", include_in_schema=False)
def tie(request: Asked, site: SiteOf, a: str, b: str) -> HTMLResponse:
    """What two actors said on the issues that both spoke on."""
    sides = [list(site.record.codings(speaker=name, limit=1_000)) for name in (a, b)]
    both = sorted({coding.issue for coding in sides[0]} & {coding.issue for coding in sides[1]})
    issues = [(issue, *([c for c in side if c.issue == issue][:50] for side in sides)) for issue in both]
    names = [side[0].actor.name if side else name for side, name in zip(sides, (a, b), strict=True)]
    context: dict[str, Any] = {"issues": issues, "names": names, "codebook": site.record.codebook}
    return site.pages.page(request, "tie.html", f"{names[0]} and {names[1]}", **context)


def _file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
