"""Tell the whole picture from an orders file alone; nothing of the firm's own data is read or changed.

The file is imported and scored in a database of its own, which is gone afterwards. Without an option: a summary and
the morning list, as text. --html: one page that needs nothing else, to send or to keep. --json: {lines, orders,
customers, walk_in_lines, cancellation_lines, rejected_lines, money: {file, orders, refunds, walk_in, rejected},
standing: {stranger, client, customer, lapsed, lost}, pareto: {customers_share, value_share}, models, backtest}.
Amounts are text; file = orders + refunds + walk_in + rejected, to the penny: refunds are negative, and so are the
cancellations among walk-ins and the rows left out. Shares are 0 to 1. A file in several currencies has the one most
orders are in under money, and the others under other_money.
"""

import argparse
import json
import os
from pathlib import Path

from django.utils.translation import gettext as _
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from regulars.imports.receiving import Choices
from regulars.lib.errors import BadInput
from regulars.operations.commands import Options
from regulars.operations.commands.score import day_of
from regulars.operations.report.making import Report, as_json, make_report
from regulars.operations.report.page import page
from regulars.operations.report.scratch_database import scratch_database
from regulars.operations.report.text import lines

PREPARED = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="CSV (any delimiter or encoding), CSV.gz or XLSX"
    )
    parser.add_argument("--json", action="store_true", help="print the figures for other programs")
    parser.add_argument("--html", metavar="OUT", type=Path, help="write one self-contained page")
    parser.add_argument("--as-of", metavar="DATE", help="look from this day (default: the newest order's)")
    parser.add_argument(
        "--currency", metavar="CODE", default="", help="where the file does not say it: GBP, EUR, …"
    )
    parser.add_argument(
        "--dates", choices=["dmy", "mdy", "ymd"], default="", help="the order of day, month and year"
    )
    parser.add_argument("--decimal", choices=[".", ","], default="", help="the decimal sign")
    parser.add_argument(
        "--map",
        metavar="ROLE=HEADER",
        action="append",
        default=[],
        help="which column is which, such as date=Bought",
    )


def run(options: Options) -> None:
    if not options.file.is_file():
        raise BadInput(_("There is no file %(file)s.") % {"file": options.file})
    if options.html and not options.html.absolute().parent.is_dir():
        raise BadInput(
            _("There is no folder %(folder)s to write to.") % {"folder": options.html.absolute().parent}
        )
    choices = Choices(
        currency=options.currency.upper(),
        dates=options.dates,
        decimal=options.decimal,
        columns=columns(options.map),
    )
    with scratch_database():
        report = reported(options, choices)
        html = page(report) if options.html else ""
    if options.html:
        write(options.html, html)
    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False))
    elif not options.html:
        print("\n".join(lines(report)))


def columns(pairs: list[str]) -> dict[str, str] | None:
    found = dict(pair.partition("=")[::2] for pair in pairs)
    if not all(found.values()):
        raise BadInput(_("--map is written as ROLE=HEADER, such as --map date=Bought."))
    return found or None


def reported(options: Options, choices: Choices) -> Report:
    bar = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*bar, console=options.console, transient=True) as shown:
        task = shown.add_task(_("Reading"), total=1.0)

        def tell(step: str, part: float) -> None:
            shown.update(task, completed=part, description=words_of(step))

        return make_report(options.file, choices, day_of(options.as_of), tell)


def words_of(step: str) -> str:
    return _("Scoring") if step == "scoring" else _("Reading")


def write(out: Path, html: str) -> None:
    """The whole file or none: written beside its place, then moved there."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        draft.write_text(html, encoding="utf-8")
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadInput(
            _("%(file)s cannot be written: %(why)s.") % {"file": out, "why": error.strerror}
        ) from error
