"""Actors of many articles, and what people decide about them."""

from datetime import UTC, datetime

from onrecord.identity import actors, rulings
from onrecord.vocabulary import Actor, Article, Codebook, CodebookActor, Decision, Reading


def reading(text, *names, resolved=True):
    article = Article(Article.identify(text, None), text, ((0, len(text)),))
    cast = tuple(Actor(f"{article.id}-{name}", name, "person", f"role in {text}", resolved) for name in names)
    return Reading(article, (), actors=cast)


def decision(field, quote, new, id="d1", undoes=None):  # noqa: A002 - the vocabulary's word
    at = datetime(2025, 3, 1, tzinfo=UTC)
    return Decision(id, "me", at, "actor", None, quote, "", "", field, None, new, undoes=undoes)


def ids(found, *names):
    return {found_actor.id for key, found_actor in found.items() if any(key.endswith(f"-{name}") for name in names)}


def test_one_person_in_two_articles_is_one_actor_with_the_role_of_each():
    found = actors([reading("one", "Dara Quill"), reading("two", "Quill")])
    assert len({actor.id for actor in found.values()}) == 1
    assert {actor.role for actor in found.values()} == {"role in one", "role in two"}


def test_described_people_of_two_articles_stay_two():
    found = actors([reading("one", "a diplomat", resolved=False), reading("two", "a diplomat", resolved=False)])
    assert len({actor.id for actor in found.values()}) == 2
    assert not any(actor.resolved for actor in found.values())


def test_the_order_of_readings_makes_no_difference():
    readings = [reading("one", "Dara Quill"), reading("two", "Quill", "Tomas Ames"), reading("three", "T. Ames")]
    assert actors(readings) == actors(readings[::-1])


def test_a_codebook_names_an_actor():
    codebook = Codebook(actors=(CodebookActor("Oleksa Marynych", ("Marinitch",)),))
    found = actors([reading("one", "Marinitch")], codebook)
    assert [actor.name for actor in found.values()] == ["Oleksa Marynych"]


def test_a_decision_parts_what_looks_alike_and_undoing_it_unites_again():
    readings = [reading("one", "Oleksa Marynych"), reading("two", "Oleksa Marinich")]
    apart = decision("other actor", "Oleksa Marynych", "Oleksa Marinich")
    assert len(set(map(str, actors(readings, None, [apart]).values()))) == 2
    assert len({a.id for a in actors(readings, None, [apart]).values()}) == 2
    back = decision("undo", "", None, id="d2", undoes="d1")
    assert len({a.id for a in actors(readings, None, [apart, back]).values()}) == 1


def test_a_decision_unites_what_looks_different():
    readings = [reading("one", "Dara Quill"), reading("two", "Heron")]
    told = [decision("same actor", "Heron", "Dara Quill")]
    assert len({a.id for a in actors(readings, None, told).values()}) == 1
    assert rulings(None, told).same == {("Heron", "Dara Quill")}
