"""Names that no table knows: what the text says of them tells places from people."""

import re

import pytest

from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.evidence import is_portfolio, places
from onrecord.reading.speakers import resolve
from onrecord.vocabulary import Article, CodebookActor, Span


def told(text, *people, country=()):
    names = [(words, "person") for words in people] + [(words, "country") for words in country]
    return places(text, names)


@pytest.mark.parametrize(
    "text",
    [
        "Fighting went on in Maravel for days.",
        "The Maravel government said nothing.",
        "Maravel's foreign minister left early.",
        "Ministers flew back to Maravel at night.",
        "Talks were held with Toros and Maravel.",
        "The treaty binds Maravel, Toros and Brell.",
    ],
)
def test_a_place_is_told_by_what_stands_beside_it(text):
    assert told(text, "Maravel", country=["Toros"]) == {"Maravel"}


@pytest.mark.parametrize(
    "text",
    [
        "Maravel said no, and Maravel left.",
        "Mr. Maravel lost faith; the voters trusted in Maravel once.",
        "Support for Maravel fell.",
    ],
)
def test_without_such_a_sign_or_with_a_title_the_name_stays_a_persons(text):
    assert told(text, "Maravel") == frozenset()


def test_a_surname_that_somebody_bears_is_no_place():
    assert told("Ana Maravel spoke. Trust in Maravel grew.", "Ana Maravel", "Maravel") == frozenset()


def test_what_a_list_shares_reaches_all_of_it():
    """Brell is known by its government, so Maravel beside it, so Toros beside that."""
    text = "Brell's government agreed. Brell and Maravel signed. Maravel and Toros did so later."
    assert told(text, "Brell", "Maravel", "Toros") == {"Brell", "Maravel", "Toros"}


def test_a_ministers_field_is_no_name():
    assert is_portfolio("Water", " Minister Ana Orlo said")
    assert not is_portfolio("Water", " flowed")
    assert not is_portfolio("Maravel", " Minister Ana Orlo said")


def speaker(text, source, entities, actors=()):
    article = Article("a", text, ((0, len(text)),))
    at = text.index(source)
    made = Attribution(Span.of(text, at, at + len(source)), None, (Span.of(text, 0, at),), "speech", 1.0)
    found = [Entity(Span.of(text, *m.span()), kind) for n, kind in entities.items() for m in re.finditer(n, text)]
    return resolve(article, [made], found, actors=actors).spoken[0].speaker


def test_a_country_that_was_taken_for_a_person_speaks_as_a_country():
    text = "There was rain in Maravel. The dam holds, Maravel said."
    assert speaker(text, "Maravel said"[:7], {"Maravel": "person"}).type == "country"


def test_the_codebook_knows_the_type_of_its_actors():
    """Also of names that the tagger overlooked."""
    text = "The dam holds, Maravel said."
    assert speaker(text, "Maravel", {"Maravel": "person"}).type == "person"
    known = (CodebookActor("Maravel", type="country"),)
    assert speaker(text, "Maravel", {"Maravel": "person"}, known).type == "country"
    assert speaker(text, "Maravel", {}, known).type == "country"
