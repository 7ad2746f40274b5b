"""Whether we may sell to them now. Whatever sends a sales message asks `paused` first (R53)."""

from datetime import date

from django.utils import timezone

from regulars.care.models import EmpathyFlag, HardSeason
from regulars.people.models import Account, Person


def paused(account: Account, person: Person | None = None, today: date | None = None) -> bool:
    """True while a flag or a hard season is on. With `person`, a flag about somebody else there does not count;
    without, any flag at the account does: whoever writes to an account may meet whoever has the hard time."""
    day = today or timezone.localdate()
    if HardSeason.objects.on(day).exists():
        return True
    flags = EmpathyFlag.objects.standing().filter(account=account, lifted_at=None, until__gte=day)
    if person is not None:
        flags = flags.filter(person__in=[person]) | flags.filter(person=None)
    return bool(flags.exists())


def tone(account: Account, person: Person | None = None) -> str:
    """`gentle` or `usual`: which wording a template should take."""
    return "gentle" if paused(account, person) else "usual"
