"""The five articles that the project began from: which remarks are one utterance, which article is of which days."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.tracing import dating, roles
from onrecord.tracing.tellings import Report, Telling
from onrecord.tracing.utterances import grouped, links

COVERAGE = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / ".." / "shared")) / "coverage"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not COVERAGE.exists(), reason="../shared/coverage is not here"),
]


@pytest.fixture(scope="module")
def readings():
    from onrecord import intake
    from onrecord.reading import read

    return read(list(intake.articles([str(COVERAGE)])))


@pytest.fixture(scope="module")
def tellings(readings):
    from onrecord.identity import actors

    known = actors(readings)
    found = []
    for reading in readings:
        report = Report(reading.article)
        for said in reading.statements:
            speaker = said.speaker
            if speaker and speaker.id in known:
                speaker = replace(known[speaker.id], role=speaker.role)
            found.append(Telling(replace(said, speaker=speaker), report))
    return found


@pytest.fixture(scope="module")
def utterances(tellings):
    from onrecord.encoder import embed

    return grouped(tellings, links(tellings, tellings, embed))


@pytest.fixture(scope="module")
def number(readings):
    return {r.article.id: Path(r.article.path).name[:3] for r in readings}


def retold(utterances, number):
    """Who says it and in which articles, for each utterance with reports in several."""
    found = []
    for one in utterances:
        articles = sorted({number[r.article] for r in one.reports})
        if len(articles) > 1:
            found.append((one.speaker.name.split()[-1] if one.speaker else "", articles))
    return sorted(found)


def test_the_two_april_articles_share_their_remarks(utterances, number):
    april = [speaker for speaker, articles in retold(utterances, number) if articles == ["001", "003"]]
    assert {"Peskov", "Putin", "Trump", "Kellogg"} <= set(april)
    assert len(april) >= 9
    assert april.count("Peskov") >= 4
    assert april.count("Trump") == 2


def test_what_is_retold_later_is_one_utterance_each(utterances, number):
    later = [entry for entry in retold(utterances, number) if entry[1] == ["000", "002"]]
    assert later == [("Hegseth", ["000", "002"]), ("NATO", ["000", "002"])]


def test_nothing_else_is_merged(utterances, number):
    pairs = [articles for _, articles in retold(utterances, number)]
    assert all(articles in (["001", "003"], ["000", "002"]) for articles in pairs)


def test_the_envoy_in_april_and_in_may_are_two(utterances, number):
    envoy = [
        {number[r.article] for r in u.reports}
        for u in utterances
        if u.speaker and u.speaker.name.split()[-1] == "Kellogg"
    ]
    april = [articles for articles in envoy if articles & {"001", "003"}]
    assert {"001", "003"} in april
    assert all(articles <= {"001", "003"} for articles in april)
    assert len(envoy) > len(april)


def test_a_record_says_the_same(tmp_path, utterances, number):
    import onrecord

    with onrecord.open(tmp_path / "record.db") as record:
        record.add([str(path) for path in sorted(COVERAGE.glob("*.txt"))])
        assert retold(record.utterances(limit=1_000), number) == retold(utterances, number)
        (april,) = [row for row in record.articles(limit=10) if number[row.id] == "001"]
        assert date(2025, 4, 19) <= april.published.earliest <= april.published.latest <= date(2025, 4, 23)
        assert "shares" in april.published.basis
        found = list(record.divergences(limit=100))
    assert {d.kind for d in found} == {"role"}
    assert all("001" in {number[article] for article, _, _ in d.reports} for d in found)


def test_the_undated_april_article_is_bounded_within_two_days(utterances, tellings, readings, number):
    by = {t.statement.id: t for t in tellings}
    (april,) = [r.article for r in readings if number[r.article.id] == "001"]
    shared = [[by[r.statement] for r in u.reports] for u in utterances if april.id in {r.article for r in u.reports}]
    found = dating.dated_by(april, shared)
    assert date(2025, 4, 19) <= found.earliest <= found.latest <= date(2025, 4, 23)
    assert found.basis


def test_whether_a_man_holds_an_office_is_a_divergence(readings, number):
    from onrecord.identity import actors

    known = actors(readings)
    said = []
    for reading in readings:
        people = [
            (m.span, known[m.actor].id)
            for m in reading.mentions
            if m.form == "name" and m.type == "person" and m.actor in known
        ]
        said += roles.claims(reading.article, people)
    ids = sorted(number)
    together = [frozenset((a, b)) for a in ids for b in ids if a < b]
    found = roles.of_roles(said, {}, together)
    assert found
    assert all(d.kind == "role" for d in found)
    assert any("ormer" in span.text for _, _, span in found[0].reports)
