"""How the command line behaves: exit statuses, messages, help, pipes, formulas, hostile text."""

import json
import re
import subprocess
import sys

import pytest

import onrecord
from onrecord.cli.app import COMMANDS
from onrecord.vocabulary import Article


def test_alone_it_names_three_commands_to_try(run):
    ran = run()
    assert ran.status == 0
    assert len(re.findall(r"^  onrecord \w+ ", ran.out, re.MULTILINE)) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(run, command):
    ran = run(command, "--help")
    assert ran.status == 0
    assert re.search(r"Examples?: onrecord " + command, " ".join(ran.out.split()))


def test_a_slip_of_the_hand_is_met_with_a_suggestion(run):
    ran = run("statments")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean statements" in ran.err


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["statements", "--since", "soon"], 2, "write it as 2025-04-30"),
        (["statements", "--kind", "loud"], 2, "'direct', 'indirect', 'mixed'"),
        (["statements", "--search", "…"], 2, "holds no word"),
        (["statements", "--speaker", "Nobody At All"], 1, "no actor 'Nobody At All'"),
        (["statements", "--json", "--csv"], 2, "give one of --json and --csv"),
        (["show", "0123456789abcdef"], 1, "no article"),
        (["show"], 2, "Missing argument"),
        (["packages", "--suppose", "nonsense"], 2, "ACTOR: ISSUE=STANCE"),
        (["export", "docx", "x"], 2, "use one of csv"),
    ],
)
def test_what_fails_says_why_and_with_which_status(run, talks, arguments, status, says):
    ran = run(*arguments, "--record", talks)
    assert (status, "") == (ran.status, ran.out)
    assert says in ran.err


def test_a_record_that_is_not_there_is_not_made(run, tmp_path):
    ran = run("statements", "--record", tmp_path / "none.db")
    assert (ran.status, (tmp_path / "none.db").exists()) == (1, False)
    assert "make one with: onrecord add" in ran.err


def test_bad_inputs_get_one_line_each_and_the_rest_is_done(run, tmp_path):
    (tmp_path / "good.txt").write_text("Harbour news\n\n“The quay is closed,” said Mara Lind.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 8)
    names = [tmp_path / name for name in ("empty.txt", "good.txt", "picture.txt", "absent.txt")]
    ran = run("add", *names, "--json", "--record", tmp_path / "r.db")
    assert ran.status == 1
    outcomes = [json.loads(line)["outcome"] for line in ran.out.splitlines()]
    assert outcomes == ["error", "added", "error", "error"]
    for name in ("empty.txt", "picture.txt", "absent.txt"):
        assert sum(name in line for line in ran.err.splitlines()) == 1


def test_standard_input_is_an_article(run):
    ran = run("read", "-", "--json", stdin="Harbour news\n\n“The quay is closed,” said Mara Lind.\n".encode())
    assert ran.status == 0
    assert "The quay is closed" in json.loads(ran.out)["article"]["text"]


def test_the_record_may_be_named_by_the_environment(run, talks, monkeypatch):
    monkeypatch.setenv("ONRECORD_RECORD", str(talks))
    assert run("articles", "--json").out == run("articles", "--json", "--record", talks).out


def test_a_limit_is_kept(run, talks):
    assert len(run("statements", "--json", "--limit", "3", "--record", talks).out.splitlines()) == 3


def test_a_pipe_that_closes_ends_the_command_quietly(talks):
    command = (
        f"{sys.executable} -c 'from onrecord.cli import main; main()' statements --json --record {talks} | head -1"
    )
    ran = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_cells_that_look_like_formulas_are_guarded(run, tmp_path):
    (tmp_path / "page.txt").write_text("Harbour news\n\n“The quay is closed,” said Mara Lind.\n", encoding="utf-8")
    run("add", tmp_path / "page.txt", "--outlet", "=cmd()", "--record", tmp_path / "r.db")
    assert "'=cmd()" in run("articles", "--csv", "--record", tmp_path / "r.db").out
    assert "'=cmd()" not in run("articles", "--csv", "--raw", "--record", tmp_path / "r.db").out


def test_hostile_text_cannot_steer_the_terminal(run, tmp_path):
    nasty = "Harbour \x1b[31mnews\u202e\n\n“The \x1b]0;x\x07quay\0 [bold]is\u202d closed,” said Mara Lind.\n"
    article = Article("0" * 16, nasty, ((0, len(nasty)),), outlet="\x9b31m", title="\u2066[red]\x1b[2J", language="en")
    with onrecord.open(tmp_path / "r.db") as record:
        record.add([article])
    for command in (["articles"], ["statements"], ["show", "0000"], ["utterances"], ["actors"], ["stories"]):
        ran = run(*command, "--record", tmp_path / "r.db")
        assert ran.status == 0
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ran.out)


def test_show_wants_four_digits_of_an_id(run, talks):
    ids = [json.loads(line)["id"] for line in run("articles", "--json", "--record", talks).out.splitlines()]
    ran = run("show", ids[0][:3], "--record", talks)
    assert (ran.status, ran.out) == (1, "")


def test_suggest_is_no_file(run, talks):
    ran = run("codebook", "suggest", "--record", talks)
    assert ran.status == 0
    assert "issues" in ran.out


def test_the_codebook_in_force_is_printed_as_it_was_loaded(run, talks):
    assert "issues:" in run("codebook", "--record", talks).out


def test_a_bad_codebook_names_line_and_key_and_changes_nothing(run, talks, tmp_path):
    before = run("codebook", "--record", talks).out
    (tmp_path / "bad.yaml").write_text("issues:\n  - id: x\n    colour: red\n", encoding="utf-8")
    ran = run("codebook", tmp_path / "bad.yaml", "--record", talks)
    assert ran.status == 1
    assert "line" in ran.err
    assert before == run("codebook", "--record", talks).out


def test_a_sound_record_passes_the_doctor(run, talks):
    assert run("doctor", "--record", talks).status == 0


def test_reading_again_and_again_gives_the_same_statements(run, talks):
    assert run("reread", "--all", "--record", talks).status == 0
    before = run("statements", "--json", "--record", talks).out
    assert run("reread", "--all", "--record", talks).status == 0
    assert before == run("statements", "--json", "--record", talks).out
