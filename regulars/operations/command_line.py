"""bin/regulars: finds the command, gives it an installation, and turns what it raises into an exit code.

How to add a command: see `operations/commands/__init__.py`.
"""

import argparse
import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import ModuleType
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from rich.console import Console

from regulars.lib.errors import Refusal
from regulars.operations import processes
from regulars.operations.commands import Options, available
from regulars.operations.data_folder import DataFolder
from regulars.operations.installation import installation
from regulars.operations.problems import Problem

DONE, BUG, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    shared, name, rest = split(list(sys.argv[1:] if arguments is None else arguments))
    if name is None:
        return without_command(shared, rest)
    if available()[name].alone:
        return execute_alone(name, rest, shared)
    if {"-h", "--help"} & set(rest):
        show_help(name)
    data = DataFolder.chosen(data_option(rest) or shared.data)
    try:
        with installation(data):
            return execute(name, rest, shared, data)
    except (Problem, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED


def execute(name: str, rest: Sequence[str], shared: argparse.Namespace, data: DataFolder) -> int:
    """Run one command on its running installation."""
    django.setup()
    options = Options(**vars(shared))
    try:
        module = importlib.import_module(available()[name].module)
        parser_of(name, module).parse_args(rest, namespace=options)
        options.data = data
        options.console = Console(stderr=True, quiet=options.quiet)
        with closed_at_the_end():
            if getattr(module, "PREPARED", True):
                importlib.import_module("regulars.operations.preparing").prepare_database()
            module.run(options)
    except (Refusal, Problem) as refusal:
        print(refusal, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # whoever read our output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OperationalError as error:
        print(f"The database cannot be used: {str(error).strip()}", file=sys.stderr)
        return BAD_INPUT
    except Exception as bug:  # noqa: BLE001 # the last door: a bug is told as one and kept for whoever mends it
        return told(bug, name, data, options.traceback)
    return DONE


def execute_alone(name: str, rest: Sequence[str], shared: argparse.Namespace) -> int:
    """Run a command that needs no installation."""
    module = importlib.import_module(available()[name].module)
    options = parser_of(name, module).parse_args(rest, namespace=Options(**vars(shared)))
    options.console = Console(stderr=True, quiet=options.quiet)
    try:
        module.run(options)
        sys.stdout.flush()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as bug:  # noqa: BLE001 # the last door, without a log to keep the trace in
        if options.traceback:
            traceback.print_exception(bug)
        print(f"This is a bug in Regulars ({type(bug).__name__}); --traceback shows where.", file=sys.stderr)
        return BUG
    return DONE


@contextlib.contextmanager
def closed_at_the_end() -> Iterator[None]:
    """The database may stop after us; a connection left open would make it wait."""
    try:
        yield
        sys.stdout.flush()
    finally:
        connection.close()


def told(bug: Exception, name: str, data: DataFolder, with_trace: bool) -> int:
    """Keep the trace in the log, tell the person where."""
    log = data.logs / "commands.log"
    processes.limit_log(log)
    trace = "".join(traceback.format_exception(bug))
    with log.open("a") as file:
        file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {name}\n{trace}\n")
    if with_trace:
        print(trace, file=sys.stderr)
    print(f"This is a bug in Regulars ({type(bug).__name__}); the details are in {log}.", file=sys.stderr)
    return BUG


def common(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The options that may stand before the command or after it; after it, what is not given stays as it was."""
    absent = argparse.SUPPRESS
    parser.add_argument(
        "--data",
        metavar="DIR",
        default=absent if again else None,
        help="folder of all data (default: REGULARS_DATA)",
    )
    for flag, text in (("--quiet", "no progress, only results"), ("--traceback", "show the trace of a bug")):
        parser.add_argument(flag, action="store_true", default=absent if again else False, help=text)


def parser_of(name: str, module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"bin/regulars {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if hasattr(module, "add_arguments"):
        module.add_arguments(parser)
    common(parser, again=True)
    return parser


def overview() -> argparse.ArgumentParser:
    commands = available()
    width = max(map(len, commands))
    lines = "\n".join(f"  {name:<{width}}  {found.help}" for name, found in commands.items())
    parser = argparse.ArgumentParser(
        prog="bin/regulars",
        usage="bin/regulars [--data DIR] [--quiet] [--traceback] COMMAND …",
        description="Regulars on the command line, beside a running bin/up or without one.",
        epilog=f"commands:\n{lines}\n\nbin/regulars COMMAND --help tells more. Exit: 0 done, 2 bad input, 1 a bug.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    common(parser)
    parser.add_argument("-h", "--help", action="store_true", help="show this and end")
    return parser


def split(arguments: list[str]) -> tuple[argparse.Namespace, str | None, list[str]]:
    """The common options before the command, the command's name if there is one, and what follows it."""
    parser = overview()
    parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    shared = parser.parse_args(arguments)
    words: list[str] = shared.words
    wants_help: bool = shared.help
    del shared.words, shared.help
    names = available()
    for length in (2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in names:
            return shared, name, words[length:] + (["--help"] if wants_help else [])
    return shared, None, words or (["--help"] if wants_help else [])


def without_command(shared: argparse.Namespace, words: list[str]) -> int:
    if not words or {"-h", "--help"} & set(words[-1:]):
        overview().print_help(sys.stdout if words else sys.stderr)
        return DONE if words else BAD_INPUT
    close = [name for name in available() if name.split()[0] == words[0]]
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    typed = " ".join(words[: 2 if close else 1])
    print(f"There is no command '{typed}'.{hint} bin/regulars --help lists them.", file=sys.stderr)
    return BAD_INPUT


def data_option(rest: Sequence[str]) -> str | None:
    """--data after the command; needed before the command's own parser can be made."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", nargs="?")
    found: str | None = parser.parse_known_args(rest)[0].data
    return found


def show_help(name: str) -> NoReturn:
    """Without an installation: the settings need a database's address, and nobody calls there."""
    os.environ.setdefault("DATABASE_URL", "postgresql://help@/nowhere")
    os.environ.setdefault("REGULARS_DATA", str(DataFolder.chosen().root))
    os.environ.setdefault("SECRET_KEY", "only to show the help, so nothing is ever signed with it")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    parser_of(name, importlib.import_module(available()[name].module)).print_help()
    raise SystemExit(DONE)


if __name__ == "__main__":
    sys.exit(main())
