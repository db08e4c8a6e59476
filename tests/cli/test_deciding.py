"""Deciding on the command line: one decision by options, and those of another record from its table."""

import csv
import io
import json
import shutil

import pytest


@pytest.fixture
def own(talks, tmp_path):
    """A copy of the record that a test may change."""
    return shutil.copy(talks, tmp_path / "own.db")


@pytest.fixture
def other(talks, tmp_path):
    """Another copy, where nothing was decided."""
    return shutil.copy(talks, tmp_path / "other.db")


def _lines(run, *arguments):
    ran = run(*arguments, "--json")
    assert ran.status == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def _table(ran):
    return list(csv.DictReader(io.StringIO(ran.out, newline="")))


def _written(rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _decide(run, record, *arguments):
    ran = run("decide", *arguments, "--maker", "Ada", "--record", record)
    assert ran.status == 0, ran.err
    return ran


@pytest.fixture(scope="module")
def decided(run, talks, tmp_path_factory):
    """A record in which something of every kind was decided, and something taken back."""
    own = shutil.copy(talks, tmp_path_factory.mktemp("decided") / "own.db")
    said = _lines(run, "statements", "--reports", "--record", own)
    utterance = _lines(run, "codings", "--issue", "compact-membership", "--record", own)[0]["utterance"]
    first, second, third = (one["id"] for one in said[:3])
    _decide(run, own, "--statement", first, "--field", "verdict", "--new", "wrong")
    _decide(run, own, "--statement", second, "--field", "speaker", "--new", "Mara Lind")
    _decide(run, own, "--statement", third, "--field", "kind", "--new", "mixed")
    _decide(run, own, "--statement", second, "--field", "other utterance", "--new", third)
    _decide(run, own, "--utterance", utterance, "--field", "stance:compact-membership", "--new", "neutral")
    _decide(run, own, "--actor", "Mara Lind", "--field", "same actor", "--new", "Mara Lind-Oster")
    made = _table(run("decisions", "--csv", "--record", own))
    kind = next(row["decision"] for row in made if row["field"] == "kind")
    _decide(run, own, "--undo", kind)
    return own


def _state(run, record):
    """What decisions change, as the listings show it."""
    said = run("statements", "--reports", "--json", "--record", record).out
    return said, run("codings", "--json", "--record", record).out, run("actors", "--json", "--record", record).out


def test_a_decision_shows_at_once_and_can_be_taken_back(run, own):
    said = _lines(run, "statements", "--reports", "--record", own)[0]
    (made,) = _lines(
        run,
        *("decide", "--statement", said["id"], "--field", "speaker", "--new", "Mara Lind"),
        *("--maker", "Ada", "--record", own),
    )
    now = _lines(run, "statements", "--reports", "--speaker", "Mara Lind", "--record", own)
    assert [one["id"] for one in now] == [said["id"]]
    assert (made["maker"], made["old"], made["new"]) == ("Ada", said["speaker"]["name"], "Mara Lind")
    _decide(run, own, "--undo", made["decision"])
    again = {one["id"]: one for one in _lines(run, "statements", "--reports", "--record", own)}
    assert again[said["id"]]["speaker"]["name"] == said["speaker"]["name"]


def test_nobody_can_be_decided_to_speak(run, own):
    said = _lines(run, "statements", "--reports", "--record", own)[0]
    _decide(run, own, "--statement", said["id"], "--field", "speaker", "--nothing")
    again = {one["id"]: one for one in _lines(run, "statements", "--reports", "--record", own)}
    assert again[said["id"]]["speaker"] is None


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--field", "kind", "--new", "direct", "--maker", "Ada"], 2, "give one of --statement"),
        (["--statement", "x", "--actor", "y", "--maker", "Ada"], 2, "give one of --statement"),
        (["--statement", "x", "--field", "kind", "--new", "direct"], 2, "--maker NAME"),
        (["--statement", "x", "--field", "kind", "--maker", "Ada"], 2, "--nothing"),
        (["--statement", "x", "--field", "kind", "--new", "loud", "--maker", "Ada"], 2, "use one of direct"),
        (["--statement", "x", "--field", "hue", "--new", "red", "--maker", "Ada"], 2, "use one of verdict"),
        (["--statement", "x", "--field", "kind", "--new", "direct", "--maker", "Ada"], 1, "no statement 'x'"),
        (["--undo", "x", "--maker", "Ada"], 1, "no decision 'x'"),
        (["--undo", "x", "--field", "kind", "--maker", "Ada"], 2, "as a whole"),
        (["--file", "-", "--maker", "Ada"], 2, "give --file alone"),
        (["--file", "-"], 2, "write one with: onrecord decisions --csv"),
    ],
)
def test_what_cannot_be_decided_is_said(run, talks, arguments, status, says):
    ran = run("decide", *arguments, "--record", talks, stdin=b"a,b\n1,2\n")
    assert (status, "") == (ran.status, ran.out)
    assert says in ran.err


