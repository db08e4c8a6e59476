"""The pages of single things: an article, an utterance, a statement, an actor, a story, two articles side by side."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from onrecord.errors import RequestError
from onrecord.web import charts
from onrecord.web.limits import MATRIX_ROWS, PAGE_ROWS, TEXT_CHARACTERS, TIMELINE_MARKS
from onrecord.web.marks import paragraphs
from onrecord.web.render import cut
from onrecord.web.site import Asked, SiteOf
from onrecord.web.wording import differences

if TYPE_CHECKING:
    from onrecord.service import Record
    from onrecord.service.rows import StatementRow
    from onrecord.vocabulary import Utterance

__all__ = ["router"]

router = APIRouter()
_ABOUT = timedelta(days=10)
From = Annotated[int, Query(alias="from", ge=0)]


@router.get("/articles/{id}.json", tags=["articles"], summary="One article with its statements")
def article_json(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002 - the vocabulary's word
    """As `Record.article` says it."""
    return JSONResponse(site.record.article(id).to_json())


@router.get("/articles/{id}", include_in_schema=False)
def article(request: Asked, site: SiteOf, id: str, start: From = 0) -> HTMLResponse:  # noqa: A002
    """The text as read, statements marked in place."""
    page = site.record.article(id)
    if start and start >= len(page.article.text):
        raise RequestError(f"from {start} is past the end of the text; use a number below {len(page.article.text)}")
    later = start + TEXT_CHARACTERS if start + TEXT_CHARACTERS < len(page.article.text) else None
    lines = list(paragraphs(page, start))
    title = page.row.title or page.row.url or "Article"
    return site.pages.page(request, "article.html", title, page=page, lines=lines, start=start, later=later)


@router.get("/statements/{id}.json", tags=["statements"], summary="One statement")
def statement_json(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002
    """As `Record.statement` says it."""
    return JSONResponse(site.record.statement(id).to_json())


@router.get("/statements/{id}", include_in_schema=False)
def statement(site: SiteOf, id: str) -> RedirectResponse:  # noqa: A002
    """The permalink of a statement leads to its place in the article."""
    row = site.record.statement(id)
    return RedirectResponse(f"/articles/{row.article}#s-{row.id}", 307)


@router.get("/utterances/{id}.json", tags=["utterances"], summary="One utterance with every report of it")
def utterance_json(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002
    """As `Record.utterance` says it."""
    return JSONResponse(site.record.utterance(id).to_json())


@router.get("/utterances/{id}", include_in_schema=False)
def utterance(request: Asked, site: SiteOf, id: str) -> HTMLResponse:  # noqa: A002
    """Each outlet's wording side by side."""
    site.settler.wait()
    found = site.record.utterance(id)
    rows = {row.id: row for row in site.record.statements(utterance=found.id, reports=True, limit=200)}
    first = found.reports[0]
    wordings = [(report, *differences(cut(first.wording), cut(report.wording))) for report in found.reports]
    context: dict[str, Any] = {
        "utterance": found,
        "rows": rows,
        "wordings": wordings,
        "codings": site.record.codings(utterance=found.id, limit=200),
        "divergences": site.record.divergences(utterance=found.id, limit=50),
        "silent": _silent(site.record, found, first.article),
        "near": _near(site.record, found),
        "codebook": site.record.codebook,
    }
    who = found.speaker.name if found.speaker else "Unknown speaker"
    return site.pages.page(request, "utterance.html", f"{who}: {_cut(found.wording)}", **context)


def _near(record: Record, found: Utterance) -> list[StatementRow]:
    """What the same speaker is reported to have said about the same days: it may be the same utterance."""
    when, who = found.said_at, found.speaker
    day = (when.latest or when.earliest) if when else None
    if day is None or who is None:
        return []
    some = record.statements(speaker=who.id, since=day - _ABOUT, until=day + _ABOUT, limit=30)
    return [row for row in some if row.utterance != found.id]


def _silent(record: Record, found: Utterance, article: str) -> list[Any]:
    """The articles of the same story that do not report the utterance."""
    story = record.article(article).row.story
    if story is None:
        return []
    reported = {report.article for report in found.reports}
    return [row for row in record.articles(story=story, limit=200) if row.id not in reported]


