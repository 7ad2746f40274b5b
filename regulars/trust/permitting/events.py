"""The sentences of what somebody allowed, refused, stopped, and of a stop that was lifted."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.timeline.registry import says
from regulars.trust.models import How, Purpose, Why


def _about(data: dict[str, Any], actor: str) -> dict[str, Any]:
    purpose = str(Purpose(data["purpose"]).label) if "purpose" in data else ""
    how = str(How(data["how"]).label) if "how" in data else ""
    return data | {"actor": actor, "purpose": purpose, "how": how}


@says("trust.allowed")
def allowed(data: dict[str, Any], actor: str) -> str:
    if data["how"] == How.LINK:
        return _("%(name)s said yes on their own page: %(purpose)s") % _about(data, actor)
    return _("%(actor)s noted that %(name)s said yes (%(how)s): %(purpose)s") % _about(data, actor)


@says("trust.refused")
def refused(data: dict[str, Any], actor: str) -> str:
    if data["how"] == How.LINK:
        return _("%(name)s said no on their own page: %(purpose)s") % _about(data, actor)
    return _("%(actor)s noted that %(name)s said no (%(how)s): %(purpose)s") % _about(data, actor)


@says("trust.taken_back")
def taken_back(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took back what was noted for %(name)s by mistake: %(purpose)s") % _about(data, actor)


WHAT: dict[str, Promise] = {
    Why.INCESSANT: gettext_lazy("%(name)s wants to hear from us at most once a month"),
    Why.OUT_OF_CONTEXT: gettext_lazy("%(name)s stopped this, as it had nothing to do with them: %(purpose)s"),
}


@says("trust.stopped")
def stopped(data: dict[str, Any], actor: str) -> str:
    """By themselves, on their own page, or as somebody of us noted."""
    stop = gettext_lazy("%(name)s told us to stop: nothing from now on but service")
    said = WHAT.get(data["why"], stop) if data["less"] else stop
    return str(said) % _about(data, actor)


@says("trust.lifted")
def lifted(data: dict[str, Any], actor: str) -> str:
    return _("The stop of %(name)s was lifted: %(why)s") % data


@says("trust.lifted_one", on_timeline=False)
def lifted_one(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took the address …%(letters)s off the list of those who told us to stop: %(why)s") % (
        {"actor": actor} | data
    )


@says("trust.listed", on_timeline=False)
def listed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put the address …%(letters)s on the list of those who told us to stop") % (
        {"actor": actor} | data
    )


@says("trust.worded", on_timeline=False)
def worded(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s changed what people are told (version %(version)s): %(purpose)s") % (
        _about(data, actor)
    )


@says("trust.sending_changed", on_timeline=False)
def sending_changed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s changed how often and when people hear from us") % {"actor": actor}
