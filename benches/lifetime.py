"""bin/bench lifetime: regulars.lifetime beside `lifetimes` and `pymc-marketing`, one JSON line an operation.

The peers live in an environment of their own, made from benches/peers.txt at the first run. All sides read the same
made-up inputs, in turn, each in a process of its own. `value` is how many times our CPU seconds lifetimes needs.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benches.beside import growth
from benches.beside.operations import NAMES, OPERATIONS
from benches.beside.peers import cache, python_of
from benches.beside.turns import Bench, shown
from benches.main import machine, retail
from benches.measuring import skipped, tell

SIDES = ["lifetimes", "ours", "pymc"]
WARM_UP = 300


def arguments_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench lifetime", description=__doc__)
    parser.add_argument(
        "--customers", type=int, default=1_000_000, help="customers in the big input (1000000)"
    )
    parser.add_argument("--fewer", type=int, default=100_000, help="customers for Pareto/NBD (100000)")
    parser.add_argument("--only", nargs="+", choices=[*NAMES, "growth"], help="these operations only")
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=SIDES, help="these sides only")
    parser.add_argument(
        "--rounds", type=int, default=2, help="turns of lifetimes and of ours (2); pymc has one"
    )
    parser.add_argument("--largest", type=int, default=1_000_000, help="customers up to which growth is told")
    parser.add_argument(
        "--peers", type=Path, default=cache() / "peers", help="folder of the peers' environment"
    )
    parser.add_argument(
        "--inputs", type=Path, default=cache() / "inputs", help="folder of the made-up inputs"
    )
    parser.add_argument("--cdnow", type=Path, help="the CDNOW sample, cdnow_sample.csv")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = arguments_of(arguments)
    names = chosen.only or [*NAMES, "growth"]
    machine()
    python = python_of(chosen.peers) if set(chosen.sides) != {"ours"} else None
    file = chosen.cdnow or retail().with_name("cdnow_sample.csv")
    folders = {
        "customers": made(chosen.inputs, chosen.customers),
        "fewer": made(chosen.inputs, chosen.fewer),
        "warm_up": made(chosen.inputs, WARM_UP),
    }
    if file.exists() and "cdnow" in names:
        folders["cdnow"] = written(chosen.inputs / "cdnow", str(file))
    rounds = {"ours": chosen.rounds, "lifetimes": chosen.rounds, "pymc": 1}
    bench = Bench(folders, python, rounds)
    for operation in OPERATIONS:
        if operation.name not in names:
            continue
        if operation.inputs not in folders:
            skipped(operation.words, f"{file.name} is not here; name it with --cdnow")
        elif set(operation.sides) & set(chosen.sides):
            print(json.dumps(bench.compare(operation, chosen.sides)), flush=True)
    if "growth" in names:
        told_growth(bench, chosen)
    return 0


def made(inputs: Path, count: int) -> Path:
    """The folder of `count` made-up customers, written at the first run."""
    folder = inputs / f"customers-{count}"
    return folder if folder.exists() else written(folder, str(count))


def written(folder: Path, what: str) -> Path:
    """Inputs are made in a process of their own, so that memory told is not theirs."""
    subprocess.run([sys.executable, "-m", "benches.beside.inputs", str(folder), what], check=True)
    return folder


def told_growth(bench: Bench, chosen: argparse.Namespace) -> None:
    sizes = [10**power for power in range(4, 9) if 10**power <= chosen.largest]
    lines = []
    for size in sizes:
        one = growth.measured(bench, made(chosen.inputs, size))
        lines.append((size, one))
        for measure, value in one.items():
            tell(f"{measure}: {size} customers", value.get("cpu"), "CPU seconds", side=shown(value))
    tell("100,000,000 customers", None, "", says=growth.outlook(lines))


if __name__ == "__main__":
    sys.exit(main())
