"""A file that would leave, and writing it: whole, beside the disk's other files, before its first byte goes out.

So what is noted is what was taken: how many rows, of whom, who was left out; and a file that cannot be finished never begins.
"""

import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.lib.csv_out import csv_lines
from regulars.lib.leaving import Leaving, let_out
from regulars.team.models import Member
from regulars.trust.asking import judged
from regulars.trust.leaving.errors import NobodyLeft
from regulars.trust.models import Datum, Purpose
from regulars.trust.rules import Rule

PART = 10_000
Row = tuple[int | None, list[Any]]


@dataclass(frozen=True)
class Sheet:
    """`rows()` gives each row after the id of whose it is, a record of `whose` kind ("people", "accounts", or empty: nobody's).
    `contact` is what of people's contact data it holds. `quiet`: it is their own, so the right to export is not asked for."""

    what: str
    subject: str
    heads: Sequence[str]
    rows: Callable[[], Iterable[Row]]
    file_name: str
    whose: str = ""
    said: str = ""
    contact: tuple[Datum, ...] = ()
    quiet: bool = False


@dataclass(frozen=True)
class Terms:
    """On which terms it leaves. `marking`: who may not be reached for the purpose is marked instead of left out."""

    why: str
    purpose: str = ""
    marking: bool = False


@dataclass
class Taken:
    """Counted while it is written."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    rows: int = 0
    left_out: int = 0
    marked: int = 0


def take(sheet: Sheet, terms: Terms, *, by: Member | None) -> IO[bytes]:
    """The whole file, noted. Raises NobodyLeft, or what the doorkeeper refuses with; then nothing is left of it."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 # whoever sends it closes it
    try:
        with transaction.atomic():
            taken = Taken()
            file.writelines(line.encode() for line in csv_lines(_table(sheet, terms, taken)))
            file.flush()
            if taken.left_out and not taken.rows:
                raise NobodyLeft(_nobody(terms, taken.left_out))
            let_out(by, _leaving(sheet, terms, taken))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _nobody(terms: Terms, number: int) -> str:
    said = ngettext(
        "The one person in it may not be reached to %(purpose)s, so the file would be empty. Choose what it is really for, "
        "or keep them and have their row marked.",
        "None of the %(number)s people in it may be reached to %(purpose)s, so the file would be empty. Choose what it is "
        "really for, or keep them and have their rows marked.",
        number,
    )
    return said % {"number": grouped(number), "purpose": Purpose(terms.purpose).label}


def _leaving(sheet: Sheet, terms: Terms, taken: Taken) -> Leaving:
    return Leaving(
        what=sheet.what,
        subject=sheet.subject,
        fields=sheet.heads,
        rows=taken.rows,
        why=terms.why,
        ids=taken.ids if sheet.whose else None,
        purpose=terms.purpose if sheet.contact else "",
        whose=sheet.whose,
        said=sheet.said,
        left_out=taken.left_out,
        marked=taken.marked,
        quiet=sheet.quiet,
    )


def _table(sheet: Sheet, terms: Terms, taken: Taken) -> Iterator[Sequence[Any]]:
    judging = bool(sheet.contact) and sheet.whose == "people"
    yield [*sheet.heads, _("May we use it?")] if judging and terms.marking else sheet.heads
    rows = iter(sheet.rows())
    while part := list(islice(rows, PART)):
        if judging:
            part = _let_through(part, sheet.contact, terms, taken)
        taken.rows += len(part)
        if sheet.whose:
            taken.ids.extend(pk for pk, _cells in part if pk is not None)
        yield from (cells for _pk, cells in part)


def _let_through(part: list[Row], contact: Sequence[Datum], terms: Terms, taken: Taken) -> list[Row]:
    against = _against({pk for pk, _cells in part if pk is not None}, contact, terms.purpose)
    if not terms.marking:
        through = [row for row in part if row[0] not in against]
        taken.left_out += len(part) - len(through)
        return through
    taken.marked += sum(1 for pk, _cells in part if pk in against)
    yes = _("yes")
    return [(pk, [*cells, f"{_('no')}: {against[pk].said}" if pk in against else yes]) for pk, cells in part]


def _against(ids: set[int], contact: Sequence[Datum], purpose: str) -> dict[int | None, Rule]:
    """Who may not be reached by everything the file holds, and the rule that says so; a query for each, of the whole part."""
    found: dict[int | None, Rule] = {}
    for datum in contact:
        for pk, rule in judged(ids, datum, purpose).items():
            if not rule.allows:
                found.setdefault(pk, rule)
    return found
