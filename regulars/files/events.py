"""The sentences of what happens to files."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.timeline.registry import says


@says("files.attached")
def attached(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s attached the file %(name)s") % {"actor": actor, "name": data["name"]}


@says("files.removed")
def removed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s removed the file %(name)s") % {"actor": actor, "name": data["name"]}


@says("files.restored")
def restored(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put the file %(name)s back") % {"actor": actor, "name": data["name"]}


@says("files.emptied")
def emptied(data: dict[str, Any], actor: str) -> str:
    """Thirty days after they were removed."""
    names = data["names"]
    said = ngettext(
        "A file that was removed 30 days ago is gone for good: %(names)s",
        "Files that were removed 30 days ago are gone for good: %(names)s",
        len(names),
    )
    return said % {"names": ", ".join(names)}
