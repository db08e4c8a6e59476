"""Pictures on their own: the timeline of an issue as SVG, and as a specification for the chart to move in."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import NotFoundError
from onrecord.web import charts
from onrecord.web.limits import TIMELINE_MARKS
from onrecord.web.render import path_of
from onrecord.web.site import Asked, Site, SiteOf

__all__ = ["router"]

router = APIRouter()
_STANCES = ["for", "against", "conditional", "neutral"]
_SHAPES = ["triangle-up", "triangle-down", "diamond", "circle"]
_COLOURS = ["#1a7f5a", "#c0553f", "#a87a12", "#808488"]


def _timeline(site: Site, issue: str) -> charts.Timeline:
    codings = site.record.codings(issue=issue, limit=TIMELINE_MARKS)
    return charts.timeline(codings, site.record.positions_of(charts.heard_most(codings), issue=issue))


@router.get("/issues/{id}/timeline.svg", tags=["issues"], summary="The picture of positions on an issue")
def timeline(site: SiteOf, id: str) -> Response:  # noqa: A002 - the vocabulary's word
    """The picture on its own."""
    codebook = site.record.codebook
    issue = next((issue for issue in codebook.issues if issue.id == id), None) if codebook else None
    if issue is None:
        raise NotFoundError(f"no issue {id!r} in the codebook of this record")
    shown = site.pages.fragment("timeline.svg", t=_timeline(site, id), issue=issue)
    name = {"Content-Disposition": 'attachment; filename="timeline.svg"'}
    return Response(shown, media_type="image/svg+xml", headers=name)


@router.get("/issues/{id}/chart.json", include_in_schema=False)
def chart(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002
    """The timeline as a Vega-Lite specification. Words and paths come as data only."""
    codings = site.record.codings(issue=id, limit=TIMELINE_MARKS)
    rows = [
        {
            "day": coding.day.isoformat(),
            "actor": coding.actor.name,
            "stance": coding.stance,
            "conditions": "; ".join(condition.text for condition in coding.conditions),
            "confidence": coding.confidence,
            "href": path_of("utterances", coding.utterance),
        }
        for coding in codings
        if coding.day is not None
    ]
    return JSONResponse(_specification(rows))


def _specification(rows: list[dict[str, Any]]) -> dict[str, Any]:
    stances = {"domain": _STANCES}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": 720,
        "height": {"step": 26},
        "background": None,
        "mark": {"type": "point", "filled": True, "size": 90, "cursor": "pointer"},
        "params": [
            {"name": "moved", "select": {"type": "interval", "encodings": ["x"]}, "bind": "scales"},
            {"name": "chosen", "select": {"type": "point", "fields": ["stance"]}, "bind": "legend"},
        ],
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None, "scale": {"padding": 14}},
            "y": {"field": "actor", "type": "nominal", "sort": "-x", "title": None},
            "shape": {
                "field": "stance",
                "type": "nominal",
                "scale": {**stances, "range": _SHAPES},
                "legend": {"symbolOpacity": 1},
            },
            "color": {"field": "stance", "type": "nominal", "scale": {**stances, "range": _COLOURS}},
            "opacity": {
                "condition": {"param": "chosen", "field": "confidence", "type": "quantitative", "legend": None},
                "value": 0.05,
            },
            "tooltip": [
                {"field": "actor"},
                {"field": "day", "type": "temporal"},
                {"field": "stance"},
                {"field": "conditions"},
            ],
        },
    }


@router.get("/actor", include_in_schema=False)
def actor_by_name(_: Asked, site: SiteOf, name: str) -> RedirectResponse:
    """An actor by any of its names: the nodes of a network lead here."""
    return RedirectResponse(path_of("actors", site.record.actor(name).id), 307)
