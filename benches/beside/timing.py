"""How one side times one operation: in a process of its own, after imports and a warm-up. Standard library only.

A side is a program `python -m benches.beside.SIDE OPERATION INPUTS WARM-UP` that prints one JSON line. CPU is user and
system time of the whole process, threads included; a child process that compiles is not counted. What takes under
a second is repeated and its best told. `forget` empties what a repetition could have kept from the one before.
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Work = tuple[Callable[[], Any], Callable[[Any], list[float]]]
"""What is timed, and the figures of its result by which sides are compared."""
LONG_ENOUGH, MOST = 1.0, 20


def timed(work: Callable[[], Any], forget: Callable[[], None]) -> tuple[float, float, int, Any]:
    """(best CPU seconds, wall seconds of that one, repetitions, the last result)."""
    best, spent, count = (float("inf"), 0.0), 0.0, 0
    while spent < LONG_ENOUGH and count < MOST:
        result = None
        forget()
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        best, spent, count = min(best, (cpu, wall)), spent + cpu, count + 1
    return *best, count, result


def peak_megabytes() -> float:
    """Of this process alone: Linux hands ru_maxrss on from the parent, and does not do so with VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def side(
    operations: Mapping[str, Callable[[Path], Work]], began: float, forget: Callable[[], None] = lambda: None
) -> None:
    """Be this side. `began`: CPU seconds before its imports."""
    imports = time.process_time() - began
    name, inputs, small = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    warm = time.perf_counter()
    work, _ = operations[name](small)
    work()
    warm = time.perf_counter() - warm
    work, figures = operations[name](inputs)
    cpu, wall, count, result = timed(work, forget)
    line: dict[str, Any] = {"cpu": cpu, "wall": wall, "megabytes": peak_megabytes(), "best_of": count}
    line |= {"imports": imports, "warm_up": warm, "answer": figures(result)}
    print(json.dumps(line), flush=True)
