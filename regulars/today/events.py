"""The sentences of what was decided about an item of the morning list."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regulars.timeline.registry import says


@says("today.acted", on_timeline=False)
def acted(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s looked after them") % {"actor": actor}


@says("today.later")
def later(data: dict[str, Any], actor: str) -> str:
    until = date_format(date.fromisoformat(data["until"]), "j F Y")
    return _("%(actor)s put them off until %(day)s") % {"actor": actor, "day": until}


@says("today.let_go")
def let_go(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s let them go: %(reason)s") % {"actor": actor, "reason": data["reason"]}


@says("today.undone")
def undone(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took that back; they are on the morning list again") % {"actor": actor}
