"""Every page over the invented affair: complete, plain, the same as the Python API."""

import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord.exchange import COLUMNS
from onrecord.service import Filter
from onrecord.web import render
from onrecord.web.pages.listings import LISTINGS

STATIC = Path(render.STATIC)


class Page(HTMLParser):
    """What a browser would make of a page, as far as the tests ask."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.title, self._in_title = [], [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self._in_title = tag == "title" and not self.title
        self.addresses += [(tag, given[name]) for name in ("href", "src", "action") if given.get(name)]

    def handle_data(self, data):
        if self._in_title:
            self.title += data
            self._in_title = False


def test_every_page_has_a_title_and_no_inline_script_or_style(shown):
    for path, text in shown.items():
        page = Page(text)
        assert page.title.endswith("· On Record"), path
        for tag, given in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in given), (path, tag, given)
            assert tag not in ("style", "iframe", "object", "base"), path
            assert tag != "script" or given.get("src", "").startswith("/static/"), path
        assert sum(1 for tag, _ in page.tags if tag == "h1") == 1, path


def test_no_page_asks_another_host_for_anything(shown):
    for path, text in shown.items():
        for tag, address in Page(text).addresses:
            assert address.startswith(("/", "#")) or (tag == "a" and re.match(r"https?://", address)), (path, address)


def test_every_link_of_every_page_leads_somewhere(client, shown):
    seen = {"/logout", *shown}
    for path, text in shown.items():
        for tag, address in Page(text).addresses:
            target = address.partition("#")[0]
            if tag == "form" or not target.startswith("/") or target in seen:
                continue
            seen.add(target)
            assert client.get(target).status_code == 200, (path, target)


def test_hostile_text_stays_text(shown):
    for path, text in shown.items():
        assert "<script>alert" not in text, path
        assert not re.search(r"<(img|svg|b)[^>]* on\w+=", text), path
        assert "\x00" not in text, path
        assert "\u202e" not in text, path
        assert not any(address.lower().startswith("javascript:") for _, address in Page(text).addresses), path


@pytest.mark.parametrize("listing", [page.name for page in LISTINGS])
def test_a_listing_is_a_table_with_its_own_columns(client, record, listing):
    answer = client.get(f"/{listing}.csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == COLUMNS[listing]
    assert len(rows) - 1 == len(getattr(record, listing)(Filter(limit=10_000)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_cells_of_a_table_are_no_formulas_unless_asked_raw(client):
    guarded = list(csv.DictReader(io.StringIO(client.get("/articles.csv").text)))
    raw = list(csv.DictReader(io.StringIO(client.get("/articles.csv?raw=true").text)))
    assert {"'=Hostile <i>Wire</i>"} == {row["outlet"] for row in guarded} - {"The Tide", "The Ebb"}
    assert {"=Hostile <i>Wire</i>"} == {row["outlet"] for row in raw} - {"The Tide", "The Ebb"}


def test_pages_follow_one_another_without_gap_or_repeat(client, record):
    seen, after = [], None
    while True:
        answer = client.get("/statements.json", params={"limit": 2, **({"after": after} if after else {})}).json()
        seen += [row["id"] for row in answer["rows"]]
        after = answer["next"]
        if after is None:
            break
    assert seen == [row.id for row in record.statements(limit=1_000)]
    first = client.get("/statements", params={"limit": 2})
    assert "Next page" in first.text


def test_empty_fields_of_a_form_ask_for_nothing(client):
    assert client.get("/statements?search=&speaker=&since=&kind=").status_code == 200


def test_the_title_names_the_selection(client):
    assert Page(client.get("/statements?search=dam&kind=direct").text).title.startswith("Statements: ")
    assert "dam" in Page(client.get("/statements?search=dam").text).title


def test_counts_beside_the_list_are_asked_for_apart_and_work_without_script(client):
    plain = client.get("/statements?kind=direct").text
    assert "/statements?kind=direct&amp;facets=1" in plain
    assert "/statements/facets?kind=direct" in plain
    for path in ("/statements?kind=direct&facets=1", "/statements/facets?kind=direct"):
        shown = client.get(path).text
        assert "The Tide" in shown
        assert "chosen; take away" in shown


def test_the_overview_lists_what_is_new_since_the_last_visit(client, record, tmp_path):
    first = client.get("/").text
    assert "New since" not in first
    assert "Nothing new since you were here" in client.get("/").text
    client.cookies.delete("onrecord-visit")
    visit = {"cookie": "onrecord-visit=2020-01-01T00:00:00+00:00"}
    page = client.get("/", headers=visit).text
    assert "New since 1 January 2020" in page
    listed = page.split("New since")[1].split("</section>")[0]
    assert all(f'href="/articles/{row.id}"' in listed for row in record.articles())
    for written in ("nonsense", "2020-01-01", "9999-12-31T23:59:59+00:00"):
        assert client.get("/", headers={"cookie": f"onrecord-visit={written}"}).status_code == 200


def test_hits_are_marked(client):
    assert "<mark>dam</mark>" in client.get("/statements?search=dam").text


def test_a_statement_has_a_permalink_to_its_words(client, record):
    row = record.statements()[0]
    answer = client.get(f"/statements/{row.id}", follow_redirects=False)
    assert answer.headers["location"] == f"/articles/{row.article}#s-{row.id}"
    assert f'id="s-{row.id}"' in client.get(f"/articles/{row.article}").text


def test_a_very_long_line_comes_in_parts(client, record, tmp_path):
    file = tmp_path / "long.txt"
    file.write_text("Long\n\n5 March 2024 - " + "word " * 120_000)
    record.add(str(file), outlet="Long Wire", read=False)
    row = record.articles(outlet="Long Wire")[0]
    first = client.get(f"/articles/{row.id}")
    assert first.status_code == 200
    assert len(first.text) < 400_000
    assert "The text goes on" in first.text
    assert client.get(f"/articles/{row.id}?from=400000").status_code == 200
    assert client.get(f"/articles/{row.id}?from=99999999").status_code == 400


def test_the_network_leaves_as_svg_graphml_gexf_and_json(client):
    for kind, begins in (("svg", "<svg"), ("graphml", "<?xml"), ("gexf", "<?xml")):
        answer = client.get(f"/network.{kind}")
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith(begins)
    assert client.get("/network.json").json()["actors"]
    assert client.get("/network").text == client.get("/network").text  # the same picture every time


def test_static_files_are_named_by_their_hash_and_kept(client):
    address = render.static_address("style.css")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/style.css").status_code == 404
    assert client.get("/static/..%2fapp.py").status_code == 404


def test_the_bundle_is_the_one_that_vl_convert_carries():
    digest = hashlib.sha256((STATIC / "vega.js").read_bytes()).hexdigest()
    assert digest == "3425bd951a44d478d0505c6b5d1e8d57656b6e9a4da7bfe88a718ce61d76e572"
    assert "University of Washington" in (STATIC / "vega.LICENSE.txt").read_text()
    vl_convert = pytest.importorskip("vl_convert", reason="the bundle's maker is a development dependency")
    assert hashlib.sha256(vl_convert.javascript_bundle().encode()).hexdigest() == digest


def test_the_committed_description_is_the_applications_own(app):
    committed = json.loads((STATIC.parent / "openapi.json").read_text())
    assert committed == json.loads(json.dumps(app.openapi())), "run: python -m onrecord.web.describe"


def test_fastapis_own_pages_are_off(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert client.get("/openapi.json").status_code == 200
