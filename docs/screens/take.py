"""Take the screenshots of this folder: every page over the example record, in light and dark, some in a narrow window.

    python docs/screens/take.py RECORD [CHROMIUM]

RECORD is made by ``onrecord add examples/coverage`` and ``onrecord codebook examples/codebook.yaml``. Needs the
dependency group ``browser``; Chromium is /usr/bin/chromium unless named. To make them small:
``pngquant --force --ext .png --quality 60-90 docs/screens/*.png``.
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.service import Record
from onrecord.web.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect

HERE = Path(__file__).parent


def main() -> None:
    """Serve the record, visit every page in both colour schemes, write one picture each."""
    target, *rest = sys.argv[1:]
    record = Record.open(target, create=False)
    app = create_app(record, state=Path(tempfile.mkdtemp()) / "web.json", name="example")
    port = _free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{port}"
    start = f"{base}/start/{app.state.site.accounts.start}"
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=rest[0] if rest else "/usr/bin/chromium", args=options)
        pages = pages_of(record)
        for scheme in ("light", "dark"):
            _visit(browser, scheme, base, start, pages)
        _visit(browser, "narrow", base, start, {name: pages[name] for name in ("overview", "article", "review")}, 390)
        browser.close()
    server.should_exit = True


def _visit(browser: Browser, name_: str, base: str, start: str, pages: dict[str, str], width: int = 1180) -> None:
    scheme: Literal["dark", "light"] = "dark" if name_ == "dark" else "light"
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 820})
    page = context.new_page()
    page.on("console", lambda message: print(f"{page.url}: {message.text}"))  # noqa: T201 - a script
    page.goto(start)
    for name, path in pages.items():
        answer = page.goto(f"{base}{path}")
        if answer is None or answer.status != 200:
            print(f"{path}: status {answer.status if answer else 'none'}")  # noqa: T201 - a script
            continue
        page.screenshot(
            full_page=True,
            path=HERE / f"{name}-{name_}.png",
            clip=_clip(width, page.evaluate("document.body.scrollHeight")),
        )
    context.close()


def _clip(width: int, height: int) -> FloatRect:
    return {"x": 0, "y": 0, "width": width, "height": min(max(height, 400), 1300)}


def pages_of(record: Record) -> dict[str, str]:
    """Name of the picture and address of each page."""
    reported = sorted(record.utterances(limit=200), key=lambda utterance: -len(utterance.reports))[0]
    pages = {
        "overview": "/",
        "statements": "/statements?search=water&facets=1",
        "article": f"/articles/{reported.reports[0].article}",
        "utterance": f"/utterances/{reported.id}",
        "actor": f"/actors/{record.actors()[0].id}",
        "review": "/review",
        "review-blind": "/review?queue=random&blind=1",
        "add": "/add",
    }
    codebook = record.codebook
    if codebook is not None:
        pages |= {"issues": "/issues", "issue": f"/issues/{codebook.issues[0].id}", "network": "/network"}
        pages |= {"shifts": "/shifts", "packages": "/packages"}
    stories = sorted(record.stories(limit=200), key=lambda story: -len(story.story.articles))
    if stories:
        articles = stories[0].story.articles
        pages["story"] = f"/stories/{stories[0].id}"
        if len(articles) > 1:
            pages["compare"] = f"/compare?left={articles[0]}&right={articles[1]}"
    return pages


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
