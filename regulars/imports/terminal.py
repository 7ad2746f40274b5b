"""Importing from the command line: the same steps as in the browser, with a bar instead of a page."""

import argparse
import errno
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from regulars.imports import rejected_file, running, words
from regulars.imports.errors import UnreadableFile
from regulars.imports.models import Import
from regulars.imports.progress import Tell
from regulars.imports.receiving import Choices
from regulars.imports.understanding.numbers import known_currencies
from regulars.imports.understanding.own_fields import label_of
from regulars.imports.understanding.roles import Role
from regulars.lib.errors import BadInput
from regulars.lib.leaving import Leaving, let_out


def add_file_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="CSV (any kind), CSV packed with gzip, or .xlsx"
    )
    parser.add_argument(
        "--source",
        metavar="NAME",
        default="",
        help="the shop or program it comes from; files of one source know each other's orders and buyers",
    )
    parser.add_argument(
        "--map",
        metavar="ROLE=HEADER",
        action="append",
        default=[],
        help="what a column means; ROLE is one of: " + ", ".join(role.value for role in Role),
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--rejected", metavar="OUT", type=Path, help="write the rows that were left out to this CSV file"
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON line of figures")
    parser.add_argument("--yes", action="store_true", help="do not ask before importing")


def choices_of(options: argparse.Namespace) -> Choices:
    """What was typed. Raises BadInput for a role or a currency that there is not."""
    columns = {}
    for said in options.map:
        role, sign, header = said.partition("=")
        if not sign or role not in set(Role):
            raise BadInput(
                _("--map takes ROLE=HEADER, where ROLE is one of: %(roles)s.") % {"roles": ", ".join(Role)}
            )
        columns[role] = header
    currency = (getattr(options, "currency", "") or "").upper()
    if currency and currency not in known_currencies():
        raise BadInput(_("There is no currency called %(code)s.") % {"code": currency})
    return Choices(
        source=options.source.strip()[:80],
        currency=currency,
        dates=getattr(options, "dates", "") or "",
        decimal=getattr(options, "decimal", "") or "",
        columns=columns or None,
    )


def import_file(
    options: argparse.Namespace, console: Console, kind: str, until: date | None = None
) -> Import:
    """Import what was asked for, asking once more where somebody sits at the terminal."""
    path: Path = options.file
    if not path.is_file():
        raise UnreadableFile(_("There is no file %(path)s.") % {"path": path})
    asks = not (options.yes or options.json or options.dry_run) and sys.stdin.isatty() and sys.stderr.isatty()
    with bar(console) as tell, told_when_full():
        importing = running.import_orders(
            path, kind=kind, choices=choices_of(options), until=until, progress=tell,
            dry_run=options.dry_run or asks, keep=True, score=False,
        )  # fmt: skip
    if asks:
        say(importing, console)
        if input(_("Import it? [y/N] ")).strip().lower() not in {"y", "yes"}:
            running.discard(importing)
            raise BadInput(_("Nothing was imported."))
        with bar(console) as tell, told_when_full():
            running.do(importing, "apply", tell, score=False)
    else:
        say(importing, console)
    if options.rejected and importing.counts.get("rejected_lines"):
        with options.rejected.open("w", newline="", encoding="utf-8") as out, transaction.atomic():
            let_out(None, left_out(importing))
            out.writelines(rejected_file.lines(importing))
    if options.dry_run:
        running.discard(importing)
    return importing


def left_out(importing: Import) -> Leaving:
    """The rows of it that came in wrong, going back to whoever brought them."""
    return Leaving(
        what=rejected_file.name_of(importing),
        subject="imports",
        fields=rejected_file.heads(importing),
        rows=importing.counts["rejected_lines"],
        why="",
        quiet=True,
    )


@contextmanager
def told_when_full() -> Iterator[None]:
    """A full disk is not a bug of ours: the sentence, and exit code 2."""
    try:
        yield
    except DatabaseError as error:
        if running.is_full(error):
            raise BadInput(running.sentence_of(error)) from error
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BadInput(str(running.FULL)) from error
        raise


def say(importing: Import, console: Console) -> None:
    """What was understood and what it means, on stderr."""
    header = importing.understood["header"]
    columns = {index: role for role, index in importing.settings["columns"].items()}
    meant = [
        f"{label_of(role, importing.kind)} = {header[index] or index + 1}"
        for index, role in sorted(columns.items())
    ]
    unused = [name for index, name in enumerate(header) if index not in columns and name]
    console.print(f"{importing.file_name}: {', '.join(meant)}.", markup=False, highlight=False)
    if unused:
        console.print(_("Not used: %(names)s.") % {"names": ", ".join(unused)}, markup=False, highlight=False)
    for sentence in words.told(importing):
        console.print(sentence, markup=False, highlight=False)
    for row in words.money(importing):
        said = _(
            "Money in the file %(file)s = orders %(orders)s, given back %(refunds)s, walk-ins %(walk_in)s, left out %(rejected)s."
        )
        console.print(said % row, markup=False, highlight=False)
    for sentence in words.rejected(importing):
        console.print(sentence, markup=False, highlight=False)


def end(options: argparse.Namespace, importing: Import) -> None:
    """The last line, for programs or for people."""
    if options.json:
        sys.stdout.write(json.dumps(running.as_json(importing)) + "\n")
    elif not options.dry_run:
        said = _("Imported as number %(id)s. To take it back: bin/regulars import revert %(id)s")
        sys.stdout.write(said % {"id": importing.pk} + "\n")


STEPS = {
    "reading": _("Reading"),
    "sorting": _("Sorting"),
    "comparing": _("Comparing with what is known"),
    "people": _("Buyers"),
    "orders": _("Orders"),
    "lines": _("Lines"),
    "refunds": _("Refunds"),
    "done": _("Finishing"),
}


@contextmanager
def bar(console: Console) -> Iterator[Tell]:
    columns = (
        TextColumn("{task.description:<30}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(STEPS["reading"], total=1.0)
        yield lambda step, share: progress.update(task, description=STEPS.get(step, step), completed=share)
