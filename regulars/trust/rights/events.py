"""The sentences of what people asked for about their own data."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regulars.timeline.registry import leads, says
from regulars.trust.models.rights_request import Asked, State
from regulars.trust.rights.addresses import request_page


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text))


@says("trust.rights_asked")
def rights_asked(data: dict[str, Any], actor: str) -> str:
    about = {"what": Asked(data["asked"]).label, "day": _day(data["due"])}
    return _("They asked %(what)s; it is due on %(day)s") % about


@says("trust.rights_extended")
def rights_extended(data: dict[str, Any], actor: str) -> str:
    about = {"actor": actor, "day": _day(data["due"])}
    return _("%(actor)s told them that what they asked for takes until %(day)s") % about


@says("trust.rights_settled")
def rights_settled(data: dict[str, Any], actor: str) -> str:
    about = {"actor": actor, "what": Asked(data["asked"]).label, "state": State(data["state"]).label}
    return _("%(actor)s, to what they asked, %(what)s: %(state)s") % about


@says("trust.erased")
def erased(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s erased the data of somebody who asked for that") % {"actor": actor}


@says("trust.link_given")
def link_given(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made them the link to their own page") % {"actor": actor}


@says("trust.link_revoked")
def link_revoked(data: dict[str, Any], actor: str) -> str:
    return _("The link to their own page opens nothing any more")


@says("trust.corrected_themselves")
def corrected(data: dict[str, Any], actor: str) -> str:
    told = ", ".join(data["facts"])
    return _("They changed it themselves, on their own page: %(facts)s") % {"facts": told}


@leads("trust.rights_asked")
def asked_page(data: dict[str, Any]) -> str:
    return request_page(data["request"])
