"""Taking back what was done about who looks after whom."""

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.people.models import Introduction
from regulars.people.owning import put_rule_back, take_hand_over_back
from regulars.team.models import Kind, Member, Role
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


def _managers_only(by: Member) -> None:
    if not by.holds(Role.MANAGER) or by.whose(Kind.ACCOUNTS, changing=True) is not None:
        raise NotAllowed(_("Who looks after whom is for a manager of every account to say."))


@undoes("people.everything_handed_over")
def handed_over(event: Event, by: Member) -> str:
    _managers_only(by)
    take_hand_over_back(event)
    return reverse("looked-after")


@undoes("people.rule_dropped")
def rule_dropped(event: Event, by: Member) -> str:
    _managers_only(by)
    put_rule_back(event)
    return reverse("looked-after")


@undoes("people.introduced")
def introduced(event: Event, by: Member) -> str:
    one = Introduction.objects.visible_to(by).filter(pk=event.data["introduction"]).first()
    if one is None or one.told_at is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    one.take_back(by=by)
    return reverse("introduction", args=[one.pk])
