"""Why a row was left out, in words. The codes are stored; the sentences are made when a person reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "no_date": _("has no date"),
    "date_unreadable": _("the date cannot be read"),
    "date_order": _("the date puts day and month the other way round"),
    "date_impossible": _("there is no such day"),
    "date_future": _("the date is in the future"),
    "date_ancient": _("the date is from before 1900, which is what spreadsheets make of an empty one"),
    "time_unreadable": _("the time of day cannot be read"),
    "no_amount": _("has no amount"),
    "number_unreadable": _("the number cannot be read"),
    "number_too_large": _("the number is larger than any order"),
    "scientific": _(
        "the number was rounded by a spreadsheet (written like 3.13E+11), so nobody knows what it was"
    ),
    "exponent": _("the amount is written like 1e5; nobody writes money so, so write it out, as 100000"),
    "other_currency": _("the amount is in another currency than the file"),
    "currency_unknown": _("there is no such currency"),
    "too_long": _("the number of the order or the buyer is too long to be one"),
    "too_many_cells": _("has more cells than the file has columns"),
    "not_a_sale": _("is no sale, going by its kind"),
    "total_line": _("sums up other rows"),
    "other_customer": _("has another buyer than the first row of the same order"),
    "two_currencies": _("has another currency than the first row of the same order"),
    "other_total": _("gives the same order another total than its first row does"),
    "order_too_large": _("belongs to an order that is larger than any"),
    "kind_changed": _("was a sale in an earlier file and is a credit now, or the other way round"),
    "no_name": _("has neither a name nor an e-mail"),
    "own_field": _("a value that does not fit its field was left out, and the rest of the row is kept"),
    "email_unreadable": _("the e-mail is not one"),
}


def sentence(code: str, detail: str = "") -> str:
    """`the date cannot be read: “31/31/2011”`."""
    said = str(REASONS.get(code, code))
    return f"{said}: “{detail}”" if detail else said
