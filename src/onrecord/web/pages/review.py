"""Review: one statement a screen, single keys, blind or not, every decision stored at once."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import RequestError
from onrecord.service.precision import SAMPLE
from onrecord.web.judging import context
from onrecord.web.limits import FIELD_CHARACTERS
from onrecord.web.query import ReviewQuery, address
from onrecord.web.render import path_of
from onrecord.web.site import Asked, Site, SiteOf

if TYPE_CHECKING:
    from onrecord.service.rows import StatementRow
    from onrecord.vocabulary import Actor

__all__ = ["router"]

router = APIRouter()
Text = Annotated[str, Form(max_length=FIELD_CHARACTERS)]
Seconds = Annotated[str, Form(max_length=20)]
Queue = Annotated[str, Form(pattern="^(uncertain|random|disagreement)?$")]


@router.get("/review", include_in_schema=False)
def review(request: Asked, site: SiteOf, asked: Annotated[ReviewQuery, Query()]) -> HTMLResponse:
    """The statement to judge now."""
    if asked.statement:
        site.settler.wait()
    put = _next(site, asked)
    account = request.state.account
    given = asked.model_dump(exclude_none=True)
    shown: dict[str, Any] = {
        "asked": asked,
        "given": given,
        "back": address("", {k: v for k, v in given.items() if k != "statement"}).removeprefix("?"),
        "row": put.row,
        "queue": put.queue,
        "skip": put.following,
        "precision": site.record.precision(),
        "last": site.judge.last(account.name) if account else [],
        "codebook": site.record.codebook,
    }
    if put.row is not None:
        shown |= _about(site, asked, put, account.name if account else None)
    title = f"Review: {asked.queue}{', blind' if asked.blind else ''}"
    return site.pages.page(request, "review.html", title, **shown)


@dataclass(frozen=True, slots=True)
class _Question:
    """The statement to show, the queue that it came from by itself, how many to skip for the one after it."""

    row: StatementRow | None
    queue: str | None
    following: int | None


def _next(site: Site, asked: ReviewQuery) -> _Question:
    waiting = list(site.record.queue(asked.queue, asked.filter().but(limit=asked.skip + 2)))
    head = waiting[asked.skip] if len(waiting) > asked.skip else None
    following = asked.skip + 1 if len(waiting) > asked.skip + 1 else None
    row = site.record.statement(asked.statement) if asked.statement else head
    came = row is not None and head is not None and row.id == head.id
    # A sample of what a filter leaves is no sample of the record.
    whole = not asked.filter().given().keys() - {"limit"}
    return _Question(row, asked.queue if came and (whole or asked.queue != SAMPLE) else None, following)


def _about(site: Site, asked: ReviewQuery, put: _Question, maker: str | None) -> dict[str, Any]:
    """What is shown of the statement: words around it, codings, earlier decisions, whose words they are said to be."""
    row = put.row
    assert row is not None  # noqa: S101 - asked about a statement only
    text = site.record.article(row.article).article.text
    codings = (
        [] if asked.blind or row.utterance is None else list(site.record.codings(utterance=row.utterance, limit=20))
    )
    history = site.judge.about(row)
    lure: Actor | None = None
    if asked.checks and not asked.blind and put.queue and maker:
        lure = site.judge.lure(row, maker, history)
    mine = history and history[0].live and history[0].decision.maker == maker
    check = history[0].decision if mine and history[0].decision.subject == "check" else None
    return {
        "pieces": context(text, row.statement),
        "codings": codings,
        "issues": sorted({coding.issue for coding in codings}),
        "history": [one for one in history if one.decision.subject != "check"],
        "speaker": lure or row.speaker,
        "lure": lure,
        "check": check,
    }


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
    queue: Queue = "",
    check: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Store one decision; a verdict leads on to the next statement, a correction stays."""
    new = "\n".join(line.strip() for line in value.splitlines() if line.strip()) or None
    values: dict[str, Any] = {"maker": site.maker(request), "seconds": _seconds(seconds), "queue": queue or None}
    if check and field in ("verdict", "speaker"):
        answer = new if field == "verdict" else "wrong"
        site.judge.decide("check", id, "speaker", answer, **values)
        return RedirectResponse(_review(back, {"statement": id}), 303)
    site.judge.decide(subject, id, field, new, blind=blind, **values)
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
    queue: Queue = "",
) -> RedirectResponse:
    """Store what a reviewer found without seeing the reader's answer."""
    row = site.record.statement(id)
    values: dict[str, Any] = {"maker": site.maker(request), "seconds": _seconds(seconds), "queue": queue or None}
    site.judge.blindly(row, speaker, kind, **values)
    return RedirectResponse(_review(back, {}), 303)


@router.post("/review/undo", include_in_schema=False)
def undo(request: Asked, site: SiteOf, decision: Text = "", back: Text = "") -> RedirectResponse:
    """Take back a decision and show its statement again."""
    about = site.judge.undo(decision, site.maker(request))
    return RedirectResponse(_review(back, {"statement": about} if about else {}), 303)


@router.post("/actors/{id}/decide", include_in_schema=False)
def on_actor(request: Asked, site: SiteOf, id: str, field: Text, new: Text) -> RedirectResponse:  # noqa: A002
    """Merge, split or rename an actor."""
    site.judge.decide("actor", id, field, new.strip() or None, maker=site.maker(request))
    return RedirectResponse(path_of("actors", id), 303)


@router.post("/utterances/{id}/decide", include_in_schema=False)
def on_utterance(
    request: Asked,
    site: SiteOf,
    id: str,  # noqa: A002
    statement: Text,
    field: Text,
    other: Text,
) -> RedirectResponse:
    """Join a report with those of another utterance, or part it from the others of its own."""
    site.judge.decide("statement", statement, field, other.strip() or None, maker=site.maker(request))
    return RedirectResponse(path_of("utterances", statement), 303)


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
