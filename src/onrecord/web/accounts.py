"""Who may read and who may write: accounts with hashed passwords, and signed cookies.

Accounts and the key that signs cookies stand in one file that only its owner can read. On a loopback address nobody
logs in: the start address that `onrecord serve` prints makes its holder a reviewer, and everybody else a reader.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import NotFoundError, RequestError
from onrecord.web.limits import SESSION_SECONDS

__all__ = ["Account", "Accounts", "Role", "default_state"]

Role = Literal["reader", "reviewer"]
_ROLES = ("reader", "reviewer")
# scrypt's cost (RFC 7914): 16 MB and some 200 ms a guess, the least that OWASP's cheat sheet on passwords lists.
_COST = {"n": 2**14, "r": 8, "p": 5}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who uses the record; ``name`` is the maker that decisions are stored with."""

    name: str
    role: Role

    @property
    def may_write(self) -> bool:
        """Whether the account may decide and add."""
        return self.role == "reviewer"


def default_state() -> Path:
    """Where accounts are kept unless told otherwise."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "onrecord" / "web.json"


class Accounts:
    """The accounts of one file. Every change is written at once, to a new file that then takes the old one's place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen = -1
        self._held: dict[str, Any] = {}
        self._held = self._state  # raises at once where the file is none of accounts

    @property
    def _state(self) -> dict[str, Any]:
        """The file as it is now: another process may have changed it."""
        try:
            stamp = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            stamp = 0
        if stamp == 0 or stamp != self._seen:
            self._held = self._load()
            self._seen = self._path.stat().st_mtime_ns
        return self._held

    def _load(self) -> dict[str, Any]:
        try:
            state = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            state = {"key": secrets.token_hex(32), "accounts": {}}
            self._save(state)
        except OSError as error:
            raise RequestError(f"{self._path} cannot be read ({error.strerror}); name another file") from error
        except ValueError as error:
            raise RequestError(f"{self._path} is not a file of accounts ({error}); move it away") from error
        if not isinstance(state, dict) or {"key", "accounts"} - state.keys():
            raise RequestError(f"{self._path} is not a file of accounts; move it away")
        return state

    def _save(self, state: dict[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(state, file, indent=1)
        draft.replace(self._path)
        self._seen = -1

    def __len__(self) -> int:
        return len(self._state["accounts"])

    def set(self, name: str, password: str, role: Role) -> None:
        """Make an account, or give it a new password and role."""
        if not name.strip() or len(name) > 100:
            raise RequestError("the name of an account has 1 to 100 characters")
        if len(password) < 8:
            raise RequestError("a password has at least 8 characters")
        if role not in _ROLES:
            raise RequestError(f"no role {role!r}; use reader or reviewer")
        salt = secrets.token_bytes(16)
        hashed = base64.b64encode(salt + _hash(password, salt)).decode("ascii")
        with self._lock:
            state = self._state
            state["accounts"][name.strip()] = {"role": role, "password": hashed}
            self._save(state)

    def remove(self, name: str) -> None:
        """Remove an account. Raises NotFoundError where there is none of that name."""
        with self._lock:
            state = self._state
            if state["accounts"].pop(name.strip(), None) is None:
                raise NotFoundError(f"no account {name!r} in {self._path}; list them with: onrecord account list")
            self._save(state)

    def all(self) -> list[Account]:
        """Every account, by name."""
        return [Account(name, known["role"]) for name, known in sorted(self._state["accounts"].items())]

    def login(self, name: str, password: str) -> Account | None:
        """The account, if the password is its own. Unknown names cost the same time as wrong passwords."""
        known = self._state["accounts"].get(name)
        stored = base64.b64decode(known["password"]) if known else bytes(16 + 64)
        right = hmac.compare_digest(_hash(password, stored[:16]), stored[16:])
        return Account(name, known["role"]) if known and right else None

    def owner(self) -> Account:
        """Who holds the start address: the person who runs the server."""
        try:
            return Account(getpass.getuser(), "reviewer")
        except (OSError, KeyError):
            return Account("owner", "reviewer")

    @property
    def start(self) -> str:
        """The token of the start address: the same on every run, known to the owner of the file alone."""
        return self._sign("start")[:32]

    def session(self, account: Account, *, now: float | None = None) -> str:
        """The text of a cookie that stands for ``account`` until it runs out."""
        until = int((time.time() if now is None else now) + SESSION_SECONDS)
        name = base64.urlsafe_b64encode(account.name.encode()).decode()
        said = f"{name}.{until}"
        return f"{said}.{self._sign(said)}"

    def of_session(self, cookie: str, *, loopback: bool, now: float | None = None) -> Account | None:
        """The account that a cookie stands for: None if it was not signed here, ran out, or the account is gone."""
        said, _, signature = cookie.rpartition(".")
        if not said or not hmac.compare_digest(signature.encode(), self._sign(said).encode()):
            return None
        name, _, until = said.partition(".")
        if float(until) < (time.time() if now is None else now):
            return None
        who = base64.urlsafe_b64decode(name).decode()
        if who in self._state["accounts"]:
            return Account(who, self._state["accounts"][who]["role"])
        owner = self.owner()
        return owner if loopback and who == owner.name else None

    def _sign(self, said: str) -> str:
        return hmac.new(bytes.fromhex(self._state["key"]), said.encode(), hashlib.sha256).hexdigest()


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, maxmem=64 * 2**20, dklen=64, **_COST)
