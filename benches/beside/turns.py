"""Run the sides of an operation in turn (A B A B), and say what comes of it."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benches.beside.operations import Operation
from benches.beside.peers import plain_environment

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"ours": "ours", "lifetimes": "their_lifetimes", "pymc": "their_pymc"}
Line = dict[str, Any]
LONGEST = 1_800
"""Seconds a turn may take."""


@dataclass(frozen=True)
class Bench:
    """Where things are: our Python and the peers', the folder of each input, how often each side has its turn."""

    inputs: Mapping[str, Path]
    peers: Path | None
    rounds: Mapping[str, int] = field(default_factory=lambda: {"ours": 2, "lifetimes": 2, "pymc": 1})

    def turn(self, side: str, operation: Operation) -> Line:
        """One process of one side; {"failed": …} if it came to nothing."""
        python = sys.executable if side == "ours" else str(self.peers)
        folders = [str(self.inputs[operation.inputs]), str(self.inputs["warm_up"])]
        command = [python, "-m", f"benches.beside.{PROGRAMS[side]}", operation.name, *folders]
        ours = {"PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))} if side == "ours" else {}
        environment = plain_environment() | {"PYTHONPATH": str(ROOT)} | ours
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]}
        line: Line = json.loads(done.stdout.splitlines()[-1])
        return line

    def compare(self, operation: Operation, sides: Sequence[str]) -> Line:
        """The line of one operation: each side's best turn, and the ratios."""
        taking = [side for side in operation.sides if side in sides]
        turns: dict[str, list[Line]] = {side: [] for side in taking}
        for number in range(max(self.rounds[side] for side in taking)):
            for side in taking:
                if number < self.rounds[side] and not any("failed" in turn for turn in turns[side]):
                    turns[side].append(self.turn(side, operation))
        return verdict(operation, {side: best(lines) for side, lines in turns.items()})


def best(turns: Sequence[Line]) -> Line:
    """The turn that needed least CPU, with the greatest memory of all; a failed turn speaks for its side."""
    failed = [turn for turn in turns if "failed" in turn]
    if failed:
        return failed[0]
    return min(turns, key=lambda turn: turn["cpu"]) | {"megabytes": max(t["megabytes"] for t in turns)}


def times(ours: Line, peer: Line | None) -> float | None:
    """How many times the CPU seconds of ours the peer needs."""
    if peer is None or "cpu" not in peer or "cpu" not in ours:
        return None
    return float(peer["cpu"] / max(ours["cpu"], 1e-6))


def apart(one: Line, other: Line) -> float | None:
    """The greatest relative difference between two sides' results; None where they cannot be compared."""
    pairs = list(zip(one.get("answer", ()), other.get("answer", ()), strict=False))
    differences = [abs(u - v) / max(abs(u), abs(v), 1e-300) for u, v in pairs]
    return max(differences) if differences and all(map(math.isfinite, differences)) else None


def shown(line: Line) -> Line:
    """What of a turn is printed."""
    if "failed" in line:
        return {"failed": line["failed"]}
    return {name: round(line[name], 4) for name in ("cpu", "wall", "megabytes", "imports", "best_of")}


def verdict(operation: Operation, sides: Mapping[str, Line]) -> Line:
    """One JSON line's worth. `value` is the ratio to lifetimes; `ok` is null if nothing was held to a limit."""
    ours = sides.get("ours", {"failed": "not run"})
    ratio, other = times(ours, sides.get("lifetimes")), times(ours, sides.get("pymc"))
    checks = [
        enough(ratio, operation.lifetimes),
        enough(other, operation.pymc),
        enough(operation.megabytes, ours.get("megabytes")),
    ]
    held = [check for check in checks if check is not None]
    failed = any("failed" in line for line in sides.values())
    line: Line = {"measure": operation.words, "value": rounded(ratio), "unit": "times lifetimes"}
    line |= {"limit": operation.lifetimes, "aim": operation.aim}
    line |= {"pymc": rounded(other), "pymc_limit": operation.pymc}
    line |= {"megabytes": rounded(ours.get("megabytes")), "megabytes_limit": operation.megabytes}
    line["ok"] = False if failed else all(held) if held else None
    peers = [sides[side] for side in ("lifetimes",) if side in sides]
    line["apart"] = next(
        (difference for peer in peers if (difference := apart(ours, peer)) is not None), None
    )
    return line | {f"{side}_side": shown(turn) for side, turn in sides.items()}


def enough(value: float | None, least: float | None) -> bool | None:
    """Whether a value is what it has to be at least; None where there is nothing to compare."""
    return None if value is None or least is None else value >= least


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
