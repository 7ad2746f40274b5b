"""The same firm as a file of order lines, as a shop would export it."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from regulars.demo.ledger import PRODUCTS
from regulars.demo.rows import FIRST_NUMBER, pounds
from regulars.demo.story import Story

HEADER = [
    "Order",
    "Date",
    "Customer number",
    "Customer",
    "E-mail",
    "Code",
    "Description",
    "Quantity",
    "Unit price",
]


class Entry(NamedTuple):
    """One line of the file: which line of the ledger, under which number, when, how many (negative: back)."""

    line: int
    number: str
    day: int
    quantity: int


class Style(NamedTuple):
    """How the file is written. `decimal` is the decimal sign, `days` a strftime pattern."""

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    days: str = "%Y-%m-%d %H:%M"
    header: bool = True


PLAIN = Style()


def write_csv(path: Path, story: Story, style: Style = PLAIN) -> int:
    """Write every line of every order to `path` (gzipped where it ends in .gz); returns how many.

    Orders oldest first; a return is an order of its own whose number begins with C and whose quantity is negative.
    A walk-in sale has no customer. Orders that were never paid are left out, as a shop's export does.
    """
    with open_text(path, style.encoding) as file:
        writer = csv.writer(file, delimiter=style.delimiter)
        if style.header:
            writer.writerow(HEADER)
        count = 0
        for count, row in enumerate(lines(story, style), start=1):  # noqa: B007 # the last one is the answer
            writer.writerow(row)
    return count


def open_text(path: Path, encoding: str) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "wt", encoding=encoding, newline="")
    return path.open("w", encoding=encoding, newline="")


def lines(story: Story, style: Style) -> Iterator[list[Any]]:
    ledger = story.ledger
    for line, order in enumerate(ledger.line_order.tolist()):
        if ledger.status[order] == 0:
            number = str(FIRST_NUMBER + order)
            sold = Entry(line, number, int(ledger.day[order]), int(ledger.line_quantity[line]))
            yield row(story, style, sold)
    back = zip(
        ledger.return_line.tolist(), ledger.return_day.tolist(), ledger.return_quantity.tolist(), strict=True
    )
    for index, (line, day, quantity) in enumerate(back, start=FIRST_NUMBER + len(ledger.who)):
        yield row(story, style, Entry(line, f"C{index}", day, -quantity))


def row(story: Story, style: Style, entry: Entry) -> list[Any]:
    ledger = story.ledger
    order, product = int(ledger.line_order[entry.line]), PRODUCTS[ledger.line_product[entry.line]]
    who = int(ledger.who[order])
    when = story.moment(entry.day, int(ledger.minute[order])).strftime(style.days)
    said = (
        [story.buyers[who].number, story.buyers[who].name, story.buyers[who].email]
        if who >= 0
        else ["", "", ""]
    )
    price = pounds(product.pence).replace(".", style.decimal)
    return [entry.number, when, *said, product.code, product.name, entry.quantity, price]
