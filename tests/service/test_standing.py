"""Where several actors stand at once: the same positions as in their listing, those asked for alone."""

import pytest

import invented

CODEBOOK = """
issues:
  - {id: ferries, title: Ferries, proposition: The ferries should stay., phrases: [ferries]}
  - {id: bridge, title: Bridge, proposition: The bridge should open., phrases: [bridge]}
"""
LINES = [
    ["Mara Lind said that the bridge must open soon.", "Oskar Venn said that the bridge must never open."],
    ["Mara Lind said that the bridge must not open.", "Mara Lind said that the ferries must stay."],
]


@pytest.fixture
def standing(record):
    record.add([invented.article(some, day=f"203{n}-05-04") for n, some in enumerate(LINES)])
    record.load_codebook(CODEBOOK)
    return record


def test_positions_of_some_actors_are_theirs_alone(standing):
    every = standing.positions(limit=1000)
    who = every[0].actor.id
    assert standing.positions_of([who]) == tuple(one for one in every if one.actor.id == who)
    assert standing.positions_of([who], issue="bridge") == tuple(
        one for one in every if one.actor.id == who and one.issue == "bridge"
    )
    assert standing.positions_of([]) == ()


def test_the_matrix_holds_the_latest_position_on_each_issue(standing):
    latest = {}
    for one in standing.positions(limit=1000):  # in time
        latest[one.actor.id, one.issue] = one
    found = {(who.id, issue): one for who, cells in standing.matrix() for issue, one in cells.items()}
    assert found == latest
    assert len(found) > 1


def test_the_matrix_holds_those_who_were_coded_most(standing):
    ((who, cells),) = standing.matrix(actors=1)
    assert who.name == "Mara Lind"
    assert set(cells) == {"bridge", "ferries"}
