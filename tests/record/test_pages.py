"""Pages: every row once, in order, whatever the filter; the same rows that a plain search through all would leave."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import invented
from onrecord.errors import NotFoundError, RequestError
from onrecord.service import Record
from onrecord.service.adding import Reader

PEOPLE = ["Mara Lind", "Oskar Venn", "Ida Roth"]
OUTLETS = ["The Tarn Herald", "Aldmoor Wire", None]
DAYS = ["2031-05-04", "2031-05-05", "2031-06-01", None]
SAYINGS = ["the tolls must fall", "no ferry will sail", "bridges cost money", "tolls pay for bridges", "boats are old"]


def _articles():
    made = []
    for n in range(14):
        lines = [f"Report number {n}."]
        for k in range(3):
            words = SAYINGS[(n * 2 + k) % 5]
            who = PEOPLE[(n + k) % 3]
            lines.append(f"“{words},” said {who}." if k % 2 else f"{who} hoped that {words}.")
        made.append(invented.article(lines, outlet=OUTLETS[n % 3], day=DAYS[n % 4]))
    return made


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A record of fourteen articles."""
    where = tmp_path_factory.mktemp("pages") / "many.db"
    with Record.open(where, reader=Reader(invented.READER, invented.read)) as record:
        record.add(_articles())
        yield record


def _all_pages(ask, limit, **fields):
    rows, after = [], None
    while True:
        page = ask(limit=limit, after=after, **fields)
        assert len(page) <= limit
        rows += page
        after = page.next
        if after is None:
            return rows


FIELDS = {
    "speaker": st.sampled_from(PEOPLE),
    "outlet": st.sampled_from(OUTLETS[:2]),
    "kind": st.sampled_from(["direct", "indirect"]),
    "voice": st.sampled_from(["speech", "attitude"]),
    "since": st.sampled_from([date(2031, 5, 5), date(2031, 5, 20)]),
    "until": st.sampled_from([date(2031, 5, 20), date(2031, 6, 2)]),
    "search": st.sampled_from(["tolls", "bridges", "toll* fall"]),
}


def _fits(row, fields):
    said = row.statement
    day = (said.said_at or row.published).latest if said.said_at or row.published else None
    checks = {
        "speaker": lambda v: said.speaker.name == v,
        "outlet": lambda v: row.outlet == v,
        "kind": lambda v: said.kind == v,
        "voice": lambda v: said.voice == v,
        "since": lambda v: day is not None and day >= v,
        "until": lambda v: day is not None and day <= v,
        "search": lambda v: all(
            any(w.startswith(p[:-1]) if p.endswith("*") else w == p for w in row.wording.split()) for p in v.split()
        ),
    }
    return all(checks[name](value) for name, value in fields.items())


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.fixed_dictionaries({}, optional=FIELDS), limit=st.integers(1, 9))
def test_pages_hold_what_fits_and_nothing_else(many, fields, limit):
    everything = many.statements(limit=1000, reports=True)
    wanted = [row.id for row in everything if _fits(row, fields)]
    assert wanted == [row.id for row in _all_pages(many.statements, limit, reports=True, **fields)]
    folded = _all_pages(many.statements, limit, **fields)
    utterances = [row.utterance for row in folded]
    assert len(set(utterances)) == len(utterances)
    assert {row.utterance for row in everything if row.id in set(wanted)} == set(utterances)


def test_the_latest_come_first_and_the_undated_last(many):
    days = [(row.statement.said_at or row.published) for row in many.statements(limit=1000, reports=True)]
    known = [when.latest for when in days if when]
    assert sorted(known, reverse=True) == known
    assert all(when is None for when in days[len(known) :])


@pytest.mark.parametrize("listing", ["articles", "actors", "utterances", "stories"])
def test_other_listings_page_through_every_row_once(many, listing):
    ask = getattr(many, listing)
    whole = [row.to_json() for row in ask(limit=1000)]
    assert whole
    assert whole == [row.to_json() for row in _all_pages(ask, 2)]


def test_utterances_hold_every_report(many):
    reports = [report.statement for one in many.utterances(limit=1000) for report in one.reports]
    assert sorted(reports) == sorted(row.id for row in many.statements(limit=1000, reports=True))


def test_counts_agree_with_the_statements(many):
    rows = many.statements(limit=1000)
    counted = {count.label: count.rows for count in many.counts("speaker")}
    assert counted == {name: sum(row.speaker.name == name for row in rows) for name in PEOPLE}
    in_may = sum(bool(row.statement.said_at) and row.statement.said_at.latest.month == 5 for row in rows)
    assert in_may == {count.value: count.rows for count in many.counts("month")}["2031-05"]


def test_an_unknown_speaker_is_not_found(many):
    with pytest.raises(NotFoundError, match="no actor 'Nobody'"):
        many.statements(speaker="Nobody")


def test_a_cursor_of_another_listing_is_refused(many):
    page = many.actors(limit=1)
    with pytest.raises(RequestError, match="is no place in this listing"):
        many.statements(after=page.next)


def test_a_surname_finds_its_bearer(many):
    assert many.actor("lind").name == "Mara Lind"
