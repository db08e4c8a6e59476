"""What follows from decisions, derived in the background while the reviewer reads the next statement."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from onrecord.web.limits import SETTLE_QUIET_SECONDS, SETTLE_WAIT_SECONDS

if TYPE_CHECKING:
    from onrecord.service import Record

__all__ = ["Settler"]

_log = logging.getLogger("onrecord.web")


class Settler:
    """One thread that settles decisions once nobody has made one for a moment, or at once when a page waits for it.

    The record knows which decisions wait, so a server that was killed takes them up when it starts again.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._last = 0.0
        self._work = False
        self._hurry = False
        self._closed = False

    def wake(self) -> None:
        """There is something to settle."""
        with self._changed:
            self._work, self._last = True, time.monotonic()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="onrecord-settle", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, seconds: float = SETTLE_WAIT_SECONDS) -> bool:
        """Let all be settled now; gives whether it was within ``seconds``."""
        with self._changed:
            if not self._work:
                return True
            self._hurry = True
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._work, seconds)

    @property
    def busy(self) -> bool:
        """Whether something is still to be settled."""
        return self._work

    def close(self) -> None:
        """Finish the decision at work and stop; what is left is settled when the record is served again."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while self._due():
            seen = self._last
            try:
                for _ in self._record.settling():
                    if self._closed:
                        return
                    if self._last != seen and not self._hurry:
                        break  # somebody decides again: leave the record to them until they pause
            except Exception:  # noqa: BLE001 - the decisions are stored and still noted as waiting
                _log.exception("decisions could not be applied; they wait in the record")
            with self._changed:
                self._work = self._last != seen
                self._hurry = self._hurry and self._work
                self._changed.notify_all()

    def _due(self) -> bool:
        """Wait until there is work and the moment for it; false when the server ends."""
        with self._changed:
            while not self._closed:
                left = self._last + SETTLE_QUIET_SECONDS - time.monotonic()
                if self._work and (self._hurry or left <= 0):
                    return True
                self._changed.wait(left if self._work else None)
            return False
