"""Where the parties stand by the five reports that the project began from, with their codebook."""

from datetime import date

import pytest

import onrecord

pytestmark = pytest.mark.shared

DAYS = ["2025-02-13", "2025-04-22", "2025-05-30", "2025-04-22", "2025-12-15"]
"""On which the reports came out, in the order of their names."""


class Matrix:
    def __init__(self, record):
        self.record = record
        self.positions = list(record.positions(limit=10_000))
        self.codings = list(record.codings(limit=10_000))
        self.shifts = list(record.shifts(limit=10_000))

    def of(self, actor, issue):
        return [one for one in self.positions if (one.actor.name, one.issue) == (actor, issue)]

    def stances(self, actor, issue):
        return {one.stance for one in self.of(actor, issue)}

    def words(self, position):
        return [self.record.utterance(one).wording for one in position.utterances]


def made(folder, path, *, dated):
    with onrecord.open(path) as record:
        files = sorted((folder / "coverage").glob("*.txt"))
        if dated:
            for file, day in zip(files, DAYS, strict=True):
                record.add([str(file)], published=date.fromisoformat(day))
        else:
            record.add([str(file) for file in files])
        record.load_codebook(folder / "coverage/codebook.yaml")
    return onrecord.open(path)


@pytest.fixture(scope="module")
def dated(shared, tmp_path_factory):
    with made(shared, tmp_path_factory.mktemp("dated") / "talks.db", dated=True) as record:
        yield Matrix(record)


@pytest.fixture(scope="module")
def plain(shared, tmp_path_factory):
    with made(shared, tmp_path_factory.mktemp("plain") / "talks.db", dated=False) as record:
        yield Matrix(record)


@pytest.fixture(params=["dated", "plain"])
def either(request):
    return request.getfixturevalue(request.param)


def test_who_is_against_membership_and_who_for(either):
    assert either.stances("Russia", "nato-membership") == {"against"}
    assert either.stances("United States", "nato-membership") == {"against"}
    assert either.stances("NATO", "nato-membership") == {"for"}
    words = [words for one in either.of("NATO", "nato-membership") for words in either.words(one)]
    assert any("irreversible" in one for one in words)


def test_conditions_of_russia_and_of_the_united_states(either):
    (talks,) = [one for one in either.of("Russia", "peace-talks") if one.stance == "conditional"]
    assert any("NATO" in text and "four regions" in text for text in talks.conditions)
    guarantees = either.of("United States", "security-guarantees")
    assert {one.stance for one in guarantees} == {"conditional"}
    assert all(one.conditions for one in guarantees)


def test_a_reported_view_is_not_that_of_who_reports_it(either):
    held = {(c.actor.name, c.stance) for c in either.codings if c.issue == "nato-membership"}
    assert {stance for name, stance in held if "Biden" in name} == {"for"}
    assert {stance for name, stance in held if name == "Donald Trump"} == {"against"}


def test_ukraine_moves_once_from_for_to_conditional_in_exchange_for_guarantees(dated):
    (shift,) = [one for one in dated.shifts if one.actor.name == "Ukraine"]
    assert (shift.issue, shift.before[0], shift.after[0]) == ("nato-membership", "for", "conditional")
    assert shift.after[1] == date(2025, 12, 15)
    assert any("guarantees" in text for text in shift.conditions)
    *_, before, last = dated.of("Ukraine", "nato-membership")
    assert before.stance == "for"
    assert before.since <= date(2025, 2, 28) <= before.until
    assert (last.stance, last.since) == ("conditional", date(2025, 12, 15))


def test_nobody_else_is_said_to_have_moved(dated):
    moved = {(one.actor.name, one.issue) for one in dated.shifts}
    assert moved <= {("Ukraine", "nato-membership"), ("Volodymyr Zelenskyy", "nato-membership")}


def test_what_has_no_date_is_shown_with_what_contradicts_it_and_shifts_nothing(plain):
    (position,) = [one for one in plain.of("Ukraine", "nato-membership") if one.since is None]
    shown = [plain.record.utterance(one).wording for one in (*position.utterances, *position.contradicts)]
    assert position.contradicts
    assert any("guarantees" in words for words in shown)
    assert not [one for one in plain.shifts if one.actor.name == "Ukraine"]
