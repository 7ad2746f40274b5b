"""Stop: nothing but service from this moment on, or less, as they say why (V4). Nobody has to say why."""

from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Person
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.trust.errors import ListUnreadable
from regulars.trust.models import SERVING, How, Pace, Permission, Purpose, Wording
from regulars.trust.models.suppression import Why
from regulars.trust.suppressing.listing import addresses_of, suppress

MARKETING = [purpose for purpose in Purpose if purpose not in SERVING]


class Stopped(NamedTuple):
    """`said` is what holds from now on, for whoever asked for it; `told` the event."""

    said: str | Promise
    told: Event


def stop(person: Person, why: str = "", by: Member | None = None, purpose: str = Purpose.OFFERS) -> Stopped:
    """At once, and as often as it is asked for. `why` is one of Why, or empty; `by` who wrote it down, None for
    themselves; `purpose` what they were written to for.

    `incessant`: from now on at most one message a month, over everything. `out_of_context`: nothing more for `purpose`.
    Everything else, and no reason at all: nothing but service, to none of their addresses, whoever has them later. Who is
    stopped already stays stopped, whatever reason they give afterwards. Raises ValueError for a reason that is none.
    """
    reason = Why(why) if why else (Why.UNSAID if by is None else Why.ASKED)
    with transaction.atomic():
        match reason:
            case Why.INCESSANT:
                Pace.objects.update_or_create(person=person, defaults={"most": 1, "by": by})
                said = _("At most one message a month from now on, apart from what belongs to an order.")
            case Why.OUT_OF_CONTEXT:
                withdraw(person, [Purpose(purpose)], by=by, why=reason)
                said = _("Nothing of that kind any more.")
            case _all:
                stop_everything(person, by=by, why=reason)
                said = _("Nothing from now on but what belongs to an order.")
        told = record(
            "trust.stopped",
            by=by,
            account_id=person.account_id,
            person=person.pk,
            name=person.name,
            why=reason.value,
            purpose=str(Purpose(purpose).value),
        )
    return Stopped(said, told)


def stop_everything(person: Person, *, by: Member | None, why: Why) -> None:
    """Their addresses go onto the list, and they themselves say no to every purpose but serving: another address is no way
    round it, and neither is a list that cannot be read today."""
    withdraw(person, MARKETING, by=by, why=why)
    try:
        with transaction.atomic():
            suppress(addresses_of(person), why=why, by=by)
    except ListUnreadable:
        return  # everything but serving is refused to everybody, and their no is written down


def withdraw(person: Person, purposes: list[Purpose], *, by: Member | None, why: Why) -> None:
    now = Permission.objects.filter(person=person).newest()
    for purpose in purposes:
        if purpose not in now or now[purpose].given:
            Permission(
                person=person,
                purpose=purpose,
                given=False,
                wording=Wording.now(purpose),
                how=How.LINK if by is None else How.SPOKEN,
                evidence=str(why.label),
                by=by,
            ).save(force_insert=True)
