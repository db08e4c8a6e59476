"""Which names are one actor's."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.identity import Named, Rulings, closure, group, name_keys
from onrecord.vocabulary import CodebookActor

NAMES = [
    Named("Oleksa Marynych", "person", 4),
    Named("Oleksa Marinich", "person", 2),
    Named("Olexa Marynych", "person"),
    Named("Marynych", "person"),
    Named("Dara Quill", "person", 3),
    Named("Dara J. Quill", "person"),
    Named("Dara K. Quill", "person"),
    Named("Tomas Quill", "person"),
    Named("Quill", "person", 2),
    Named("D. Quill", "person"),
    Named("International Harbor Fund", "organization", 5),
    Named("IHF", "organization", 3),
    Named("Inland Heritage Foundation", "organization"),
    Named("the Harbor Council", "organization"),
    Named("Harbor Council", "media"),
    Named("Norway", "country"),
    Named("Robert Ames", "person"),
    Named("Bob Ames", "person"),
]


def together(names, *wanted, rules=None):
    """Whether all ``wanted`` names are one actor's in the grouping of ``names``."""
    return any(set(wanted) <= {n.name for n in one.names} for one in group(names, rules))


def people(*names):
    return [Named(name, "person") for name in names]


def test_spellings_of_one_name_are_one_actor():
    assert together(people("Oleksa Marynych", "Oleksa Marinich"), "Oleksa Marynych", "Oleksa Marinich")


def test_two_people_of_one_surname_stay_two():
    assert not together(people("Dara Quill", "Tomas Quill"), "Dara Quill", "Tomas Quill")


def test_similar_surnames_are_not_one():
    assert not together(people("Jon Hansen", "Jon Hanson"), "Jon Hansen", "Jon Hanson")


def test_a_short_form_of_a_given_name_is_the_same_name():
    assert together(people("Robert Ames", "Bob Ames"), "Robert Ames", "Bob Ames")


def test_father_and_son_are_two():
    assert not together(people("Dara Quill", "Dara Quill Jr."), "Dara Quill", "Dara Quill Jr.")


def test_a_lone_surname_goes_to_its_only_bearer():
    assert together(people("Dara Quill", "Quill"), "Dara Quill", "Quill")


def test_a_lone_surname_with_two_bearers_stays_alone():
    assert not together(people("Dara Quill", "Tomas Quill", "Quill"), "Dara Quill", "Quill")


def test_a_lone_surname_goes_to_the_bearer_that_most_articles_name():
    names = [Named("Dara Quill", "person", 40), Named("Tomas Quill", "person", 2), Named("Quill", "person", 5)]
    assert together(names, "Dara Quill", "Quill")


def test_a_name_never_bridges_two_people():
    names = people("Dara J. Quill", "Dara K. Quill", "Dara Quill")
    assert not together(names, "Dara J. Quill", "Dara K. Quill")


def test_an_acronym_is_the_one_body_it_abbreviates():
    names = [Named("International Harbor Fund", "organization"), Named("IHF", "organization")]
    assert together(names, "International Harbor Fund", "IHF")
    assert not together(
        [*names, Named("Inland Heritage Foundation", "organization")], "International Harbor Fund", "IHF"
    )


def test_a_person_and_a_body_of_one_name_are_two():
    assert len(group([Named("Quill", "person"), Named("Quill", "organization")])) == 2


def test_names_of_a_country_are_one():
    assert together([Named("the U.S.", "country"), Named("United States", "country")], "the U.S.", "United States")


def test_codebook_aliases_win_over_likeness():
    rules = Rulings((CodebookActor("Oleksa Marynych", ("The Heron",)),))
    assert together(people("Oleksa Marinich", "The Heron"), "Oleksa Marinich", "The Heron", rules=rules)
    assert [one.name for one in group(people("Oleksa Marinich", "The Heron"), rules)] == ["Oleksa Marynych"]


def test_decisions_win_over_likeness():
    pair = ("Oleksa Marynych", "Oleksa Marinich")
    assert len(group(people(*pair), Rulings(different=frozenset({pair})))) == 2
    rules = Rulings(same=frozenset({("Dara Quill", "Tomas Quill")}))
    assert together(people("Dara Quill", "Tomas Quill"), "Dara Quill", "Tomas Quill", rules=rules)


def test_an_actor_goes_by_its_most_used_name_and_keeps_all():
    (one,) = group(
        [Named("Oleksa Marynych", "person", 2), Named("Oleksa Marinich", "person", 9), Named("Marynych", "person", 50)]
    )
    assert one.name == "Oleksa Marinich"
    assert {named.name for named in one.names} == {"Oleksa Marynych", "Oleksa Marinich", "Marynych"}


def test_an_id_stays_when_another_spelling_is_added():
    before = group(people("Oleksa Marynych"))
    after = group(people("Oleksa Marynych", "Oleksa Marinich", "Marynych"))
    assert [one.id for one in before] == [one.id for one in after]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_names_makes_no_difference(names, rng: random.Random):
    shuffled = list(names)
    rng.shuffle(shuffled)
    assert group(shuffled) == group(names)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), unique=True, max_size=14))
def test_grouping_the_grouped_changes_nothing(names):
    once = group(names)
    assert group([named for one in once for named in one.names]) == once


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
def test_the_closure_of_a_name_groups_it_as_all_names_would(names):
    def lookup(keys):
        return [named for named in names if set(name_keys(named.name, named.type)) & set(keys)]

    new = names[0]
    in_all = next(one for one in group(names) if new in one.names)
    in_closure = next(one for one in group(closure([new], lookup)) if new in one.names)
    assert in_all == in_closure


RULES = Rulings(
    (
        CodebookActor("Oleksa Marynych", ("The Heron",)),
        CodebookActor("Harbor Council", ("HC", "Tomas Quill"), "organization"),
    ),
    same=frozenset({("Robert Ames", "Dara J. Quill")}),
    different=frozenset({("Bob Ames", "Robert Ames"), ("IHF", "International Harbor Fund")}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*NAMES, Named("The Heron", "person")]), unique=True, min_size=1))
def test_the_closure_holds_under_rulings(names):
    def lookup(keys):
        return [named for named in names if set(name_keys(named.name, named.type)) & set(keys)]

    new = names[0]
    in_all = next(one for one in group(names, RULES) if new in one.names)
    in_closure = next(one for one in group(closure([new], lookup, RULES), RULES) if new in one.names)
    assert in_all == in_closure
