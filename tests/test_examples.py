"""The invented negotiation and its gold hold together."""

import re
from datetime import date
from itertools import pairwise

import pytest
import yaml

import example_gold as gold
from onrecord.vocabulary import Article

FILES = {path.name: path for path in gold.COVERAGE.iterdir()}
STATEMENTS = {row["id"]: row for row in gold.rows("statements")}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return gold.articles()


def test_the_coverage_is_large_and_varied_enough() -> None:
    assert len(FILES) >= 14
    assert {path.suffix for path in FILES.values()} == {".txt", ".html"}
    words = sum(len(line["text"].split()) for row in STATEMENTS.values() for line in row["content"])
    assert len(STATEMENTS) > 120
    assert words > 1000
    assert {row["kind"] for row in STATEMENTS.values()} == {"direct", "mixed", "indirect"}


def test_every_gold_span_equals_the_words_of_its_article(articles: dict[str, Article]) -> None:
    for row in gold.statements(articles):
        text = articles[row["article"]].text
        for span in [row["source"], row["cue"], *row["content"]]:
            assert span is None or text[span.start : span.end] == span.text, row["id"]


def test_every_gold_statement_stands_in_the_body(articles: dict[str, Article]) -> None:
    for row in gold.statements(articles):
        for span in row["content"]:
            body = articles[row["article"]].body
            assert any(start <= span.start and span.end <= end for start, end in body), (row["id"], span.text)


def test_statements_within_others_stand_inside_their_content(articles: dict[str, Article]) -> None:
    located = {row["id"]: row for row in gold.statements(articles)}
    inner = [row for row in located.values() if row["within"]]
    assert inner
    for row in inner:
        outer = located[row["within"]]["content"]
        assert all(any(o.start <= span.start and span.end <= o.end for o in outer) for span in row["content"]), row[
            "id"
        ]


def test_divergent_passages_are_found(articles: dict[str, Article]) -> None:
    for row in gold.rows("divergences"):
        assert len(row["reports"]) > 1
        for report in row["reports"]:
            assert gold.locate(report["span"], articles[report["article"]].text).text == report["span"]["text"]


def test_utterances_positions_and_shifts_rest_on_gold_statements() -> None:
    for row in gold.rows("utterances"):
        assert set(row["statements"]) <= STATEMENTS.keys()
        assert len({STATEMENTS[one]["article"] for one in row["statements"]}) > 1
    for row in gold.rows("positions"):
        assert set(row["statements"]) | set(row["contradicts"]) <= STATEMENTS.keys()
    for row in gold.rows("shifts"):
        assert set(row["from"]["statements"]) | set(row["to"]["statements"]) <= STATEMENTS.keys()


def test_consecutive_positions_meet_where_the_party_shifted() -> None:
    positions = gold.rows("positions")
    changed = [
        (first, second)
        for first, second in pairwise(positions)
        if (first["actor"], first["issue"]) == (second["actor"], second["issue"])
    ]
    assert [(second["actor"], second["issue"], second["since"]) for _, second in changed] == [
        (row["actor"], row["issue"], row["to"]["at"]) for row in gold.rows("shifts")
    ]
    assert all(first["until"] == second["since"] for first, second in changed)


def test_the_codebook_names_the_issues_and_parties_of_the_gold() -> None:
    codebook = yaml.safe_load((gold.EXAMPLES / "codebook.yaml").read_text(encoding="utf-8"))
    assert {row["issue"] for row in gold.rows("positions")} <= {issue["id"] for issue in codebook["issues"]}
    assert {row["actor"] for row in gold.rows("positions")} <= {actor["name"] for actor in codebook["actors"]}
    assert set(codebook["decision"]) <= {issue["id"] for issue in codebook["issues"]}


def test_the_weekdays_named_in_the_articles_fit_their_dates(articles: dict[str, Article]) -> None:
    text = articles["2024-10-16-aster-tribune-a-door-half-open.txt"].text
    day = re.search(r"(\w+), 16 October 2024", text)
    assert day
    assert day[1] == date(2024, 10, 16).strftime("%A")