@router.get("/actors/{id}.json", tags=["actors"], summary="One actor with names and roles")
def actor_json(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002
    """As `Record.actor` says it."""
    return JSONResponse(site.record.actor(id).to_json())


@router.get("/actors/{id}", include_in_schema=False)
def actor(request: Asked, site: SiteOf, id: str) -> HTMLResponse:  # noqa: A002
    """Names and roles over time, statements, positions by issue, shifts."""
    site.settler.wait()
    row = site.record.actor(id)
    context: dict[str, Any] = {
        "row": row,
        "statements": site.record.statements(speaker=row.id, limit=20),
        "positions": site.record.positions(speaker=row.id, limit=100),
        "shifts": site.record.shifts(speaker=row.id, limit=50),
        "codebook": site.record.codebook,
    }
    return site.pages.page(request, "actor.html", row.name, **context)


@router.get("/stories/{id}.json", tags=["stories"], summary="One story: which article reports which utterance")
def story_json(site: SiteOf, id: str) -> JSONResponse:  # noqa: A002
    """As `Record.story` says it."""
    return JSONResponse(site.record.story(id).to_json())


@router.get("/stories/{id}", include_in_schema=False)
def story(request: Asked, site: SiteOf, id: str) -> HTMLResponse:  # noqa: A002
    """The coverage matrix, who derives from whom, what diverges."""
    coverage = site.record.story(id)
    pages = [site.record.article(row.id) for row in coverage.articles[:40]]
    derivations = {(d.article, d.source, d.relation): d for page in pages for d in page.derivations}
    others = {name: row for page in pages for name, row in page.others.items()}
    others |= {row.id: row for row in coverage.articles}
    context: dict[str, Any] = {"coverage": coverage, "derivations": list(derivations.values()), "others": others}
    return site.pages.page(request, "story.html", coverage.story.story.title or "Story", **context)


@router.get("/compare.json", tags=["articles"], summary="Two articles side by side")
def compare_json(site: SiteOf, left: str, right: str) -> JSONResponse:
    """As `Record.compare` says it."""
    return JSONResponse(site.record.compare(left, right).to_json())


@router.get("/compare", include_in_schema=False)
def compare(request: Asked, site: SiteOf, left: str, right: str) -> HTMLResponse:
    """Two articles: what both report, with words that differ; what only one does."""
    both = site.record.compare(left, right)
    shared = [(u, a, b, *differences(cut(a.wording), cut(b.wording))) for u, a, b in both.shared]
    names = [row.outlet or row.title or row.id for row in (both.left, both.right)]
    return site.pages.page(request, "compare.html", f"{names[0]} and {names[1]}", both=both, shared=shared)


@router.get("/issues/{id}", include_in_schema=False)
def issue(request: Asked, site: SiteOf, id: str) -> HTMLResponse:  # noqa: A002
    """The position timeline, the matrix of actors by issues, shifts."""
    codebook = site.record.codebook
    found = next((issue for issue in codebook.issues if issue.id == id), None) if codebook else None
    if codebook is None or found is None:
        known = ", ".join(issue.id for issue in codebook.issues) if codebook else "none: load a codebook first"
        raise RequestError(f"no issue {id!r}; the codebook has {known}")
    codings = site.record.codings(issue=id, limit=TIMELINE_MARKS)
    lasting = site.record.positions_of(charts.heard_most(codings), issue=id)
    positions = site.record.positions(issue=id, limit=PAGE_ROWS)
    context: dict[str, Any] = {
        "issue": found,
        "codebook": codebook,
        "codings": codings,
        "positions": positions,
        "timeline": charts.timeline(codings, lasting),
        "shifts": site.record.shifts(issue=id, limit=100),
    }
    return site.pages.page(request, "issue.html", found.title, **context)


@router.get("/issues", include_in_schema=False)
def issues(request: Asked, site: SiteOf) -> HTMLResponse:
    """The matrix of actors by issues: where each stands now."""
    codebook = site.record.codebook
    rows = site.record.matrix(actors=MATRIX_ROWS) if codebook else ()
    return site.pages.page(request, "issues.html", "Issues", codebook=codebook, matrix=rows)


def _cut(words: str) -> str:
    return words if len(words) <= 70 else f"{words[:69]}…"
