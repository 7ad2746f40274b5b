"""Taking back what was done to a saved list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lists.bulk import ask_back
from regulars.lists.models import BulkAct, SavedView
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


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


@undoes("lists.acted")
def acted(event: Event, by: Member) -> str:
    made = BulkAct.objects.visible_to(by).filter(pk=event.data["act"]).first()
    if made is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    ask_back(made, by=by)
    return reverse("bulk-act", args=[made.pk])
