"""What the customers' own page shows: only what is theirs to read at any moment. Notes, labels and figures are in the whole
file, which somebody of us looks at before it is handed over."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.orders.models import Order
from regulars.people.columns import raw
from regulars.people.facts import person_facts
from regulars.people.holdings import points
from regulars.people.models import Person
from regulars.timeline.models import Touch
from regulars.trust.models import SERVING, Asked, Purpose, RightsRequest, Wording
from regulars.trust.permitting.looking import looked

CORRECTED = ("name", "email", "phone", "prefers", "birthday_month")
"""Facts they may change by themselves, at once."""
LABELS = {
    "name": _("Your name"),
    "email": _("Your e-mail address"),
    "phone": _("Your phone number"),
    "prefers": _("How you like to be reached"),
    "birthday_month": _("The month of your birthday"),
}
PURPOSES = {
    Purpose.SERVE: _("Your orders and questions"),
    Purpose.INVOICE: _("Invoices and receipts"),
    Purpose.KEEP_IN_TOUCH: _("A personal word now and then"),
    Purpose.OFFERS: _("News and offers"),
    Purpose.RESEARCH: _("Questions about how we do"),
    Purpose.REFER: _("Introducing you to others"),
}
YEAR = timedelta(days=365)


class Use(NamedTuple):
    """One purpose: whether we may, in force just now, and what they are told about it."""

    purpose: str
    label: str | Promise
    on: bool
    fixed: bool
    wording: Wording | None


def facts_of(person: Person) -> list[tuple[str | Promise, str]]:
    facts = person_facts()
    known = [(LABELS[name], facts[name].words(person, raw(person, name))) for name in CORRECTED]
    more = [
        (point.label or point.get_kind_display(), point.value)
        for point in points(person).filter(person=person)
    ]
    return known + more


def uses_of(person: Person) -> list[Use]:
    words = looked(person)
    return [
        Use(
            purpose.value,
            PURPOSES[purpose],
            words[purpose.value].rule.allows,
            purpose in SERVING,
            Wording.now(purpose),
        )
        for purpose in Purpose
        if purpose.value in words
    ]


def often(person: Person) -> dict[str, Any]:
    """How often we were in touch in a year, and when last."""
    ours = Touch.objects.contacts().filter(person=person, from_us=True, at__gt=timezone.now() - YEAR)
    return ours.aggregate(count=Count("pk"), last=Max("at"))


def bought(person: Person) -> dict[str, datetime | int | None]:
    """Only where the account is nobody but them: what a company bought is the company's to ask for."""
    if not person.is_the_account:
        return {"count": 0, "first": None, "last": None}
    found = Order.objects.counting().filter(account=person.account_id)
    return dict(found.aggregate(count=Count("pk"), first=Min("day"), last=Max("day")))


def requests_of(person: Person) -> list[RightsRequest]:
    return list(RightsRequest.objects.filter(person=person).order_by("-pk")[:20])


def waiting(requests: list[RightsRequest], asked: Asked) -> RightsRequest | None:
    return next((one for one in requests if one.is_open and one.asked == asked), None)
