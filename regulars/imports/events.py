"""What imports tell the history."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
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


@says("imports.discarded")
def discarded(data: dict[str, Any], actor: str) -> str:
    """By a person; or by the sweep, which says when the file had come."""
    if data.get("came"):
        return _("“%(file)s” was thrown away: it came on %(day)s and was never imported.") % {
            "file": data["file"], "day": date_format(date.fromisoformat(data["came"])),
        }  # fmt: skip
    return _("%(actor)s threw away “%(file)s”, which was not imported.") % {
        "actor": actor,
        "file": data["file"],
    }


@says("imports.original_taken")
def original_taken(data: dict[str, Any], actor: str) -> str:
    return _("The original of “%(file)s” was thrown away: it held somebody who had their data erased.") % {
        "file": data["file"]
    }
