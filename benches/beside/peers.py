"""The peers' environment: installed once from benches/peers.txt, each file checked against its hash."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "peers.txt"


def cache() -> Path:
    """Where this machine keeps what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "regulars-bench"


def python_of(folder: Path) -> Path:
    """The Python of the environment in `folder`, which is made or renewed if it is not as the lock says."""
    python, stamp = folder / "bin" / "python", folder / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    if folder.exists() and not (folder / "pyvenv.cfg").exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not a Python environment; name another folder with --peers.")
    print(f"Installing the peers into {folder} (once; some minutes, 1 GB) …", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--require-hashes", "--no-deps", "-r", str(LOCK)],
        env=plain_environment(),
        check=True,
        stdout=sys.stderr,
    )
    stamp.write_text(wanted)
    return python


def plain_environment() -> dict[str, str]:
    """This process's, without what would lead another Python to our packages."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
