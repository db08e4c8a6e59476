"""What the guard lets through and what not."""

import pytest

from onrecord.web import limits
from onrecord.web.security import CSP, host_name


def test_every_answer_carries_the_policy_even_errors(reader):
    for path in ("/", "/statements", "/statements.json", "/nope", "/statements?x=1", "/static/none.js"):
        headers = reader.get(path).headers
        assert headers["content-security-policy"] == CSP
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_is_the_one_agreed():
    assert CSP == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "[::2]"])
def test_other_hosts_are_refused(reader, host):
    assert reader.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("header", "name"),
    [("localhost:8000", "localhost"), ("[::1]:8000", "::1"), ("127.0.0.1", "127.0.0.1"), ("LocalHost", "localhost")],
)
def test_the_name_in_a_host_header(header, name):
    assert host_name(header) == name


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://testserver"}, False),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({}, True),
    ],
)
def test_writes_come_from_the_page_itself(client, headers, allowed):
    answer = client.post("/review/undo", headers=headers, follow_redirects=False)
    assert (answer.status_code != 403) is allowed


def test_reading_from_elsewhere_changes_nothing_and_is_allowed(reader):
    assert reader.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_long_addresses_are_refused_not_cut(reader):
    answer = reader.get("/statements.json", params={"search": "x" * limits.URL_BYTES})
    assert answer.status_code == 414
    assert answer.json()["error"]["code"] == "address"


def test_large_bodies_are_refused(client, monkeypatch):
    monkeypatch.setattr("onrecord.web.security.BODY_BYTES", 1_000)
    assert client.post("/add", data={"urls": "x" * 2_000}).status_code == 413
    parts = (b"urls=" + b"x" * 600 for _ in range(3))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/add", content=parts, headers=kind).status_code == 413


def test_errors_have_one_shape(reader):
    for path, status in (("/statements.json?x=1", 400), ("/nope.json", 404), ("/utterances/none.json", 404)):
        answer = reader.get(path)
        assert answer.status_code == status
        assert set(answer.json()["error"]) == {"status", "code", "message"}
    assert reader.get("/statements.json?limit=many").status_code == 400
    assert reader.get("/statements.json?since=yesterday").status_code == 400
    assert reader.get("/statements.json?after=zzz").status_code == 400


def test_a_failure_inside_shows_no_trace(reader, record, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the secret detail")

    monkeypatch.setattr(type(record), "statements", broken)
    for path in ("/statements", "/statements.json"):
        answer = reader.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"] == CSP


def test_who_did_not_open_the_start_address_reads_only(reader):
    assert reader.get("/review").status_code == 200
    assert reader.post("/review/undo").status_code == 403
    assert reader.post("/add", data={"urls": "https://tide.example/"}).status_code == 403


def test_a_wrong_start_address_gives_nothing(reader):
    assert reader.get("/start/guess").status_code == 404
    assert reader.post("/review/undo").status_code == 403


def test_a_login_leads_to_no_other_host(app, reader):
    app.state.site.accounts.set("Ada", "long enough", "reviewer")
    data = {"name": "Ada", "password": "long enough"}
    for asked, goes in (
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/review", "/review"),
    ):
        answer = reader.post("/login", params={"next": asked}, data=data, follow_redirects=False)
        assert answer.headers["location"] == goes


def test_only_get_is_safe(reader):
    assert reader.request("DELETE", "/statements").status_code in (403, 405)
