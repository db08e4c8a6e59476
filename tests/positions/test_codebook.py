from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import CodebookError
from onrecord.positions.codebook import load

if TYPE_CHECKING:
    from pathlib import Path


def test_issues_actors_and_rules_are_read(book):
    assert [issue.id for issue in book.issues] == ["pact", "talks", "guarantees"]
    assert book.actors[0].aliases == ("Holt",)
    assert book.actors[2].speaks_for[0].since == date(2025, 1, 20)
    rules = load(
        "issues: [{id: a, proposition: b}]\ndecision: {a: {rule: qualified, members: [X, Y, Z], quota: 0.66}}\n"
    )
    assert rules.decision["a"].quota == 0.66


def test_a_title_left_out_is_the_id():
    assert load("issues: [{id: water, proposition: Water should be free.}]\n").issues[0].title == "water"


def test_how_near_is_near_can_be_set_for_all_issues_and_for_one():
    book = load("threshold: 0.7\nissues: [{id: a, proposition: b, threshold: 0.4}, {id: c, proposition: d}]\n")
    assert [issue.threshold for issue in book.issues] == [0.4, 0.7]
    assert load("issues: [{id: a, proposition: b}]\n").issues[0].threshold is None


def test_the_source_is_kept_as_it_was():
    text = "# mine\nissues: [{id: a, proposition: b}]\n"
    assert load(text).source == text


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        ("", 1, "(file)", "empty"),
        ("{}", 1, "(file)", "empty"),
        ("- a\n", 1, "(file)", "mapping"),
        ("issues: [\n", 2, "(file)", "not valid YAML"),
        ("issues: 3\n", 1, "issues", "list"),
        ("issues:\n- {id: a}\n", 2, "issues[0].proposition", "missing"),
        ("issues:\n- id: a\n  proposition: b\n  phrase: [c]\n", 4, "issues[0].phrase", "unknown key"),
        ("issues:\n- {id: a b, proposition: c}\n", 2, "issues[0].id", "blank"),
        ("issues:\n- {id: a, proposition: b}\n- {id: a, proposition: c}\n", 3, "issues[1].id", "already in line 2"),
        ("issues:\n- {id: a, id: b, proposition: b}\n", 2, "issues[0].id", "twice"),
        ("threshold: high\nissues:\n- {id: a, proposition: b}\n", 1, "threshold", "not a number"),
        ("issues:\n- {id: a, proposition: b, threshold: 1.5}\n", 2, "issues[0].threshold", "from 0"),
        ("issues:\n- {id: a, proposition: b, threshold: nan}\n", 2, "issues[0].threshold", "from 0"),
        ("issues:\n- {id: a, proposition: }\n", 2, "issues[0].proposition", "text"),
        ("actors:\n- {name: A, aliases: [Z]}\n- {name: B, aliases: [z]}\n", 3, "actors[1].aliases", "already names A"),
        ("actors:\n- {name: A}\n- {name: A}\n", 3, "actors[1].name", "already in line 2"),
        ("actors:\n- {name: A, type: ship}\n", 2, "actors[0].type", "none of person"),
        ("actors:\n- {name: A, speaks_for: [A]}\n", 2, "actors[0].speaks_for", "itself"),
        (
            "actors:\n- {name: A, speaks_for: [B]}\n- {name: B, speaks_for: [A]}\n",
            3,
            "actors[1].speaks_for",
            "each other",
        ),
        (
            "actors:\n- name: A\n  speaks_for:\n  - {name: B, since: 2025-13-01}\n",
            4,
            "actors[0].speaks_for[0].since",
            "not a day",
        ),
        (
            "actors:\n- {name: A, speaks_for: [{name: B, since: 2025-02-01, until: 2025-01-01}]}\n",
            2,
            "actors[0].speaks_for[0].until",
            "before since",
        ),
        ("issues:\n- {id: a, proposition: b}\ndecision:\n  c: {rule: unanimity}\n", 4, "decision.c", "no issue"),
        (
            "issues:\n- {id: a, proposition: b}\ndecision:\n  a: {rule: lottery, members: [X]}\n",
            4,
            "decision.a.rule",
            "none of",
        ),
        (
            "issues:\n- {id: a, proposition: b}\ndecision:\n  a: {rule: qualified, members: [X]}\n",
            4,
            "decision.a.rule",
            "quota",
        ),
        (
            "issues:\n- {id: a, proposition: b}\ndecision:\n  a: {rule: qualified, members: [X], quota: 7}\n",
            4,
            "decision.a.quota",
            "neither a share",
        ),
    ],
)
def test_a_fault_is_named_with_line_and_key(text, line, key, reason):
    with pytest.raises(CodebookError, match=reason) as caught:
        load(text)
    assert (caught.value.line, caught.value.key) == (line, key)


def test_a_deeply_nested_file_is_refused_not_crashed_on():
    with pytest.raises(CodebookError, match="not valid YAML"):
        load("[" * 5000)


def test_files_that_cannot_be_read_are_named(tmp_path: Path):
    with pytest.raises(CodebookError, match=r"none\.yaml"):
        load(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"issues: [{id: a, proposition: \xe9t\xe9}]")
    with pytest.raises(CodebookError, match="UTF-8"):
        load(str(tmp_path / "latin.yaml"))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text("issues: [{id: a, proposition: b}]\n", encoding="utf-8-sig")
    assert load(path).issues[0].id == "a"
