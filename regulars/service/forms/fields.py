"""Fields that several forms about promises share."""

from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.service.when import Due, by_day, by_time
from regulars.service.words import here
from regulars.team.models import Member, Role

MOST = Decimal("9999999999.99")
LATEST = date(2200, 1, 1)
DELIVERING = (Role.MEMBER, Role.MANAGER, Role.OWNER)


def day_field(**more: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **more
    )


def time_field(**more: Any) -> forms.TimeField:
    return forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), input_formats=["%H:%M"], **more
    )


def price_field(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        min_value=Decimal(0),
        max_value=MOST,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"}),
        **more,
    )


def words_field(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": rows, "maxlength": 500}), **more
    )


def colleagues() -> Any:
    """Who can deliver something: those who may write and may sign in."""
    return Member.objects.filter(is_active=True, role__in=DELIVERING).order_by("name", "pk")


def due_of(day: date, at: time | None) -> Due:
    """A day, or a time on it, in the firm's zone."""
    if at is None:
        return by_day(day, here())
    return by_time(day, at.hour, at.minute, here())


def known_currency(code: str) -> None:
    if code not in all_currencies():
        raise forms.ValidationError(_("A currency has three letters, such as GBP or EUR."))


@lru_cache(maxsize=1)
def all_currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def readable_day(day: date | None) -> None:
    if day and not timezone.localdate().year - 50 <= day.year <= LATEST.year:
        raise forms.ValidationError(_("Choose a day nearer to today."))
