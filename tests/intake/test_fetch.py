"""Addresses: only public hosts, within limits; feeds asked politely."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import ArticleError
from onrecord.intake import articles
from onrecord.intake.addresses import BLOCKED_4, BLOCKED_6, public
from onrecord.intake.fetch import fetch
from onrecord.vocabulary import Article
from sites import running

TEXT = "The foreign minister of Ruritania said on Monday that her country would return to the talks in Zenda."
PAGE = f"<html><body><article><h1>Talks to resume</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()


@pytest.fixture
def site():
    with running() as found:
        for name in ("page", "talks", "more"):
            found.put(f"/{name}", PAGE, Content_Type="text/html; charset=utf-8")
        found.put("/packed", gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")
        found.put("/bomb", gzip.compress(b"x" * 3_000_000), Content_Encoding="gzip")
        found.put("/loop", b"", 302, Location="/loop")
        for target in ("/page", "http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd"):
            found.put(f"/to/{target}", b"", 302, Location=target)
        found.put_feed("/feed.xml", ("talks", "gone", "more"), TEXT * 5)
        yield found


@pytest.mark.parametrize("route", ["page", "packed", "to//page"])
def test_a_page_is_fetched_and_read(site, route):
    (found,) = articles([f"{site.root}/{route}"], allow_loopback=True)
    assert isinstance(found, Article)
    assert TEXT in found.text


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        ("gone", "status 404"),
        ("loop", "redirects more than"),
        ("to/http://169.254.169.254/latest", "not on the public internet"),
        ("to/http://10.0.0.1/", "not on the public internet"),
        ("to/file:///etc/passwd", "no web address"),
    ],
)
def test_dead_links_and_redirects_inward_are_one_error(site, route, reason):
    (found,) = articles([f"{site.root}/{route}"], allow_loopback=True)
    assert isinstance(found, ArticleError)
    assert reason in found.reason


def test_more_than_the_limit_is_refused_packed_or_not(site):
    for route in ("page", "bomb"):
        with pytest.raises(ArticleError, match="larger than"):
            fetch(f"{site.root}/{route}", limit=100, allow_loopback=True)


def test_this_machine_is_not_fetched_from(site):
    for host in (
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0x7f000001",
        "2130706433",
        "127.1",
        "[::ffff:127.0.0.1]",
        "0",
    ):
        (found,) = articles([f"http://{host}/"])
        assert isinstance(found, ArticleError), host
        assert "not on the public internet" in found.reason, host
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "http://a:b", "http://user:secret@courier.example/", "https://courier.example:22/"]
)
def test_malformed_addresses_other_ports_and_passwords_are_refused(url):
    (found,) = articles([url])
    assert isinstance(found, ArticleError)


@pytest.mark.parametrize("network", [*BLOCKED_4, *BLOCKED_6], ids=str)
def test_every_special_network_is_refused_at_both_its_ends(network):
    assert not public(str(network[0]))
    assert not public(str(network[-1]))


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:10.0.0.1",
        "64:ff9b:1::1",
        "224.0.0.1",
        "192.0.0.8",
        "3fff::1",
        "5f00::1",
        "fe80::1%eth0",
        "4000::1",
        "no address",
    ],
)
def test_disguised_and_reserved_addresses_are_refused(address):
    assert not public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_pass(address):
    assert public(address)


def test_a_feed_is_asked_once_in_its_time_and_then_conditionally(site):
    feeds = pytest.importorskip("onrecord.intake.feeds")
    pytest.importorskip("feedparser")
    url, now = f"{site.root}/feed.xml", datetime(2031, 5, 4, tzinfo=UTC)
    first = feeds.poll(url, now=now, allow_loopback=True)
    assert [entry.title for entry in first.entries] == ["talks", "gone", "more"]
    state = first.state.having(first.entries[0])
    assert feeds.FeedState.from_json(state.to_json()) == state
    assert feeds.poll(url, state, now=now + timedelta(minutes=1), allow_loopback=True).entries == ()
    assert feeds.poll(url, state, now=now + timedelta(hours=1), allow_loopback=True).entries == ()
    assert [etag for _, etag in site.asked] == [None, '"1"']


def test_entries_not_seen_before_a_crash_come_again(site):
    feeds = pytest.importorskip("onrecord.intake.feeds")
    pytest.importorskip("feedparser")
    url, now = f"{site.root}/feed.xml", datetime(2031, 5, 4, tzinfo=UTC)
    first = feeds.poll(url, now=now, allow_loopback=True)
    kept = feeds.FeedState(seen=first.state.having(first.entries[0]).seen)
    again = feeds.poll(url, kept, now=now, allow_loopback=True)
    assert [entry.title for entry in again.entries] == ["gone", "more"]


def test_an_entrys_page_is_read_or_else_the_text_of_the_feed(site):
    feeds = pytest.importorskip("onrecord.intake.feeds")
    pytest.importorskip("feedparser")
    entries = feeds.poll(f"{site.root}/feed.xml", allow_loopback=True).entries
    found = [next(feeds.read(entry, allow_loopback=True)) for entry in entries]
    assert [each.text == TEXT * 5 for each in found] == [False, True, False]
