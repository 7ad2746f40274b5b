"""How ours grows with the number of customers, and what it says of ever more of them."""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from pathlib import Path

from benches.beside.operations import OPERATIONS
from benches.beside.turns import Bench, Line, best

MEASURED = ("summary", "bgnbd", "scored")
MANY = 100_000_000


def measured(bench: Bench, folder: Path) -> dict[str, Line]:
    """Our side's lines for the inputs in `folder`, by what was measured."""
    there = replace(bench, inputs={**bench.inputs, "customers": folder})
    return {
        operation.words: best([there.turn("ours", operation)])
        for operation in OPERATIONS
        if operation.name in MEASURED
    }


def power(first: float, second: float, sizes: float) -> float:
    """k of growth like n^k between two measures whose sizes differ `sizes` times."""
    return log(second / first) / log(sizes)


def outlook(lines: Sequence[tuple[int, dict[str, Line]]]) -> str:
    """What `MANY` customers would need, from the last two sizes."""
    if len(lines) < 2:
        return "Two sizes are needed to say how it grows."
    (few, before), (many, after) = lines[-2:]
    words = []
    for measure, line in after.items():
        k = power(before[measure]["cpu"], line["cpu"], many / few)
        needed = line["cpu"] * (MANY / many) ** k
        words.append(f"{measure} grows like n^{k:.2f}: {needed:.0f} CPU seconds")
    return "; ".join(words) + "."
