"""Stop: nothing but service from this moment on; or less, where that is what they said (V4). Nobody has to say why."""

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


def stop(
    person: Person,
    why: str = "",
    by: Member | None = None,
    *,
    purpose: str = Purpose.OFFERS,
    less: bool = False,
) -> Stopped:
    """Nothing but service, at once and to none of their addresses, whoever has them later. `why` is one of Why, or empty;
    `by` who wrote it down, None for themselves. Who says that it came too often hears once a month even after they say
    yes again.

    `less`: they did not say stop but less. `incessant` is at most one message a month over everything, `out_of_context`
    nothing more for `purpose`; every other reason is a stop. Who is stopped already stays so. Raises ValueError.
    """
    reason = Why(why) if why else (Why.UNSAID if by is None else Why.ASKED)
    with transaction.atomic():
        if reason == Why.INCESSANT:
            Pace.objects.update_or_create(person=person, defaults={"most": 1, "by": by})
        if less and reason == Why.INCESSANT:
            said = _("At most one message a month from now on, apart from what belongs to an order.")
        elif less and reason == Why.OUT_OF_CONTEXT:
            withdraw(person, [Purpose(purpose)], by=by, why=reason)
            said = _("Nothing of that kind any more.")
        else:
            less = False
            stop_everything(person, by=by, why=reason)
            said = _("Nothing from now on but what belongs to an order.")
        about = {"person": person.pk, "name": person.name, "purpose": Purpose(purpose).value}
        told = record(
            "trust.stopped", by=by, account_id=person.account_id, why=reason.value, less=less, **about
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
