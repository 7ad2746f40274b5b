"""Memory of everything that bin/up runs, idle: each process counts its share of what it shares (PSS)."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from benches.measuring import skipped, tell

LIMIT = 350.0
ADDRESS = re.compile(r"https?://[^\s/]+:\d+")
INHERITED = {"DATABASE_URL", "REGULARS_BUNDLED", "SECRET_KEY_FILE"}
IDLE = 20.0  # seconds


def main() -> None:
    if not hasattr(psutil.Process().memory_full_info(), "pss"):
        skipped("idle memory", "this system does not tell what processes share")
        return
    with tempfile.TemporaryDirectory(prefix="regulars-memory-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 # the database's account has to pass
        measure(Path(folder) / "data")


def measure(data: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in INHERITED}
    command = [
        sys.executable,
        "-m",
        "regulars.operations.up",
        "--no-browser",
        "--port",
        "0",
        "--data",
        str(data),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        address = next(found[0] for line in process.stdout or () if (found := ADDRESS.search(line)))
        for _ in range(20):
            urllib.request.urlopen(f"{address}/sign-in/").read()  # noqa: S310 # our own address
        time.sleep(IDLE)
        tell_memory(process.pid, data)
    finally:
        process.terminate()
        process.wait()


def tell_memory(up: int, data: Path) -> None:
    database = psutil.Process(int((data / "postgres" / "postmaster.pid").read_text().split()[0]))
    parts = {"web": 0.0, "worker": 0.0, "database": pss([database, *database.children(recursive=True)])}
    for child in psutil.Process(up).children():
        if child.pid != database.pid:
            name = "worker" if "regulars.operations.worker" in child.cmdline() else "web"
            parts[name] += pss([child, *child.children(recursive=True)])
    facts = {name: round(value) for name, value in parts.items()} | {
        "supervisor": round(pss([psutil.Process(up)]))
    }
    tell("idle memory of web, worker and database", sum(parts.values()), "MB", LIMIT, **facts)


def pss(processes: list[psutil.Process]) -> float:
    return float(sum(process.memory_full_info().pss for process in processes)) / 1e6


if __name__ == "__main__":
    main()
