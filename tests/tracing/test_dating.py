"""Bounds for undated articles, with the reasons written out."""

from datetime import date

import pytest

from onrecord.tracing.dating import dated_by, days_named


@pytest.fixture
def reports(article, telling):
    dated = article(
        "Duarte said on Sunday the ferry stays. “We wait,” Okoro said. “The ice is thick,” he said.", "A", "2031-05-13"
    )
    undated = article(
        "On Sunday, Duarte said the ferry stays. “We wait,” Okoro said. “The ice is thick,” he added.", "B"
    )
    sunday = ("2031-05-11", "on Sunday")
    return undated, [
        [telling(dated, "the ferry stays", said=sunday), telling(undated, "the ferry stays")],
        [telling(dated, "“We wait,”", speaker="Ben Okoro"), telling(undated, "“We wait,”", speaker="Ben Okoro")],
        [
            telling(dated, "“The ice is thick,”", speaker="Ben Okoro"),
            telling(undated, "“The ice is thick,”", speaker="Ben Okoro"),
        ],
    ]


def test_shared_utterances_bound_an_undated_article(reports):
    undated, shared = reports
    found = dated_by(undated, shared)
    assert (found.earliest, found.latest) == (date(2031, 5, 11), date(2031, 5, 14))
    assert "shares 3 remarks with an article of 2031-05-13" in found.basis


def test_a_weekday_bounds_from_above(reports):
    undated, shared = reports
    found = dated_by(undated, shared[:1])
    assert (found.earliest, found.latest) == (date(2031, 5, 11), date(2031, 5, 17))
    assert "says “Sunday” of 2031-05-11" in found.basis


def test_days_that_an_article_tells_of_bound_it_from_below(article):
    told = article("The bridge was closed on 3 May 2031. It will open again by June 4, 2032.", "B")
    assert [day for day, _ in days_named(told)] == [date(2031, 5, 3)]
    assert dated_by(told, []).earliest == date(2031, 5, 3)
    assert dated_by(told, []).latest is None


def test_nothing_known_is_no_bound(article):
    assert dated_by(article("The bridge was closed.", "B"), []) is None
