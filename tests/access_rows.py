"""What a line of the access table can say: who may read, who may write, and of what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regulars.team.models import Right, Role
from tests.cast import Cast

ANYONE = "anyone"
READ_ONLY, MEMBER, MANAGER, OWNER = Role.READ_ONLY, Role.MEMBER, Role.MANAGER, Role.OWNER
REMOVE, EXPORT, MONEY = Right.REMOVE, Right.EXPORT, Right.MONEY
Arguments = Callable[[Cast], dict[str, Any]]


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    read: str | None
    write: str | None
    of: Arguments = nothing
    strict: bool = (
        True  # methods that are not offered answer 405; False for the sign-in library's class views
    )
    right: str = ""  # a column of the table of roles that has to allow it besides


def page(read: str = READ_ONLY, of: Arguments = nothing, right: str = "") -> Row:
    """Something to look at."""
    return Row(read, None, of, right=right)


def action(write: str = MEMBER, of: Arguments = nothing, right: str = "") -> Row:
    """Something that changes, by POST."""
    return Row(None, write, of, right=right)


def form(read: str = MEMBER, write: str = MEMBER, of: Arguments = nothing, right: str = "") -> Row:
    """A page with its own POST."""
    return Row(read, write, of, right=right)


def library(role: str = READ_ONLY, of: Arguments = nothing) -> Row:
    """A page of the sign-in library, one's own."""
    return Row(role, role, of, strict=False)
