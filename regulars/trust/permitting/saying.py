"""Writing down what somebody said: yes or no to one purpose, having been told what, how, and where that can be seen."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.people.models import Person
from regulars.team.models import Member
from regulars.timeline.models import record
from regulars.trust.errors import NoEvidence, StillStopped
from regulars.trust.models import SERVING, Datum, How, Permission, Purpose, Wording
from regulars.trust.suppressing.listing import is_stopped, lift


def say(
    person: Person,
    purpose: str,
    given: bool,
    *,
    how: str,
    by: Member | None = None,
    evidence: str = "",
    until: date | None = None,
    data: Iterable[str] = (),
    wording: Wording | None = None,
) -> Permission:
    """A new word of `person`'s, which counts from now on; its event is `.told`. `by` is None where they said it on their
    own page (How.LINK), which is the only yes that ends a stop. `wording` is what they saw, by default the newest.

    Raises ValueError for a purpose, datum or way that is none, NoEvidence, StillStopped.
    """
    purpose, way = Purpose(purpose), How(how)
    if way == How.IMPORTED and given and not evidence.strip():
        raise NoEvidence(_("Say where it can be seen that they said yes: without that it is not taken."))
    with transaction.atomic():
        if given and purpose not in SERVING:
            _end_stop(person, way)
        said = Permission(
            person=person,
            purpose=purpose,
            given=given,
            wording=wording or Wording.now(purpose),
            data=[Datum(one).value for one in data],
            how=way,
            evidence=evidence.strip()[:400],
            until=until if given else None,
            by=by,
        )
        said.save(force_insert=True)
        about = {"permission": said.pk, "person": person.pk, "name": person.name, "until": _day(said.until)}
        about |= {"purpose": purpose.value, "how": way.value}
        if given:
            said.told = record("trust.allowed", by=by, account_id=person.account_id, **about)
        else:
            said.told = record("trust.refused", by=by, account_id=person.account_id, **about)
    return said


def _end_stop(person: Person, way: How) -> None:
    if not is_stopped(person):
        return
    if way != How.LINK:
        raise StillStopped(
            _(
                "%(name)s told us to stop. Only they can change that, on their own page; "
                "or an owner lifts the stop first, with a reason."
            )
            % {"name": person.name}
        )
    lift(person, by=None, why=_("on their own page"))


def _day(until: date | None) -> str:
    return until.isoformat() if until else ""
