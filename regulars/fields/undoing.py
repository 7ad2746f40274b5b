"""How what happened to fields is taken back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.fields.making import bring_back_field
from regulars.fields.models import CustomField
from regulars.lib.errors import NotAllowed
from regulars.team.models import Member, Role
from regulars.timeline.models import Event
from regulars.timeline.undoing import undoes


@undoes("fields.archived")
def archived(event: Event, by: Member) -> str:
    if not by.holds(Role.MANAGER):
        raise NotAllowed(_("Only a manager can bring a field back."))
    bring_back_field(get_object_or_404(CustomField, pk=event.data["field"]), by=by)
    return reverse("fields")
