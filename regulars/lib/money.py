"""Money: a Decimal and a currency, always together; never a float, never two currencies added."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple, Self

from babel.core import Locale
from babel.numbers import get_currency_precision, get_currency_symbol
from django.utils.translation import get_language, to_locale


class CurrenciesDiffer(ArithmeticError):
    """Two currencies were about to be added."""


class Money(NamedTuple):
    amount: Decimal
    currency: str

    def __add__(self, other: object) -> Self:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise CurrenciesDiffer(f"{self} and {other} cannot be added.")
        return self._replace(amount=self.amount + other.amount)

    def __str__(self) -> str:
        return format_money(self.amount, self.currency)


@lru_cache(maxsize=512)
def _style(currency: str, language: str) -> tuple[str, str, str, bool, int]:
    """Symbol, group and decimal sign, symbol-first, digits: looked up once, since pages print hundreds of amounts."""
    locale = Locale.parse(to_locale(language))
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    pattern = locale.currency_formats["standard"].pattern
    return (
        get_currency_symbol(currency, locale),
        symbols.get("group", ","),
        symbols.get("decimal", "."),
        pattern.index("¤") == 0,
        get_currency_precision(currency),
    )


def format_money(amount: Decimal | int, currency: str, whole: bool = False, exact: bool = False) -> str:
    """`£1,234.50`; with `whole`, or from ten thousand up, without the decimals: `£12,346`. With `exact`, always with
    them, as a bill has them: `£12,345.60`, `£90.00`."""
    symbol, group, point, first, digits = _style(currency, get_language() or "en-gb")
    value = Decimal(amount)
    if whole or (not exact and (abs(value) >= 10_000 or value == value.to_integral_value())):
        digits = 0
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    number = f"{abs(rounded):,.{digits}f}".replace(",", "\0").replace(".", point).replace("\0", group)
    sign = "−" if rounded < 0 else ""
    if not symbol.isalpha():
        return f"{sign}{symbol}{number}" if first else f"{sign}{number}\xa0{symbol}"
    return f"{sign}{symbol}\xa0{number}" if first else f"{sign}{number}\xa0{symbol}"
