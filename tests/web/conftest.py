"""Records read by the real reader, each once a session, and the application over a copy of the smallest."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from affair import ARTICLES, CODEBOOK, OUTLETS, paths_of
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


def read_folder(folder, codebook, target):
    """The record of a folder's articles and a codebook."""
    with Record.open(target) as record:
        record.add(sorted(str(file) for file in folder.iterdir() if file.suffix in (".txt", ".html")))
        record.load_codebook(codebook)
    return target


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The record file of the example that comes with On Record."""
    folder = Path(__file__).resolve().parents[2] / "examples"
    return read_folder(folder / "coverage", folder / "codebook.yaml", tmp_path_factory.mktemp("example") / "example.db")


@pytest.fixture(scope="session")
def coverage(shared, tmp_path_factory):
    """The record file of the news reports that the project began from."""
    folder = shared / "coverage"
    return read_folder(folder, folder / "codebook.yaml", tmp_path_factory.mktemp("coverage") / "coverage.db")


@pytest.fixture(scope="session")
def shown(built, tmp_path_factory):
    """Every page over the record, as HTML, fetched once: address to text."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copy(built, folder / "affair.db")
    with Record.open(folder / "affair.db") as record:
        app = create_app(record, state=folder / "web.json", name="affair", hosts=("testserver",))
        client = TestClient(app)
        client.get(f"/start/{app.state.site.accounts.start}")
        answers = {path: client.get(path) for path in paths_of(record)}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: answer.text for path, answer in answers.items()}


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
