"""Starts web server and worker, watches them and the database, and stops them. Small: it imports no Django."""

import http.client
import json
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, NoReturn

from regulars.operations import addresses, processes
from regulars.operations.data_folder import DataFolder
from regulars.operations.postgres.server import Server
from regulars.operations.problems import Problem
from regulars.operations.processes import Child
from regulars.operations.running import Claim

PATIENCE = 90.0  # seconds until everything must be well
WITH_DJANGO = "regulars.operations.with_django"
REFUSED = 2  # the exit code with which a program of ours has said why
LOOK = 0.25  # seconds between two looks at the children


class Supervisor:
    """Within `with`, our processes may run; afterwards none does."""

    def __init__(self, data: DataFolder, host: str, port: int, claim: Claim, server: Server | None) -> None:
        self.data = data
        self.host = host
        self.port = port
        self.claim = claim
        self.server = server
        web = Child("web server", "regulars.operations.web", data.logs / "web.log", [host, str(port)])
        worker = Child("worker", WITH_DJANGO, data.logs / "worker.log", ["regulars.operations.worker"])
        self.children = [web, worker]

    def __enter__(self) -> "Supervisor":
        ended = processes.end_leftovers(self.claim.left_behind())
        if ended:
            print(f"Ended {ended} processes that an earlier start had left behind.", flush=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        processes.stop_all(self.children)
        self.claim.clear()

    def prepare(self, demo: bool) -> str | None:
        """Bring the installation up to this version; returns the path of the owner's sign-up link, if one is due."""
        command = [sys.executable, "-P", "-m", WITH_DJANGO, "regulars.operations.preparing"]
        command += ["--demo"] if demo else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            reason = (
                "" if done.returncode == REFUSED else " This is a bug in Regulars; the lines above say where."
            )
            raise Problem(f"Regulars was not started.{reason}")
        answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        for sentence in answer["said"]:
            print(sentence, flush=True)
        sign_up: str | None = answer["sign_up"]
        return sign_up

    def start(self) -> None:
        for child in self.children:
            child.start()
        self._note()

    def _note(self) -> None:
        children = [identity for child in self.children if (identity := child.identity())]
        self.claim.note(addresses.address(self.host, self.port), children)

    def wait_until_well(self) -> str:
        """The address, once /health says that all is well. Raises Problem with the reason where it never does."""
        until = time.monotonic() + PATIENCE
        state: dict[str, str] = {}
        while time.monotonic() < until:
            state = self.health()
            if state and set(state.values()) == {"ok"}:
                return addresses.address(self.host, self.port)
            for child in self.children:
                if child.process is not None and child.process.poll() is not None:
                    raise Problem(f"The {child.name} did not start. It said:\n{last_words(child)}")
            time.sleep(0.05)
        raise Problem(f"Regulars did not get well in {PATIENCE:.0f} seconds: {state or 'no answer'}.")

    def health(self) -> dict[str, str]:
        """What /health says; empty where nothing answers yet."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 # asked, not bound
        connection = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            found: dict[str, str] = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return {}
        finally:
            connection.close()
        return found

    def watch(self) -> NoReturn:
        """Until a stop signal (a KeyboardInterrupt here): start again what dies, and say so."""
        rounds = 0
        while True:
            self._look_after(rounds)
            rounds += 1
            time.sleep(LOOK)

    def _look_after(self, rounds: int) -> None:
        for child in self.children:
            began = child.began
            if told := child.revive():
                print(told, flush=True)
            if child.began != began:
                self._note()
        if rounds % 8 == 0 and self.server is not None and self.server.running() is None:
            print("The database ended unexpectedly; starting it again.", flush=True)
            self.server.start()
        if rounds % 2400 == 0:
            for child in self.children:
                processes.limit_log(child.log)


def last_words(child: Child) -> str:
    return "\n".join(child.log.read_text(errors="replace").splitlines()[-8:])
