"""Files about a person: their names and sizes; the files themselves are handed over beside."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.files.models import Attachment
from regulars.files.storing import discard
from regulars.lib.held import lines, theirs
from regulars.lib.holdings import Holding, forgets, holds


@holds(50)
def attached(person: Any) -> Iterator[Holding]:
    found = Attachment.objects.filter(theirs(person)).select_related("uploaded_by").order_by("at", "pk")
    columns = {
        _("File"): "name",
        _("Kind of file"): "kind",
        _("Size in bytes"): "size",
        _("Put here on"): "at",
        _("By"): "uploaded_by",
        _("In the bin since"): "removed_at",
    }
    yield Holding(_("Files about you"), lines(found, columns))


@forgets(50)
def contents(person: Any) -> dict[str, int]:
    """Out of the table, and off the disk once that is for good."""
    found = Attachment.objects.filter(theirs(person))
    places = list(found.values_list("place", flat=True))
    found.delete()
    for place in places:
        transaction.on_commit(partial(discard, place))
    return {"files": len(places)}
