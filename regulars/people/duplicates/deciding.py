"""What somebody says of two records that look the same. "Not the same" is remembered for ever, and can be taken back."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people.models import Account, DuplicatePair, Person, Verdict
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone, undoes

LATER = timedelta(days=30)


def not_the_same(pair: DuplicatePair, *, by: Member) -> Event:
    return _decide(pair, Verdict.NOT_THE_SAME, by, "people.not_the_same")


def look_later(pair: DuplicatePair, *, by: Member) -> Event:
    """Out of the queue for a month."""
    return _decide(pair, Verdict.LATER, by, "people.same_later")


def _decide(pair: DuplicatePair, verdict: str, by: Member, kind: str) -> Event:
    with transaction.atomic():
        stored = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
        until = timezone.localdate() + LATER if verdict == Verdict.LATER else None
        about = {"verdict": verdict, "until": until, "decided_by": by, "decided_at": timezone.now()}
        DuplicatePair.objects.filter(pk=stored.pk).update(**about)
        model = Person if stored.kind == "person" else Account
        names = model.objects.in_bulk([stored.first, stored.second])
        told = [str(names[pk]) if pk in names else "?" for pk in (stored.first, stored.second)]
        return record(kind, by=by, pair=stored.pk, one=told[0], other=told[1])


@undoes("people.not_the_same")
@undoes("people.same_later")
def ask_again(event: Event, by: Member) -> str:
    open_again = {"verdict": Verdict.OPEN, "until": None, "decided_by": None, "decided_at": None}
    decided = [Verdict.NOT_THE_SAME, Verdict.LATER]
    theirs = DuplicatePair.objects.visible_to(by)
    if not theirs.filter(pk=event.data["pair"]).exists():
        raise CannotBeUndone(_("What that was about is no longer here."))
    theirs.filter(pk=event.data["pair"], verdict__in=decided).update(**open_again)
    return reverse("duplicates")
