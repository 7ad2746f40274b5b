"""Which column means what: by its name, checked against its cells; by its cells alone where the name says nothing."""

from collections.abc import Sequence
from decimal import Decimal

from regulars.imports.understanding.columns import Column
from regulars.imports.understanding.numbers import NotANumber, number
from regulars.imports.understanding.roles import ORDERS, PEOPLE, Role, names_of, plain
from regulars.imports.understanding.settings import CUSTOMER_ROLES, PRODUCT_ROLES, Level

Rows = list[list[str]]
# The order in which columns are looked for by a word inside their name, once no name fits as a whole.
BY_WORD = {
    Role.EMAIL: ("email", "mail"),
    Role.DATE: ("date", "datum", "fecha"),
    Role.PHONE: ("phone", "telefon"),
    Role.ORDER: ("orderno", "orderid", "ordernumber", "invoiceno", "invoicenumber"),
}


# Names that may mean a number as well as a name: only cells with figures make them a number.
SAYS_LITTLE = {
    "customer",
    "client",
    "kunde",
    "cliente",
    "kund",
    "name",
    "id",
    "number",
    "no",
    "num",
    "ref",
    "reference",
    "order",
}


# Of an order these say where it was sold or what was sold, not how the customer came or what they are.
OF_THE_ORDER = {
    "source",
    "channel",
    "origin",
    "category",
    "group",
    "kind",
    "quelle",
    "kanal",
    "canal",
    "gruppe",
}


def map_orders(header: list[str], columns: list[Column], rows: Rows) -> dict[str, int]:
    found = _by_name(ORDERS, header, columns)
    _by_word(found, header, columns)
    _by_content(found, header, columns)
    return {str(role): index for role, index in _money_by_content(found, rows).items()}


def map_people(header: list[str], columns: list[Column]) -> dict[str, int]:
    found = _by_name(PEOPLE, header, columns)
    _by_word(found, header, columns)
    for role, suits in ((Role.EMAIL, lambda column: column.emails > 0.5), (Role.NAME, _like_names)):
        if role not in found and not (role is Role.NAME and Role.LAST_NAME in found):
            _take(found, role, [index for index, column in enumerate(columns) if suits(column)])
    return {str(role): index for role, index in found.items() if role in PEOPLE}


def _by_name(roles: Sequence[Role], header: list[str], columns: list[Column]) -> dict[Role, int]:
    """Best names first; a column has one meaning and a meaning one column. Of two columns of one name, the first.

    A customer's column may be blank: a till that knows nobody still names it.
    """
    fits = []
    for index, name in enumerate(header):
        for role in roles:
            place = names_of(role).get(plain(name))
            if roles is ORDERS and role in {Role.CAME_BY, Role.PERSONA} and plain(name) in OF_THE_ORDER:
                continue
            if place is not None and _fits(role, plain(name), columns[index]):
                fits.append((place, index, role))
    found: dict[Role, int] = {}
    for _place, index, role in sorted(fits, key=lambda fit: (fit[0], fit[1])):
        if role not in found and index not in found.values():
            found[role] = index
    return found


def _fits(role: Role, name: str, column: Column) -> bool:
    if role in CUSTOMER_ROLES and not column.cells:
        return True
    if role in {Role.CUSTOMER, Role.ORDER} and name not in SAYS_LITTLE:
        return column.single_words > 0.9 and column.dates < 0.5 and column.emails < 0.5
    return column.suits(role)


def _by_word(found: dict[Role, int], header: list[str], columns: list[Column]) -> None:
    for role, words in BY_WORD.items():
        if role not in found:
            named = [
                index
                for index, name in enumerate(header)
                if any(word in plain(name) for word in words) and columns[index].suits(role)
            ]
            _take(found, role, named)


