"""Amounts and quantities as people write them, read strictly: what does not fit the chosen sign is refused, not bent."""

import re
from decimal import Decimal
from functools import lru_cache

from babel.numbers import list_currencies

SYMBOLS = {
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "zł": "PLN",
    "₴": "UAH",
    "฿": "THB",
}
SHARED_SYMBOLS = {"$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}, "kr": {"SEK", "NOK", "DKK", "ISK"}}
DOLLARS = {
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
}
LARGEST = Decimal(10) ** 10
PLACES = 4
LONGEST = 60

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PLAIN = re.compile(r"-?\d{1,10}(?:\.\d{1,4})?")
_SHELL = re.compile(
    r"^(?P<lead>[^\d.,()+−–-]*)(?P<open>\()?(?P<sign>[-+−–]?)(?P<before>[^\d.,()+−–-]*)(?P<inner>[-−–]?)"
    r"(?P<body>\d[\d.,'’ ]*|[.,]\d+)(?P<after>[^\d()]*?)(?P<late>[-−–]?)(?P<close>\))?$"
)
_GROUPED = {
    ".": re.compile(r"(?:\d{1,3}(?:[,'’ ]\d{3})+|\d+)?(?:\.\d+)?"),
    ",": re.compile(r"(?:\d{1,3}(?:[.'’ ]\d{3})+|\d+)?(?:,\d+)?"),
}
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,3}$")
_LOOKS = re.compile(
    r"^[\s(+\-−–]*(?:[^\d\s(]{0,4}\s?)\(?[-−–]?[\d][\d.,'’\s\u00a0\u202f]*\s?[^\d\s]{0,4}[)\-−–]*$"
)


class NotANumber(ValueError):
    """The text is no number in the chosen way of writing. The first argument is the reason's code (imports.reasons)."""


def number(text: str, decimal: str = ".", currency: str = "") -> Decimal:
    """The amount in `text` with `decimal` as its decimal sign; rounded to PLACES. Raises NotANumber.

    Signs: leading or trailing minus, or brackets. A currency sign or code may stand on either side; another currency
    than `currency` is refused. Spaces, apostrophes and the other sign may group thousands, three digits each.
    """
    if decimal == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    shell = _shell(text)
    if shell is None or bool(shell["open"]) != bool(shell["close"]):
        raise NotANumber("exponent" if _SCIENTIFIC.match(text.strip()) else "number_unreadable")
    _refuse_other_currency(shell["lead"].strip() + shell["before"].strip() + shell["after"].strip(), currency)
    body = shell["body"].strip()
    if not _GROUPED[decimal].fullmatch(body):
        raise NotANumber("number_unreadable")
    whole = re.sub(r"[^\d.]", "", body if decimal == "." else body.replace(".", "").replace(",", "."))
    minus = sum(
        bool(part)
        for part in (shell["open"], shell["sign"] in {"-", "−", "–"}, shell["inner"], shell["late"])
    )
    if minus > 1:
        raise NotANumber("number_unreadable")
    value = Decimal(whole)
    if value >= LARGEST:
        raise NotANumber("number_too_large")
    value = round(value, PLACES)
    return -value if minus else value


def _shell(text: str) -> re.Match[str] | None:
    """Sign, currency, digits. Keap and spreadsheets put an apostrophe before what they fear to change."""
    return _SHELL.match(_SPACES.sub(" ", text).strip().lstrip("'").strip()) if len(text) <= LONGEST else None


def _refuse_other_currency(said: str, currency: str) -> None:
    if not said:
        return
    meant = currencies_of(said)
    if not meant:
        raise NotANumber("number_unreadable")
    if currency and currency not in meant:
        raise NotANumber("other_currency")


def currencies_of(said: str) -> frozenset[str]:
    """The currencies that a sign or code may stand for; empty when it is none."""
    said = said.strip().rstrip(".")
    if said in SYMBOLS:
        return frozenset({SYMBOLS[said]})
    if said.lower() in SHARED_SYMBOLS:
        return frozenset(SHARED_SYMBOLS[said.lower()])
    if said.upper() in known_currencies():
        return frozenset({said.upper()})
    return frozenset({DOLLARS[said.upper()]}) if said.upper() in DOLLARS else frozenset()


@lru_cache(maxsize=1)
def known_currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def looks_like_a_number(text: str) -> bool:
    return len(text) <= LONGEST and bool(_LOOKS.match(text))


def currency_sign(text: str) -> str:
    """The sign or code around an amount, empty where there is none."""
    shell = _shell(text)
    return (shell["lead"].strip() + shell["before"].strip() + shell["after"].strip()) if shell else ""


def decimal_evidence(text: str) -> str:
    """`.` or `,`: what this amount proves the decimal sign to be; `?`: it could be either; empty: it says nothing."""
    shell = _shell(text)
    body = shell["body"].strip() if shell else ""
    marks = [letter for letter in body if letter in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1] if marks.count(marks[-1]) == 1 else ""
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    whole, _sign, part = body.partition(marks[0])
    if len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return "?"
    return marks[0]
