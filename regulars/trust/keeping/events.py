"""The sentences of what is held: what was kept whole, what was made smaller, what went because its time was over."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.timeline.registry import says
from regulars.trust.facts.saying import called


def listed(whats: list[str]) -> str:
    return ", ".join(called(what) for what in whats)


@says("trust.kept_whole", on_timeline=False)
def kept_whole(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s insisted on keeping %(what)s") % {"actor": actor, "what": listed(data["whats"])}


@says("trust.holding_changed", on_timeline=False)
def holding_changed(data: dict[str, Any], actor: str) -> str:
    allowed = [what for what, may in data["changes"].items() if may]
    if allowed:
        return _("%(actor)s allowed us to keep %(what)s") % {"actor": actor, "what": listed(allowed)}
    return _("%(actor)s stopped us from keeping %(what)s") % {
        "actor": actor,
        "what": listed(list(data["changes"])),
    }


@says("trust.made_smaller")
def made_smaller(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s stored less of it: %(what)s") % {"actor": actor, "what": listed(data["whats"])}


@says("trust.private_note_kept", on_timeline=False)
def private_note_kept(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s kept a private note, until %(until)s") % {"actor": actor, "until": data["until"]}


@says("trust.private_note_forgotten", on_timeline=False)
def private_note_forgotten(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s forgot a private note") % {"actor": actor}


@says("trust.keeping_changed", on_timeline=False)
def keeping_changed(data: dict[str, Any], actor: str) -> str:
    said = {"actor": actor, "what": data["label"]}
    if data["months"] is None:
        return _("%(actor)s: %(what)s is kept as long as the record itself") % said
    months = ngettext("%(count)s month", "%(count)s months", data["months"]) % {"count": data["months"]}
    return _("%(actor)s: %(what)s is kept for %(months)s") % {**said, "months": months}


@says("trust.expired", on_timeline=False)
def expired(data: dict[str, Any], actor: str) -> str:
    number = sum(data["counts"].values())
    said = ngettext(
        "%(count)s thing went: its time was over", "%(count)s things went: their time was over", number
    )
    return said % {"count": number}
