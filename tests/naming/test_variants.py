"""Spellings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.naming.organizations import is_media, same_organization
from onrecord.naming.variants import fold, same_word, skeleton, sound


@pytest.mark.parametrize(
    ("one", "other"), [("marynych", "marinich"), ("lavrenko", "lawrenko"), ("hrytskyy", "hrytskiy")]
)
def test_transliterations_of_one_name_sound_alike(one, other):
    assert sound(one) == sound(other)
    assert same_word(one, other)


@pytest.mark.parametrize(("one", "other"), [("quill", "quell"), ("ames", "amos"), ("hansen", "hanson")])
def test_other_names_do_not_sound_alike(one, other):
    assert sound(one) != sound(other)


@given(st.text(alphabet="abcdeiklmnorstuvyz", min_size=3, max_size=12))
def test_names_that_sound_alike_share_their_key(word):
    other = word.replace("v", "w").replace("i", "y")
    assert sound(word) == sound(other)
    assert skeleton(sound(word)) == skeleton(sound(other))


def test_folding_drops_accents_case_and_marks():
    assert fold("  Łucja  O’Néill-Šimić ") == "lucja oneill simic"


def test_an_acronym_is_its_expansion():
    assert same_organization("the IHF", "International Harbor Fund")
    assert same_organization("Harbor Fund", "International Harbor Fund")
    assert not same_organization("IHA", "International Harbor Fund")


def test_a_media_outlet_is_told_by_its_name():
    assert is_media("The Northport Gazette")
    assert not is_media("Northport Council")
