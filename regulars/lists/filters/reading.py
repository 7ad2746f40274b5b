"""The value of a condition, read for its field. What cannot be read is a ValueError with its sentence."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from regulars.lib.numbers import plain_number
from regulars.lists.filters.operators import Operator, Takes
from regulars.lists.filters.periods import PERIODS
from regulars.lists.filters.tree import Value
from regulars.lists.subjects import Kind

LONGEST_TIME = 36_500
MONEY_SIGNS = "£$€¥ "
LARGEST = Decimal(10) ** 15
_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,6})?", re.ASCII)


def read(kind: Kind, operator: Operator, value: Value) -> Any:
    """A text, Decimal, date, int, or tuple of texts, as operator and kind ask; None where it takes nothing."""
    match operator.takes, value:
        case Takes.NOTHING, None:
            return None
        case Takes.MANY, tuple():
            return value
        case Takes.MANY, str():
            return (value,)
        case Takes.DAYS, str():
            return _days(value)
        case Takes.PERIOD, str() if value in PERIODS:
            return value
        case Takes.ONE, str():
            return _one(kind, value.strip())
    raise ValueError(_("its value is missing or does not fit"))


def _one(kind: Kind, text: str) -> Any:
    if not text:
        raise ValueError(_("its value is missing"))
    match kind:
        case Kind.NUMBER | Kind.MONEY:
            return _number(text)
        case Kind.DATE | Kind.MOMENT:
            return _day(text)
        case Kind.MONTH if not _MONTH.fullmatch(text):
            raise ValueError(_("“%(text)s” is no month such as 2026-11") % {"text": text})
        case _:
            return text


def _number(text: str) -> Decimal:
    """As anybody writes it, `12,50` as well as `1,250`, with a sign of money before or after it or none."""
    plain = plain_number(text.strip(MONEY_SIGNS)) or ""
    number = Decimal(plain) if _NUMBER.fullmatch(plain) else None
    if number is None or abs(number) > LARGEST:
        raise ValueError(_("“%(text)s” is no number such as 1250 or 12.50") % {"text": text})
    return number


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2199:
        raise ValueError(_("“%(text)s” is no day such as 2026-11-22") % {"text": text})
    return day


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= LONGEST_TIME):
        raise ValueError(_("“%(text)s” is no number of days") % {"text": text})
    return int(text)
