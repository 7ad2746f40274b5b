"""What is measured side by side, on which input, and how many times quicker ours has to be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """`lifetimes`, `pymc`: times the CPU seconds of ours that the peer needs, at least; None: not held to anything.
    `aim`: what we want against lifetimes. `megabytes`: our peak memory, at most. `sides`: who can do it."""

    name: str
    words: str
    inputs: str = "customers"
    lifetimes: float | None = None
    aim: float | None = None
    pymc: float | None = None
    megabytes: float | None = None
    sides: tuple[str, ...] = ("lifetimes", "ours", "pymc")


OPERATIONS = [
    Operation("summary", "summary from Parquet", lifetimes=6, aim=12, megabytes=800),
    Operation("bgnbd", "BG/NBD fit with standard errors", lifetimes=20, aim=40, pymc=15),
    Operation("mbgnbd", "MBG/NBD fit with standard errors", lifetimes=20, aim=40, pymc=15),
    Operation("gamma_gamma", "Gamma-Gamma fit", lifetimes=8),
    Operation("alive", "P(alive)", lifetimes=3),
    Operation("expected", "expected purchases in 365 days", lifetimes=6),
    Operation("value", "12-month discounted value", lifetimes=12, aim=25),
    Operation(
        "scored",
        "log to scored customers",
        lifetimes=10,
        aim=20,
        megabytes=1024,
        sides=("lifetimes", "ours"),
    ),
    Operation("pareto", "Pareto/NBD fit", inputs="fewer", lifetimes=15, aim=25),
    Operation("cdnow", "BG/NBD fit of CDNOW", inputs="cdnow", lifetimes=10),
]
NAMES = [operation.name for operation in OPERATIONS]
