"""A list as CSV, row by row from a cursor of the database's: as much memory for a million rows as for ten."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext as _

from regulars.lib.csv_out import csv_lines
from regulars.lib.days import day_of
from regulars.lists.listing import Listing
from regulars.lists.pages import parts
from regulars.lists.subjects import Field, Kind

CHUNK = 2000


def lines(listing: Listing) -> Iterator[str]:
    """Raises FilterIncomplete at once. Everything said in words is translated now, not while it is being sent."""
    columns = listing.columns
    said = [plain(field, listing.asker.firm.zone) for field in columns]
    heads = [_("Number"), *(str(field.label) for field in columns)]
    return csv_lines(_table(heads, _rows(listing, listing.members()), said))


def _table(
    heads: list[str], rows: Iterator[tuple[Any, ...]], said: list[Callable[[Any], Any]]
) -> Iterator[list[Any]]:
    yield heads
    for number, *values in rows:
        yield [
            number,
            *("" if value is None else say(value) for say, value in zip(said, values, strict=True)),
        ]


def _rows(listing: Listing, records: Any) -> Iterator[tuple[Any, ...]]:
    """In the list's order; those whom the order does not know come last."""
    paths = {f"c{number}": _path(field) for number, field in enumerate(listing.columns)}
    for ordered in parts(records, *listing.sort):
        if ordered is not None:
            yield from ordered.annotate(**paths).values_list("pk", *paths).iterator(chunk_size=CHUNK)


def _path(field: Field) -> Any:
    over = field.over
    return F(over) if isinstance(over, str) else over


def plain(field: Field, zone: ZoneInfo) -> Callable[[Any], Any]:
    """How a file writes a value of this field: days as 2026-11-22, figures with a point, choices by their words."""
    if field.plain:
        return field.plain
    match field.kind:
        case Kind.CHOICE if field.choices:
            labels = dict(field.choices())
            return lambda value: labels.get(str(value), value)
        case Kind.MOMENT:
            return lambda value: day_of(value, zone).isoformat()
        case Kind.YES_NO:
            yes, no = _("yes"), _("no")
            return lambda value: yes if value else no
        case Kind.NUMBER | Kind.MONEY:
            return lambda value: f"{value:f}" if isinstance(value, Decimal) else value
        case _:
            return str
