"""What fails, as the reader sees it: one shape for programs, one page for people, never a stack trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from onrecord.errors import (
    ArticleError,
    CodebookError,
    MissingExtraError,
    NotFoundError,
    OnRecordError,
    RecordError,
    RequestError,
)
from onrecord.web.security import error_json, is_program

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

    from onrecord.web.render import Pages

__all__ = ["STATUS", "handle_errors", "status_response"]

STATUS: dict[type[OnRecordError], int] = {
    NotFoundError: 404,
    RequestError: 400,
    ArticleError: 422,
    CodebookError: 422,
    MissingExtraError: 501,
    RecordError: 503,
    OnRecordError: 500,
}


def status_response(pages: Pages, path: str, status: int, code: str, message: str, accept: str = "") -> Response:
    """An error as the answer to a request for ``path``."""
    if is_program(path, accept):
        return JSONResponse(error_json(status, code, message), status)
    return HTMLResponse(pages.error(status, code, message).encode("utf-8", "replace"), status)


def handle_errors(app: FastAPI, pages: Pages) -> None:
    """Let ``app`` answer errors in our shape."""

    def answer(request: Request, status: int, code: str, message: str) -> Response:
        accept = request.headers.get("accept", "")
        return status_response(pages, request.url.path, status, code, message, accept)

    async def ours(request: Request, error: Exception) -> Response:
        status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
        code = error.code if isinstance(error, OnRecordError) else "error"
        return answer(request, status, code, str(error))

    async def invalid(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        said = "; ".join(f"{item['loc'][-1]}: {_plain(item)}" for item in found[:3])
        return answer(request, 400, "request", said or "the request cannot be understood")

    async def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = {404: "There is no such page.", 405: "This address does not take that method."}
        detail = str(error.detail) if isinstance(error, HTTPException) else ""
        return answer(request, status, {404: "not-found", 405: "method"}.get(status, "http"), words.get(status, detail))

    app.add_exception_handler(OnRecordError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def _plain(item: dict[str, object]) -> str:
    return "no such argument" if item["type"] == "extra_forbidden" else str(item["msg"])
