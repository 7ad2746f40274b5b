"""The money of a file, as people read it: where each penny of it is."""

from decimal import Decimal

from django.utils.translation import gettext as _

from regulars.lib.money import format_money
from regulars.operations.report.making import MONEY, Report


def amounts(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    """(currency, [(what, how much)]), the main currency first. The file's sum is the sum of the others."""
    words = {
        "file": _("In the file"),
        "orders": _("Orders"),
        "refunds": _("Refunds and cancellations"),
        "walk_in": _("Walk-in sales"),
        "rejected": _("Rows left out"),
    }
    order = sorted(report.money, key=lambda currency: (currency != report.currency, currency))
    return [
        (currency, [(words[name], exact(report.money[currency][name], currency)) for name in MONEY])
        for currency in order
    ]


def exact(amount: str, currency: str) -> str:
    """To the penny, whatever the size; a third decimal is shown where the file has one."""
    value = Decimal(amount)
    if abs(value) < 10_000:
        return format_money(value, currency)
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:,.{places}f} {currency}".replace("-", "−")
