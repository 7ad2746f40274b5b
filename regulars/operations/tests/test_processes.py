"""Child processes: started again with longer and longer pauses, ended when left behind, logged within bounds."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from regulars.operations import processes
from regulars.operations.processes import Child
from regulars.operations.tests.installations import wait_for


@pytest.fixture
def short_lived(tmp_path: Path) -> Iterator[Child]:
    """`python -m this` prints a poem and ends."""
    child = Child("poet", "this", tmp_path / "poet.log")
    yield child
    processes.stop_all([child])


def test_what_dies_is_told_once_and_started_again(short_lived: Child) -> None:
    short_lived.start()
    first = short_lived.process
    told = wait_for(short_lived.revive)
    assert told.startswith("The poet ended unexpectedly (0); starting it again. See ")
    assert short_lived.revive() is None
    short_lived.due = 0.001
    wait_for(lambda: short_lived.revive() or short_lived.process is not first)


def test_what_dies_quickly_again_and_again_waits_longer_each_time(short_lived: Child) -> None:
    pauses = []
    for _ in range(8):
        short_lived.start()
        assert short_lived.process is not None
        short_lived.process.wait()
        short_lived.revive()
        pauses.append(short_lived.pause)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, processes.LONGEST_PAUSE)


def test_stopping_what_never_started_is_quiet(short_lived: Child) -> None:
    processes.stop_all([short_lived])


def test_what_does_not_listen_is_ended_after_a_while(tmp_path: Path) -> None:
    deaf = "import signal; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"
    child = Child("deaf one", "timeit", tmp_path / "log", ["-n1", "-r1", deaf])
    child.start()
    wait_for(lambda: "deaf" in child.log.read_text())
    processes.stop_all([child], patience=0.2)
    assert child.process is not None
    assert child.process.returncode == -9


def test_leftovers_are_ended_and_a_reused_number_is_not() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as left:
        born = psutil.Process(left.pid).create_time()
        assert processes.end_leftovers([{"pid": left.pid, "created": born - 100}]) == 0
        assert left.poll() is None
        assert processes.end_leftovers([{"pid": left.pid, "created": born}]) == 1
        left.wait(10)
    assert processes.end_leftovers([{"pid": left.pid, "created": born}, {}]) == 0


def test_a_log_keeps_its_last_two_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LOG_LIMIT", 10)
    log = tmp_path / "web.log"
    processes.limit_log(log)
    log.write_text("a long first part")
    with log.open("a") as writer:
        processes.limit_log(log)
        writer.write("more")
    assert log.read_text() == "more"
    assert (tmp_path / "web.log.1").read_text() == "a long first part"
    assert os.path.getsize(log) == 4
