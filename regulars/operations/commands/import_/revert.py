"""Take an import back: what it made goes, what it changed gets its old values.

Accounts on which something else rests by now (a note, a call, other orders) stay, and are counted.
"""

import argparse

from regulars.imports import running, terminal
from regulars.imports.models import Import
from regulars.lib.errors import BadInput
from regulars.operations.commands import Options
from regulars.retention.scoring import score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=int, help="its number, as `import list` shows it")
    parser.add_argument("--no-score", action="store_true", help="do not score everybody afterwards")


def run(options: Options) -> None:
    importing = Import.objects.filter(pk=options.id).first()
    if importing is None:
        raise BadInput(f"There is no import number {options.id}. `bin/regulars import list` shows them.")
    with terminal.bar(options.console) as tell:
        running.do(importing, "revert", tell, score=False)
    if importing.kind == "orders" and not options.no_score:
        with options.console.status("Scoring everybody"):
            score()
    kept = importing.counts.get("kept_accounts", 0)
    print(
        f"{importing.file_name} is taken back."
        + (f" {kept} accounts stay, because other records rest on them." if kept else "")
    )
