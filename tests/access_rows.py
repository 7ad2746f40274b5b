"""What a line of the access table can say: who may read, who may write, and of what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regulars.team.models import Role
from tests.cast import Cast

ANYONE = "anyone"
READ_ONLY, MEMBER, MANAGER, OWNER = Role.READ_ONLY, Role.MEMBER, Role.MANAGER, Role.OWNER
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


def page(read: str = READ_ONLY, of: Arguments = nothing) -> Row:
    """Something to look at."""
    return Row(read, None, of)


def action(write: str = MEMBER, of: Arguments = nothing) -> Row:
    """Something that changes, by POST."""
    return Row(None, write, of)


def form(read: str = MEMBER, write: str = MEMBER, of: Arguments = nothing) -> Row:
    """A page with its own POST."""
    return Row(read, write, of)


def library(role: str = READ_ONLY, of: Arguments = nothing) -> Row:
    """A page of the sign-in library, one's own."""
    return Row(role, role, of, strict=False)
