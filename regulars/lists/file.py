"""A list as a table, row by row from a cursor of the database's: as much memory for a million rows as for ten."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext as _

from regulars.lib.days import day_of
from regulars.lists.listing import Listing
from regulars.lists.pages import parts
from regulars.lists.subjects import Field, Kind

CHUNK = 2000


def heads(listing: Listing) -> list[str]:
    return [_("Number"), *(str(field.label) for field in listing.columns)]


def table(listing: Listing, whose: str = "pk") -> Iterator[tuple[Any, list[Any]]]:
    """Each row's cells, after the value of the path `whose`: the record whose data it is. Raises FilterIncomplete at once.
    Everything said in words is translated now, not while it is being sent."""
    says = [plain(field, listing.asker.firm.zone) for field in listing.columns]
    return _said(_rows(listing, listing.members(), whose), says)


def _said(
    rows: Iterator[tuple[Any, ...]], says: list[Callable[[Any], Any]]
) -> Iterator[tuple[Any, list[Any]]]:
    for whose, number, *values in rows:
        said = ("" if value is None else say(value) for say, value in zip(says, values, strict=True))
        yield whose, [number, *said]


def _rows(listing: Listing, records: Any, whose: str) -> Iterator[tuple[Any, ...]]:
    """In the list's order; those whom the order does not know come last."""
    paths = {f"c{number}": _path(field) for number, field in enumerate(listing.columns)}
    for ordered in parts(records, *listing.sort):
        if ordered is not None:
            yield from (
                ordered.annotate(row_of=F(whose), **paths)
                .values_list("row_of", "pk", *paths)
                .iterator(chunk_size=CHUNK)
            )


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
