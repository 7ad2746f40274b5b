"""Numbers and money: decimals all the way, kept as text so that nothing is lost on the way through JSON."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Expression
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling, as_text
from regulars.fields.models import CustomField
from regulars.lib.counting import grouped
from regulars.lib.money import format_money
from regulars.lib.numbers import plain_number

DIGITS, PLACES = 18, 4


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

    def form(self, field: CustomField) -> forms.Field:
        made = super().form(field)
        made.to_python = partial(self._read, field, made.to_python)  # type: ignore[method-assign] # its currency is the field's
        return made

    def _read(self, field: CustomField, read: Callable[[Any], Any], value: Any) -> Any:
        return read(self.typed(field, value.strip()) if isinstance(value, str) else value)

    def typed(self, field: CustomField, text: str) -> str:
        """Without the sign or the letters of its own currency; any other makes it no amount of this field."""
        sign = format_money(0, field.currency or "GBP", whole=True).replace("0", "").strip()
        for word in (field.currency, sign):
            if word:
                text = text.removeprefix(word).removesuffix(word).strip()
        return text

    def said(self, field: CustomField, value: Any) -> str:
        return format_money(Decimal(value), field.currency or "GBP")
