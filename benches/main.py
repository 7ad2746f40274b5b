"""bin/bench main: the figures of docs/benchmarks.md, each as one JSON line.

`bin/bench main --accounts 10000` measures a smaller firm, `--only scoring pages` some of the parts. Quiet machine,
please: nothing here runs side by side, and what else runs is measured too.
"""

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benches.measuring import skipped, tell
from regulars.operations.development.scratch import scratch_installation

PARTS = ["importing", "scoring", "pages", "growth", "starting", "memory"]
PREPARE = ["regulars.operations.with_django", "regulars.operations.preparing"]
GROWTH = 1.3


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench main", description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000, help="buyers in the made-up firm (100000)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts only")
    parser.add_argument("--retail", type=Path, help="the file of Online Retail, online_retail.csv.gz")
    parser.add_argument("--requests", type=int, default=200, help="requests a page (200)")
    chosen = parser.parse_args(arguments)
    machine()
    if "importing" in chosen.only:
        importing(chosen.retail or retail())
    if {"scoring", "pages", "growth"} & set(chosen.only):
        firm(chosen)
    for part in ("starting", "memory"):
        if part in chosen.only:
            run(part)
    return 0


def machine() -> None:
    tell(
        "machine",
        os.cpu_count(),
        "cores",
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        load=round(os.getloadavg()[0], 2),
    )


def retail() -> Path:
    """Where the tests look for it too (tests/conftest.py)."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("REGULARS_SHARED_DATA", beside)) / "online_retail.csv.gz"


def importing(file: Path) -> None:
    if not file.exists():
        skipped("import of Online Retail", f"{file.name} is not here; name it with --retail")
        return
    run("importing", str(file))


def firm(chosen: argparse.Namespace) -> None:
    """Scoring and pages of the firm asked for, and of one a tenth its size to see how times grow."""
    pages = "1" if {"pages", "growth"} & set(chosen.only) else "0"
    big = run("firm", str(chosen.accounts), str(chosen.requests), pages)
    if "growth" not in chosen.only:
        return
    small = run("firm", str(chosen.accounts // 10), str(chosen.requests), "1", aloud=False)
    before = quick(small)
    sizes = f"{chosen.accounts // 10} to {chosen.accounts} accounts"
    for page, value in quick(big).items():
        tell(f"{page}: growth", value / before[page], "times", GROWTH, size=sizes)


def quick(lines: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Page → the time that its quickest tenth stays under: what else the machine did shows in it least."""
    return {line["measure"].removesuffix(": median"): line["quick"] for line in lines if "quick" in line}


@contextlib.contextmanager
def environment_of_its_own() -> Iterator[None]:
    """What one installation says to its programs is not heard by the next one."""
    before = dict(os.environ)
    for name in ("DATABASE_URL", "REGULARS_BUNDLED", "SECRET_KEY", "SECRET_KEY_FILE", "REGULARS_TESTING"):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run(part: str, *arguments: str, aloud: bool = True) -> list[dict[str, Any]]:
    """Run a part on an installation of its own; returns its lines, which are printed as they come if `aloud`."""
    lines = []
    with environment_of_its_own(), scratch_installation(forgetful=False):
        subprocess.run([sys.executable, "-m", *PREPARE], stdout=subprocess.DEVNULL, check=True)
        command = [sys.executable, "-m", f"benches.parts.{part}", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                lines.append(json.loads(line))
                if aloud:
                    print(line, end="", flush=True)
    if process.returncode:
        skipped(part, f"the part ended with exit code {process.returncode}; see above")
    return lines


if __name__ == "__main__":
    sys.exit(main())
