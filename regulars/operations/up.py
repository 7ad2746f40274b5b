"""bin/up: everything at once, until Ctrl-C. It keeps to itself what it does not have to say."""

import argparse
import contextlib
import os
import signal
import sys
import webbrowser
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from regulars.operations import addresses
from regulars.operations.data_folder import DataFolder
from regulars.operations.installation import installation, uses_own_server
from regulars.operations.postgres.server import Server
from regulars.operations.problems import Problem
from regulars.operations.running import claimed
from regulars.operations.supervisor import Supervisor

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="bin/up", description="Start Regulars: database, web server and worker. Ctrl-C stops all of it."
    )
    made.add_argument(
        "--port", type=int, default=8000, help="port of the web address (default 8000; 0: any free one)"
    )
    made.add_argument(
        "--host", default="127.0.0.1", help="address to answer on (default 127.0.0.1: this machine only)"
    )
    made.add_argument(
        "--data", help="folder of all data (default: REGULARS_DATA, else your user data folder)"
    )
    made.add_argument("--demo", action="store_true", help="fill an empty installation with a made-up firm")
    made.add_argument("--no-browser", action="store_true", help="do not open the address in a browser")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    stop_on_signals()
    try:
        run(chosen)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


def stop_on_signals() -> None:
    """The first stop signal ends what is going on, as Ctrl-C does; further ones do not disturb the ending."""

    def stop(number: int, frame: FrameType | None) -> None:
        for ignored in STOPPING:
            signal.signal(ignored, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in STOPPING:
        signal.signal(number, stop)


def run(chosen: argparse.Namespace) -> NoReturn:
    data = DataFolder.chosen(chosen.data)
    data.ensure()
    with claimed(data) as claim:
        port = addresses.free_port(chosen.host, chosen.port)
        say(f"Starting Regulars on {data.root} …")
        with installation(data):
            server = None if uses_own_server() else Server(data.postgres)
            supervisor = Supervisor(data, chosen.host, port, claim, server)
            with supervisor:
                sign_up = supervisor.prepare(demo=chosen.demo)
                supervisor.start()
                address = supervisor.wait_until_well()
                greet(address, sign_up, data)
                if not chosen.no_browser and has_screen():
                    webbrowser.open(address + (sign_up or ""))
                supervisor.watch()


def greet(address: str, sign_up: str | None, data: DataFolder) -> None:
    say(f"Regulars is ready: {address}")
    if sign_up:
        say(f"Nobody has signed up yet. Your own link, good for one owner:\n  {address}{sign_up}")
    say(f"Everything is kept in {data.root}. Ctrl-C stops Regulars.")


def has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(sentence: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
