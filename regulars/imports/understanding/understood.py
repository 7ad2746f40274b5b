"""Looking at a file for the first time: how it is laid out, what its columns mean, and what must be asked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regulars.imports.errors import UnreadableFile
from regulars.imports.reading.shape import Shape
from regulars.imports.reading.table import data_rows, first_rows, shape_of
from regulars.imports.understanding.asking import open_questions
from regulars.imports.understanding.columns import SCIENTIFIC, columns_of
from regulars.imports.understanding.dates import EITHER, Order, evidence
from regulars.imports.understanding.header import LOOKED_AT, header_row_of, names_in
from regulars.imports.understanding.mapping import level_of, map_orders, map_people
from regulars.imports.understanding.numbers import currencies_of, currency_sign, decimal_evidence
from regulars.imports.understanding.own_fields import map_own
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import Settings

SAMPLE = 5000
SCANNED = 2_000_000  # rows looked through at most for a date that proves the order of day and month
DIFFERENT = 200_000
MONEY = (Role.TOTAL, Role.AMOUNT, Role.PRICE, Role.REFUNDED, Role.QUANTITY)


@dataclass
class Understood:
    """What the file showed. `samples` are its first rows, as many cells as there are names."""

    header: list[str]
    samples: list[list[str]]
    settings: Settings
    mixed_dates: bool = False
    damaged_numbers: bool = False
    rows: list[list[str]] = field(default_factory=list, repr=False)

    def questions(self, kind: str) -> list[str]:
        asked = open_questions(self.settings, kind)
        return ["mixed_dates" if question == "dates" and self.mixed_dates else question for question in asked]

    def as_json(self, kind: str) -> dict[str, Any]:
        return {
            "header": self.header,
            "samples": self.samples,
            "questions": self.questions(kind),
            "damaged_numbers": self.damaged_numbers,
        }


def look(
    path: Path, kind: str, currency: str, remembered: Settings | None = None, shape: Shape | None = None
) -> Understood:
    """Understand `path` as a list of `kind` (orders, people). `currency` is the firm's, taken where the file names none.

    Raises UnreadableFile where no table can be read. What `remembered` chose for the same columns is kept.
    """
    shape = shape or shape_of(path)
    top = first_rows(path, shape, LOOKED_AT)
    shape = replace(shape, header_row=header_row_of(top))
    header = names_in(top, shape.header_row)
    rows = [cells for _number, cells in islice(data_rows(path, shape), SAMPLE) if any(cells)]
    _refuse_what_is_no_list(header, rows, shape)
    samples = [[cell[:80] for cell in cells[: len(header)]] for cells in rows[:6]]
    settings = replace(remembered, shape=shape) if remembered else _mapped(shape, kind, header, rows)
    found = Understood(header, samples, settings, rows=rows)
    if kind == "orders":
        complete(found, path, currency)
    return found


def _mapped(shape: Shape, kind: str, header: list[str], rows: list[list[str]]) -> Settings:
    columns = columns_of(rows, len(header))
    if kind == "people":
        mapped = map_people(header, columns)
        return Settings(shape=shape, columns=mapped | map_own(kind, header, mapped.values()))
    mapped = map_orders(header, columns, rows)
    mapped |= map_own(kind, header, mapped.values())
    return Settings(shape=shape, columns=mapped, level=level_of(mapped, rows), decimal="", currency="")


def complete(found: Understood, path: Path, currency: str) -> None:
    """Find what depends on the chosen columns: order of dates, decimal sign, currency. What a person said stays."""
    settings = found.settings
    money = [cells[i].strip() for i in _at(settings, *MONEY) for cells in found.rows if i < len(cells)]
    if "decimal" not in settings.said:
        settings = replace(settings, decimal=_decimal(money) or settings.decimal)
    if "currency" not in settings.said:
        settings = replace(settings, currency=_currency(found.header, settings, money, currency))
    if settings.has(Role.DATE):
        index = settings.columns[Role.DATE]
        name = found.header[index].lower() if index < len(found.header) else ""
        settings = replace(
            settings, utc=("utc" in settings.said and settings.utc) or "utc" in name or "gmt" in name
        )
        if "dates" not in settings.said:
            order, found.mixed_dates = _date_order(_cells(found.rows, index), settings.dates)
            if order == EITHER:
                order, found.mixed_dates = _date_order(
                    _whole_column(path, settings.shape, index), settings.dates
                )
            settings = replace(settings, dates="" if order == EITHER else order)
    identifiers = [
        cells[i] for i in _at(settings, Role.CUSTOMER, Role.ORDER) for cells in found.rows if i < len(cells)
    ]
    found.damaged_numbers = any(SCIENTIFIC.match(cell.strip()) for cell in identifiers)
    found.settings = settings


def _at(settings: Settings, *roles: Role) -> list[int]:
    return [settings.columns[role] for role in roles if role in settings.columns]


def _cells(rows: Iterable[list[str]], index: int) -> Iterator[str]:
    return (cells[index] for cells in rows if index < len(cells))


def _whole_column(path: Path, shape: Shape, index: int) -> Iterator[str]:
    return _cells((cells for _number, cells in islice(data_rows(path, shape), SCANNED)), index)


def _date_order(cells: Iterable[str], remembered: str) -> tuple[str, bool]:
    """The order the cells prove, and whether they contradict each other. EITHER where they prove nothing."""
    seen: Counter[str] = Counter()
    for text in _different(cells):
        seen[evidence(text)] += 1
    if seen[Order.DMY] and seen[Order.MDY]:
        return "", True
    for order in (Order.DMY, Order.MDY):
        if seen[order]:
            return order, False
    if seen[EITHER]:
        return (remembered if remembered in {Order.DMY, Order.MDY} else EITHER), False
    return (Order.SERIAL if seen[Order.SERIAL] > seen[Order.YMD] else Order.YMD), False


def _different(cells: Iterable[str]) -> Iterator[str]:
    """Each text once, or nearly so: what was seen is forgotten now and then, since a file may be far larger than memory."""
    seen: set[str] = set()
    for text in cells:
        if text not in seen:
            yield text
            seen.add(text)
            if len(seen) > DIFFERENT:
                seen.clear()


def _decimal(money: list[str]) -> str:
    """The proved sign; a point where no amount has any; empty where amounts contradict each other or prove nothing."""
    seen = Counter(decimal_evidence(text) for text in set(money))
    if seen["."] and seen[","]:
        return (
            ""
            if min(seen["."], seen[","]) > 0.02 * max(seen["."], seen[","])
            else max((".", ","), key=lambda s: seen[s])
        )
    if seen["."] or seen[","]:
        return "." if seen["."] else ","
    return "" if seen["?"] else "."


def _currency(header: list[str], settings: Settings, money: list[str], firm: str) -> str:
    """What the amounts or the name of their column say, else the firm's."""
    signs = Counter(currency_sign(text) for text in money[:2000] if text)
    said = [sign for sign, count in signs.most_common(1) if sign and count > signs.total() / 3]
    for index in _at(settings, Role.TOTAL, Role.AMOUNT, Role.PRICE):
        name = header[index] if index < len(header) else ""
        said += [
            word
            for word in name.replace("(", " ").replace(")", " ").replace("_", " ").split()
            if word.isupper() or not word.isalnum()
        ]
    for sign in said:
        if meant := currencies_of(sign):
            if firm in meant:
                return firm
            return next(iter(meant)) if len(meant) == 1 else {"$": "USD", "kr": "SEK"}.get(sign.lower(), firm)
    return firm


def _refuse_what_is_no_list(header: list[str], rows: list[list[str]], shape: Shape) -> None:
    if not rows:
        raise UnreadableFile(
            _(
                "This file has column names and nothing below them. Choose a longer period and export it again."
            )
        )
    if len(header) < 2:
        raise UnreadableFile(
            _(
                "This file has one column only. A list of orders needs at least a day, an amount and who bought, "
                "each in a column of its own."
            )
        )
