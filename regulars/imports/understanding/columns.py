"""What the cells of a column look like, over a sample: the half of understanding that does not read the header."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from regulars.imports.understanding.dates import NotADate, Order, clock, evidence
from regulars.imports.understanding.numbers import currencies_of, looks_like_a_number
from regulars.imports.understanding.roles import Role
from regulars.lib.folding import fold

MOST = 1000
NOTHING = {"", "null", "none", "nan", "n/a", "na", "-", "\\n", "#n/a", "nil"}
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+\d{1,3}$")
EMAIL = re.compile(r"^[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>]+$")


YES = {"yes", "y", "true", "1", "x", "on", "ja", "oui", "si", "subscribed"} | {"opted in", "opt in"}
NO = {"no", "n", "false", "0", "off", "nein", "non", "nej", "unsubscribed", "never"} | {
    "opted out",
    "opt out",
}


def is_nothing(text: str) -> bool:
    return text.strip().lower() in NOTHING


def answer_in(text: str) -> str:
    """`yes` or `no`; empty for what is neither."""
    word = fold(text)
    return "yes" if word in YES else "no" if word in NO else ""


@dataclass
class Column:
    """The sampled cells of one column that hold something."""

    cells: list[str]

    def share(self, test: Callable[[str], object]) -> float:
        return sum(1 for cell in self.cells if test(cell)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def dates(self) -> float:
        return self.share(lambda cell: evidence(cell) not in {"", Order.SERIAL})

    @cached_property
    def serials(self) -> float:
        return self.share(
            lambda cell: evidence(cell) == Order.SERIAL and 20000 < float(cell.replace(",", ".")) < 80000
        )

    @cached_property
    def numbers(self) -> float:
        return self.share(looks_like_a_number)

    @cached_property
    def broken(self) -> float:
        """Cells with a decimal mark: amounts rather than counts or identifiers."""
        return self.share(lambda cell: looks_like_a_number(cell) and re.search(r"[.,]\d{1,4}\D*$", cell))

    @cached_property
    def emails(self) -> float:
        return self.share(EMAIL.match)

    @cached_property
    def answers(self) -> float:
        return self.share(answer_in)

    @cached_property
    def lettered(self) -> float:
        return self.share(lambda cell: any(letter.isalpha() for letter in cell))

    @cached_property
    def figured(self) -> float:
        return self.share(lambda cell: any(letter.isdigit() for letter in cell))

    @cached_property
    def single_words(self) -> float:
        return self.share(lambda cell: " " not in cell and len(cell) <= 60)

    @cached_property
    def different(self) -> int:
        return len(set(self.cells))

    @property
    def clocks(self) -> float:
        return self.share(_is_clock)

    @property
    def identifies(self) -> bool:
        """One word with figures in it, and no amount, date or address."""
        return (
            self.single_words > 0.9
            and self.figured > 0.7
            and self.dates < 0.5
            and self.emails < 0.5
            and (self.broken < 0.5 or self.share(lambda cell: cell.endswith(".0")) > 0.5)
        )

    @property
    def groups(self) -> bool:
        """Words that people share, rather than one of their own each."""
        return self.different <= max(40, len(self.cells) // 4)

    def suits(self, role: Role) -> bool:
        """Whether cells like these can be meant by `role`."""
        return bool(self.cells) and bool(_SUITS[role](self))


def _is_clock(cell: str) -> bool:
    try:
        clock(cell)
    except NotADate:
        return False
    return True


def _amounts(column: Column) -> bool:
    return column.numbers > 0.8 and column.dates < 0.5


def _words(column: Column) -> bool:
    return column.lettered > 0.5 and column.emails < 0.5 and column.dates < 0.5


_SUITS: dict[Role, Callable[["Column"], bool]] = {
    Role.ORDER: lambda column: (
        column.single_words > 0.6
        and column.figured > 0.6
        and column.dates < 0.5
        and column.emails < 0.5
        and column.broken < 0.5
    ),
    Role.DATE: lambda column: column.dates > 0.6 or column.serials > 0.9,
    Role.TIME: lambda column: column.clocks > 0.8,
    Role.CUSTOMER: lambda column: column.identifies,
    Role.NAME: _words,
    Role.FIRST_NAME: _words,
    Role.LAST_NAME: _words,
    Role.COMPANY: _words,
    Role.EMAIL: lambda column: column.emails > 0.5,
    Role.PHONE: lambda column: column.figured > 0.7 and column.dates < 0.5,
    Role.TOTAL: _amounts,
    Role.AMOUNT: _amounts,
    Role.QUANTITY: _amounts,
    Role.PRICE: _amounts,
    Role.REFUNDED: _amounts,
    Role.CODE: lambda column: column.single_words > 0.5 and column.dates < 0.5,
    Role.DESCRIPTION: lambda column: column.lettered > 0.5 and column.dates < 0.5,
    Role.COUNTRY: lambda column: column.lettered > 0.8 and column.emails < 0.5,
    Role.CAME_BY: lambda column: _words(column) and column.groups,
    Role.PERSONA: lambda column: _words(column) and column.groups,
    Role.CURRENCY: lambda column: column.share(currencies_of) > 0.8,
    Role.STATUS: lambda column: column.lettered > 0.8 and column.different <= 40,
    Role.KIND: lambda column: column.lettered > 0.8 and column.different <= 40,
    Role.OFFERS: lambda column: column.answers > 0.8,
}


def columns_of(rows: list[list[str]], width: int) -> list[Column]:
    """The columns of a sample, at most MOST cells each, blank ones left out."""
    found: list[list[str]] = [[] for _ in range(width)]
    for cells in rows:
        for index, cell in enumerate(cells[:width]):
            if len(found[index]) < MOST and not is_nothing(cell):
                found[index].append(cell.strip()[:200])
    return [Column(cells) for cells in found]
