"""Numbers and money: decimals all the way, kept as text so that nothing is lost on the way through JSON."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Expression
from django.db.models.functions import Cast
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling, as_text
from regulars.fields.models import CustomField
from regulars.lib.counting import grouped
from regulars.lib.money import format_money

DIGITS, PLACES = 18, 4
_GAPS = re.compile(r"[\s'’_ ]")
_PLAIN = re.compile(r"[-+−]?[0-9]+(\.[0-9]+)?|[-+−]?\.[0-9]+", re.ASCII)


def plain_number(text: str) -> str | None:
    """`1,234.50`, `1.234,50` and `1 234,5` as `1234.50` and so on; None where it is no number.

    Of a lone sign that could be either, the reader's language decides.
    """
    text = _GAPS.sub("", text)
    signs = [sign for sign in text if sign in ".,"]
    if len(set(signs)) == 2:
        point = signs[-1]
        thousands = "," if point == "." else "."
        if signs.count(point) > 1:
            return None
    elif len(signs) > 1:
        point, thousands = "", signs[0]
    else:
        point = signs[0] if signs and not _looks_grouped(text, signs[0]) else ""
        thousands = signs[0] if signs and not point else ""
    if thousands and not _grouped(text, thousands, point):
        return None
    if thousands:
        text = text.replace(thousands, "")
    if point:
        text = text.replace(point, ".")
    return text.replace("−", "-").removeprefix("+") if _PLAIN.fullmatch(text) else None


def _looks_grouped(text: str, sign: str) -> bool:
    """Whether the one sign in `1,234` stands for thousands in the language of whoever reads."""
    if sign == get_format("DECIMAL_SEPARATOR"):
        return False
    return bool(re.fullmatch(rf"[-+−]?[1-9][0-9]{{0,2}}{re.escape(sign)}[0-9]{{3}}", text, re.ASCII))


def _grouped(text: str, sign: str, point: str) -> bool:
    whole = text.split(point, maxsplit=1)[0] if point else text
    return bool(re.fullmatch(rf"[-+−]?[0-9]{{1,3}}({re.escape(sign)}[0-9]{{2,3}})+", whole, re.ASCII))


class NumberInput(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        """A Decimal, or None for nothing."""
        if value is None or isinstance(value, Decimal):
            return value
        text = str(value).strip()
        if not text:
            return None
        plain = plain_number(text)
        if plain is None:
            raise ValidationError(_("Write a number such as 1,234.50."))
        return Decimal(plain)


class Number(Handling):
    expected = gettext_lazy("a number such as 1,234.50")

    def form(self, field: CustomField) -> forms.Field:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        return NumberInput(max_digits=DIGITS, decimal_places=PLACES, widget=widget)

    def stored(self, field: CustomField, cleaned: Any) -> str | None:
        return None if cleaned is None else canonical(cleaned)

    def initial(self, field: CustomField, value: Any) -> Decimal:
        return Decimal(value)

    def said(self, field: CustomField, value: Any) -> str:
        return grouped(Decimal(value))

    def expression(self, key: str) -> Expression:
        return Cast(as_text(key), DecimalField(max_digits=DIGITS, decimal_places=PLACES))


def canonical(number: Decimal) -> str:
    """One spelling for one number: `1.50` and `1.5` are `1.5`, `-0` is `0`, nothing is written with an exponent."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"-0", ""} else plain


class Amount(Number):
    """In the one currency of its field, so that amounts of one field can be compared."""

    expected = gettext_lazy("an amount such as 1,234.50")

    def typed(self, field: CustomField, text: str) -> str:
        """Without the sign or the letters of its own currency; any other makes it no amount of this field."""
        sign = format_money(0, field.currency or "GBP", whole=True).replace("0", "").strip()
        for word in (field.currency, sign):
            if word:
                text = text.removeprefix(word).removesuffix(word).strip()
        return text

    def said(self, field: CustomField, value: Any) -> str:
        return format_money(Decimal(value), field.currency or "GBP")
