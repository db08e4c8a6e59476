"""People's names taken apart and compared."""

import pytest

from onrecord.naming.people import compatible, gender, person_name


def same(one, other):
    a, b = person_name(one), person_name(other)
    return a is not None and b is not None and compatible(a, b)


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Sen. Dara Quill’s", ("dara",), "quill"),
        ("Retired Lt. Gen. Tomas Ames", ("tomas",), "ames"),
        ("Mrs. Quill", (), "quill"),
        ("Ilse van der Meer", ("ilse",), "van der meer"),
        ("Tomas R. Ames Jr.", ("tomas", "r"), "ames"),
        ("Zdeněk Nováček", ("zdenek",), "novacek"),
    ],
)
def test_titles_possessives_and_suffixes_are_no_part_of_a_name(text, given, surname):
    name = person_name(text)
    assert name is not None
    assert (name.given, name.surname) == (given, surname)


def test_a_surname_alone_fits_the_full_name_and_so_does_the_given_name():
    assert same("Quill", "Dara Quill")
    assert same("Dara", "Dara Quill")


def test_contradicting_given_names_titles_or_generations_do_not_fit():
    assert not same("Dara Quill", "Tomas Quill")
    assert not same("Mrs. Ames", "Robert Ames")
    assert not same("Robert Ames", "Robert Ames Jr.")


def test_spellings_and_short_forms_fit():
    assert same("Oleksa Marynych", "Oleksa Marinich")
    assert same("Bob Ames", "Robert Ames")
    assert same("R. Ames", "Robert Ames")


def test_a_title_or_a_given_name_tells_the_gender():
    assert gender("Mr. Quill") == "male"
    assert gender("Margaret Quill") == "female"
    assert gender("Quill") is None
