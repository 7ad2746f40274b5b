"""Changing what roles may: the table as it was shown, as it is to be, and what that means in words."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from regulars.team.errors import ChangedByAnother
from regulars.team.models import Access, Firm, Kind, Member, OnTheSpot, Right, Role, Scope
from regulars.team.models.access import MONTH
from regulars.timeline.models import Event, record

CHANGEABLE = (Role.MANAGER, Role.MEMBER, Role.READ_ONLY)
"""An owner may everything, always: somebody has to be able to put the rest right."""

Table = dict[str, dict[str, Any]]


def lines(table: Mapping[str, Any]) -> Table:
    """Every changeable role's line, as it holds: what a role may not at all is not in it."""
    return {role.value: Access.of(role, table).line() for role in CHANGEABLE}


def mark(table: Mapping[str, Any]) -> str:
    """Of the table as somebody was shown it, so that two owners do not undo each other unknowing."""
    text = json.dumps(lines(table), sort_keys=True)
    return salted_hmac("regulars.team.allowing", text, algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def allow(wanted: Mapping[str, Any], *, by: Member, shown: str = "") -> Event | None:
    """From the next click on, roles may what `wanted` says; None where that changes nothing. Raises ChangedByAnother
    where the table is not as `shown` any more."""
    firm = Firm.locked()
    if shown and shown != mark(firm.access):
        raise ChangedByAnother
    before, after = lines(firm.access), lines(wanted)
    changed = [role for role in before if before[role] != after[role]]
    if not changed:
        return None
    firm.access = {**firm.access, **{role: after[role] for role in changed}}
    firm.save(update_fields=["access"])
    return record(
        "team.access_changed",
        by=by,
        before={role: before[role] for role in changed},
        after={role: after[role] for role in changed},
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changes for one role, a clause each."""
    words = {
        "see": _("sees %(scope)s of: %(what)s (was %(before)s)"),
        "edit": _("changes %(scope)s of: %(what)s (was %(before)s)"),
    }
    found = [
        words[verb]
        % {"what": kind.label.lower(), "scope": scope(after[verb][kind]), "before": scope(before[verb][kind])}
        for kind in Kind
        for verb in words
        if before[verb][kind] != after[verb][kind]
    ]
    for right in Right:
        had, has = right in before["rights"], right in after["rights"]
        if had != has:
            said = _("may now: %(right)s") if has else _("may no longer: %(right)s")
            found.append(said % {"right": right.label.lower()})
    for what, label in limit_labels().items():
        was, becomes = before.get("limits", {}).get(what, "0"), after.get("limits", {}).get(what, "0")
        if was != becomes:
            said = _("%(what)s up to %(limit)s (was %(before)s)")
            found.append(said % {"what": label.lower(), "limit": becomes, "before": was})
    return found


def limit_labels() -> dict[str, str]:
    return {what.value: str(what.label) for what in OnTheSpot} | {
        MONTH: _("All of these together in a month")
    }


def scope(code: str) -> str:
    said = {
        Scope.NONE: _("none"),
        Scope.OWN: _("only their own"),
        Scope.TEAM: _("only their team's"),
        Scope.ALL: _("all"),
    }
    return said[Scope(code)]


def in_words(access: Access) -> list[str]:
    """What a role may, as somebody would say it: kinds of which it may the same in one sentence."""
    alike: dict[tuple[str, str], list[str]] = {}
    for kind in Kind:
        alike.setdefault((access.see[kind], access.edit[kind]), []).append(kind.label.lower())
    found = [_sees(see, edit, ", ".join(kinds)) for (see, edit), kinds in alike.items()]
    can = [right.label.lower() for right in Right if right in access.rights]
    cannot = [right.label.lower() for right in Right if right not in access.rights]
    if can:
        found.append(_("Besides, may: %(rights)s.") % {"rights": ", ".join(can)})
    if cannot:
        found.append(_("May not: %(rights)s.") % {"rights": ", ".join(cannot)})
    if access.limits:
        found.append(_gives(access.limits))
    return found


def _gives(limits: Mapping[str, Decimal]) -> str:
    """In the firm's currency, which whoever reads it knows."""
    given = {what: f"{limit.normalize():f}" for what, limit in limits.items()}
    if not limits[MONTH]:
        return _("Gives nothing on the spot.")
    said = _(
        "On the spot: a fix up to %(fix)s, a gesture up to %(gesture)s, money back up to %(refund)s, %(month)s a month."
    )
    return said % given


def _sees(see: str, edit: str, what: str) -> str:
    words = {"what": what, "see": scope(see), "edit": scope(edit)}
    if see == Scope.NONE:
        return _("Sees none: %(what)s.") % words
    if edit == Scope.NONE:
        return _("Sees %(see)s, changes none: %(what)s.") % words
    if edit == see:
        return _("Sees and changes %(see)s: %(what)s.") % words
    return _("Sees %(see)s, changes %(edit)s: %(what)s.") % words
