"""Days and months, kept as ISO text."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField, Expression, Func, IntegerField
from django.db.models.functions import Cast, Substr
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling, as_text
from regulars.fields.models import CustomField
from regulars.web.templatetags.say import day

_NUMBERS = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_MONTH_BACK = re.compile(r"(0?[1-9]|1[0-2])[./-]([0-9]{4})", re.ASCII)
EARLIEST = date(1000, 1, 1)


def read_day(text: str) -> date | None:
    """`2026-11-22`, `22.11.2026`, `22/11/2026` or `11/22/2026`; None for what is no day, or could be two."""
    try:
        if found := parse_date(text[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text):
            return found
        numbers = _NUMBERS.fullmatch(text)
        if not numbers:
            return None
        first, second, year = (int(number) for number in numbers.groups())
        if "." in text or first > 12 or first == second:
            return date(year, second, first)
        return date(year, first, second) if second > 12 else None
    except ValueError:
        return None


class DayInput(forms.DateField):
    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        found = value if isinstance(value, date) else read_day(str(value).strip())
        if found is None or found < EARLIEST:
            raise ValidationError(_("Write a day such as 2026-11-22."))
        return found


class Day(Handling):
    expected = gettext_lazy("a day such as 2026-11-22")

    def form(self, field: CustomField) -> forms.Field:
        return DayInput(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def stored(self, field: CustomField, cleaned: Any) -> str | None:
        return cleaned.isoformat() if cleaned else None

    def initial(self, field: CustomField, value: Any) -> date | None:
        return parse_date(value)

    def said(self, field: CustomField, value: Any) -> str:
        return day(parse_date(value))

    def expression(self, key: str) -> Expression:
        """A cast of text to a date depends on settings of the session and cannot be indexed; make_date does not."""
        text = as_text(key)
        pieces = [
            Cast(Substr(text, start, length), IntegerField()) for start, length in ((1, 4), (6, 2), (9, 2))
        ]
        return Func(*pieces, function="make_date", output_field=DateField())


class MonthInput(forms.CharField):
    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        if back := _MONTH_BACK.fullmatch(text):
            text = f"{back[2]}-{int(back[1]):02}"
        found = _MONTH.fullmatch(text)
        if not found or int(found[1]) < EARLIEST.year:
            raise ValidationError(_("Write a month such as 2026-11."))
        return text


class Month(Handling):
    expected = gettext_lazy("a month such as 2026-11")

    def form(self, field: CustomField) -> forms.Field:
        return MonthInput(
            max_length=7, widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})
        )

    def said(self, field: CustomField, value: Any) -> str:
        year, month = value.split("-")
        return day(date(int(year), int(month), 1)).split(" ", 1)[1]