def test_decisions_are_carried_to_another_record_and_only_once(run, decided, other):
    table = run("decisions", "--csv", "--record", decided).out.encode()
    ran = run("decide", "--file", "-", "--record", other, stdin=table)
    assert (ran.status, ran.err) == (0, "7 decisions stored, 0 known already, 0 refused\n")
    assert _state(run, other) == _state(run, decided)
    carried = _table(run("decisions", "--csv", "--record", other))
    assert sorted(map(str, carried)) == sorted(map(str, _table(run("decisions", "--csv", "--record", decided))))
    ran = run("decide", "--file", "-", "--record", other, stdin=table)
    assert (ran.status, ran.err) == (0, "0 decisions stored, 7 known already, 0 refused\n")


def test_every_bad_row_is_named_and_the_rest_goes_on(run, decided, other, tmp_path):
    rows = _table(run("decisions", "--csv", "--record", decided))
    bad = {
        "maker": (" ", "the column maker is empty"),
        "made_at": ("yesterday", "'yesterday' is no time"),
        "subject": ("poem", "'poem' cannot be decided about"),
        "article": ("0123456789abcdef0123", "no article '0123456789abcdef0123'"),
        "quote": ("words that nobody wrote", "does not hold the words"),
        "field": ("hue", "'hue' of a statement cannot be decided"),
        "seconds": ("soon", "'soon' is no number of seconds"),
        "blind": ("maybe", "'maybe' is neither True nor False"),
        "undoes": ("feedfeed", "takes back decision feedfeed, which is not in this record"),
    }
    good = next(row for row in rows if row["field"] == "verdict")
    spoilt = [good | {name: cell, "decision": f"bad{n}"} for n, (name, (cell, _)) in enumerate(bad.items())]
    file = tmp_path / "decisions.csv"
    file.write_bytes(_written([*spoilt, good]) + b"too,few,cells\n")
    ran = run("decide", "--file", file, "--record", other)
    assert ran.status == 1
    *refused, last = ran.err.splitlines()
    assert last == "1 decisions stored, 0 known already, 10 refused"
    for n, (_, reason) in enumerate(bad.values()):
        assert refused[n].startswith(
            f"{file}, line {sum(map(_height, [spoilt[0], *spoilt[:n]])) + 2 - _height(good)}: "
        )
        assert reason in refused[n]
    assert "3 cells where the header has" in refused[-1]
    assert [row["decision"] for row in _table(run("decisions", "--csv", "--record", other))] == [good["decision"]]


def _height(row):
    """How many lines a row of a table takes."""
    return 1 + sum(cell.count("\n") for cell in row.values())


def test_words_that_stand_twice_need_their_surroundings_and_articles_must_be_there(run, decided, tmp_path):
    text = "Harbour news\r\n\r\n“No tolls,” said Ida Roth.\r\n\r\n“No tolls,” said Mara Lind.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    for name in ("one.db", "two.db"):
        assert run("add", tmp_path / "a.txt", "--record", tmp_path / name).status == 0
    for said in _lines(run, "statements", "--reports", "--record", tmp_path / "one.db"):
        _decide(run, tmp_path / "one.db", "--statement", said["id"], "--field", "verdict", "--new", "right")
    rows = _table(run("decisions", "--csv", "--record", tmp_path / "one.db"))
    bare = [{name: cell for name, cell in row.items() if name not in ("prefix", "suffix")} for row in rows]
    ran = run("decide", "--file", "-", "--record", tmp_path / "two.db", stdin=_written(bare))
    assert "the words stand more than once in the article" in ran.err
    ran = run("decide", "--file", "-", "--record", tmp_path / "two.db", stdin=_written(rows))
    assert (ran.status, ran.err) == (0, "2 decisions stored, 0 known already, 0 refused\n")
    table = run("decisions", "--csv", "--record", decided).out.encode()
    ran = run("decide", "--file", "-", "--record", tmp_path / "two.db", stdin=table)
    assert ran.status == 1
    assert "no article" in ran.err
    assert "with an issue of the codebook" in ran.err
