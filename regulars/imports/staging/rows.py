"""From the cells of a row to a line of COPY. The quick way is a lookup a column; a row that fails it is looked at closely."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from regulars.fields.models import CustomField
from regulars.imports.staging import parsers
from regulars.imports.staging.memo import BLANK, Memo, Rejected, escaped
from regulars.imports.staging.own_cells import column_of, parser
from regulars.imports.understanding.dates import NotADate, clock
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import Level, Settings
from regulars.people.models import GROUP_LENGTH

SUMS = re.compile(r"(?:sub|grand )?(?:total|summe|gesamt|suma|somme|totalt)\b", re.IGNORECASE)
END = "\t\\N\t\\N\n"  # no reason to reject it, no detail
MONEY_COLUMNS = ("line_amount", "total", "quantity", "price", "refunded")


@dataclass(frozen=True)
class Reader:
    """How one staged column (or two: `at TAB day`) is made of one cell."""

    index: int
    names: str
    memo: Memo


def readers_of(settings: Settings, zone: ZoneInfo, today: date, payments_count: bool = True) -> list[Reader]:
    """A reader for each chosen column; names and times of day, which take two cells, are put together by RowMaker."""
    money = parsers.amount(settings.decimal or ".", settings.currency)
    amount_goes = (
        "total" if settings.level == Level.ORDERS and not settings.has(Role.TOTAL) else "line_amount"
    )
    table: dict[Role, tuple[str, Callable[[str], str]]] = {
        Role.ORDER: ("order_no", parsers.identifier),
        Role.DATE: ("at, day", parsers.when(settings.dates or "ymd", zone, settings.utc, today)),
        Role.CUSTOMER: ("customer", parsers.identifier),
        Role.EMAIL: ("email", parsers.email),
        Role.NAME: ("name", parsers.words(200)),
        Role.COMPANY: ("company", parsers.words(200)),
        Role.PHONE: ("phone", parsers.phone),
        Role.TOTAL: ("total", money),
        Role.AMOUNT: (amount_goes, money),
        Role.QUANTITY: ("quantity", parsers.quantity(settings.decimal or ".")),
        Role.PRICE: ("price", money),
        Role.REFUNDED: ("refunded", money),
        Role.CODE: ("code", parsers.words(80)),
        Role.DESCRIPTION: ("description", parsers.words(300)),
        Role.COUNTRY: ("country", parsers.words(80)),
        Role.CAME_BY: ("came_by", parsers.words(GROUP_LENGTH)),
        Role.PERSONA: ("persona", parsers.words(GROUP_LENGTH)),
        Role.CURRENCY: ("currency", parsers.currency),
        Role.STATUS: ("status", parsers.status),
        Role.KIND: ("kind", parsers.kind(payments_count)),
        Role.OFFERS: ("offers", parsers.yes_or_no),
    }
    return [
        Reader(settings.columns[role], names, Memo(parse))
        for role, (names, parse) in table.items()
        if role in settings.columns
    ]


class RowMaker:
    """Makes COPY lines of rows. `columns` says which columns of the staged table they fill.

    A row that cannot be used is staged too, with its reason and what money could be read, so that nothing goes missing.
    """

    def __init__(
        self,
        settings: Settings,
        zone: ZoneInfo,
        today: date,
        width: int,
        payments_count: bool = True,
        *,
        own: Sequence[tuple[CustomField, int]] = (),
    ) -> None:
        self.readers = readers_of(settings, zone, today, payments_count)
        self.readers += [Reader(index, column_of(field), Memo(parser(field))) for field, index in own]
        self.width = width
        self.names = [reader.names for reader in self.readers]
        self.first = settings.columns.get(Role.FIRST_NAME)
        self.last = settings.columns.get(Role.LAST_NAME)
        self.time = settings.columns.get(Role.TIME)
        self.builds_name = "name" not in self.names and (self.first is not None or self.last is not None)
        if self.builds_name:
            self.names.append("name")
        self._at = self.names.index("at, day") if "at, day" in self.names else -1
        self._picks = [(reader.index, reader.memo) for reader in self.readers]
        self._keyed = [
            self.names.index(name) if name in self.names else -1
            for name in ("customer", "email", "name", "company")
        ]
        self._least = max([reader.index for reader in self.readers], default=0) + 1
        self._special = self.builds_name or self.time is not None
        self._keys: dict[tuple[str, ...], str] = {}

    @property
    def columns(self) -> str:
        return ", ".join(["row", *self.names, "customer_key", "reject", "detail"])

    def lines(self, batch: list[tuple[int, list[str]]]) -> str:
        """A batch of rows as lines for COPY: column by column where all rows are whole, else row by row."""
        if not self._special and {len(cells) for _number, cells in batch} == {self.width}:
            try:
                return self._by_column(batch)
            except Rejected:
                pass
        return "".join([self.line(number, cells) for number, cells in batch])

    def _by_column(self, batch: list[tuple[int, list[str]]]) -> str:
        cells = list(zip(*[cells for _number, cells in batch], strict=True))
        values = [list(map(memo.__getitem__, cells[index])) for index, memo in self._picks]
        said = [values[place] if place >= 0 else [BLANK] * len(batch) for place in self._keyed]
        alone = self._keyed[0] >= 0 and max(self._keyed[1:]) < 0
        keys = said[0] if alone else map(self._key_of, zip(*said, strict=True))
        numbers = [str(number) for number, _cells in batch]
        return END.join(map("\t".join, zip(numbers, *values, keys, strict=True))) + END

    def line(self, number: int, cells: list[str]) -> str:
        """One line for COPY, its end included; nothing for a blank row."""
        count = len(cells)
        if count < self._least:
            cells = cells + [""] * (self._least - count)
        elif count > self.width and any(cells[self.width :]):
            return self._rejected(number, cells, "too_many_cells", "")
        try:
            values = [memo[cells[index]] for index, memo in self._picks]
            if self._special:
                values = self._with_specials(values, cells)
        except Rejected:
            return self._closely(number, cells)
        said = tuple([values[place] if place >= 0 else BLANK for place in self._keyed])
        return str(number) + "\t" + "\t".join(values) + "\t" + self._key_of(said) + END

    def _key_of(self, said: tuple[str, ...]) -> str:
        """The customer's key from the staged customer, e-mail, name and company."""
        key = self._keys.get(said)
        if key is None:
            customer, email, name, company = said
            key = self._keys[said] = parsers.key_of_customer(
                customer, email, name if name != BLANK else company
            )
        return key

    def _with_specials(self, values: list[str], cells: list[str]) -> list[str]:
        if self.builds_name:
            parts = [
                cells[index] for index in (self.first, self.last) if index is not None and index < len(cells)
            ]
            values = [*values, parsers.words(200)(" ".join(parts))]
        if self.time is not None and self._at >= 0 and self.time < len(cells) and cells[self.time].strip():
            values[self._at] = self._at_time(cells)
        return values

    def _at_time(self, cells: list[str]) -> str:
        """A date and a time of day from two columns are one moment."""
        reader = self.readers[self._at]
        try:
            said = clock(cells[self.time or 0])
        except NotADate as error:
            raise Rejected(*error.args) from None
        day = cells[reader.index].strip()
        return reader.memo.parse(f"{day.split(' ')[0] if ':' in day else day} {said:%H:%M:%S}")

    def _closely(self, number: int, cells: list[str]) -> str:
        """Parse every cell by itself, to name the first fault and keep what money can be read. Nothing for a blank row."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            return ""
        code = detail = ""
        for reader in self.readers:
            try:
                reader.memo.parse(cells[reader.index])
            except Rejected as error:
                if not code:
                    code, detail = str(error.args[0]), cells[reader.index]
        if code in {"no_date", "date_unreadable"} and SUMS.match(filled[0]):
            return self._rejected(number, [], "total_line", filled[0])
        return self._rejected(number, cells, code or "time_unreadable", detail)

    def _rejected(self, number: int, cells: list[str], code: str, detail: str) -> str:
        values = []
        for reader in self.readers:
            try:
                cell = cells[reader.index] if reader.index < len(cells) else ""
                kept = reader.names in MONEY_COLUMNS or reader.names in {"order_no", "kind"}
                values.append(reader.memo.parse(cell) if kept else BLANK)
            except Rejected:
                values.append(BLANK)
        values = [
            "\\N\t\\N" if name == "at, day" else value
            for name, value in zip(self.names, [*values, BLANK], strict=False)
        ]
        return (
            f"{number}\t" + "\t".join(values) + f"\t\\N\t{code}\t{escaped(detail.strip()[:200]) or BLANK}\n"
        )

    def forget(self) -> None:
        for reader in self.readers:
            reader.memo.forget()
        if len(self._keys) > 200_000:
            self._keys.clear()
