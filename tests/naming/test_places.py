"""Countries by their names, demonyms and capitals."""

import pytest

from onrecord.naming.places import country, demonym_country, is_region, shortened


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("the U.S.", "United States"),
        ("UK", "United Kingdom"),
        ("Kyiv", "Ukraine"),
        ("Côte d'Ivoire", "Côte d’Ivoire"),
        ("Türkiye", "Turkey"),
        ("Atlantis", None),
    ],
)
def test_a_name_stands_for_a_country(name, wanted):
    assert country(name) == wanted


def test_a_capital_counts_only_where_it_may_stand_for_its_government():
    assert country("Oslo", capitals=False) is None


def test_a_demonym_tells_its_country():
    assert demonym_country("Czech") == "Czechia"
    assert demonym_country("Tuvaluan") == "Tuvalu"
    assert demonym_country("northern") is None


def test_a_state_is_a_region_and_no_country():
    assert is_region("Ohio")
    assert country("Ohio") is None


def test_abbreviations_and_capitals_are_better_written_out():
    assert shortened("U.S.")
    assert shortened("Kyiv")
    assert not shortened("Britain")
