"""The sentences of what leaves the house."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.timeline.registry import leads, says


@says("trust.taken_out", on_timeline=False)
def taken_out(data: dict[str, Any], actor: str) -> str:
    if not data["why"]:
        return _("%(actor)s took out %(what)s.") % {"actor": actor, "what": data["what"]}
    said = ngettext(
        "%(actor)s took out %(what)s, %(rows)s row: %(why)s.",
        "%(actor)s took out %(what)s, %(rows)s rows: %(why)s.",
        data["rows"],
    ) % {"actor": actor, "what": data["what"], "rows": grouped(data["rows"]), "why": data["why"].rstrip(".")}
    return f"{said} {_('Every owner was told.')}" if data.get("large") else said


@leads("trust.taken_out")
def to_the_entry(data: dict[str, Any]) -> str:
    return reverse("left-entry", args=[data["export"]])


@says("trust.large_set", on_timeline=False)
def large_set(data: dict[str, Any], actor: str) -> str:
    return _(
        "%(actor)s set from how many rows on the owners are told of what leaves: %(before)s → %(after)s."
    ) % {
        "actor": actor,
        "before": grouped(data["before"]),
        "after": grouped(data["after"]),
    }