def _by_content(found: dict[Role, int], header: list[str], columns: list[Column]) -> None:
    """The few meanings an import cannot do without, from cells alone. An order number is never guessed like that."""
    indices = range(len(columns))
    _missing(found, Role.DATE, [i for i in indices if columns[i].dates > 0.9])
    _missing(found, Role.EMAIL, [i for i in indices if columns[i].emails > 0.8])
    if not {Role.TOTAL, Role.AMOUNT} & found.keys() and not {Role.QUANTITY, Role.PRICE} <= found.keys():
        amounts = [
            i
            for i in indices
            if columns[i].broken > 0.3 and columns[i].numbers > 0.9 and columns[i].dates < 0.5
        ]
        _take(found, Role.AMOUNT, amounts[-1:])
    unnamed = [i for i in indices if plain(header[i]) not in _foreign()]
    if not found.keys() & set(CUSTOMER_ROLES):
        repeated = [
            i for i in unnamed if columns[i].identifies and 1 < columns[i].different < len(columns[i].cells)
        ]
        _take(found, Role.CUSTOMER, repeated)
    if not found.keys() & set(CUSTOMER_ROLES):
        _take(found, Role.NAME, [i for i in unnamed if _like_names(columns[i])])


def _foreign() -> frozenset[str]:
    """Names that surely mean something else than a customer."""
    return frozenset(
        {*names_of(Role.CODE), *names_of(Role.DESCRIPTION), *names_of(Role.COUNTRY), *names_of(Role.STATUS)}
    )


def _like_names(column: Column) -> bool:
    return (
        column.lettered > 0.9
        and column.figured < 0.3
        and column.different > len(column.cells) * 0.05
        and column.emails < 0.2
    )


def _missing(found: dict[Role, int], role: Role, candidates: list[int]) -> None:
    if role not in found:
        _take(found, role, candidates)


def _take(found: dict[Role, int], role: Role, candidates: list[int]) -> None:
    free = [index for index in candidates if index not in found.values()]
    if free:
        found[role] = free[0]


def _money_by_content(found: dict[Role, int], rows: Rows) -> dict[Role, int]:
    """A 'total' that is quantity times price is the line's; an 'amount' that each row of an order repeats is the order's."""
    if Role.TOTAL in found and Role.AMOUNT not in found and _is_product(found, found[Role.TOTAL], rows):
        found[Role.AMOUNT] = found.pop(Role.TOTAL)
    alone = Role.AMOUNT in found and Role.TOTAL not in found
    if (
        alone
        and not _is_product(found, found[Role.AMOUNT], rows)
        and _repeats(found, found[Role.AMOUNT], rows)
    ):
        found[Role.TOTAL] = found.pop(Role.AMOUNT)
    return found


def _is_product(found: dict[Role, int], amount: int, rows: Rows) -> bool:
    if Role.QUANTITY not in found or Role.PRICE not in found:
        return False
    checked = right = different = 0
    for cells in rows[:500]:
        values = [_value(cells, index) for index in (found[Role.QUANTITY], found[Role.PRICE], amount)]
        if None in values:
            continue
        quantity, price, said = (Decimal(value or 0) for value in values)
        checked += 1
        right += abs(quantity * price - said) <= Decimal("0.011")
        different += quantity != 1
    return checked > 0 and right >= 0.9 * checked and (different > 0 or checked < 20)


def _value(cells: list[str], index: int) -> Decimal | None:
    text = cells[index] if index < len(cells) else ""
    for sign in (".", ","):
        try:
            return number(text, sign)
        except NotANumber:
            continue
    return None


def _repeats(found: dict[Role, int], amount: int, rows: Rows) -> bool:
    """Whether orders of several rows carry the same amount on each, or only on their first."""
    if Role.ORDER not in found or not found.keys() & set(PRODUCT_ROLES):
        return False
    said: dict[str, list[str]] = {}
    for cells in rows:
        if max(found[Role.ORDER], amount) < len(cells) and cells[found[Role.ORDER]].strip():
            said.setdefault(cells[found[Role.ORDER]], []).append(cells[amount].strip())
    several = [amounts for amounts in said.values() if len(amounts) > 1]
    same = sum(1 for amounts in several if len({text for text in amounts if text}) == 1)
    return len(several) >= 2 and same >= 0.95 * len(several)


def level_of(columns: dict[str, int], rows: Rows) -> Level:
    """Lines where order numbers repeat or products are named; else each row is an order."""
    if any(role in columns for role in PRODUCT_ROLES):
        return Level.LINES
    if Role.ORDER not in columns:
        return Level.ORDERS
    numbers = [cells[columns[Role.ORDER]] for cells in rows if columns[Role.ORDER] < len(cells)]
    numbers = [text for text in numbers if text.strip()]
    return Level.LINES if len(set(numbers)) < 0.98 * len(numbers) else Level.ORDERS
