"""bin/test: the whole suite on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from regulars.operations.development.scratch import scratch_installation

ROOT = Path(__file__).resolve().parents[3]
ALONE = {
    "-n",
    "--numprocesses",
    "--pdb",
    "-s",
    "--capture=no",
    "--collect-only",
    "--co",
    "-h",
    "--help",
    "--version",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pytest with `arguments`; its exit code is ours, so no test found (5) is a failure too."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with scratch_installation(forgetful=True):
        command = [sys.executable, "-m", "pytest", *side_by_side(given), *given]
        return subprocess.call(command, cwd=ROOT, env=os.environ | {"REGULARS_TESTING": "1"})


def side_by_side(given: Sequence[str]) -> list[str]:
    """Two at once for the whole suite; one for a named part of it, where starting the second costs more."""
    names_a_part = any(
        (ROOT / argument.split("::")[0]).exists() for argument in given if not argument.startswith("-")
    )
    alone = names_a_part or any(argument.split("=")[0] in ALONE for argument in given)
    return [] if alone else ["-n", "2", "--dist", "loadgroup"]


if __name__ == "__main__":
    sys.exit(main())
