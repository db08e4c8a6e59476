"""Who drew on whom: by order in time, by credits in the text, and with how much confidence."""

import pytest

from onrecord.tracing.derivation import credits_of, drawn_on, graph_edges
from onrecord.tracing.passages import overlap

WIRE = (
    "The council of Meravia agreed on Tuesday to reopen the northern ferry line after two winters of repairs, a "
    "step that traders on both banks had asked for since the bridge at Osk was closed. Ferries will cross four "
    "times a day."
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It holds,” she told Reuters on Friday.", "Reuters"),
        ("He refused to confirm a Bloomberg report on the ferry.", "Bloomberg"),
        ("OSK (AP) — The ferry sails again.", "Associated Press"),
        ("According to the Osk Courier the ferry sails again.", "Osk Courier"),
        ("The Tarn Evening Post first reported the flood.", "The Tarn Evening Post"),
    ],
)
def test_agencies_and_outlets_are_credited(article, text, name):
    (found,) = credits_of(article(text, "Herald"))
    assert (found.source, found.relation) == (name, "credits")
    assert found.basis in text


def test_an_outlet_does_not_credit_itself(article):
    assert credits_of(article("“It holds,” she told Reuters.", "Reuters")) == []


def test_the_later_article_drew_on_the_earlier(article):
    wire = article(WIRE, "Wire", "2031-05-13")
    feature = article("Much has been said. " * 20 + WIRE, "Herald", "2031-05-15")
    made = drawn_on(overlap(wire, feature), feature, wire)
    assert (made.article, made.source, made.relation) == (feature.id, wire.id, "contains")
    assert made.confidence == pytest.approx(0.9)
    assert made.passages


def test_a_credit_tells_where_days_do_not(article):
    post, copy = article(WIRE, "Osk Courier"), article(WIRE + " According to the Osk Courier, prices stay.", "Herald")
    found = overlap(post, copy)
    ends = (post, copy) if found.article == post.id else (copy, post)
    assert drawn_on(found, *ends).article == copy.id


def test_the_graph_has_each_pair_once(article):
    told = credits_of(article("“Yes,” she told Reuters. A Reuters report says no.", "Herald"))
    assert graph_edges(told + told) == [("Reuters", told[0].article, 0.9)]
