"""Accounts, roles and sessions."""

import json
import socket
import stat

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli.app import onrecord
from onrecord.errors import NotFoundError, RequestError
from onrecord.web import serve
from onrecord.web.accounts import Account, Accounts
from onrecord.web.app import create_app
from onrecord.web.limits import SESSION_SECONDS


@pytest.fixture
def accounts(tmp_path):
    made = Accounts(tmp_path / "state" / "web.json")
    made.set("Ada", "correct horse", "reviewer")
    made.set("Ben", "battery staple", "reader")
    return made


def test_the_right_password_logs_in(accounts):
    assert accounts.login("Ada", "correct horse") == Account("Ada", "reviewer")
    assert accounts.login("Ada", "wrong") is None
    assert accounts.login("Nobody", "correct horse") is None


def test_passwords_are_not_kept_and_only_the_owner_reads_the_file(accounts, tmp_path):
    file = tmp_path / "state" / "web.json"
    assert "correct horse" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_accounts_are_there_after_a_restart(accounts, tmp_path):
    again = Accounts(tmp_path / "state" / "web.json")
    assert again.login("Ben", "battery staple") == Account("Ben", "reader")
    assert again.of_session(accounts.session(Account("Ben", "reader")), loopback=False) == Account("Ben", "reader")
    assert again.start == accounts.start


def test_a_session_ends_and_cannot_be_forged(accounts):
    token = accounts.session(Account("Ada", "reviewer"), now=0)
    assert accounts.of_session(token, loopback=False, now=10) == Account("Ada", "reviewer")
    assert accounts.of_session(token, loopback=False, now=SESSION_SECONDS + 1) is None
    assert (
        accounts.of_session(token[:-1] + "0", loopback=False, now=10) != Account("Ada", "reviewer") or token[-1] == "0"
    )
    assert accounts.of_session("nonsense", loopback=False) is None
    assert accounts.of_session("a.b.c", loopback=False) is None


def test_a_session_has_the_role_that_the_account_has_now(accounts):
    token = accounts.session(Account("Ada", "reviewer"))
    accounts.set("Ada", "correct horse", "reader")
    assert accounts.of_session(token, loopback=False) == Account("Ada", "reader")


def test_the_owner_counts_on_loopback_only(accounts):
    token = accounts.session(accounts.owner())
    assert accounts.of_session(token, loopback=True).may_write
    assert accounts.of_session(token, loopback=False) is None


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [("", "long enough", "reader"), ("A", "short", "reader"), ("A", "long enough", "chief")],
)
def test_bad_accounts_are_refused(accounts, name, password, role):
    with pytest.raises(RequestError):
        accounts.set(name, password, role)


def test_another_file_is_not_taken_for_accounts(tmp_path):
    (tmp_path / "web.json").write_text("[1]")
    with pytest.raises(RequestError, match="move it away"):
        Accounts(tmp_path / "web.json")


def test_an_account_removed_elsewhere_is_let_in_no_more(accounts, tmp_path):
    token = accounts.session(Account("Ada", "reviewer"))
    Accounts(tmp_path / "state" / "web.json").remove("Ada")
    assert accounts.of_session(token, loopback=False) is None
    assert accounts.login("Ada", "correct horse") is None
    assert accounts.all() == [Account("Ben", "reader")]
    with pytest.raises(NotFoundError, match="no account 'Ada'"):
        accounts.remove("Ada")


def account(*arguments, typed=""):
    return CliRunner().invoke(onrecord, ["account", *map(str, arguments)], input=typed)


def test_accounts_are_made_and_removed_on_the_command_line(tmp_path):
    file = tmp_path / "web.json"
    added = account("add", "Ada", "--role", "reviewer", "--accounts", file, typed="correct horse\ncorrect horse\n")
    assert (added.exit_code, added.stdout) == (0, "")
    assert Accounts(file).login("Ada", "correct horse") == Account("Ada", "reviewer")
    assert json.loads(account("list", "--json", "--accounts", file).stdout) == {"name": "Ada", "role": "reviewer"}
    assert account("remove", "Ada", "--accounts", file).exit_code == 0
    assert len(Accounts(file)) == 0


def test_a_password_is_asked_for_twice_and_never_an_argument(tmp_path):
    other = account("add", "Ada", "--accounts", tmp_path / "web.json", typed="correct horse\nwrong horse\n")
    assert other.exit_code == 1
    assert len(Accounts(tmp_path / "web.json")) == 0
    assert account("add", "Ada", "correct horse", "--accounts", tmp_path / "web.json").exit_code == 2
    assert "--password" not in account("add", "--help").output


def test_nobody_is_served_from_elsewhere_without_an_account(tmp_path):
    with pytest.raises(RequestError, match="onrecord account add NAME"):
        serve(str(tmp_path / "r.db"), host="0.0.0.0", port=0, state=tmp_path / "web.json")  # noqa: S104


def test_a_port_in_use_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(RequestError, match=r"in use\); choose another with --port"):
            serve(str(tmp_path / "r.db"), port=taken.getsockname()[1], state=tmp_path / "web.json")
    assert not (tmp_path / "r.db").exists()


@pytest.fixture
def public(record, tmp_path):
    """The application as others on the network meet it."""
    app = create_app(record, state=tmp_path / "web.json", hosts=("testserver",), loopback=False)
    app.state.site.accounts.set("Ada", "correct horse", "reviewer")
    app.state.site.accounts.set("Ben", "battery staple", "reader")
    return app


def test_beyond_loopback_nothing_is_shown_before_the_login(public):
    stranger = TestClient(public)
    assert stranger.get("/statements", follow_redirects=False).headers["location"] == "/login?next=/statements"
    assert stranger.get("/statements.json").status_code == 401
    assert stranger.get(f"/start/{public.state.site.accounts.start}").status_code == 404
    assert stranger.get("/login").status_code == 200


def test_a_reader_reads_and_a_reviewer_writes(public, monkeypatch):
    monkeypatch.setattr("onrecord.web.pages.front.LOGIN_SECONDS", 0)
    client = TestClient(public)
    assert client.post("/login", data={"name": "Ben", "password": "wrong"}).status_code == 403
    assert client.post("/login", data={"name": "Ben", "password": "battery staple"}).status_code == 200
    assert client.get("/statements").status_code == 200
    assert client.post("/review/undo").status_code == 403
    client.post("/login", data={"name": "Ada", "password": "correct horse"})
    assert client.post("/review/undo").status_code == 400  # nothing to take back, but allowed to ask
    client.post("/logout")
    assert client.get("/statements", follow_redirects=False).status_code == 303
