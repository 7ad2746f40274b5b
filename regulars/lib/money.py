"""Money: a Decimal and a currency, always together; never a float, never two currencies added."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple, Self
from unicodedata import category

from babel.core import Locale
from babel.numbers import get_currency_precision, get_currency_symbol, list_currencies
from django.utils.translation import get_language, to_locale

HIDDEN = "•••"
_HIDDEN: ContextVar[bool] = ContextVar("money_hidden", default=False)


@contextmanager
def hidden(from_reader: bool) -> Iterator[None]:
    """While somebody reads who must not see money, every amount that is written for them is dots. Sums go on as they are:
    what is ranked, counted or kept is the same for everybody."""
    token = _HIDDEN.set(from_reader)
    try:
        yield
    finally:
        _HIDDEN.reset(token)


def is_hidden() -> bool:
    return _HIDDEN.get()


_SIGN = "".join(sign for sign in map(chr, range(0x20, 0xFF00)) if category(sign) == "Sc")
_AMOUNT = re.compile(
    rf"(?:[{_SIGN}]|\b[A-Z]{{3}})\s?−?\d(?:[\d.,\u00a0\u202f']*\d)?|\d(?:[\d.,\u00a0\u202f']*\d)?\s?(?:[{_SIGN}]|[A-Z]{{3}}\b)"
)


def masked(text: str) -> str:
    """`text` without the amounts in it, for whoever must not see money: for what was written down as words long ago."""
    return _AMOUNT.sub(_dots, text) if is_hidden() else text


def _dots(found: re.Match[str]) -> str:
    """Three capital letters that are no currency are a name."""
    letters = "".join(letter for letter in found[0] if "A" <= letter <= "Z")
    return found[0] if letters and letters not in _currencies() else HIDDEN


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


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
    them, as a bill has them: `£12,345.60`, `£90.00`. Dots for whoever must not see money."""
    if is_hidden():
        return HIDDEN
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
