"""Taking back what was done to a saved list."""

from contextlib import suppress

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal
from regulars.lists.bulk import ask_back
from regulars.lists.models import BulkAct, SavedView
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, take_back, undoes


def _theirs(event: Event, by: Member) -> SavedView:
    view = SavedView.objects.filter(pk=event.data["view"]).first()
    if view is None or not view.may_be_changed_by(by):
        raise CannotBeUndone(_("That list is not yours to bring back."))
    return view


@undoes("lists.view_removed")
def bring_back(event: Event, by: Member) -> str:
    view = _theirs(event, by)
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    return view.address


@undoes("lists.view_changed")
def as_before(event: Event, by: Member) -> str:
    """Only where it is still as that change left it."""
    view = _theirs(event, by)
    if view.removed_at or any(getattr(view, name) != value for name, value in event.data["after"].items()):
        raise CannotBeUndone(_("That list was changed since; change it back by hand."))
    for name, value in event.data["before"].items():
        setattr(view, name, value)
    view.save(update_fields=list(event.data["before"]))
    return view.address


@undoes("lists.moved")
def moved(event: Event, by: Member) -> str:
    """Each card that nobody has moved since; at least one."""
    back = 0
    for pk in event.data["events"]:
        with suppress(Refusal, Http404):
            take_back(Event.objects.get(pk=pk), by=by)
            back += 1
    if not back:
        raise CannotBeUndone(_("These were all changed since; move them by hand."))
    return str(event.data["back"])


@undoes("lists.acted")
def acted(event: Event, by: Member) -> str:
    made = BulkAct.objects.visible_to(by).filter(pk=event.data["act"]).first()
    if made is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    ask_back(made, by=by)
    return reverse("bulk-act", args=[made.pk])
