"""Who reported what, and two articles side by side."""

import pytest

from onrecord.tracing.coverage import ABSENT, compare, coverage
from onrecord.tracing.utterances import grouped, links


@pytest.fixture
def told(article, telling):
    first = article(
        "“The ferry line must open before the ice comes,” she said. “Nobody asked the pilots of Osk.”",
        "A",
        "2031-05-13",
    )
    second = article(
        "“The ferry line must not open before the ice comes,” she said. “The mayor has other worries.”",
        "B",
        "2031-05-14",
    )
    return [
        telling(first, "The ferry line must open before the ice comes"),
        telling(first, "Nobody asked the pilots of Osk"),
        telling(second, "The ferry line must not open before the ice comes"),
        telling(second, "The mayor has other worries"),
    ]


def test_the_matrix_shows_who_reported_what_and_who_left_it_out(told):
    utterances = grouped(told, links(told, told))
    articles = list(dict.fromkeys(t.statement.article for t in told))
    found = coverage(articles, utterances)
    assert [len(cell) for cell in found.cells[0]] == [1, 1]
    assert sorted([len(cell) for cell in row] for row in found.cells[1:]) == [[0, 1], [1, 0]]
    assert found.to_json()["empty"] == ABSENT


def test_two_articles_side_by_side(told):
    utterances = grouped(told, links(told, told))
    by = {t.statement.id: t for t in told}
    found = compare(told[0].statement.article, told[2].statement.article, utterances, by)
    (shared,) = found.shared
    assert [(p.kind, p.new) for p in shared.pieces if p.kind != "equal"] == [("inserted", "not")]
    assert (len(found.only_ours), len(found.only_theirs)) == (1, 1)
    assert [d.kind for d in found.divergences] == ["wording"]
