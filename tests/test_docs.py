"""The documentation is true: its links lead somewhere, its commands and options exist, its lists are complete."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import gather
import pytest
import yaml

from onrecord.cli.app import onrecord as program

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])
COMMAND = re.compile(r"^(?: {4,}|\$ |>)?(?:\$ )?onrecord ([^`#\n]*)", re.MULTILINE)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def commands(page: Path) -> Iterator[list[str]]:
    """Calls of ``onrecord`` in code blocks and code spans of a page, as words; the contract's table is a grammar."""
    text = page.read_text(encoding="utf-8")
    for written in [*COMMAND.findall(text), *re.findall(r"`onrecord ([^`]*)`", text)]:
        yield shlex.split(written.replace("…", "").replace("|", " "))


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "contract.md"], ids=name)
def test_commands_and_options_exist(page: Path) -> None:
    context = click.Context(program)
    for words in commands(page):
        command = program if words[0].startswith("-") else program.get_command(context, words[0])
        assert command is not None, words
        if isinstance(command, click.Group) and command is not program and len(words) > 1:
            command = command.get_command(context, words[1])
            assert command is not None, words
        known = {"--help"} | {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, words


def test_the_indexes_list_every_page() -> None:
    for kind in gather.KINDS:
        page = ROOT / "docs" / f"{kind}.md"
        assert page.read_text(encoding="utf-8") == gather.gathered(kind), f"docs/{page.name}: run make index"


def test_the_navigation_names_pages_that_exist() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    for entry in settings["nav"]:
        for page in entry.values():
            assert (ROOT / "docs" / page).is_file(), page


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"(?:`| {4})make ([a-z]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, (name(page), named - targets)


def test_changelog_fragments_are_one_sentence_with_their_issue() -> None:
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        text = fragment.read_text(encoding="utf-8").strip()
        assert re.search(r"\(#\d+(?:, #\d+)*\)\.?$", text), f"{fragment.name}: end with the issue, such as (#2)"
        assert "\n\n" not in text, f"{fragment.name}: one sentence"
