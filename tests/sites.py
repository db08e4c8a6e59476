"""A small web site on this machine, asked over HTTP like any other."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(ThreadingHTTPServer):
    """What ``put`` has put under a path is answered there, 404 elsewhere; ``asked`` is [(path, If-None-Match)]."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.moments, self.agents, self.answers = [], [], set(), {}

    def put(self, path, body, status=200, **headers):
        """Answer ``path`` so; header names are written with an underscore for the hyphen."""
        self.answers[path] = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def put_feed(self, path, names, text=""):
        """A feed, newest first, of one entry for each page named, with an ETag."""
        items = "".join(
            f"<item><title>{name}</title><link>{self.root}/{name}</link><description>{text}</description></item>"
            for name in names
        )
        content = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Isles</title>{items}</channel></rss>'
        self.put(path, content.encode(), Content_Type="application/rss+xml", ETag='"1"')

    def paths(self, *, rules=False):
        """What was asked for in order, the rules for programs left out unless wanted."""
        return [path for path, _ in self.asked if rules or path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site, known = self.server, self.headers.get("If-None-Match")
        site.asked.append((self.path, known))
        site.moments.append(time.monotonic())
        site.agents.add(self.headers.get("User-Agent"))
        status, body, headers = site.answers.get(self.path, (404, b"gone", {}))
        if known and known == headers.get("ETag"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@contextmanager
def running():
    """A site that answers until the block ends."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
