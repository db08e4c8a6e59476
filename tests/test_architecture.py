"""Imports run down the table of rooms in docs/architecture.md and never back up; only the record knows SQL."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "onrecord"

# What each room may import of ours, itself and the vocabulary aside.
BELOW = {
    "vocabulary": set(),
    "errors": set(),
    "runner": set(),
    "encoder": set(),
    "models": set(),
    "naming": set(),
    "written": set(),
    "intake": {"runner"},
    "reading": {"encoder", "naming"},
    "identity": {"naming"},
    "tracing": {"naming", "identity", "encoder"},
    "positions": {"naming", "encoder"},
    "networks": set(),
    "exchange": {"networks"},
    "scale": {"written", "runner", "intake", "reading", "encoder", "naming", "identity", "tracing"},
}
ROOMS = set(BELOW)
BELOW["record"] = ROOMS - {"intake", "reading", "scale"}
BELOW["service"] = ROOMS | {"record"}
BELOW["cli"] = {"service", "intake", "exchange", "runner", "web", "positions"}
BELOW["web"] = {"service", "intake", "exchange", "tracing", "positions", "networks", "naming"}
EVERYWHERE = {"vocabulary", "errors"}

MODULES = sorted(SOURCE.rglob("*.py"))


def _room(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def _imported(path):
    """The rooms that a module imports, at its top or inside functions; those for types alone included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            parts = node.module.split(".")
            if parts[0] == "onrecord":
                yield from parts[1:2] or [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("onrecord."))


def test_every_room_is_on_the_table():
    rooms = {_room(path) for path in MODULES} - {"__init__", "__main__"}
    assert set() == rooms - set(BELOW)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_down_the_table(path):
    room = _room(path)
    if room in ("__init__", "__main__"):
        return
    allowed = BELOW[room] | EVERYWHERE | {room}
    assert set() == set(_imported(path)) - allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_record_knows_sql(path):
    if _room(path) == "record":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if id(node) not in for_types:
            assert not any(name.split(".")[0] == "sqlalchemy" for name in names)
