"""The sentences of somebody leaving one account for another."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.timeline.registry import says, veils


@says("people.person_left")
def person_left(data: dict[str, Any], actor: str) -> str:
    return _("%(name)s is at %(to)s now, as %(actor)s noted") % {"actor": actor, **data}


@veils("people.person_left")
@veils("people.person_came")
def without_where(data: dict[str, Any], account_id: int | None) -> dict[str, Any]:
    return data | {"to": _("another account"), "old": _("another account")}


@says("people.person_came")
def person_came(data: dict[str, Any], actor: str) -> str:
    return _("%(name)s came here from %(old)s, as %(actor)s noted") % {"actor": actor, **data}


@says("people.person_brought_back")
def person_brought_back(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s noted that %(name)s is here after all") % {"actor": actor, **data}
