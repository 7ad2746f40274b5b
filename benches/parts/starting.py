"""From `bin/up` in a clone without an environment to the first screen, the packages being in pip's cache."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benches.measuring import tell

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60.0
OURS = ("DATABASE_URL", "REGULARS_", "SECRET_KEY", "DJANGO_", "PYTHON", "VIRTUAL_ENV")
LINK = re.compile(r"https?://\S+/join/\S+")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="regulars-start-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 # the database's account has to pass
        first = start(Path(folder))
        tell("first screen after bin/up, environment made anew", first, "s", LIMIT)
        tell("first screen after bin/up, second start", start(Path(folder)), "s", LIMIT)


def start(folder: Path) -> float:
    """Seconds until the page answers that the printed link leads to."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    environment |= {"REGULARS_VENV": str(folder / "venv"), "REGULARS_DATA": str(folder / "data")}
    began = time.perf_counter()
    process = subprocess.Popen(
        [base_python(), str(ROOT / "bin" / "up"), "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        for line in process.stdout or ():
            if found := LINK.search(line):
                with urllib.request.urlopen(found[0]) as answer:  # noqa: S310 # our own address
                    answer.read()
                return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()
    raise RuntimeError("bin/up ended without a sign-up link")


def base_python() -> str:
    """The Python our environment was made from."""
    return str(Path(sys.base_prefix) / "bin" / "python3")


if __name__ == "__main__":
    main()
