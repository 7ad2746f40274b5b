"""A file of orders, read as the analyst says, and what is wrong with it in the words of the command line."""

import argparse
from pathlib import Path

from regulars.lib.errors import BadInput
from regulars.lifetime.sources import Missing, Orders, Unreadable, read_log
from regulars.lifetime.sources.columns import Amount

ROLES = {
    "customer": "who bought: a number, an e-mail, a name",
    "date": "when",
    "amount": "for how much",
    "quantity": "how many; with --price, where there is no amount",
    "price": "of one; with --quantity",
}
AS_TYPED = (
    ("date_format='…'", "--date-format FORMAT"),
    ("customer='…'", "--customer COLUMN"),
    ("day='…'", "--date COLUMN"),
    ("amount='…'", "--amount COLUMN"),
    ("decimal=','", "--decimal ','"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and its columns."""
    parser.add_argument("file", metavar="FILE", type=Path, help="orders: Parquet, CSV or CSV.gz")
    for role, meaning in ROLES.items():
        parser.add_argument(f"--{role}", metavar="COLUMN", help=f"the column that says {meaning}")
    parser.add_argument("--date-format", metavar="FORMAT", help="how dates are written, such as %%d.%%m.%%Y")
    parser.add_argument(
        "--decimal", choices=(".", ","), default=".", help="the decimal sign of amounts in a CSV"
    )


def read_orders(options: argparse.Namespace) -> Orders:
    """The orders of options.file; BadInput where they cannot be read, or there are none."""
    if options.file.is_file() and not options.file.stat().st_size:
        raise BadInput(f"{options.file} is empty.")
    try:
        orders = read_log(
            options.file,
            customer=options.customer,
            day=options.date,
            amount=amount_of(options),
            date_format=options.date_format,
            decimal=options.decimal,
        )
    except (Unreadable, Missing) as problem:
        raise BadInput(as_typed(str(problem))) from problem
    if not orders.day.size:
        raise BadInput(f"{options.file} has no orders: no row has both a customer and a day.")
    return orders


def amount_of(options: argparse.Namespace) -> Amount | None:
    """The amount's column, or the two to multiply; None leaves it to be found."""
    if options.amount:
        return str(options.amount)
    if bool(options.quantity) != bool(options.price):
        raise BadInput("--quantity and --price go together: multiplied, they are the amount.")
    return (options.quantity, options.price) if options.quantity else None


def as_typed(sentence: str) -> str:
    """The library's advice, as it is followed on the command line."""
    for told, typed in AS_TYPED:
        sentence = sentence.replace(told, typed)
    return sentence
