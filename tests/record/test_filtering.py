"""Filters refuse what makes no sense; cursors lead on and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RequestError
from onrecord.record import Filter
from onrecord.record.dialects import searchable
from onrecord.record.filtering import cursor, past
from onrecord.record.schema import day_of, sort_key


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "loud"}, "use one of direct, indirect, mixed"),
        ({"voice": "song"}, "use one of speech"),
        ({"stance": "maybe"}, "use one of for"),
        ({"limit": 0}, "limit 0 is out of range"),
        ({"since": "yesterday"}, "not a day; write it as 2025-04-30"),
        ({"since": date(2031, 2, 1), "until": date(2031, 1, 1)}, "give the earlier day first"),
    ],
)
def test_a_filter_says_what_would_do(fields, says):
    with pytest.raises(RequestError, match=says):
        Filter(**fields)


def test_days_may_be_text():
    assert date(2031, 5, 4) == Filter(since="2031-05-04").since


def test_a_listing_refuses_fields_that_it_cannot_use():
    with pytest.raises(RequestError, match="actors cannot be filtered by kind; use search"):
        Filter(kind="direct").only("actors", "search")


@given(st.lists(st.one_of(st.text(), st.integers())))
def test_a_cursor_comes_back_as_it_was(place):
    assert place == past(cursor(*place), *map(type, place))


@given(st.text(max_size=20))
def test_no_other_text_passes_for_a_cursor(text):
    with pytest.raises(RequestError, match="is no place in this listing"):
        past(text, str, str, str, int)


@given(st.dates(), st.dates())
def test_sort_keys_put_later_days_first(one, two):
    assert (one > two) == (sort_key(one.isoformat()) < sort_key(two.isoformat()))
    assert one == day_of(sort_key(one.isoformat(), "and more"))
    assert sort_key(one.isoformat(), "z") < sort_key(None, "a")


@given(st.text())
def test_words_to_search_are_plain(text):
    words = searchable(text)
    assert words == searchable(words)
    assert words == " ".join(words.split())
