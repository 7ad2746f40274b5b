"""One installation in use: its folders, its secrets, its database, and the environment our programs read.

Whoever uses the bundled database holds a lease (a shared file lock). The first one starts the server; the
last one stops it. The kernel ends the lease of a program that is killed, so nobody waits for the dead.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from regulars.operations.data_folder import DataFolder
from regulars.operations.postgres import upgrading
from regulars.operations.postgres.server import Server

SET_BY_US = "REGULARS_BUNDLED"


@contextlib.contextmanager
def installation(data: DataFolder, *, forgetful: bool = False) -> Iterator[DataFolder]:
    """Make `data` ready to use and point the environment at it; the database runs for as long as this lasts.

    With DATABASE_URL set by the person, that server is used and nothing is started. `forgetful` is for tests.
    """
    data.ensure()
    os.environ["REGULARS_DATA"] = str(data.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "SECRET_KEY" not in os.environ:
        os.environ.setdefault("SECRET_KEY_FILE", str(data.secret_key))
    if uses_own_server():
        yield data
        return
    with leased(data, forgetful) as url:
        os.environ.update({"DATABASE_URL": url, SET_BY_US: "1"})
        yield data


def uses_own_server() -> bool:
    """Whether the person named a server of their own, rather than inheriting the address of a bundled one."""
    named = "DATABASE_URL" in os.environ or "DATABASE_URL_FILE" in os.environ
    return named and SET_BY_US not in os.environ


@contextlib.contextmanager
def leased(data: DataFolder, forgetful: bool) -> Iterator[str]:
    """The address of the running bundled database, for as long as this lasts."""
    server = Server(data.postgres, forgetful=forgetful)
    with (data.run / "in-use.lock").open("a") as lease:
        try:
            with turn(data.run / "starting.lock"):
                fcntl.flock(lease, fcntl.LOCK_SH)
                upgrading.upgrade_if_old(data.postgres)
                url = server.start().url
            yield url
        finally:
            with turn(data.run / "starting.lock"):
                if is_last(lease):
                    server.stop()


def is_last(lease: IO[str]) -> bool:
    """Whether nobody else holds a lease. Asked in one's turn, so nobody begins meanwhile."""
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """One at a time."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
