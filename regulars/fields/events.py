"""The sentences of what happens to fields: the log of the firm, on no account's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.fields.models import Kind
from regulars.timeline.registry import says


@says("fields.made")
def made(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made the field “%(label)s”") % {"actor": actor, "label": data["label"]}


@says("fields.changed")
def changed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s changed the field “%(label)s”") % {"actor": actor, "label": data["label"]}


@says("fields.placed")
def placed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put the field “%(label)s” in another place") % {
        "actor": actor,
        "label": data["label"],
    }


@says("fields.archived")
def archived(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s archived the field “%(label)s”") % {"actor": actor, "label": data["label"]}


@says("fields.brought_back")
def brought_back(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s brought back the field “%(label)s”") % {"actor": actor, "label": data["label"]}


@says("fields.kind_changed")
def kind_changed(data: dict[str, Any], actor: str) -> str:
    return _(
        "%(actor)s made the field “%(label)s” %(after)s instead of %(before)s; %(unfit)s did not fit"
    ) % {
        "actor": actor,
        "label": data["label"],
        "before": _kind(data["before"]),
        "after": _kind(data["after"]),
        "unfit": data["unfit"],
    }


@says("fields.kind_taken_back")
def kind_taken_back(data: dict[str, Any], actor: str) -> str:
    values = {"actor": actor, "label": data["label"], "before": _kind(data["before"])}
    return _("%(actor)s made the field “%(label)s” %(before)s again") % values


def _kind(kind: str) -> str:
    label = str(Kind(kind).label)
    return label[:1].lower() + label[1:]
