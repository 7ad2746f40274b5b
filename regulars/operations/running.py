"""Who runs an installation now: one bin/up at a time, known to the others by a lock and a small file."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regulars.operations.data_folder import DataFolder
from regulars.operations.problems import Problem


class Claim:
    """The right to run this installation, and what the next one should know of us."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, address: str | None, children: list[dict[str, float | int]]) -> None:
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps({"pid": os.getpid(), "address": address, "children": children}))
        draft.replace(self.path)

    def left_behind(self) -> list[dict[str, float | int]]:
        """Children that an earlier holder noted and did not strike off."""
        children: list[dict[str, float | int]] = read(self.path).get("children", [])
        return children

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)


@contextlib.contextmanager
def claimed(data: DataFolder) -> Iterator[Claim]:
    """Be the one that runs `data`. Raises Problem, with the address, where another bin/up does."""
    with lock_file(data).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(already(data)) from error
        yield Claim(state_file(data))


def is_up(data: DataFolder) -> bool:
    """Whether a bin/up runs this installation."""
    with lock_file(data).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def already(data: DataFolder) -> str:
    state = read(state_file(data))
    where = f" at {state['address']}" if state.get("address") else ""
    return (
        f"Regulars is already running on this data{where} (process {state.get('pid', 'unknown')}). "
        "Use that one, stop it with Ctrl-C where it runs, or start another on other data with --data and --port."
    )


def lock_file(data: DataFolder) -> Path:
    return data.run / "up.lock"


def state_file(data: DataFolder) -> Path:
    return data.run / "state.json"


def read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text())
        if isinstance(found, dict):
            return found
    return {}
