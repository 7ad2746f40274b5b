"""A word noted by mistake is taken back from where it was noted. What they said themselves is theirs."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone, undoes
from regulars.trust.models import How, Permission


@undoes("trust.allowed")
@undoes("trust.refused")
def noted_by_mistake(event: Event, by: Member) -> str:
    said = Permission.objects.visible_to(by).filter(pk=event.data["permission"]).first()
    if said is None:
        raise Http404
    if said.how == How.LINK:
        raise CannotBeUndone(_("They said so themselves, so only they can change it."))
    take_back(said, by=by)
    return reverse("person", args=[said.person_id])


def take_back(said: Permission, *, by: Member | None) -> Permission:
    """A row that says so: what counted before it counts again. Twice is once."""
    with transaction.atomic():
        row, is_new = Permission.objects.get_or_create(
            takes_back=said,
            defaults={
                "person_id": said.person_id,
                "purpose": said.purpose,
                "given": False,
                "how": said.how,
                "by": by,
            },
        )
        if is_new:
            about = {"person": said.person_id, "name": said.person.name, "purpose": said.purpose}
            record("trust.taken_back", by=by, account_id=said.person.account_id, **about)
    return row
