"""What docs/contract.md promises to programs: commands, options, the keys of every JSON object."""

import csv
import io
import json

import pytest

SPAN = {"start", "end", "text"}
ACTOR = {"id", "name", "type", "role", "resolved"}
WHEN = {"earliest", "latest", "basis"}
STATEMENT = {
    *("id", "kind", "voice", "source", "cue", "content", "speaker", "joint", "speaks_for", "supported_by"),
    *("opposed_by", "said_at", "within", "confidence"),
}
SHAPES = {
    "articles": {"id", "path", "url", "outlet", "title", "byline", "language", "published", "statements"},
    "statements": STATEMENT | {"article", "outlet", "utterance"},
    "actors": {"actor", "names", "roles", "statements", "utterances"},
    "utterances": {"utterance", "speaker", "said_at", "wording", "reports"},
    "stories": {"story", "title", "articles", "when"},
    "positions": {
        *("actor", "issue", "stance", "conditions", "since", "until", "utterances", "confidence", "basis"),
    },
}


def _lines(ran):
    assert ran.status == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize("listing", SHAPES)
def test_every_listing_prints_its_objects(run, talks, listing):
    lines = _lines(run(listing, "--json", "--record", talks))
    assert lines
    for line in lines:
        assert line.keys() >= SHAPES[listing]


@pytest.mark.parametrize("listing", [*SHAPES, "divergences", "shifts"])
def test_every_listing_prints_csv_with_as_many_rows(run, talks, listing):
    ran = run(listing, "--csv", "--record", talks)
    table = list(csv.DictReader(io.StringIO(ran.out)))
    assert (0, len(_lines(run(listing, "--json", "--record", talks)))) == (ran.status, len(table))


@pytest.mark.parametrize("listing", [*SHAPES, "divergences", "shifts"])
def test_every_listing_can_be_read(run, talks, listing):
    ran = run(listing, "--record", talks)
    assert ran.status == 0
    assert ran.out or ran.err
    assert "\x1b" not in ran.out


def test_statements_carry_their_parts(run, talks):
    lines = _lines(run("statements", "--json", "--reports", "--record", talks))
    for line in lines:
        for span in [*line["content"], *filter(None, (line["source"], line["cue"]))]:
            assert span.keys() == SPAN
        for actor in filter(None, (line["speaker"], *line["joint"])):
            assert actor.keys() >= ACTOR - {"resolved"}
        assert line["said_at"] is None or line["said_at"].keys() == WHEN


def test_read_prints_readings_in_the_order_of_the_input_and_stores_nothing(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, words in (
        ("b.txt", "“The quay is closed,” said Mara Lind."),
        ("a.txt", "Ida Roth said boats were late."),
    ):
        (tmp_path / name).write_text(f"Harbour news\n\n{words}\n", encoding="utf-8")
    ran = run("read", "--json", "--outlet", "Tarn Herald", "--published", "2031-05-04", "b.txt", "a.txt")
    lines = _lines(ran)
    assert [line["article"]["path"] for line in lines] == ["b.txt", "a.txt"]
    for line in lines:
        article = line["article"]
        assert article.keys() >= {
            "id",
            "path",
            "url",
            "outlet",
            "title",
            "byline",
            "language",
            "published",
            "text",
            "body",
        }
        assert (tmp_path / article["path"]).read_text(encoding="utf-8") == article["text"]
        assert (article["outlet"], article["published"]["latest"]) == ("Tarn Herald", "2031-05-04")
        for said in line["statements"]:
            assert said.keys() >= STATEMENT
            for span in said["content"]:
                assert article["text"][span["start"] : span["end"]] == span["text"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_adding_again_changes_nothing(run, talks):
    before = run("statements", "--json", "--record", talks).out
    for line in _lines(run("articles", "--json", "--record", talks)):
        ran = run("add", line["path"], "--json", "--record", talks)
        assert [one["outcome"] for one in _lines(ran)] == ["unchanged"]
    assert before == run("statements", "--json", "--record", talks).out


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (["packages", "--json"], {"options", "feasible", "blocked_by"}),
        (["agreement", "--json"], {"coders", "alpha"}),
        (["doctor", "--json"], {"check", "ok", "detail"}),
    ],
)
def test_other_commands_print_their_objects(run, talks, command, keys):
    for line in _lines(run(*command, "--record", talks)):
        assert line.keys() >= keys


def test_show_and_compare_print_one_object_each(run, talks):
    one, two = (line["id"] for line in _lines(run("articles", "--json", "--record", talks)))
    (shown,) = _lines(run("show", one[:6], "--json", "--record", talks))
    assert shown["article"]["id"] == one
    (compared,) = _lines(run("compare", one, two, "--json", "--record", talks))
    assert (one, two) == (compared["left"]["id"], compared["right"]["id"])


def test_the_same_answers_from_python(run, talks):
    import onrecord

    with onrecord.open(talks) as record:
        for listing in SHAPES:
            mine = [json.loads(json.dumps(row.to_json())) for row in getattr(record, listing)(limit=1000)]
            assert mine == _lines(run(listing, "--json", "--record", talks))


@pytest.mark.parametrize("format_", ["csv", "jsonl", "dna", "events", "jsonld", "graphml", "gexf", "ucinet", "matrix"])
def test_every_format_is_written(run, talks, tmp_path, format_):
    file = tmp_path / f"out.{format_}"
    ran = run("export", format_, file, "--record", talks)
    assert ran.status == 0, ran.err
    assert file.stat().st_size > 0
