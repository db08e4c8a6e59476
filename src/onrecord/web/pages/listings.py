"""The list pages, each with its .json and .csv twin over the same filters."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from onrecord.exchange import listing_csv
from onrecord.web.limits import CSV_ROWS
from onrecord.web.query import Filters, PageFilters, TableFilters
from onrecord.web.site import Asked, SiteOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.service import Filter, Listing, Record
    from onrecord.service.rows import Count
    from onrecord.vocabulary import Json

__all__ = ["LISTINGS", "ListingPage", "router"]

router = APIRouter()
Asking = Annotated[Filters, Query()]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A list page: its name in addresses, its heading, what it asks the record, and the filters in its form."""

    name: str
    heading: str
    fields: tuple[str, ...]
    facets: tuple[str, ...] = ()

    def ask(self, record: Record, wanted: Filter) -> Listing[Any]:
        """The rows that the filter leaves."""
        method: Callable[[Filter], Listing[Any]] = getattr(record, self.name)
        return method(wanted)


LISTINGS = (
    ListingPage(
        "statements",
        "Statements",
        ("search", "speaker", "outlet", "issue", "stance", "kind", "voice", "since", "until"),
        ("speaker", "outlet", "issue", "stance", "kind", "voice", "month"),
    ),
    ListingPage("articles", "Articles", ("search", "outlet", "since", "until")),
    ListingPage("utterances", "Utterances", ("search", "speaker", "outlet", "issue", "stance", "since", "until")),
    ListingPage("actors", "Actors", ("search", "outlet")),
    ListingPage("stories", "Stories", ("search", "outlet", "since", "until")),
    ListingPage("divergences", "Divergences", ("outlet", "speaker")),
    ListingPage("codings", "Codings", ("speaker", "issue", "stance", "since", "until")),
    ListingPage("positions", "Positions", ("speaker", "issue", "stance", "since", "until")),
    ListingPage("shifts", "Shifts", ("speaker", "issue", "since", "until")),
    ListingPage("decisions", "Decisions", ("article",)),
)


def _title(page: ListingPage, given: dict[str, Any]) -> str:
    said = [f"{key} {value}" for key, value in given.items() if key not in ("limit", "after", "reports")]
    return f"{page.heading}: {', '.join(said)}" if said else page.heading


def _register(page: ListingPage) -> None:
    def html(request: Asked, site: SiteOf, filters: Annotated[PageFilters, Query()]) -> HTMLResponse:
        wanted = filters.filter()
        rows = page.ask(site.record, wanted)
        given = filters.model_dump(exclude_none=True, exclude={"facets"})
        facets = _facets(page, site.record, wanted) if filters.facets else {}
        context: dict[str, Any] = {
            "page": page,
            "rows": rows,
            "given": given,
            "facets": facets,
            "codebook": site.record.codebook,
        }
        return site.pages.page(request, f"{page.name}.html", _title(page, given), **context)

    def beside(site: SiteOf, filters: Asking) -> HTMLResponse:
        facets = _facets(page, site.record, filters.filter())
        given = filters.model_dump(exclude_none=True)
        return HTMLResponse(site.pages.fragment("facets.html", page=page, facets=facets, given=given))

    def json(site: SiteOf, filters: Asking) -> JSONResponse:
        rows = page.ask(site.record, filters.filter())
        return JSONResponse({"rows": rows.to_json(), "next": rows.next})

    def csv(site: SiteOf, filters: Annotated[TableFilters, Query()]) -> StreamingResponse:
        lines = listing_csv(page.name, _all(page, site.record, filters), raw=filters.raw)
        name = f'attachment; filename="{page.name}.csv"'
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})

    shown = {"tags": [page.name], "summary": f"{page.heading} that the filters leave"}
    router.add_api_route(f"/{page.name}", html, include_in_schema=False)
    if page.facets:
        router.add_api_route(f"/{page.name}/facets", beside, include_in_schema=False)
    router.add_api_route(f"/{page.name}.json", json, name=f"{page.name}_json", **shown)  # type: ignore[arg-type]  # names of FastAPI
    router.add_api_route(f"/{page.name}.csv", csv, name=f"{page.name}_csv", **shown)  # type: ignore[arg-type]  # names of FastAPI


def _facets(page: ListingPage, record: Record, wanted: Filter) -> dict[str, tuple[Count, ...]]:
    """How many of the rows have each value of each facet."""
    everything = wanted.but(after=None)
    return {facet: record.counts(facet, everything) for facet in page.facets}  # type: ignore[arg-type]  # the facets of LISTINGS


def _all(page: ListingPage, record: Record, filters: Filters) -> Iterator[Json]:
    """The rows from this page on, as many as asked for or as one file holds."""
    wanted = filters.filter()
    left = filters.limit or CSV_ROWS
    while left > 0:
        rows = page.ask(record, wanted.but(limit=min(left, 1_000)))
        yield from rows.to_json()
        left -= len(rows)
        if rows.next is None:
            return
        wanted = wanted.but(after=rows.next)


for _page in LISTINGS:
    _register(_page)
