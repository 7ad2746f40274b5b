"""Taking back what was done to a promise. Only its newest change: what rests on an older one would fall with it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.service.models import Act, Gesture, Promise, PromiseChange, State
from regulars.team.models import Member, Role
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes

ONE_S_OWN = {Act.ACCEPTED, Act.DECLINED}
"""A yes or a no is taken back by whoever gave it."""


def found(event: Event, by: Any) -> tuple[Promise, PromiseChange]:
    """The promise, locked, and the change the event tells. Raises CannotBeUndone."""
    visible = Promise.objects.visible_to(by).filter(pk=event.data["promise"]).first()
    if visible is None:
        raise CannotBeUndone(_("That promise is not here any more."))
    promise = visible.locked()
    newest = PromiseChange.objects.filter(promise=promise).order_by("-id").first()
    if newest is None or newest.pk != event.data["change"]:
        raise CannotBeUndone(_("Something else happened to this promise since. Change it on its page."))
    if newest.act in ONE_S_OWN and newest.by_id != by.pk:
        raise CannotBeUndone(_("Only whoever answered can take that answer back."))
    return promise, newest


@undoes("service.promise_made")
def promise_made(event: Event, by: Any) -> str:
    """It never was: withdrawn, and counted neither way."""
    promise, change = found(event, by)
    promise.change(
        Act.UNDONE,
        by=by,
        word=str(Act(change.act).label),
        state=State.WITHDRAWN,
        ended_at=timezone.now(),
        ending=_("Written down by mistake"),
    )
    return reverse("account", args=[promise.account_id])


@undoes("service.promise_kept")
def promise_kept(event: Event, by: Any) -> str:
    """The contact that was logged with it, if one was, goes too."""
    promise, change = found(event, by)
    if event.data.get("logged") and promise.touch:
        promise.touch.withdraw(by=by)
    promise.take_back(change, by=by)
    return reverse("promise", args=[promise.pk])


@undoes("service.promise_broken")
@undoes("service.promise_withdrawn")
@undoes("service.promise_moved")
@undoes("service.promise_handed_over")
@undoes("service.promise_accepted")
@undoes("service.promise_declined")
def promise_changed(event: Event, by: Any) -> str:
    promise, change = found(event, by)
    promise.take_back(change, by=by)
    return reverse("promise", args=[promise.pk])


@undoes("service.gesture_given")
def gesture_given(event: Event, by: Member) -> str:
    """By whoever gave it, or by whoever settles how the firm works."""
    one = Gesture.objects.visible_to(by).standing().filter(pk=event.data["gesture"]).first()
    if one is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    if one.by_id != by.pk and not by.holds(Role.MANAGER):
        raise CannotBeUndone(_("Only whoever gave it, or a manager, can take it back."))
    one.withdraw(by=by)
    return reverse("account", args=[one.account_id])
