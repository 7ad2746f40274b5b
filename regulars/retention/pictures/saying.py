"""How the pages say months, shares and money of the facts, which hold them as text and numbers."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.formats import date_format, number_format
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


def chance(part: float) -> str:
    """`41%`; a chance is never said to be nothing or certain."""
    if part < 0.005:
        return _("under 1%")
    return _("over 99%") if part > 0.995 else share(part)


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


def count(number: float) -> str:
    """`1,074`: whole, its thousands set apart as the language does."""
    return number_format(round(number), decimal_pos=0, force_grouping=True)


def roughly(number: float) -> str:
    """A count nobody knows exactly: two figures that count from a hundred on, `140`, `2,400`; below as it is."""
    return count(number if abs(number) < 100 else float(f"{number:.1e}"))


def about(amount: str | float | Decimal, currency: str) -> str:
    """Money of which nobody knows the pennies: two figures that count, `£2,300`, `£46,000`."""
    value = Decimal(str(amount))
    if value:
        value = value.quantize(Decimal(1).scaleb(max(value.adjusted() - 1, 0)), rounding=ROUND_HALF_EVEN)
    return format_money(value, currency, whole=True)


def from_to(low: str, high: str) -> str:
    """`120 to 180`; one figure where both are said alike."""
    return low if low == high else _("%(start)s to %(end)s") % {"start": low, "end": high}


def span(start: str, end: str) -> str:
    """Two ISO days as people say them: `March to August 2026` for whole months, else `3 Mar to 9 Aug 2026`."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day == 1 and (last + timedelta(1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return date_format(last, "F Y")
        begun = date_format(first, "F" if first.year == last.year else "F Y")
        return from_to(begun, date_format(last, "F Y"))
    begun = date_format(first, "j M" if first.year == last.year else "j M Y")
    return from_to(begun, date_format(last, "j M Y"))


def short_span(start: str, end: str) -> str:
    """`3–9 Aug`, `28 Jul – 3 Aug`: a week, in a table."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    begun = str(first.day) if first.month == last.month else date_format(first, "j M")
    return f"{begun} – {date_format(last, 'j M Y')}"
