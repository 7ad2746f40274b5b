"""What a role may see and do: a table the owner changes on a screen, kept with the firm, in force at the next click.

Role × kind of record: how far it sees and how far it changes; and of everything it sees, whether it may remove, take out
of the house (export), see money, and settle how the firm works. An owner may always do everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


WIDTHS: list[str] = list(Scope.values)
SCOPES = dict[str, str]


def narrower(one: str, other: str) -> str:
    return min(one, other, key=WIDTHS.index)


@dataclass(frozen=True, slots=True)
class Access:
    """`see` and `edit` by kind of record; nothing is ever edited that is not seen, and no record seen without its customer."""

    see: SCOPES
    edit: SCOPES
    rights: frozenset[str]

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
        return cls(see, edit, rights)

    def for_writing(self, kind: str = "") -> Self:
        """As narrow as this member may change: what a request that changes something can reach. With a kind, as far as its
        line goes and what it hangs on is seen; without, each kind as far as its own."""
        if not kind:
            return replace(self, see=self.edit)
        return replace(self, see={one: narrower(scope, self.edit[kind]) for one, scope in self.see.items()})

    def line(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {"see": self.see, "edit": self.edit, "rights": sorted(self.rights)}

    @property
    def whole(self) -> bool:
        """Every customer is seen, so that figures of the whole firm tell nothing hidden."""
        return self.see[Kind.ACCOUNTS] == Scope.ALL


def _scopes(given: Mapping[str, str]) -> SCOPES:
    return {kind: given[kind] if given.get(kind) in Scope.values else Scope.NONE for kind in Kind.values}


EVERY_RIGHT: frozenset[str] = frozenset(Right.values)
READERS_RIGHTS: frozenset[str] = frozenset({Right.EXPORT, Right.MONEY})
"""Whoever changes nothing neither removes nor settles anything."""

_ALL = dict.fromkeys(Kind.values, Scope.ALL.value)
DELIVERED: dict[str, dict[str, Any]] = {
    Role.MANAGER: {"see": _ALL, "edit": _ALL, "rights": sorted(EVERY_RIGHT)},
    Role.MEMBER: {"see": _ALL, "edit": _ALL, "rights": [Right.REMOVE, Right.MONEY]},
    Role.READ_ONLY: {"see": _ALL, "edit": {}, "rights": [Right.MONEY]},
}
"""Trust first: a firm of five starts with everybody seeing everything, and the owner narrows it."""
