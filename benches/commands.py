"""Our own command line as a person would start it, with its time and its memory."""

import os
import subprocess
import sys
import time
from typing import NamedTuple


class Ran(NamedTuple):
    seconds: float
    peak: float  # MB of memory in RAM at most
    cpu: float  # seconds of processor, without the database's
    said: str


def regulars(*arguments: str) -> Ran:
    """`bin/regulars` with `arguments`, without making the environment first. Raises CalledProcessError."""
    command = [sys.executable, "-m", "regulars.operations.command_line", *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    scale = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes here
    return Ran(took, used.ru_maxrss / scale, round(used.ru_utime + used.ru_stime, 1), said)
