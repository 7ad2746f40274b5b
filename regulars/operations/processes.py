"""Our child processes: started with a log each, watched, started again when they die, stopped together."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LOG_LIMIT = 5 * 1024 * 1024
QUICK_DEATH = 60.0  # a process that lived shorter waits longer before its next try
LONGEST_PAUSE = 30.0
POLITE = 8.0


@dataclass
class Child:
    """One of our processes. `module` is run by the same Python in a session of its own."""

    name: str
    module: str
    log: Path
    arguments: Sequence[str] = ()
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    began: float = field(default=0.0, init=False)
    pause: float = field(default=0.5, init=False)
    due: float = field(default=0.0, init=False)

    def start(self) -> None:
        limit_log(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", self.module, *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.began = time.monotonic()
        self.due = 0.0

    def revive(self) -> str | None:
        """Look after the process: if it died, start it again when its pause is over. Returns what to tell."""
        if self.process is None or self.process.poll() is None:
            return None
        now = time.monotonic()
        if not self.due:
            self.pause = 0.5 if now - self.began > QUICK_DEATH else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
            kill_session(self.process.pid)
            return f"The {self.name} ended unexpectedly ({self.process.returncode}); starting it again. See {self.log}."
        if now >= self.due:
            self.start()
        return None

    def identity(self) -> dict[str, float | int]:
        """The process number and its birth, which together name a process for good."""
        if self.process is None:
            return {}
        with contextlib.suppress(psutil.NoSuchProcess):
            return {"pid": self.process.pid, "created": psutil.Process(self.process.pid).create_time()}
        return {}


def stop_all(children: Sequence[Child], patience: float = POLITE) -> None:
    """Ask all to end, wait, and end what has not."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    until = time.monotonic() + patience
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
        kill_session(process.pid)
        process.wait()


def kill_session(leader: int) -> None:
    """Kill what is left of the session that `leader` began; its number is not given away while it has members."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def end_leftovers(identities: Sequence[dict[str, float | int]]) -> int:
    """End processes that an earlier, killed supervisor started; returns how many. A reused number is left alone."""
    found: list[psutil.Process] = []
    for identity in identities:
        with contextlib.suppress(psutil.NoSuchProcess, KeyError):
            process = psutil.Process(int(identity["pid"]))
            if abs(process.create_time() - identity["created"]) < 1:
                found += [process, *process.children(recursive=True)]
    for process in found:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _gone, alive = psutil.wait_procs(found, timeout=POLITE)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return len(found)


def limit_log(path: Path) -> None:
    """Keep the log and one before it, each of a bounded size. Writers append, so a cut does not disturb them."""
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LOG_LIMIT:
            shutil.copyfile(path, path.with_suffix(".log.1"))
            os.truncate(path, 0)
