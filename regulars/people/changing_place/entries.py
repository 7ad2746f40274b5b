"""What was said with somebody before they came here, told here too."""

from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.people.models import PersonMove
from regulars.people.models.sight import looked_after
from regulars.timeline.entries import entry_of_touch
from regulars.timeline.models import Touch
from regulars.timeline.telling import EVERYTHING, Entry, Part, Reader, tells_of


@tells_of(Part.CONTACTS, asks=True)
def before_they_came(
    account: Any, before: datetime | None, limit: int, reader: Reader = EVERYTHING
) -> list[Entry]:
    """One small query for almost every account; a second one where somebody came from elsewhere."""
    came = list(PersonMove.objects.filter(after=account).values_list("person_id", "at"))
    if not came:
        return []
    elsewhere = reduce(or_, (Q(person=person, at__lte=at) for person, at in came))
    found = Touch.objects.standing().filter(elsewhere, account__removed_at=None).exclude(account=account)
    if before:
        found = found.filter(at__lt=before)
    if reader.whose is not None:
        found = found.filter(looked_after(reader.whose, "account"))
    newest = found.select_related("member", "person", "account").order_by("-at", "-id")[:limit]
    return [_elsewhere(touch) for touch in newest]


def _elsewhere(touch: Touch) -> Entry:
    told = entry_of_touch(touch)
    at = _(", at %(account)s then") % {"account": touch.account.name}
    return replace(told, said=f"{told.said}{at}", url=reverse("account", args=[touch.account_id]))
