"""How pages print money, days and counts: fast, since a list prints hundreds of them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.lib.folding import initials as _initials
from regulars.lib.money import format_money

register = template.Library()


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    return "" if amount is None else format_money(amount, currency)


@register.filter
def exact_money(amount: Decimal | int | None, currency: str) -> str:
    return "" if amount is None else format_money(amount, currency, exact=True)


@register.filter
def whole_money(amount: Decimal | int | None, currency: str) -> str:
    return "" if amount is None else format_money(amount, currency, whole=True)


@register.filter
def day(value: date | datetime | None) -> str:
    """`3 Sep 2011`; the firm's day for a moment."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {_(value.strftime('%b'))} {value.year}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """`3 Sep` in the year that is running, else as `day` says it."""
    said = day(value)
    return said.removesuffix(f" {timezone.localdate().year}")


@register.filter
def ago(days: int) -> str:
    """`12 days ago`, `5 months ago`, `15 years ago`: as coarse as a person would say it."""
    if days < 60:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < 730:
        return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}
    return ngettext("%(n)d year ago", "%(n)d years ago", days // 365) % {"n": days // 365}


@register.filter
def long_day(value: date) -> str:
    return date_format(value, "l j F Y")


@register.filter
def counted(number: int | None) -> str:
    """`12,345`, as the reader's language writes it."""
    return "" if number is None else grouped(number)


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f}%"


@register.filter
def initials(name: str) -> str:
    return _initials(name)
