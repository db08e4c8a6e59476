"""How much On Record takes in at once, in bytes unless said otherwise."""

from __future__ import annotations

__all__ = [
    "ADDRESS_SECONDS",
    "ARTICLE_BYTES",
    "EXPANSION",
    "HOST_SECONDS",
    "HTML_DEPTH",
    "HTML_ELEMENTS",
    "LINE_BYTES",
    "REDIRECTS",
    "ROBOTS_BYTES",
]

ARTICLE_BYTES = 50 * 1024 * 1024
"""The largest single article, page, JSON document or download."""

LINE_BYTES = 8 * 1024 * 1024
"""The longest line of JSON Lines and the longest cell of a table: one article each."""

EXPANSION = ARTICLE_BYTES
"""The most that one compressed article may unpack to."""

HTML_DEPTH = 400
"""Elements inside elements; deeper pages are hostile or broken and exhaust parsers."""

HTML_ELEMENTS = 50_000
"""Elements of one page; more is no article."""

ADDRESS_SECONDS = 30.0
"""The longest that fetching one address may take, redirects included."""

REDIRECTS = 5
"""How many redirects are followed."""

HOST_SECONDS = 1.0
"""The pause between two requests to one host while feeds are watched, unless the host asks for a longer one."""

ROBOTS_BYTES = 500 * 1024
"""The longest robots.txt that is read (RFC 9309 asks for as much)."""
