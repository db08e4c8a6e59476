"""A line of ten megabytes with a very long statement in it, and worse, through every page."""

import time

import pytest
from affair import CODEBOOK, paths_of
from fastapi.testclient import TestClient

from onrecord.service import Record
from onrecord.service.adding import Reader
from onrecord.vocabulary import Actor, Article, Reading, Span, Statement, digest
from onrecord.web.app import create_app

WORDS = "“" + "the dam <b onclick=alert(1)>stays</b> \u202e " * 400 + "”"
TAIL = " said <script>alert(2)</script>Brandt. javascript:alert(3) " + "x" * 10_000_000


def huge(outlet):
    """An article on one line of ten megabytes."""
    text = WORDS + TAIL
    body = ((0, len(WORDS) + 60),)
    return Article(Article.identify(text, outlet), text, body, outlet=outlet, title=text[:300_000])


def read(articles):
    return [Reading(one, (said(one),), reader="huge 1") for one in articles]


def said(of):
    brandt = Actor("b", "<script>alert(2)</script>Brandt", "person")
    at = len(WORDS) + 1
    return Statement(
        *(digest("statement", of.id), of.id, "direct", "speech"),
        source=Span.of(of.text, at + 5, at + 38),
        cue=Span.of(of.text, at, at + 4),
        content=(Span.of(of.text, 0, len(WORDS)),),
        speaker=brandt,
        confidence=0.5,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("huge")
    with Record.open(folder / "huge.db", reader=Reader("huge 1", read)) as record:
        record.add([huge("<i>Wire</i>"), huge("=Wire")])
        record.load_codebook(CODEBOOK)
        client = TestClient(create_app(record, state=folder / "web.json", hosts=("testserver",)))
        asked = {}
        for path in paths_of(record, most=5):
            began = time.perf_counter()
            asked[path] = client.get(path), time.perf_counter() - began
        yield asked


def test_every_page_is_served_and_small_enough_to_show(pages):
    for path, (answer, _) in pages.items():
        assert answer.status_code == 200, (path, answer.text[-300:])
        assert len(answer.content) < 2_000_000, (path, len(answer.content))


def test_nothing_of_it_runs(pages):
    for path, (answer, _) in pages.items():
        assert "<script>alert" not in answer.text, path
        assert "<b onclick" not in answer.text, path
        assert "\u202e" not in answer.text, path
