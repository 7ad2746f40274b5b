"""The commands of bin/regulars. A command is a module in this folder; it is there, so it is offered.

Its name is the file's, with `-` for `_`. A command of two words, `import orders`, is `import_/orders.py`: the
folder is the first word (a `_` at the end keeps off Python's own words). The first line of the module's
docstring is its help, the rest is shown by `--help`. It has

    def add_arguments(parser: argparse.ArgumentParser) -> None:     # optional
    def run(options: Options) -> None:

`options` holds the typed arguments, `options.data` the data folder and `options.console` a rich Console on
stderr for progress (silent under --quiet, so `rich.progress.Progress(console=options.console)` is too). What
other programs read goes to stdout with `print`. A refusal (`lib.errors.Refusal`, `Problem`) ends the command
with its sentence and exit code 2; anything else that is raised is a bug: exit code 1, the trace in the log.

The module is imported when Django is set up and the database runs and is migrated, so it imports models at its
top like any other. `PREPARED = False` in it asks for a database that is left as it is found. `ALONE = True` asks for
nothing at all: no data folder, no database, no Django; such a module must do without them, models and gettext included.
"""

import argparse
import ast
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from regulars.operations.data_folder import DataFolder

HERE = Path(__file__).parent


class Options(argparse.Namespace):
    """What the person typed, and what every command may use."""

    console: Console
    data: DataFolder
    quiet: bool
    traceback: bool


class Found(NamedTuple):
    module: str
    help: str
    alone: bool = False


def available() -> dict[str, Found]:
    """`import orders` → its module and one-line help. Read from the files; nothing is imported."""
    found: dict[str, Found] = {}
    for path in sorted(HERE.rglob("*.py")):
        parts = path.relative_to(HERE).with_suffix("").parts
        if any(part.startswith("_") for part in parts):
            continue
        name = " ".join(part.rstrip("_").replace("_", "-") for part in parts)
        tree = ast.parse(path.read_text())
        words = ast.get_docstring(tree) or name
        found[name] = Found(".".join((__name__, *parts)), words.splitlines()[0], stands_alone(tree))
    return found


def stands_alone(tree: ast.Module) -> bool:
    """Whether the module says `ALONE = True`."""
    return any(isinstance(node, ast.Assign) and ast.unparse(node) == "ALONE = True" for node in tree.body)
