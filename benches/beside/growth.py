"""How ours grows with the number of customers, and what it says of ever more of them."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, log
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


def carried_on(before: Line, after: Line, few: int, many: int) -> tuple[float, float, float]:
    """(power, CPU seconds, gigabytes) of `MANY` customers: CPU by the power seen last, though at least in proportion
    (what is there once weighs less and less), memory by what each adds."""
    k = power(before["cpu"], after["cpu"], many / few)
    each = (after["megabytes"] - before["megabytes"]) / (many - few)
    megabytes = after["megabytes"] + each * (MANY - many)
    return k, after["cpu"] * (MANY / many) ** max(k, 1.0), megabytes / 1000


def outlook(lines: Sequence[tuple[int, dict[str, Line]]]) -> str:
    """What `MANY` customers would need, from the last two sizes: in one process, and spread out."""
    if len(lines) < 2 or any("failed" in line for line in (*lines[-1][1].values(), *lines[-2][1].values())):
        return "Two sizes are needed to say how it grows."
    (few, before), (many, after) = lines[-2:]
    words, widest = [], 0.0
    for measure, line in after.items():
        k, seconds, gigabytes = carried_on(before[measure], line, few, many)
        widest = max(widest, gigabytes)
        words.append(
            f"{measure} grows like n^{k:.2f}: {seconds:.0f} CPU seconds, {gigabytes:.0f} GB in one process"
        )
    return "; ".join(words) + SPREAD.format(workers=ceil(widest / WORKER))


WORKER = 8
SPREAD = (
    ". On Spark the summary and the predictions go customer by customer and spread evenly: {workers} workers of 8 GB hold "
    "what one process would; the seconds are NumPy's, and what an engine needs more comes on top. The fit stays on one "
    "machine: a sample of a million customers tells every parameter to within 1 %."
)
