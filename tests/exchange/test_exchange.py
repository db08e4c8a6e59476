"""What leaves for other programs can be read there and says the same; on an invented debate."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import networkx as nx
import pyarrow.parquet as pq
import pytest

from onrecord.errors import ArticleError, RequestError
from onrecord.exchange import (
    Sourced,
    csv_lines,
    dna_articles,
    dna_codings,
    dna_events,
    document,
    edge_rows,
    event_list,
    flat,
    gexf,
    graphml,
    hash_password,
    matrix_csv,
    password_matches,
    read_dna,
    sourced,
    to_dna,
    ucinet,
    write_dna,
    write_parquet,
)
from onrecord.exchange.dna_file import Utf16
from onrecord.networks import Events, one_mode, two_mode
from onrecord.vocabulary import Actor, Article, Coding, Condition, Span, Statement, When

DAY = date(2031, 3, 3)
MARA = Actor("m", "Mara Lind", "person", "minister")
ARDEN = Actor("ar", "Arden", "country")
TEXT = '🌊 “We will build the dam; no doubt,” said Mara Lind. Borland "might" share the water.'


def article():
    when = When(DAY, DAY, "dateline")
    return Article(
        "art1", TEXT, ((0, len(TEXT)),), outlet="The Tide", title="=Dam", url="https://tide.example/1", published=when
    )


def statement(words="We will build the dam; no doubt,", number="s1", speaker=MARA):
    start = TEXT.index(words)
    return Statement(
        number, "art1", "direct", "speech", None, None, (Span.of(TEXT, start, start + len(words)),), speaker
    )


def coding(utterance="u1", stance="for", actor=ARDEN, **more):
    return Coding(utterance, actor, "dam", stance, "test 1", 0.9, article="art1", day=DAY, **more)


def debate():
    condition = Condition("if the water is shared", "only if")
    second = statement("share the water", "s2", None)
    return [
        Sourced(statement(), article(), "u1", (coding(),)),
        Sourced(
            second, article(), "u2", (coding("u2", "conditional", Actor("b", "Borland"), conditions=(condition,)),)
        ),
    ]


def test_offsets_count_utf16_units_in_dna_and_code_points_here():
    offsets = Utf16("a🌊b🌊c")
    assert [offsets.units(point) for point in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [offsets.point(units) for units in (0, 1, 3, 4, 6, 7)] == [0, 1, 2, 3, 4, 5]
    assert offsets.point(2) == 1  # between the halves of the wave: the wave


def test_a_dna_file_reads_back_as_it_was_written(tmp_path):
    made = to_dna(debate(), today=DAY)
    write_dna(made, tmp_path / "debate.dna")
    assert read_dna(tmp_path / "debate.dna") == made


def test_a_dna_file_keeps_words_stances_and_days(tmp_path):
    write_dna(to_dna(debate(), today=DAY), tmp_path / "debate.dna")
    file = read_dna(tmp_path / "debate.dna")
    assert [found.text for found in (a for a in dna_articles(file).values())] == [TEXT]
    back = list(dna_codings(file))
    assert [(c.actor.name, c.stance, c.day, c.evidence.text) for _, c in back] == [
        ("Arden", "for", DAY, "We will build the dam; no doubt,"),
        ("Borland", "conditional", DAY, "share the water"),
    ]
    assert back[0][0].speaker.name == "Mara Lind"
    assert dna_events(file).levels == (0, 1)  # agreement, as far as it occurs


def test_passwords_are_salted_and_checked():
    stored = hash_password("tide")
    assert password_matches("tide", stored)
    assert not password_matches("ebb", stored)
    assert stored != hash_password("tide")


def test_what_is_no_dna_file_is_refused_with_its_name(tmp_path):
    (tmp_path / "x.dna").write_text("not a database, but long enough to be one" * 30)
    with pytest.raises(ArticleError, match=r"x\.dna"):
        read_dna(tmp_path / "x.dna")
    with pytest.raises(ArticleError, match="no such file"):
        read_dna(tmp_path / "none.dna")


def test_the_event_list_has_dnas_columns_and_its_replacements():
    lines = list(event_list(debate()))
    head = [cell.strip('"') for cell in lines[0].split(";")]
    assert head[:2] == ["statement_id", "time"]
    assert head[-10:-6] == ["start_position", "stop_position", "text", "coder"]
    assert head[-6:] == [f"document_{n}" for n in ("id", "title", "author", "source", "section", "type")]
    row = next(csv.reader([lines[1]], delimiter=";"))
    cells = dict(zip(head, row, strict=True))
    assert cells["time"] == "2031-03-03 00:00:00"
    assert cells["text"] == "We will build the dam, no doubt,"
    assert int(cells["start_position"]) == TEXT.index("We will") + 1  # the wave is two UTF-16 units


def network():
    columns = (["Arden", "Borland", "Corin\x01"], ["dam"] * 3, [1, 0, 1], ["a"] * 3, [DAY] * 3)
    return one_mode(Events.of(*columns, levels=(0, 1)), "subtract")


def test_graphml_reads_back_with_labels_weights_and_signs():
    read = nx.parse_graphml(graphml(network()))
    labels = nx.get_node_attributes(read, "label")
    assert list(labels.values()) == ["Arden", "Borland", "Corin\ufffd"]
    signs = {frozenset(labels[n] for n in edge): data["sign"] for *edge, data in read.edges(data=True)}
    assert signs[frozenset({"Arden", "Borland"})] == -1
    assert all(data["weight"] > 0 for *_, data in read.edges(data=True))


def test_gexf_has_the_structure_that_gephi_reads():
    text = gexf(network())
    assert nx.read_gexf(io.BytesIO(text.encode())).number_of_edges() == 3
    root = ET.fromstring(text)  # noqa: S314 - our own output
    space = "{http://www.gexf.net/1.2draft}"
    assert root.tag == f"{space}gexf"
    assert root.get("version") == "1.2"
    graph = root.find(f"{space}graph")
    assert graph.get("defaultedgetype") == "undirected"
    declared = {a.get("id") for a in graph.iter(f"{space}attribute")}
    assert {value.get("for") for value in graph.iter(f"{space}attvalue")} <= declared
    nodes = {node.get("id") for node in graph.iter(f"{space}node")}
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in graph.iter(f"{space}edge"))
    assert text == gexf(network())


def test_ucinet_dl_lists_labels_and_the_full_matrix():
    lines = ucinet(network()).splitlines()
    assert lines[0] == "dl n = 3, format = fullmatrix"
    assert lines[1:3] == ["labels:", '"Arden"']
    assert lines[-3:] == ["0 -1 1", "-1 0 -1", "1 -1 0"]
    both = two_mode(Events.of(["A"], ["x"], [1], ["a"], [DAY]))
    assert ucinet(both).splitlines()[0] == "dl nr = 1, nc = 1, format = fullmatrix"


def test_a_matrix_and_its_edges_are_tables_too():
    assert next(iter(matrix_csv(network())))["Borland"] == -1
    assert {row["weight"] for row in edge_rows(network())} == {-1.0, 1.0}


def test_csv_cells_cannot_be_formulas_unless_asked_raw():
    rows = [{"speaker": {"name": "=1+1", "id": "x"}, "tags": ["-a", "b"], "n": -3, "spans": [{"start": 1}]}]
    read = list(csv.DictReader(io.StringIO("".join(csv_lines(rows)))))
    assert read == [
        {"speaker_name": "'=1+1", "speaker_id": "x", "tags": "'-a; b", "n": "-3", "spans": '[{"start": 1}]'}
    ]
    assert next(csv.DictReader(io.StringIO("".join(csv_lines(rows, raw=True)))))["speaker_name"] == "=1+1"
    assert list(csv_lines([], columns=["a", "b"])) == ["a,b\r\n"]


def test_parquet_reads_back(tmp_path):
    rows = [{"id": str(n), "score": 1 if n == 0 else n / 2, "note": None if n < 3 else "x"} for n in range(5)]
    assert write_parquet(rows, tmp_path / "rows.parquet") == 5
    assert pq.read_table(tmp_path / "rows.parquet").to_pylist() == rows
    assert write_parquet([], tmp_path / "none.parquet") == 0


def test_a_row_that_does_not_fit_parquet_is_named(tmp_path):
    with pytest.raises(RequestError, match="does not fit"):
        write_parquet([{"a": 1}, {"a": "x"}], tmp_path / "rows.parquet")


def test_flat_names_nested_keys():
    assert flat({"a": {"b": {"c": 1}}, "d": None}) == {"a_b_c": 1, "d": None}


def test_linked_data_points_at_the_words():
    made = document(debate())
    assert json.loads(json.dumps(made)) == made
    by_type = {}
    for node in made["@graph"]:
        by_type.setdefault(node["type"] if isinstance(node["type"], str) else node["type"][0], []).append(node)
    assert len(by_type["NewsArticle"]) == 1
    assert [len(claim["appearance"]) for claim in by_type["Claim"]] == [1, 1]
    place, quote = by_type["Quotation"][0]["target"][0]["selector"]
    assert TEXT[place["start"] : place["end"]] == quote["exact"]
    assert TEXT[: place["start"]].endswith(quote["prefix"])
    assert by_type["Claim"][1]["about"][0]["conditions"] == ["if the water is shared"]


def test_codings_go_with_the_report_in_their_article_and_count_once():
    other = Article("art2", TEXT, ((0, len(TEXT)),), outlet="The Ebb")
    retold = Statement("s9", "art2", "direct", "speech", None, None, statement().content, MARA)
    items = list(sourced([other, article()], [(retold, "u1"), (statement(), "u1")], [coding()]))
    assert [(item.article.id, len(item.codings)) for item in items] == [("art2", 0), ("art1", 1)]


def test_codings_of_an_article_that_is_not_here_go_with_the_first_report():
    items = list(
        sourced(
            [article()], [(statement(), "u1")], [coding(), Coding("u1", ARDEN, "dam", "for", "x", 1.0, article="gone")]
        )
    )
    assert [len(item.codings) for item in items] == [2]
