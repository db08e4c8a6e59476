"""From data to pages: the templates and the few functions that they use."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from onrecord.web.limits import WORDING_CHARACTERS
from onrecord.web.query import address, with_changes

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.vocabulary import When
    from onrecord.web.accounts import Account

__all__ = ["STATIC", "Pages", "cut", "path_of", "safe_link", "static_file", "visible"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

# Control characters are shown, not obeyed: NUL and its kin as their pictures, those that turn the direction of text
# (which can make words read as others) as a boxed mark.
_SHOWN = {code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)}
_SHOWN |= {0x7F: 0x2421, **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0x2426)}
_SHOWN |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


def visible(value: object) -> object:
    """Text with its control characters made visible; everything else as it is. Applied to all that a template shows."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return value.translate(_SHOWN)
    return "" if value is None else value


class Pages:
    """Renders templates. One for each application."""

    def __init__(self, record_name: str) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=visible,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "address": address,
            "changed": with_changes,
            "path": path_of,
            "record_name": record_name,
            "static": static_address,
            "link": safe_link,
            "month_end": _month_end,
        }
        self._environment.filters |= {
            "cut": cut,
            "day": _day,
            "found": highlighted,
            "number": lambda value: f"{value:,}",
            "percent": lambda value: f"{100 * value:.0f}\u00a0%",
            "when": _when,
        }

    def page(self, request: Request, template: str, title: str, *, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401 - whatever the template shows
        """A page; ``title`` names the selection."""
        account: Account | None = getattr(request.state, "account", None)
        shown = self._environment.get_template(template).render(
            title=title, here=request.url.path, account=account, request_query=dict(request.query_params), **context
        )
        return HTMLResponse(shown.encode("utf-8", "replace"), status)

    def fragment(self, template: str, **context: Any) -> str:  # noqa: ANN401 - whatever the template shows
        """A picture or another part of a page on its own."""
        return self._environment.get_template(template).render(**context)

    def error(self, status: int, code: str, message: str) -> str:
        """The page that says what went wrong and what to do."""
        return self._environment.get_template("error.html").render(
            title=f"Error {status}", here="", account=None, request_query={}, status=status, code=code, message=message
        )


@cache
def static_address(name: str) -> str:
    """The address of a static file, with its hash: a browser may keep it for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    stem, _, suffix = name.rpartition(".")
    return f"/static/{stem}.{digest}.{suffix}"


@cache
def static_file(requested: str) -> Path | None:
    """The file that a hashed address names, or None."""
    for file in STATIC.iterdir():
        if file.is_file() and static_address(file.name) == f"/static/{requested}":
            return file
    return None


def path_of(*parts: str) -> str:
    """A path of our own, each part encoded: ``path("actors", id)``."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def safe_link(url: str | None) -> str | None:
    """The address if it leads to the web, else None: javascript: and its like are never linked."""
    return url if url and re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else None


def _day(value: date | datetime | str | None) -> str:
    """A day as people write it: 3 March 2031."""
    if isinstance(value, str):
        try:
            return _day(datetime.fromisoformat(value))
        except ValueError:
            return value
    return f"{value.day} {value:%B %Y}" if value else "no date"


def _when(when: When | None) -> str:
    """An interval of days in words."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no date"
    if when.earliest == when.latest:
        return _day(when.latest)
    if when.earliest is None:
        return f"by {_day(when.latest)}"
    if when.latest is None:
        return f"from {_day(when.earliest)}"
    return f"{_day(when.earliest)} to {_day(when.latest)}"


def _month_end(month: str) -> str:
    """The last day of a month written as 2031-03."""
    year, number = (int(part) for part in month.split("-")[:2])
    return f"{month}-{monthrange(year, number)[1]}"


def cut(text: str) -> str:
    """The beginning of a text, as much as a page shows of one statement."""
    return text if len(text) <= WORDING_CHARACTERS else f"{text[:WORDING_CHARACTERS]}…"


def highlighted(text: str, search: str | None) -> Markup:
    """The beginning of the text with the words of a search marked."""
    text = cut(text)
    words = [word for word in re.findall(r"\w+", search or "") if word]
    if not words:
        return Markup("%s") % visible(text)
    parts = re.split(rf"\b({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE)
    pieces = (
        Markup("<mark>%s</mark>") % visible(part) if n % 2 else Markup("%s") % visible(part)
        for n, part in enumerate(parts)
    )
    return Markup("").join(pieces)
