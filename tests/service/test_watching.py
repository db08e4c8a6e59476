"""Feeds are watched politely, and nothing of them is lost or added twice, whatever happens in between."""

from datetime import UTC, datetime

import pytest

from onrecord.intake.manners import Manners
from onrecord.record import Store, feeds
from onrecord.service.watching import watch
from sites import running

pytest.importorskip("feedparser")
WORDS = "“The NAME ferry will sail,” said Ida Roth, the harbour minister. The NAME council met on Monday. " * 3


@pytest.fixture
def site():
    """A feed of three entries, each with a page."""
    with running() as found:
        found.feed = f"{found.root}/feed"
        names = ("third", "second", "first")
        found.put_feed("/feed", names)
        for name in names:
            mend(found, name)
        yield found


def mend(site, name):
    """Put the page of that name in order."""
    page = f"<html><body><article><h1>{name}</h1><p>{WORDS.replace('NAME', name)}</p></article></body></html>"
    site.put(f"/{name}", page.encode(), Content_Type="text/html")


@pytest.fixture
def store(target):
    opened = Store(target)
    yield opened
    opened.close()


def look(store, site, reader, pause=0.0):
    """What watching once gives: outcome and name of each entry."""
    found = watch(store, [site.feed], reader, manners=Manners(pause), allow_loopback=True)
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
    assert site.asked[asked:] == [("/robots.txt", None), ("/feed", '"1"')]


def test_what_was_not_read_before_a_crash_is_read_after_it(store, site, reader):
    watching = watch(store, [site.feed], reader, manners=Manners(0), allow_loopback=True)
    assert next(watching).where.endswith("/first")
    watching.close()  # what was not stored by now is lost, as if the process had been killed
    later(store, site)
    assert look(store, site, reader) == [("added", "second"), ("added", "third")]
    later(store, site)
    assert look(store, site, reader) == []


def test_a_page_that_fails_is_tried_again_but_not_for_ever(store, site, reader):
    site.put("/second", b"later", 503)
    assert look(store, site, reader) == [("added", "first"), ("error", "second"), ("added", "third")]
    later(store, site)
    assert look(store, site, reader) == [("error", "second")]
    mend(site, "second")
    later(store, site)
    assert look(store, site, reader) == [("added", "second")]


def test_a_page_that_always_fails_is_given_up(store, site, reader):
    site.put("/first", b"later", 503)
    for _ in range(5):
        look(store, site, reader)
        later(store, site)
    assert site.paths().count("/first") == 3


def test_what_a_host_closes_to_programs_is_noted_and_left_alone(store, site, reader):
    site.put("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /second\n")
    found = list(watch(store, [site.feed], reader, manners=Manners(0), allow_loopback=True))
    assert [one.outcome for one in found] == ["added", "error", "added"]
    assert "closed to programs by" in str(found[1].error)
    later(store, site)
    assert look(store, site, reader) == []
    assert "/second" not in site.paths()
    assert all(agent.startswith("OnRecord/") for agent in site.agents)


def test_wildcards_count_and_of_several_rules_the_longest(store, site, reader):
    site.put("/robots.txt", b"User-agent: *\nDisallow: /*con\nDisallow: /\nAllow: /feed\nAllow: /first\nAllow: /sec\n")
    assert look(store, site, reader) == [("added", "first"), ("error", "second"), ("error", "third")]


def test_a_page_that_another_host_closes_is_not_asked_for_through_a_redirect(store, site, reader):
    with running() as other:
        other.put("/robots.txt", b"User-agent: *\nDisallow: /private\n")
        site.put("/second", b"", 302, Location=f"{other.root}/private/second")
        assert look(store, site, reader) == [("added", "first"), ("error", "second"), ("added", "third")]
        assert other.paths(rules=True) == ["/robots.txt"]


@pytest.mark.parametrize(("status", "found"), [(404, 3), (403, 3), (503, 0)])
def test_without_rules_all_is_open_but_a_host_out_of_order_is_left_alone(store, site, reader, status, found):
    site.put("/robots.txt", b"no", status)
    assert [outcome for outcome, _ in look(store, site, reader)].count("added") == found
    assert len(site.paths()) == (4 if found else 0)


@pytest.mark.parametrize(("pause", "rules"), [(0.15, b""), (0.0, b"User-agent: *\nCrawl-delay: 1\nDisallow:\n")])
def test_one_host_is_asked_with_pauses(store, site, reader, pause, rules):
    site.put("/robots.txt", rules)
    site.put_feed("/feed", ("first",))
    look(store, site, reader, pause)
    between = [b - a for a, b in zip(site.moments, site.moments[1:], strict=False)]
    assert len(between) == 2
    assert min(between) >= (pause or 1.0)
