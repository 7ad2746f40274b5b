"""All other business at stake when something small comes up: what they bring, and what their related accounts bring (A42)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.care.known import Known
from regulars.lib.counting import grouped
from regulars.lib.money import Money
from regulars.retention.models import Score

AND = ", "


def at_stake(found: Known, score: Score | None) -> str:
    """One sentence, empty where nothing was bought in the last year by them or anyone related."""
    year = Decimal(str(score.last_year)) if score else Decimal(0)
    here = Money(year, score.currency) if score and year > 0 else None
    if not found.related:
        words = _("Before you decide something small: they bring %(money)s a year.")
        return words % {"money": whole(here)} if here else ""
    beside = AND.join(whole(money) for money in found.related_money())
    first, more = found.related[0]["name"], len(found.related) - 1
    others = first
    if more:
        others = ngettext("%(name)s and %(n)s more", "%(name)s and %(n)s more", more) % {
            "name": first,
            "n": grouped(more),
        }
    if here is None:
        words = _("Nothing much here yet, and %(beside)s a year with %(others)s: the same people.")
    else:
        words = _("Also at stake: %(beside)s a year with %(others)s, beside the %(here)s here.")
    return words % {"beside": beside, "others": others, "here": whole(here) if here else ""}


def whole(money: Money | None) -> str:
    return str(money._replace(amount=money.amount.quantize(Decimal(1)))) if money else ""
