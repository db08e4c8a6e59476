"""Uploads: read in the background, one at a time, their results kept while the server runs."""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnRecordError
from onrecord.web.limits import JOB_LINES, JOBS

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.service import Record
    from onrecord.service.rows import Added
    from onrecord.vocabulary import Json

__all__ = ["Job", "Jobs"]

_log = logging.getLogger("onrecord.web")


@dataclass(slots=True)
class Job:
    """One upload: what was asked and what has become of it so far. ``folder`` holds its files and goes with it."""

    id: str
    inputs: list[str]
    options: dict[str, Any]
    folder: Path | None = None
    names: dict[str, str] = field(default_factory=dict)
    done: bool = False
    failed: str | None = None
    lines: list[Added] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def name(self, where: str) -> str:
        """What the uploader calls an input: the name of the file, not where it lies here."""
        for path, name in self.names.items():
            where = where.replace(path, name)
        return where

    def to_json(self) -> Json:
        lines = [{**line.to_json(), "where": self.name(line.where)} for line in list(self.lines)]
        for line in lines:
            line["note"] = self.name(line["note"]) if line["note"] else None
        return {
            "job": self.id,
            "done": self.done,
            "failed": self.failed,
            "counts": dict(self.counts),
            "lines": lines,
        }


class Jobs:
    """The uploads of one application, worked on by one thread in the order they came."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, inputs: list[str], options: dict[str, Any], folder: Path | None, names: dict[str, str]) -> Job:
        """Queue an upload and return at once."""
        job = Job(secrets.token_hex(8), inputs, options, folder, names)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > JOBS and next(iter(self._jobs.values())).done:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord-add", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def get(self, job: str) -> Job | None:
        """The upload of that id, if it is still remembered."""
        return self._jobs.get(job)

    def recent(self) -> list[Job]:
        """The uploads that are remembered, latest first."""
        return list(reversed(self._jobs.values()))

    def close(self) -> None:
        """Let the upload at work finish its article and stop."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=30)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                for added in self._record.adding(job.inputs, **job.options):
                    job.counts[added.outcome] = job.counts.get(added.outcome, 0) + 1
                    job.counts["statements"] = job.counts.get("statements", 0) + added.statements
                    if len(job.lines) < JOB_LINES:
                        job.lines.append(added)
            except OnRecordError as error:
                job.failed = str(error)
            except Exception:  # noqa: BLE001 - one upload that fails must not stop those after it
                _log.exception("upload %s failed", job.id)
                job.failed = "Reading failed inside On Record. The server's log says why."
            finally:
                job.done = True
                if job.folder is not None:
                    with contextlib.suppress(OSError):
                        shutil.rmtree(job.folder)
