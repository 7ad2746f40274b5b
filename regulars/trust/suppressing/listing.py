"""Addresses go onto the list at once and leave it only by the word of whose they are, or of an owner who says why.

No import, merge, un-merge, restore or new record writes to this list.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people.models import ContactKind, ContactPoint, Person
from regulars.people.phones import dialled_from, e164
from regulars.team.models import Firm, Member, Role
from regulars.timeline.models import Event, record
from regulars.trust.errors import OwnersOnly
from regulars.trust.hashing import digest, hold_key, require_readable
from regulars.trust.models.suppression import Means, Suppression, Why

Address = tuple[str, str]
VAGUE = (Why.UNSAID, Why.ASKED)
"""Reasons that a better one may take the place of."""


def addresses_of(person: Person) -> set[Address]:
    """(means, address) of every e-mail and phone of theirs, as they stand now."""
    email, typed, number = Person.objects.values_list("email", "phone", "phone_e164").get(pk=person.pk)
    phone = number or e164(typed, dialled_from(Firm.load()))
    found = {(Means.EMAIL.value, email), (Means.PHONE.value, phone)}
    points = ContactPoint.objects.filter(person=person, kind__in=[ContactKind.EMAIL, ContactKind.PHONE])
    found |= set(points.values_list("kind", "key"))
    return {(means, address) for means, address in found if address}


def suppress(addresses: Iterable[Address], *, why: str, by: Member | None) -> int:
    """How many are on the list now that were not. Twice is once; a better reason is kept. Raises ListUnreadable."""
    with transaction.atomic():
        hold_key()
        wanted = {(means, digest(address)) for means, address in addresses}
        known = set(_on_the_list(wanted).values_list("means", "digest"))
        Suppression.objects.bulk_create(
            [Suppression(means=means, digest=one, why=why, by=by) for means, one in sorted(wanted)],
            ignore_conflicts=True,
        )
        if why not in VAGUE:
            _on_the_list(wanted).filter(why__in=VAGUE).update(why=why)
    return len(wanted - known)


def _on_the_list(wanted: set[Address]) -> QuerySet[Suppression]:
    return Suppression.objects.filter(lifted_at=None, digest__in=[one for _means, one in wanted])


def is_stopped(person: Person) -> bool:
    """Whether any address of theirs is on the list. Raises ListUnreadable."""
    return standing_for(person).exists()


def standing_for(person: Person) -> QuerySet[Suppression]:
    require_readable()
    return _on_the_list({(means, digest(address)) for means, address in addresses_of(person)})


def add_by_hand(address: Address, *, by: Member, why: str) -> Event:
    """An address of nobody we know. Raises ListUnreadable."""
    with transaction.atomic():
        suppress([address], why=why, by=by)
        return record("trust.listed", by=by, letters=digest(address[1])[-6:])


def lift(person: Person, *, by: Member | None, why: str) -> Event:
    """All of their addresses leave the list. What they refused stays refused, so nothing is sent until they say yes.

    `by` None: they themselves, on their own page. Raises OwnersOnly, or ListUnreadable.
    """
    _must_own(by, why)
    with transaction.atomic():
        lifted = _lift(standing_for(person), by, why)
        about = {"person": person.pk, "name": person.name, "number": lifted, "why": why}
        return record("trust.lifted", by=by, account_id=person.account_id, **about)


def lift_one(suppression: Suppression, *, by: Member, why: str) -> Event:
    """One address of nobody we know by name. Raises OwnersOnly."""
    _must_own(by, why)
    with transaction.atomic():
        _lift(Suppression.objects.filter(pk=suppression.pk, lifted_at=None), by, why)
        return record("trust.lifted_one", by=by, letters=suppression.letters, why=why)


def _lift(standing: QuerySet[Suppression], by: Member | None, why: str) -> int:
    return standing.update(lifted_at=timezone.now(), lifted_by=by, lifted_why=why[:200])


def _must_own(by: Member | None, why: str) -> None:
    if by is not None and (not by.holds(Role.OWNER) or not why.strip()):
        raise OwnersOnly(_("Only an owner may lift a stop, and says why."))
