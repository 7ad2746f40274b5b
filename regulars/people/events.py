"""The sentences of what happens to accounts and people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.people.models import Kind
from regulars.timeline.registry import says

FIELDS = {
    "name": gettext_lazy("the name"),
    "kind": gettext_lazy("what they are"),
    "country": gettext_lazy("the country"),
    "came_by": gettext_lazy("how they came to us"),
    "persona": gettext_lazy("what kind of buyer they are"),
    "owner": gettext_lazy("who looks after them"),
    "email": gettext_lazy("the e-mail address"),
    "phone": gettext_lazy("the phone number"),
    "note": gettext_lazy("what matters to them"),
}


@says("people.account_added")
def account_added(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s added them by hand") % {"actor": actor}


@says("people.account_changed")
def account_changed(data: dict[str, Any], actor: str) -> str:
    changes = dict(data["changes"])
    asked = changes.pop("do_not_contact", None)
    told = [_changed(field, before, after) for field, (before, after) in changes.items()]
    if asked:
        told.append(
            _("noted that they asked not to be contacted")
            if asked[1] == "True"
            else _("noted that they may be contacted again")
        )
    return f"{actor} {', '.join(told)}"


@says("people.person_added")
def person_added(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s added %(name)s") % {"actor": actor, "name": data["name"]}


@says("people.person_changed")
def person_changed(data: dict[str, Any], actor: str) -> str:
    told = ", ".join(_changed(field, before, after) for field, (before, after) in data["changes"].items())
    return _("%(actor)s, about %(name)s: %(told)s") % {"actor": actor, "name": data["name"], "told": told}


def _changed(field: str, before: str, after: str) -> str:
    if field == "kind":
        before, after = (str(Kind(value).label) for value in (before, after))
    values = {"field": FIELDS[field], "before": before or _("nothing"), "after": after or _("nothing")}
    return _("changed %(field)s from %(before)s to %(after)s") % values
