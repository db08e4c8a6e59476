"""A small invented affair, read by the real reader once, and the application over a copy of it."""

import shutil

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from affair import ARTICLES, CODEBOOK, OUTLETS
from fastapi.testclient import TestClient

from onrecord.service import Record
from onrecord.web.app import create_app


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The record file, with articles read and a codebook loaded."""
    folder = tmp_path_factory.mktemp("affair")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    target = folder / "affair.db"
    with Record.open(target) as record:
        for name in ARTICLES:
            record.add(str(folder / name), outlet=OUTLETS[name])
        record.load_codebook(CODEBOOK)
    return target


@pytest.fixture
def record(built, tmp_path):
    """An open copy of the record."""
    copy = tmp_path / "affair.db"
    shutil.copy(built, copy)
    with Record.open(copy) as opened:
        yield opened


@pytest.fixture
def app(record, tmp_path):
    """The application over the record."""
    made = create_app(record, state=tmp_path / "web.json", name="affair", hosts=("testserver",))
    yield made
    made.state.site.settler.close()


@pytest.fixture
def reader(app):
    """A client that may only read."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def client(app):
    """A client that opened the start address: a reviewer."""
    opened = TestClient(app, raise_server_exceptions=False)
    assert opened.get(f"/start/{app.state.site.accounts.start}").status_code == 200
    return opened
