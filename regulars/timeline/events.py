"""The sentences of what happens to a touch."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.timeline.models import Channel
from regulars.timeline.registry import says


@says("timeline.touched", on_timeline=False)
def touched(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s was in touch: %(channel)s") % {
        "actor": actor,
        "channel": Channel(data["channel"]).label.lower(),
    }


@says("timeline.touch_withdrawn")
def touch_withdrawn(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took back what was logged: %(channel)s") % {
        "actor": actor,
        "channel": Channel(data["channel"]).label.lower(),
    }


@says("timeline.taken_back", on_timeline=False)
def taken_back(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took something back") % {"actor": actor}
