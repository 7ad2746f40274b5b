"""Which column of a file says who bought, when, and for how much: named by the caller, else the obvious one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Amount = str | tuple[str, str]

CUSTOMER = [
    "customerid",
    "customer",
    "customernumber",
    "customerno",
    "clientid",
    "client",
    "userid",
    "user",
    "accountid",
    "account",
    "memberid",
    "member",
    "buyerid",
    "buyer",
    "customeremail",
    "email",
    "id",
]
DAY = [
    "date",
    "orderdate",
    "invoicedate",
    "purchasedate",
    "transactiondate",
    "saledate",
    "day",
    "orderedat",
    "purchasedat",
    "createdat",
    "created",
    "datetime",
    "timestamp",
    "time",
]
AMOUNT = [
    "amount",
    "ordertotal",
    "total",
    "totalprice",
    "totalamount",
    "orderamount",
    "revenue",
    "spend",
    "sales",
    "value",
    "monetaryvalue",
    "turnover",
    "sum",
]
QUANTITY, PRICE = ["quantity", "qty", "units"], ["unitprice", "price", "itemprice"]


class Unreadable(ValueError):
    """A file cannot be read as orders. The sentence says what was expected, where, and what to do."""


@dataclass(frozen=True)
class Columns:
    """The names as the file writes them. amount: a column, two columns to multiply, or None: no money known."""

    customer: str
    day: str
    amount: Amount | None

    @property
    def of_amount(self) -> tuple[str, ...]:
        if self.amount is None:
            return ()
        return (self.amount,) if isinstance(self.amount, str) else self.amount


def plain(name: str) -> str:
    """Order Date, order_date and orderDate are one name."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def obvious(names: Sequence[str], wanted: Sequence[str]) -> str | None:
    by_plain = {plain(name): name for name in reversed(names)}
    return next((by_plain[word] for word in wanted if word in by_plain), None)


def required(names: Sequence[str], given: str | None, wanted: Sequence[str], what: str) -> str:
    if given is not None:
        if given not in names:
            raise Unreadable(f"There is no column {given!r}; the file has {', '.join(names)}.")
        return given
    found = obvious(names, wanted)
    if found is None:
        raise Unreadable(f"No column looks like the {what}; the file has {', '.join(names)}. Say {what}='…'.")
    return found


def find_columns(
    names: Sequence[str], customer: str | None, day: str | None, amount: Amount | None
) -> Columns:
    """The three columns among `names`; Unreadable says which is missing and what there is instead."""
    who, when = required(names, customer, CUSTOMER, "customer"), required(names, day, DAY, "day")
    if isinstance(amount, tuple):
        for name in amount:
            required(names, name, (), "amount")
        return Columns(who, when, amount)
    if amount is not None:
        return Columns(who, when, required(names, amount, AMOUNT, "amount"))
    return Columns(who, when, obvious(names, AMOUNT) or quantity_and_price(names))


def quantity_and_price(names: Sequence[str]) -> tuple[str, str] | None:
    """An invoice line's two columns, where there is no amount."""
    quantity, price = obvious(names, QUANTITY), obvious(names, PRICE)
    return (quantity, price) if quantity and price else None
