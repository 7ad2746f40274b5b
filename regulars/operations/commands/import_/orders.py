"""Import a file of orders: who bought, when, for how much.

Columns are understood by their names and their contents; what cannot be known is asked for with a flag, never guessed.
The same file twice changes nothing. With --json the last line is
{"new", "known", "changed", "refunds", "walk_in_lines", "rejected_lines"}: orders new, known and changed, lines newly
cancelled or returned, lines without a customer, rows left out. Afterwards everybody is scored, unless --no-score.
"""

import argparse
from datetime import date

from regulars.imports import terminal
from regulars.operations.commands import Options
from regulars.retention.scoring import score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    terminal.add_file_arguments(parser)
    parser.add_argument(
        "--currency", metavar="CODE", help="of amounts that name none, such as GBP (default: the firm's)"
    )
    parser.add_argument(
        "--dates", choices=["ymd", "dmy", "mdy", "serial"], help="what comes first in dates like 03/04/2026"
    )
    parser.add_argument("--decimal", choices=[".", ","], help="the sign before pennies and cents")
    parser.add_argument(
        "--until",
        metavar="DATE",
        type=date.fromisoformat,
        help="the file covers everything up to this day (default: its newest order)",
    )
    parser.add_argument("--no-score", action="store_true", help="do not score everybody afterwards")


def run(options: Options) -> None:
    importing = terminal.import_file(options, options.console, "orders", options.until)
    if not (options.dry_run or options.no_score):
        with options.console.status("Scoring everybody"):
            score()
    terminal.end(options, importing)
