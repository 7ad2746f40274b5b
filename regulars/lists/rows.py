"""A row of a list, ready to print: the strings are made here in one pass, since a page holds hundreds of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from regulars.lib.counting import grouped
from regulars.lib.money import format_money
from regulars.lists.listing import Listing
from regulars.lists.subjects import Field, Kind
from regulars.web.templatetags.say import day

Write = Callable[[Any], str]
FIGURES = {Kind.NUMBER, Kind.MONEY}
DAYS = {Kind.DATE, Kind.MOMENT, Kind.MONTH}


BOX = '<td role="cell" class="box"><input type="checkbox" name="id" value="{}" aria-label="{}"></td>'
CELL = '<td role="cell" class="{}" data-label="{}">{}</td>'
ROW = '<tr role="row">{}<th role="rowheader" scope="row"><a href="{}">{}</a></th>{}</tr>\n'


def rows(listing: Listing, found: Sequence[dict[str, Any]]) -> list[str]:
    """Each a table row, with a box to choose it by for those who may change something."""
    currency = listing.asker.firm.currency
    first, *others = [(field, words(field, currency)) for field in listing.columns]
    columns = [
        (f"c{number}", _class(field), str(field.label), said)
        for number, (field, said) in enumerate(others, 1)
    ]
    choosable = listing.asker.member.may_write
    return [_row(row, listing.subject.address(row), first[1], columns, choosable) for row in found]


def _row(
    row: dict[str, Any], url: str, name: Write, columns: list[tuple[str, str, str, Write]], choosable: bool
) -> str:
    called = name(row["c0"]) or _("without a name")
    cells = ((css, label, said(row[alias])) for alias, css, label, said in columns)
    box = format_html(BOX, row["pk"], called) if choosable else ""
    return format_html(ROW, box, url, called, format_html_join("", CELL, cells))


def _class(field: Field) -> str:
    return "num" if field.kind in FIGURES else "when" if field.kind in DAYS else ""


def words(field: Field, currency: str) -> Write:
    """How a cell of this field prints its value: empty where nothing is known, and safe HTML or text."""
    said = field.write or _by_kind(field, currency)
    return lambda value: "" if value is None else said(value)


def _by_kind(field: Field, currency: str) -> Write:
    match field.kind:
        case Kind.NUMBER:
            return lambda value: grouped(value.normalize() if isinstance(value, Decimal) else value)
        case Kind.MONEY:
            return lambda value: format_money(value, currency, whole=True)
        case Kind.DATE | Kind.MOMENT:
            return day
        case Kind.YES_NO:
            return lambda value: _("yes") if value else ""
        case Kind.CHOICE if field.choices:
            labels = dict(field.choices())
            return lambda value: str(labels.get(str(value), ""))
        case _:
            return str
