"""Adding through the page: files, addresses and feeds, read in the background, told of one by one."""

import functools
import http.server
import importlib
import json
import threading
import time

import pytest

module = importlib.import_module("onrecord.intake.fetch")

PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="The Ford"></head><body><article>
<h1>{title}</h1><p>HALVIK, 3 May 2024 - {words} said Rona Vale, the mayor of Halvik, at the opening of the market.</p>
<p>The council met for two hours and heard eleven speakers, most of them from the lower town, before it adjourned.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Ford</title><link>{base}</link>
<description>News</description>
<item><title>Market opens</title><link>{base}/market.html</link><guid>1</guid></item>
<item><title>Bridge waits</title><link>{base}/bridge.html</link><guid>2</guid></item></channel></rss>"""


@pytest.fixture
def site(tmp_path):
    """A web site on this machine with two articles and a feed of them."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, words in (("market", "“We will open every Sunday,”"), ("bridge", "“We will not wait for the bridge,”")):
        (folder / f"{name}.html").write_text(PAGE.format(title=f"The {name}", words=words))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.func.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    base = f"http://127.0.0.1:{server.server_port}"
    (folder / "feed.xml").write_text(FEED.format(base=base))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield base
    server.shutdown()
    server.server_close()


@pytest.fixture
def at_home(monkeypatch):
    """Let this machine's own addresses be fetched, which no page can ask for."""
    plain = module.fetch
    monkeypatch.setattr(module, "fetch", lambda url, **more: plain(url, **{**more, "allow_loopback": True}))


def add(client, **form):
    """What has become of an upload once it is done."""
    answer = client.post("/add", data=form, follow_redirects=False)
    assert answer.status_code == 303
    for _ in range(600):
        state = client.get(answer.headers["location"] + ".json").json()
        if state["done"]:
            return state
        time.sleep(0.05)
    raise AssertionError("the upload does not end")


def test_an_address_is_read(client, record, site, at_home):
    state = add(client, urls=f"{site}/market.html", outlet="The Ford")
    assert [(line["where"], line["outcome"]) for line in state["lines"]] == [(f"{site}/market.html", "added")]
    (row,) = record.articles(outlet="The Ford")
    assert (row.url, row.statements) == (f"{site}/market.html", state["lines"][0]["statements"])
    again = add(client, urls=f"{site}/market.html", outlet="The Ford")
    assert again["counts"]["unchanged"] == 1


def test_a_feed_is_read_article_by_article(client, record, site, at_home):
    state = add(client, urls=f"{site}/feed.xml", feed="1", outlet="The Ford")
    assert state["failed"] is None
    assert state["counts"]["added"] == 2
    assert len(record.articles(outlet="The Ford")) == 2


def test_addresses_of_this_machine_are_refused_with_the_reason(client, record, site):
    before = len(record.articles())
    state = add(client, urls=f"{site}/market.html\nhttp://localhost/\nhttp://[::1]/")
    assert {line["outcome"] for line in state["lines"]} == {"error"}
    assert all(line["note"] for line in state["lines"])
    assert len(record.articles()) == before


def test_files_are_added_in_the_background(client, record):
    text = (
        "A new voice\n\nHALVIK, 3 May 2024 - \u201cWe will build a bridge,\u201d said Rona Vale, the mayor of Halvik.\n"
    )
    broken = ("files", ("broken.txt", "Words\x00 with NUL", "text/plain"))
    files = [("files", ("../../bridge.txt", text, "text/plain")), broken]
    answer = client.post("/add", files=files, data={"outlet": "The Ford"}, follow_redirects=False)
    assert answer.status_code == 303
    for _ in range(300):
        state = client.get(answer.headers["location"] + ".json").json()
        if state["done"]:
            break
        time.sleep(0.1)
    assert [(line["where"], line["outcome"]) for line in state["lines"]] == [
        ("bridge.txt", "added"),
        ("broken.txt", "error"),
    ]
    assert "onrecord-" not in json.dumps(state)
    assert record.articles(outlet="The Ford")[0].title == "A new voice"
    page = client.get(answer.headers["location"]).text
    assert "bridge.txt" in page
    assert "Done." in page


@pytest.mark.parametrize(
    "urls", ["/etc/passwd", "file:///etc/passwd", "ftp://tide.example/x", "javascript:alert(1)", "-", ""]
)
def test_only_web_addresses_are_fetched(client, urls):
    assert client.post("/add", data={"urls": urls}).status_code == 400
