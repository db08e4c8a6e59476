"""The codebook on the command line: what in it does nothing, and an endpoint as an additional coder."""

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

BOOK = """\
issues:
  - id: compact-membership
    proposition: Dunmere should become a member of the Marl Basin Compact.
    phrases: [membership, bid]
  - id: moon
    proposition: The moon should be sold.
    phrases: [lunar]
actors:
  - {name: Zelda Quux, speaks_for: [{name: Dunmere, since: 2031-01-01}]}
decision:
  compact-membership: {rule: unanimity, members: [Atlantis]}
"""


@pytest.fixture
def own(talks, tmp_path):
    """A copy of the record that a test may change."""
    return shutil.copy(talks, tmp_path / "own.db")


@pytest.fixture
def endpoint():
    """A server that finds every statement to be against, with its first word as evidence."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            said = asked["messages"][1]["content"].partition("Statement: ")[2]
            evidence = "no such words" if server.astray else said.split()[0]
            answer = {"stance": "against", "evidence": evidence, "conditions": [], "confidence": 0.9}
            data = json.dumps({"choices": [{"message": {"content": json.dumps(answer)}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.astray = [], False
    server.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def coders(run, record):
    lines = run("codings", "--json", "--record", record).out.splitlines()
    return [json.loads(line)["coder"] for line in lines]


def test_what_in_a_codebook_does_nothing_is_told_and_it_is_loaded_all_the_same(run, own, tmp_path):
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    ran = run("codebook", tmp_path / "book.yaml", "--record", own)
    assert ran.status == 0
    assert "moon: no utterance touches this issue" in ran.err
    assert "no article names: Zelda Quux" in ran.err
    assert "decision.compact-membership: Atlantis is no actor here" in ran.err
    assert "Zelda Quux speaks for Dunmere from 2031-01-01 on, after the last article" in ran.err
    assert "compact-membership:" not in ran.err.replace("decision.compact-membership:", "")
    assert set(coders(run, own))


def test_a_file_that_is_no_codebook_makes_no_record(run, tmp_path):
    (tmp_path / "bad.yaml").write_text("issues:\n  - {id: a b, proposition: x}\n", encoding="utf-8")
    ran = run("codebook", tmp_path / "bad.yaml", "--record", tmp_path / "new.db")
    assert (ran.status, (tmp_path / "new.db").exists()) == (1, False)
    assert "line 2" in ran.err
    assert "issues[0].id" in ran.err


def test_nobody_is_asked_unless_named_and_then_stands_beside_the_machine(run, own, endpoint):
    before = coders(run, own)
    assert not any("@" in coder for coder in before)
    ran = run("codebook", "--coder", endpoint.url, "--coder-model", "tiny", "--record", own)
    assert ran.status == 0, ran.err
    assert endpoint.asked[0]["model"] == "tiny"
    after = coders(run, own)
    name = f"tiny@127.0.0.1:{endpoint.server_port}"
    assert sorted(coder for coder in after if coder != name) == sorted(before)
    assert f"{after.count(name)} codings, 0 answers dropped" in ran.err
    measured = json.loads(run("agreement", "--json", "--record", own).out)
    assert name in measured["coders"]


def test_an_endpoint_is_not_asked_twice_about_the_same(run, own, endpoint):
    run("codebook", "--coder", endpoint.url, "--record", own)
    asked = {one["messages"][1]["content"] for one in endpoint.asked}
    endpoint.asked.clear()
    run("codebook", "--coder", endpoint.url, "--record", own)
    again = {one["messages"][1]["content"] for one in endpoint.asked}
    assert again <= {one for one in asked if "Speaker: unknown" in one}


def test_answers_without_literal_evidence_are_dropped_and_told(run, own, endpoint):
    endpoint.astray = True
    ran = run("codebook", "--coder", endpoint.url, "--record", own)
    assert "evidence is not a literal part" in ran.err
    assert not any("@" in coder for coder in coders(run, own))


def test_what_cannot_be_asked_is_one_clear_line(run, own, tmp_path):
    gone = run("codebook", "--coder", "http://127.0.0.1:9/v1", "--record", own)
    assert (gone.status, "cannot be reached" in gone.err, gone.err.count("\n")) == (1, True, 1)
    assert run("codebook", "--coder", "tiny", "--record", own).status == 2
    assert run("codebook", "suggest", "--coder", "http://127.0.0.1:9/v1", "--record", own).status == 2
    assert run("codebook", "--coder", "http://127.0.0.1:9/v1", "--record", tmp_path / "none.db").status == 1


def test_the_change_log_of_one_actor_on_one_issue(run, talks):
    ran = run("shifts", "--log", "--speaker", "Dunmere", "--issue", "compact-membership", "--json", "--record", talks)
    steps = [json.loads(line) for line in ran.out.splitlines()]
    assert steps[0]["change"] == "first said"
    assert all(step.keys() >= {"at", "change", "utterance", "stance", "conditions", "wording"} for step in steps)
    assert run("shifts", "--log", "--speaker", "Dunmere", "--record", talks).status == 2
    nothing = run("shifts", "--log", "--speaker", "Carrow", "--issue", "minimum-flow", "--record", talks)
    assert "has said nothing" in nothing.err


def test_the_matrix_begins_with_the_parties_of_the_codebook(run, talks):
    table = run("positions", "--json", "--record", talks).out.splitlines()
    assert {json.loads(line)["actor"]["name"] for line in table} > {"Dunmere"}
    shown = [line.split()[0] for line in run("positions", "--record", talks).out.splitlines() if line[:1].isupper()]
    assert shown[0] in {"Dunmere", "Velmark", "Carrow"}


def test_packages_are_told_by_verdict_with_the_words_that_block(run, talks):
    ran = run("packages", "--record", talks)
    assert ran.status == 0
    assert "needed has rejected" in ran.out
    moved = run("packages", "--suppose", "Aster: compact-membership=against", "--json", "--record", talks)
    taken = [one for line in moved.out.splitlines() for one in json.loads(line)["blocked_by"]]
    assert {(one["actor"], one["stance"]) for one in taken if one["supposed"]} == {("Velmark", "against")}
    refused = run("packages", "--suppose", "Atlantis: compact-membership=for", "--record", talks)
    assert (refused.status, "has no say on compact-membership" in refused.err) == (2, True)
