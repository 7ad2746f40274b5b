"""Attaching, removing and putting back, each taken back by the other way."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.files.models import Attachment
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


def _attachment(event: Event, by: Any) -> Attachment:
    found = Attachment.objects.visible_to(by).filter(pk=event.data["attachment"]).first()
    if found is None:
        raise CannotBeUndone(_("That file is gone for good."))
    return found


def _page(attachment: Attachment) -> str:
    """Where it was attached: a person's own page, or the account's."""
    if attachment.person_id:
        return reverse("person", args=[attachment.person_id])
    return reverse("account", args=[attachment.account_id])


@undoes("files.attached")
@undoes("files.restored")
def not_there(event: Event, by: Any) -> str:
    found = _attachment(event, by)
    if not found.remove(by=by):
        raise CannotBeUndone(_("That file is not there any more."))
    return _page(found)


@undoes("files.removed")
def back(event: Event, by: Any) -> str:
    found = _attachment(event, by)
    if not found.restore(by=by):
        raise CannotBeUndone(_("That file is there again already."))
    return _page(found)
