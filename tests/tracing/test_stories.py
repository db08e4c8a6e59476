"""Stories: articles of the same events, found as they arrive; ids stay."""

from itertools import permutations

import pytest

from onrecord.tracing.stories import Placement, clusters, place, profile, reconcile, story

FERRY = (
    "Meravia reopens its northern ferry line after repairs at the Osk harbour",
    "Osk harbour ferry line reopened: Meravia ends two winters of repairs",
    "Fishermen of Osk complain about the timetable of the reopened Meravian ferry",
)
TUNNEL = (
    "Tunnel under the old market of Tarn flooded, miners rescued",
    "Rescued miners tell of the flood in the Tarn tunnel",
)


@pytest.fixture
def profiles(article):
    return [profile(article(text, f"outlet {n}", "2031-05-13", title=text)) for n, text in enumerate(FERRY + TUNNEL)]


class Index:
    def __init__(self):
        self.of_story = {}

    def neighbours(self, terms, around, days, most):
        return [s for s, ps in self.of_story.items() for p in ps if set(terms) & set(p.sought)]

    def members(self, names, around, most):
        return {name: self.of_story[name][-most:] for name in names}


def test_articles_are_grouped_by_their_events_whatever_the_order(profiles):
    expected = {frozenset(p.article for p in profiles[:3]), frozenset(p.article for p in profiles[3:])}
    for order in permutations(profiles):
        assert {frozenset(p.article for p in group) for group in clusters(order)} == expected


def test_an_article_joins_the_story_it_is_close_to(profiles):
    index = Index()
    assert place(profiles[0], index) == Placement(None)
    index.of_story = {"ferry": profiles[:2], "tunnel": profiles[3:4]}
    assert place(profiles[2], index) == Placement("ferry")
    assert place(profiles[4], index) == Placement("tunnel")


def test_an_article_close_to_two_stories_makes_them_one(profiles):
    index = Index()
    index.of_story = {"one": [profiles[0]], "two": [profiles[1]]}
    placed = place(profiles[1], index)
    assert {placed.story, *placed.absorbed} == {"one", "two"}


def test_the_same_words_weeks_later_are_another_story(article, profiles):
    later = profile(article(FERRY[0] + ".", "other", "2031-07-01", title=FERRY[0]))
    index = Index()
    index.of_story = {"ferry": profiles[:3]}
    assert place(later, index).story is None


def test_a_story_keeps_its_id_when_it_grows_splits_or_merges(profiles):
    groups = clusters(profiles)
    named, gone = reconcile({"ferry": [p.article for p in profiles[:2]], "bit": [profiles[2].article]}, groups)
    assert set(named) - {"ferry"} != set()
    assert len(named["ferry"]) == 3
    assert gone == {"bit": "ferry"}
    named, gone = reconcile({"all": [p.article for p in profiles]}, groups)
    assert len(named["all"]) == 3
    assert len(named) == 2
    assert not gone


def test_a_story_is_titled_in_the_words_of_an_article(profiles):
    told = story(profiles[:3])
    assert told.title in FERRY
    assert told.when.earliest.isoformat() == "2031-05-13"
    assert told.id == story(list(reversed(profiles[:3]))).id
