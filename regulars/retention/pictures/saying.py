"""How the pages say months, shares and money of the facts, which hold them as text and numbers."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regulars.lib.money import format_money


def month(text: str) -> str:
    """`"2011-12"` → `Dec 2011`."""
    year, number = text.split("-")
    return date_format(date(int(year), int(number), 1), "M Y")


def iso_day(text: str | None) -> str:
    """`"2011-12-09"` → `9 Dec 2011`; empty for none."""
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def share(value: float | None) -> str:
    """`27%`; a dash where nothing can be said."""
    return "–" if value is None else f"{value * 100:.0f}%"


def whole(amount: str | Decimal | None, currency: str) -> str:
    return "–" if amount is None else format_money(Decimal(amount), currency, whole=True)


def change(now: float | None, before: float | None) -> str:
    """`+2.1 points` between two shares; empty without both."""
    if now is None or before is None:
        return ""
    points = (now - before) * 100
    return _("%(points)s points") % {"points": f"{points:+.1f}".replace("-", "−")}


def days(count: float | None) -> str:
    """`about 5 weeks`: days as people say them."""
    if count is None:
        return "–"
    if count < 21:
        return _("%(n)d days") % {"n": round(count)}
    if count < 75:
        return _("%(n)d weeks") % {"n": round(count / 7)}
    return _("%(n)d months") % {"n": round(count / 30.4)}
