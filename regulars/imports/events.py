"""What imports tell the history."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.timeline.registry import says


@says("imports.applied")
def applied(data: dict[str, Any], actor: str) -> str:
    if data.get("what") == "people":
        return _("%(actor)s imported people from “%(file)s”.") % {"actor": actor, "file": data["file"]}
    return _("%(actor)s imported %(new)s new orders from “%(file)s”.") % {
        "actor": actor, "new": data["new"], "file": data["file"],
    }  # fmt: skip


@says("imports.reverted")
def reverted(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took back the import of “%(file)s”.") % {"actor": actor, "file": data["file"]}
