"""The remote coder against a real HTTP server on the loopback address."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from positions_parties import statement, utterance

from onrecord.errors import CoderError, RequestError
from onrecord.positions import remote
from onrecord.positions.issues import Match

SAID = statement("s1", "Ana Holt", "said", "Norland will join the Pact, whatever Rovia says")
ONE = utterance(SAID)
MATCHES = {ONE.id: (Match("pact", 1.0, "join the Pact"),)}


@pytest.fixture
def endpoint():
    """A server that answers with what ``answers`` holds and keeps what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.sent.append((self.path, dict(self.headers), body))
            status = server.statuses.pop(0) if server.statuses else server.status
            content = server.answer if isinstance(server.answer, str) else json.dumps(server.answer)
            data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.sent, server.status, server.statuses, server.answer = [], 200, [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(server, book):
    to = remote.Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "test-model", timeout=10)
    return remote.code([ONE], {"s1": SAID}, book, to, matches=MATCHES)


def test_an_answer_becomes_codings_with_literal_evidence(endpoint, book):
    endpoint.answer = {"stance": "for", "evidence": "will join the Pact", "confidence": 0.8}
    outcome = ask(endpoint, book)
    assert [(c.actor.name, c.stance, c.confidence) for c in outcome.codings] == [
        ("Ana Holt", "for", 0.8),
        ("Norland", "for", 0.8),
    ]
    first = outcome.codings[0]
    assert first.coder.startswith("test-model@127.0.0.1")
    assert first.evidence.text == "will join the Pact"
    assert first.evidence.start == SAID.content[0].start + len("Norland ")


def test_only_wording_speaker_and_proposition_are_sent(endpoint, book, monkeypatch):
    monkeypatch.setenv("ONRECORD_CODER_KEY", "k3y")
    endpoint.answer = {"stance": "for", "evidence": "will join the Pact", "confidence": 1}
    ask(endpoint, book)
    path, headers, body = endpoint.sent[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer k3y"
    assert body["messages"][1]["content"].split("\n") == [
        "Proposition: Norland should become a member of the Pact.",
        "Speaker: Ana Holt",
        "Statement: Norland will join the Pact, whatever Rovia says",
    ]
    labels = body["response_format"]["json_schema"]["schema"]["properties"]["stance"]["enum"]
    assert labels == ["for", "against", "conditional", "neutral"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"stance": "in favour", "evidence": "join", "confidence": 1}, "label"),
        ({"stance": "for", "evidence": "Norland shall join", "confidence": 1}, "literal"),
        ({"stance": "for", "evidence": "", "confidence": 1}, "literal"),
        ({"stance": "for", "evidence": "join", "confidence": "high"}, "confidence"),
        ({"stance": "for", "evidence": "join", "confidence": 7}, "confidence"),
        ({"stance": "for", "evidence": "join", "conditions": ["if paid"], "confidence": 1}, "condition"),
        ({"stance": "for", "evidence": "join", "conditions": "join", "confidence": 1}, "condition"),
        ("I think so", "label"),
        ("[1]", "label"),
    ],
)
def test_answers_that_break_the_rules_are_dropped_with_the_reason(endpoint, book, answer, why):
    endpoint.answer = answer
    outcome = ask(endpoint, book)
    assert not outcome.codings
    assert why in outcome.dropped[0][2]


def test_refusals_and_bad_addresses_are_plain_errors(endpoint, book):
    endpoint.status = 401
    with pytest.raises(CoderError, match="HTTP 401"):
        ask(endpoint, book)
    with pytest.raises(RequestError, match="not an http"):
        remote.code([ONE], {}, book, remote.Endpoint("ftp://x"), matches=MATCHES)
    endpoint.server_close()
    with pytest.raises(CoderError, match="cannot be reached"):
        remote.code([ONE], {}, book, remote.Endpoint("http://127.0.0.1:9", timeout=2), matches=MATCHES)


def test_conditions_are_literal_parts_with_the_kind_that_the_words_show(endpoint, book):
    words = "Norland will join the Pact only if the fee is cut"
    said = statement("s1", "Ana Holt", "said", words)
    endpoint.answer = {"stance": "conditional", "evidence": words, "conditions": ["the fee is cut"], "confidence": 0.9}
    to = remote.Endpoint(f"http://127.0.0.1:{endpoint.server_port}/v1/", timeout=10)
    first, second = remote.code([utterance(said)], {"s1": said}, book, to, matches=MATCHES).codings
    assert (first.actor.name, second.actor.name, first.conditions) == ("Ana Holt", "Norland", second.conditions)
    (condition,) = first.conditions
    assert (condition.text, condition.kind, condition.span.start) == (
        "the fee is cut",
        "only if",
        105 + words.index("the fee"),
    )


def test_an_answer_wrapped_in_a_fence_is_read(endpoint, book):
    endpoint.answer = '```json\n{"stance": "for", "evidence": "join the Pact", "confidence": 0.7}\n```'
    assert ask(endpoint, book).codings


def test_an_endpoint_that_knows_no_schema_is_asked_without_one(endpoint, book):
    endpoint.statuses = [400]
    endpoint.answer = {"stance": "for", "evidence": "join the Pact", "confidence": 0.7}
    assert ask(endpoint, book).codings
    assert ["response_format" in body for _, _, body in endpoint.sent] == [True, False]


def test_an_endpoint_that_is_busy_is_asked_again_but_not_for_ever(endpoint, book, monkeypatch):
    monkeypatch.setattr(remote.time, "sleep", lambda seconds: None)
    endpoint.statuses = [429, 503]
    endpoint.answer = {"stance": "for", "evidence": "join the Pact", "confidence": 0.7}
    assert ask(endpoint, book).codings
    endpoint.status = 503
    with pytest.raises(CoderError, match="HTTP 503"):
        ask(endpoint, book)
    assert len(endpoint.sent) == 6


def test_what_is_no_chat_completion_names_the_base_url(book):
    class Page(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(CoderError, match="base URL"):
        ask(server, book)
    server.shutdown()
    server.server_close()
