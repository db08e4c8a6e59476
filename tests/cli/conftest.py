"""A record of three of the example's articles, read by On Record's own reader, and the command line in this process."""

import io
import sys
from pathlib import Path

import pytest

from onrecord.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = ["2024-10-15-halvik-courier-forgo-the-seat.html", "2024-10-16-aster-tribune-a-door-half-open.txt"]


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


@pytest.fixture(scope="session")
def run():
    """Runs `onrecord` with arguments, as the installed command does."""

    def run_(*arguments, stdin=b""):
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        kept = sys.stdout, sys.stderr, sys.stdin
        sys.stdout, sys.stderr, sys.stdin = out, err, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        try:
            main([str(one) for one in arguments])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        finally:
            out.flush()
            err.flush()
            sys.stdout, sys.stderr, sys.stdin = kept
        return Ran(status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())

    return run_


@pytest.fixture(scope="session")
def talks(run, tmp_path_factory):
    """A record of two articles with the example's codebook."""
    path = tmp_path_factory.mktemp("cli") / "talks.db"
    added = run("add", *(EXAMPLES / "coverage" / name for name in FILES), "--record", path)
    assert (added.status, added.out) == (0, "")
    assert "2 articles added" in added.err
    assert run("codebook", EXAMPLES / "codebook.yaml", "--record", path).status == 0
    return path
