"""What happens to lists, each in one sentence."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.timeline.registry import says


@says("lists.view_saved")
def view_saved(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s saved the list “%(name)s”") % {"actor": actor, "name": data["name"]}


@says("lists.view_changed")
def view_changed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s changed the list “%(name)s”") % {"actor": actor, "name": data["name"]}


@says("lists.view_removed")
def view_removed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s removed the list “%(name)s”") % {"actor": actor, "name": data["name"]}


@says("lists.acted", on_timeline=False)
def acted(data: dict[str, Any], actor: str) -> str:
    values = {"actor": actor, "told": data["told"], "number": grouped(data["number"])}
    return _("%(actor)s %(told)s, for %(number)s at once") % values


@says("lists.moved", on_timeline=False)
def moved(data: dict[str, Any], actor: str) -> str:
    values = {"actor": actor, "field": data["field"], "number": grouped(len(data["events"]))}
    return _("%(actor)s moved %(number)s cards to another “%(field)s”") % values


@says("lists.views_given", on_timeline=False)
def views_given(data: dict[str, Any], actor: str) -> str:
    said = ngettext(
        "%(number)s shared list of %(before)s is with %(after)s now",
        "%(number)s shared lists of %(before)s are with %(after)s now",
        data["number"],
    )
    return said % data
