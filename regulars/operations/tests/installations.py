"""Real installations for the fault tests: started as a person would, killed as only a power cut would."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[3]
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PYTEST_")


def environment(**more: str) -> dict[str, str]:
    """Ours without the suite's own installation, as a fresh shell would have it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith((*OURS, "REGULARS_"))}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def regulars(data: Path, *arguments: str, timeout: float = 180) -> "subprocess.CompletedProcess[str]":
    """One command of the command line on `data`."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "regulars.operations.command_line",
        *arguments,
        "--data",
        str(data),
    ]
    return subprocess.run(
        command,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def start_regulars(data: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """As `regulars`, without waiting; whoever kills it wants it in a session of its own."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "regulars.operations.command_line",
        *arguments,
        "--data",
        str(data),
    ]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=environment(), stdout=quiet, stderr=quiet, stdin=quiet, start_new_session=True
    )


def fill(data: Path) -> None:
    """Put the made-up firm into a new installation, as `bin/up --demo` does, and stop it again."""
    program = (
        "import subprocess, sys; from pathlib import Path; from regulars.operations.data_folder import DataFolder;"
        "from regulars.operations.installation import installation\n"
        "with installation(DataFolder(Path(sys.argv[1]))): subprocess.run([sys.executable, '-P', '-m',"
        " 'regulars.operations.with_django', 'regulars.operations.preparing', '--demo'], check=True)"
    )
    subprocess.run([sys.executable, "-P", "-c", program, str(data)], env=environment(), check=True)


@dataclass
class Up:
    """A bin/up on `data`, at any free port."""

    data: Path
    command: list[str] = field(default_factory=lambda: [sys.executable, "-P", "-m", "regulars.operations.up"])
    root: Path = ROOT
    user: int | None = None
    surroundings: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list, init=False)

    def __enter__(self) -> "Up":
        self.process = subprocess.Popen(
            [*self.command, "--data", str(self.data), "--port", "0", "--no-browser"],
            cwd=self.root,
            env=environment(PYTHONPATH=str(self.root)) | self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            user=self.user,
            extra_groups=[] if self.user is not None else None,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        self.kill_everything()
        self.listener.join(5)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            self.said.extend(line.rstrip() for line in lines)

    @property
    def address(self) -> str:
        """Waits until it is printed."""
        line: str = wait_for(lambda: next((line for line in self.said if "ready: " in line), None), self.told)
        return line.split("ready: ")[1].replace("localhost", "127.0.0.1")

    def told(self) -> str:
        return "\n".join(self.said)

    def health(self) -> tuple[int, dict[str, str]]:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_until_well(self) -> None:
        wait_for(lambda: self.health()[0] == 200, self.told)

    def children(self, name: str) -> list[psutil.Process]:
        """The process of `web` or `worker`; none while it is between two lives."""
        module = f"regulars.operations.{name}"
        return [child for child in psutil.Process(self.process.pid).children() if module in child.cmdline()]

    def kill_everything(self) -> None:
        """As a power cut would: nobody gets to say goodbye."""
        for process in processes_of(self.data):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(10)


def processes_of(data: Path) -> list[psutil.Process]:
    """Every process that belongs to the installation in `data`: those told of it, and its database's."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            told = process.environ().get("REGULARS_DATA") == str(data) or str(data) in process.cmdline()
            if told or process.cwd() == str(data / "postgres"):
                found.append(process)
    return [process for process in found if process.pid != os.getpid()]


def wait_for(question: Any, explain: Any = lambda: "", patience: float = 180) -> Any:
    """The first true answer to `question()`; fails with what `explain()` says."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.05)  # between two looks
    raise AssertionError(f"waited {patience:.0f} s in vain\n{explain()}")
