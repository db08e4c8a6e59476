"""Adding articles: files or addresses, read in the background, results shown as they come."""

# ruff: noqa: TC001 - FastAPI reads the annotations of its routes at run time

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from onrecord.errors import NotFoundError, RequestError
from onrecord.web.jobs import Job
from onrecord.web.limits import FIELD_CHARACTERS, FILES
from onrecord.web.site import Asked, Site, SiteOf

__all__ = ["router"]

router = APIRouter()
_WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


@router.get("/add", include_in_schema=False)
def form(request: Asked, site: SiteOf) -> HTMLResponse:
    """The form, and the uploads of this run of the server."""
    return site.pages.page(request, "add.html", "Add articles", jobs=site.jobs.recent())


@router.post("/add", include_in_schema=False)
def add(
    site: SiteOf,
    files: Annotated[list[UploadFile] | None, File()] = None,
    urls: Annotated[str, Form(max_length=FIELD_CHARACTERS)] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    feed: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Take files and addresses and begin to read them."""
    addresses = _addresses(urls)
    sent = [file for file in files or [] if file.filename]
    if not addresses and not sent:
        raise RequestError("nothing to add; choose files or give an address")
    if len(sent) > FILES:
        raise RequestError(f"{len(sent)} files at once are too many; send at most {FILES}, or use `onrecord add`")
    options: dict[str, Any] = {"outlet": outlet.strip() or None, "published": _day(published)}
    if feed:
        options["format"] = "feed"
    folder, names = _stored(sent) if sent else (None, {})
    job = site.jobs.start([*names, *addresses], options, folder, names)
    return RedirectResponse(f"/add/{job.id}", 303)


def _addresses(urls: str) -> list[str]:
    """The addresses of a text, one a line. Paths are none: a browser must not make the server read its own files."""
    lines = [line.strip() for line in urls.splitlines() if line.strip()]
    for line in lines:
        if not _WEB.fullmatch(line):
            raise RequestError(f"{line[:100]!r} is no web address; it begins with http:// or https://")
    return lines


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise RequestError(f"{text!r} is no day; write it as 2025-04-30") from None


def _stored(files: list[UploadFile]) -> tuple[Path, dict[str, str]]:
    """The files in a new folder, under names that nobody can choose; and by path the names they were sent under."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    names = {}
    for number, file in enumerate(files):
        sent = Path((file.filename or "").replace("\\", "/")).name
        suffix = "".join(re.findall(r"\.[A-Za-z0-9]{1,8}", sent)[-2:])
        stored = folder / f"{number:04d}{suffix}"
        with stored.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        names[str(stored)] = sent
    return folder, names


def _job(site: Site, job: str) -> Job:
    found = site.jobs.get(job)
    if found is None:
        raise NotFoundError("this upload is not remembered any more; what it added is in the record")
    return found


@router.get("/add/{job}.json", include_in_schema=False)
def progress_json(site: SiteOf, job: str) -> JSONResponse:
    """What has become of an upload so far."""
    return JSONResponse(_job(site, job).to_json())


@router.get("/add/{job}", include_in_schema=False)
def progress(request: Asked, site: SiteOf, job: str) -> HTMLResponse:
    """What has become of an upload so far; the page renews itself until all is read."""
    return site.pages.page(request, "job.html", "Adding articles", job=_job(site, job))
