"""A row of a list, ready to print: the strings are made here in one pass, since a page holds hundreds of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from regulars.lib.counting import grouped
from regulars.lib.money import format_money
from regulars.lists.acts import acts_on
from regulars.lists.listing import Listing
from regulars.lists.subjects import Field, Kind
from regulars.web.templatetags.say import day

Write = Callable[[Any], str]
FIGURES = {Kind.NUMBER, Kind.MONEY}
DAYS = {Kind.DATE, Kind.MOMENT, Kind.MONTH}


HEAD = '<td role="cell" class="{}" data-label="{}">'
BOX = '<td role="cell" class="box"><input type="checkbox" name="id" value="{}" aria-label="{}"></td>'
ROW = '<tr role="row">{}<th role="rowheader" scope="row"><a href="{}">{}</a></th>{}</tr>\n'
Column = tuple[str, str, Write]  # alias, how each of its cells begins, how a value is said


def rows(listing: Listing, found: Sequence[dict[str, Any]]) -> list[str]:
    """Each a table row, with a box to choose it by for those who may change something."""
    currency = listing.asker.firm.currency
    first, *others = [(field, words(field, currency)) for field in listing.columns]
    columns: list[Column] = [
        (f"c{number}", format_html(HEAD, _class(field), field.label), said)
        for number, (field, said) in enumerate(others, 1)
    ]
    choosable = listing.asker.member.may_write and bool(acts_on(listing.subject.name, listing.asker.member))
    return [_row(row, listing.subject.address(row), first[1], columns, choosable) for row in found]


def _row(row: dict[str, Any], url: str, name: Write, columns: list[Column], choosable: bool) -> str:
    called = conditional_escape(name(row["c0"]) or _("without a name"))
    cells = "".join(f"{begins}{conditional_escape(said(row[alias]))}</td>" for alias, begins, said in columns)
    box = BOX.format(row["pk"], called) if choosable else ""
    return mark_safe(ROW.format(box, escape(url), called, cells))  # noqa: S308 # every piece was escaped, or is ours


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
