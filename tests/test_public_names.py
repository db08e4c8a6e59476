"""The public names: what `onrecord` and its service promise, and that every module says what it offers."""

import ast
import importlib
from pathlib import Path

import pytest

import onrecord
from onrecord import service
from onrecord.service import Record

SOURCE = Path(__file__).resolve().parents[1] / "src" / "onrecord"
MODULES = sorted(
    ".".join(("onrecord", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.name != "__main__.py"
)


def test_the_package_offers_these_names():
    assert sorted(onrecord.__all__) == ["Filter", "Listing", "Record", "__version__", "open", "read"]
    assert onrecord.Record is service.Record


def test_the_service_offers_these_names():
    assert sorted(service.__all__) == ["Filter", "Listing", "Record"]


def test_a_record_offers_these():
    offered = {
        *("actor", "actors", "add", "adding", "agreement", "article", "articles", "close", "codebook", "coding"),
        *("codings", "compare", "counts", "decide", "decisions", "divergences", "doctor", "export", "history"),
        *("load_codebook", "network", "open", "overview", "packages", "positions", "put_codebook", "queue", "reread"),
        *("rereading", "shifts", "statement", "statements", "stories", "story", "suggest_codebook", "undo"),
        *("utterance", "utterances", "waiting_to_be_read", "watching"),
    }
    assert offered <= {name for name in dir(Record) if not name.startswith("_")}


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'Recrod'"):
        onrecord.Recrod  # noqa: B018 - asking is the test


@pytest.mark.parametrize("module", MODULES)
def test_modules_offer_what_they_say(module):
    path = SOURCE / "/".join(module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module says what it is"
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        pytest.skip(f"{module} needs an optional part: {error}")
    for name in getattr(loaded, "__all__", ()):
        assert hasattr(loaded, name)
