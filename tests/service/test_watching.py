"""Feeds are watched politely, and nothing of them is lost or added twice, whatever happens in between."""

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.record import Store, feeds
from onrecord.service.watching import watch

pytest.importorskip("feedparser")
WORDS = "“The NAME ferry will sail,” said Ida Roth, the harbour minister. The NAME council met on Monday. " * 3


class Site(BaseHTTPRequestHandler):
    """A feed of three entries, each with a page; ``server.broken`` pages are out of order."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("If-None-Match")))
        name = self.path.strip("/")
        if name in self.server.broken:
            self.answer(503, b"later")
        elif name != "feed":
            page = f"<html><body><article><h1>{name}</h1><p>{WORDS.replace('NAME', name)}</p></article></body></html>"
            self.answer(200, page.encode(), **{"Content-Type": "text/html"})
        elif self.headers.get("If-None-Match") == '"1"':
            self.answer(304, b"")
        else:
            here = f"http://127.0.0.1:{self.server.server_port}"
            items = "".join(
                f"<item><title>{n}</title><link>{here}/{n}</link></item>" for n in ("third", "second", "first")
            )
            content = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Isles</title>{items}</channel></rss>'
            self.answer(200, content.encode(), **{"Content-Type": "application/rss+xml", "ETag": '"1"'})

    def answer(self, status, content, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.broken = [], set()
    server.feed = f"http://127.0.0.1:{server.server_port}/feed"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def store(target):
    opened = Store(target)
    yield opened
    opened.close()


def look(store, site, reader):
    """What watching once gives: outcome and name of each entry."""
    found = watch(store, [site.feed], reader, allow_loopback=True)
    return [(one.outcome, one.where.rpartition("/")[2]) for one in found]


def later(store, site):
    """Let the time go by in which a feed is left alone."""
    with store.write() as connection:
        state = feeds.get(connection, site.feed)
        feeds.put(connection, site.feed, state | {"next_at": datetime(2000, 1, 1, tzinfo=UTC).isoformat()})


def test_what_is_new_is_added_once_and_the_feed_left_alone(store, site, reader):
    assert look(store, site, reader) == [("added", "first"), ("added", "second"), ("added", "third")]
    asked = len(site.asked)
    assert look(store, site, reader) == []
    assert asked == len(site.asked)  # too soon to ask again
    later(store, site)
    assert look(store, site, reader) == []
    assert site.asked[asked:] == [("/feed", '"1"')]


def test_what_was_not_read_before_a_crash_is_read_after_it(store, site, reader):
    watching = watch(store, [site.feed], reader, allow_loopback=True)
    assert next(watching).where.endswith("/first")
    watching.close()  # what was not stored by now is lost, as if the process had been killed
    later(store, site)
    assert look(store, site, reader) == [("added", "second"), ("added", "third")]
    later(store, site)
    assert look(store, site, reader) == []


def test_a_page_that_fails_is_tried_again_but_not_for_ever(store, site, reader):
    site.broken = {"second"}
    assert look(store, site, reader) == [("added", "first"), ("error", "second"), ("added", "third")]
    later(store, site)
    assert look(store, site, reader) == [("error", "second")]
    site.broken = set()
    later(store, site)
    assert look(store, site, reader) == [("added", "second")]


def test_a_page_that_always_fails_is_given_up(store, site, reader):
    site.broken = {"first"}
    for _ in range(5):
        look(store, site, reader)
        later(store, site)
    assert [path for path, _ in site.asked].count("/first") == 3
