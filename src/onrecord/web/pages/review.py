"""Review: one statement a screen, single keys, blind or not, every decision stored at once."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import RequestError
from onrecord.web.judging import context, tally
from onrecord.web.limits import FIELD_CHARACTERS
from onrecord.web.query import ReviewQuery, address
from onrecord.web.site import Asked, Site, SiteOf

if TYPE_CHECKING:
    from onrecord.service.rows import StatementRow

__all__ = ["router"]

router = APIRouter()
Text = Annotated[str, Form(max_length=FIELD_CHARACTERS)]
Seconds = Annotated[str, Form(max_length=20)]


@router.get("/review", include_in_schema=False)
def review(request: Asked, site: SiteOf, asked: Annotated[ReviewQuery, Query()]) -> HTMLResponse:
    """The statement to judge now."""
    row, skip = _next(site, asked)
    account = request.state.account
    made = site.record.decisions(limit=1_000)
    given = asked.model_dump(exclude_none=True)
    shown: dict[str, Any] = {
        "asked": asked,
        "given": given,
        "back": address("", {k: v for k, v in given.items() if k != "statement"}).removeprefix("?"),
        "row": row,
        "skip": skip,
        "assisted": tally(made, blind=False),
        "unseen": tally(made, blind=True),
        "last": site.judge.last(account.name) if account else [],
        "codebook": site.record.codebook,
    }
    if row is not None:
        text = site.record.article(row.article).article.text
        codings = [] if asked.blind or row.utterance is None else site.record.codings(utterance=row.utterance, limit=20)
        shown |= {"pieces": context(text, row.statement), "codings": codings, "history": site.judge.about(row)}
    title = f"Review: {asked.queue}{', blind' if asked.blind else ''}"
    return site.pages.page(request, "review.html", title, **shown)


def _next(site: Site, asked: ReviewQuery) -> tuple[StatementRow | None, int | None]:
    """The statement to show, and how many of the queue to skip for the one after it."""
    if asked.statement:
        return site.record.statement(asked.statement), asked.skip
    waiting = list(site.record.queue(asked.queue, asked.filter().but(limit=asked.skip + 2)))
    following = asked.skip + 1 if len(waiting) > asked.skip + 1 else None
    return (waiting[asked.skip] if len(waiting) > asked.skip else None), following


@router.post("/review/decide", include_in_schema=False)
def decide(
    request: Asked,
    site: SiteOf,
    id: Text,  # noqa: A002 - the vocabulary's word
    field: Text,
    value: Text = "",
    subject: Text = "statement",
    seconds: Seconds = "",
    back: Text = "",
    blind: Annotated[bool, Form()] = False,
    statement: Text = "",
) -> RedirectResponse:
    """Store one decision; a verdict leads on to the next statement, a correction stays."""
    values: dict[str, Any] = {"maker": site.maker(request), "seconds": _seconds(seconds), "blind": blind}
    site.judge.decide(subject, id, field, value.strip() or None, **values)
    stay = {} if field == "verdict" else {"statement": statement or id}
    return RedirectResponse(_review(back, stay), 303)


@router.post("/review/blind", include_in_schema=False)
def blind(
    request: Asked,
    site: SiteOf,
    id: Text,  # noqa: A002
    speaker: Text = "",
    kind: Text = "",
    seconds: Seconds = "",
    back: Text = "",
) -> RedirectResponse:
    """Store what a reviewer found without seeing the reader's answer."""
    row = site.record.statement(id)
    site.judge.blindly(row, speaker, kind, maker=site.maker(request), seconds=_seconds(seconds))
    return RedirectResponse(_review(back, {}), 303)


@router.post("/review/undo", include_in_schema=False)
def undo(request: Asked, site: SiteOf, decision: Text = "", back: Text = "") -> RedirectResponse:
    """Take back a decision and show its statement again."""
    about = site.judge.undo(decision, site.maker(request))
    return RedirectResponse(_review(back, {"statement": about} if about else {}), 303)


@router.post("/actors/{id}/decide", include_in_schema=False)
def on_actor(request: Asked, site: SiteOf, id: str, field: Text, new: Text) -> RedirectResponse:  # noqa: A002
    """Merge, split or rename an actor."""
    site.judge.decide("actor", id, field, new.strip() or None, maker=site.maker(request), seconds=None, blind=False)
    return RedirectResponse(f"/actors/{site.record.actor(id).id}", 303)


def _review(back: str, more: dict[str, str]) -> str:
    """The review page that a form came from, as the address says; nothing but its own arguments is kept."""
    known = {key: value for key, value in parse_qsl(back) if key in ReviewQuery.model_fields and key != "statement"}
    return address("/review", {**known, **more})


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text) if text.strip() else None
    except ValueError:
        raise RequestError(f"seconds {text!r} is no number") from None
    return seconds if seconds is None or 0 <= seconds < 1e6 else None
