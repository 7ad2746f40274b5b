"""How many a list holds: exactly up to a cap, "more than" beyond, and nothing where counting would keep somebody waiting."""

from django.utils.translation import gettext as _

from regulars.lib.counting import grouped
from regulars.lists.budget import COUNT, within
from regulars.lists.errors import ListTooSlow
from regulars.lists.listing import Listing

MOST = 10_000


def count(listing: Listing, patience: int = COUNT) -> int | None:
    """At most MOST + 1; None where the database would need more than `patience` milliseconds."""
    try:
        with within(patience):
            return listing.records().order_by()[: MOST + 1].count()
    except ListTooSlow:
        return None


def said(number: int | None) -> str:
    """`1,204`, `10,000+`, or `many`."""
    if number is None:
        return _("many")
    return grouped(number) if number <= MOST else _("%(most)s+") % {"most": grouped(MOST)}
