"""The sentences of what happens to tags."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.timeline.registry import says


@says("people.tagged")
def tagged(data: dict[str, Any], actor: str) -> str:
    told = {"actor": actor} | data
    if "name" in data:
        return _("%(actor)s tagged %(name)s “%(label)s”") % told
    return _("%(actor)s tagged them “%(label)s”") % told


@says("people.untagged")
def untagged(data: dict[str, Any], actor: str) -> str:
    told = {"actor": actor} | data
    if "name" in data:
        return _("%(actor)s took the tag “%(label)s” off %(name)s") % told
    return _("%(actor)s took off the tag “%(label)s”") % told


@says("people.tag_changed")
def tag_changed(data: dict[str, Any], actor: str) -> str:
    told = {"actor": actor, "before": data["before"][0], "after": data["after"][0]}
    if data["before"][0] == data["after"][0]:
        return _("%(actor)s gave the tag “%(after)s” another colour") % told
    return _("%(actor)s renamed the tag “%(before)s” to “%(after)s”") % told


@says("people.tags_joined")
def tags_joined(data: dict[str, Any], actor: str) -> str:
    told = {"actor": actor, "name": data["name"], "into": data["into_name"]}
    return _("%(actor)s joined the tag “%(name)s” into “%(into)s”") % told


@says("people.tag_archived")
def tag_archived(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s archived the tag “%(name)s”") % {"actor": actor, "name": data["name"]}


@says("people.tag_brought_back")
def tag_brought_back(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s brought back the tag “%(name)s”") % {"actor": actor, "name": data["name"]}
