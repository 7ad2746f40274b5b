"""Why a field is not there: the firm's own ones are called by a number, and people know them by what they were called."""

import re

from django.utils.translation import gettext as _

from regulars.fields.models import CustomField

_OWN = re.compile(r"f([0-9]{1,18})", re.ASCII)


def gone(name: str) -> str:
    """A sentence about a field that is not offered (any more)."""
    number = _OWN.fullmatch(name)
    field = CustomField.objects.filter(pk=int(number[1])).first() if number else None
    if field is None or not field.is_open:
        return _("The field “%(name)s” is not there any more.") % {"name": name}
    if field.archived_at:
        return _("The field “%(name)s” was archived; it can be brought back in Settings.") % {
            "name": field.label
        }
    return _("The field “%(name)s” is being changed just now; look again in a minute.") % {
        "name": field.label
    }
