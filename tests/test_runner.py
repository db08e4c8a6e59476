"""Work goes through processes in order and in bounded memory, and no process outlives the one that started it."""

import os
import signal
import subprocess
import sys
import time

from onrecord.runner import batches, run

PARENT = """
import os, time
from onrecord.runner import run

def which(_):
    return os.getpid()

if __name__ == "__main__":
    for _, worker in run(which, ((n, n) for n in range(9)), jobs=2):
        print(worker, flush=True)
        time.sleep(60)
"""


def square(number):
    """What a worker does in these tests."""
    return number * number


def test_results_come_in_the_order_of_the_source():
    assert [(n, n * n) for n in range(9)] == list(run(square, ((n, n) for n in range(9)), jobs=2))
    assert [(n, n * n) for n in range(9)] == list(run(square, ((n, n) for n in range(9)), jobs=1))


def test_the_source_is_drawn_from_only_so_far_ahead():
    drawn = []

    def source():
        for n in range(100):
            drawn.append(n)
            yield n, n

    found = run(square, source(), jobs=2)
    next(found)
    assert len(drawn) < 8
    found.close()


def test_batches_hold_all_in_order():
    assert list(batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]


def test_workers_end_when_their_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline())
        os.kill(worker, 0)  # it is there
        parent.send_signal(signal.SIGKILL)
    for _ in range(300):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("the worker is still there")
