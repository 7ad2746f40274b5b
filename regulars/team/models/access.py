"""What a role may see and do: a table the owner changes on a screen, kept with the firm, in force at the next click.

Role × kind of record: how far it sees and how far it changes; and of everything it sees, whether it may remove, take out
of the house (export), see money, and settle how the firm works. An owner may always do everything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.team.models.roles import Role


class Scope(TextChoices):
    """Whose records. Each holds all that the one before holds."""

    NONE = "none", _("None")
    OWN = "own", _("Own")
    TEAM = "team", _("Their team's")
    ALL = "all", _("All")


class Kind(TextChoices):
    """Kinds of records. Everything else hangs on a customer and is seen with them."""

    ACCOUNTS = "accounts", _("Accounts and their people")
    ORDERS = "orders", _("Orders")
    PROMISES = "promises", _("Promises")
    FILES = "files", _("Files")


class Right(TextChoices):
    """What goes for all kinds at once."""

    REMOVE = "remove", _("Delete and merge")
    EXPORT = "export", _("Export")
    MONEY = "money", _("See money")
    SETTINGS = "settings", _("Change how the firm works")


class OnTheSpot(TextChoices):
    """What somebody may give there and then, so that nobody has to wait for the owner to put a small thing right."""

    FIX = "fix", _("A fix")
    GESTURE = "gesture", _("A gesture")
    REFUND = "refund", _("Money back")


MONTH = "month"
"""All of them together, in a month."""

WIDTHS: list[str] = list(Scope.values)
SCOPES = dict[str, str]


def narrower(one: str, other: str) -> str:
    return min(one, other, key=WIDTHS.index)


@dataclass(frozen=True, slots=True)
class Access:
    """`see` and `edit` by kind of record; nothing is ever edited that is not seen, and no record seen without its customer.
    `limits` are amounts in the firm's currency by OnTheSpot and for the MONTH; None: as an owner sees fit."""

    see: SCOPES
    edit: SCOPES
    rights: frozenset[str]
    limits: Mapping[str, Decimal] | None = None

    @classmethod
    def of(cls, role: str, table: Mapping[str, Any]) -> Self:
        """The line of `role` in the firm's table, where one was written, else as we deliver it. Whatever stands in the
        table that we do not know counts as not allowed."""
        if role == Role.OWNER:
            return cls(
                dict.fromkeys(Kind.values, Scope.ALL), dict.fromkeys(Kind.values, Scope.ALL), EVERY_RIGHT
            )
        line = table.get(role) or DELIVERED[role]
        see = _scopes(line.get("see", {}))
        see = {kind: narrower(scope, see[Kind.ACCOUNTS]) for kind, scope in see.items()}
        edit = {kind: narrower(scope, see[kind]) for kind, scope in _scopes(line.get("edit", {})).items()}
        rights = EVERY_RIGHT & frozenset(line.get("rights", []))
        if role == Role.READ_ONLY:
            edit, rights = dict.fromkeys(Kind.values, Scope.NONE), rights & READERS_RIGHTS
            return cls(see, edit, rights, dict.fromkeys(LIMITED, Decimal(0)))
        return cls(see, edit, rights, _limits(line.get("limits", DELIVERED[role]["limits"])))

    def for_writing(self, kind: str = "") -> Self:
        """As narrow as this member may change: what a request that changes something can reach. With a kind, as far as its
        line goes and what it hangs on is seen; without, each kind as far as its own."""
        if not kind:
            return replace(self, see=self.edit)
        return replace(self, see={one: narrower(scope, self.edit[kind]) for one, scope in self.see.items()})

    def line(self) -> dict[str, Any]:
        """As the table keeps it."""
        limits = {what: f"{limit.normalize():f}" for what, limit in (self.limits or {}).items()}
        return {"see": self.see, "edit": self.edit, "rights": sorted(self.rights), "limits": limits}

    @property
    def everything(self) -> bool:
        return set(self.see.values()) == {Scope.ALL}

    @property
    def whole(self) -> bool:
        """Every customer is seen, so that figures of the whole firm tell nothing hidden."""
        return self.see[Kind.ACCOUNTS] == Scope.ALL


def _scopes(given: Mapping[str, str]) -> SCOPES:
    return {kind: given[kind] if given.get(kind) in Scope.values else Scope.NONE for kind in Kind.values}


def _limits(given: Mapping[str, Any]) -> dict[str, Decimal]:
    """What stands in the table and is no amount counts as nothing."""
    found = {what: str(given.get(what, "0")) for what in LIMITED}
    return {what: Decimal(text) if _AMOUNT.fullmatch(text) else Decimal(0) for what, text in found.items()}


LIMITED = (*OnTheSpot.values, MONTH)
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
EVERY_RIGHT: frozenset[str] = frozenset(Right.values)
READERS_RIGHTS: frozenset[str] = frozenset({Right.EXPORT, Right.MONEY})
"""Whoever changes nothing neither removes nor settles anything."""

_ALL = dict.fromkeys(Kind.values, Scope.ALL.value)
DELIVERED: dict[str, dict[str, Any]] = {
    Role.MANAGER: {
        "see": _ALL,
        "edit": _ALL,
        "rights": sorted(EVERY_RIGHT),
        "limits": {"fix": "200", "gesture": "100", "refund": "200", "month": "1000"},
    },
    Role.MEMBER: {
        "see": _ALL,
        "edit": _ALL,
        "rights": [Right.REMOVE, Right.MONEY],
        "limits": {"fix": "50", "gesture": "25", "refund": "50", "month": "250"},
    },
    Role.READ_ONLY: {"see": _ALL, "edit": {}, "rights": [Right.MONEY]},
}
"""Trust first: a firm of five starts with everybody seeing everything, and the owner narrows it."""
