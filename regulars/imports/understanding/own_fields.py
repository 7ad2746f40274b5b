"""Columns that mean a field of the firm's own: of accounts in a list of people, of orders in a list of orders.

Their role is `custom.f12`, after the field's lasting name. A person cannot be meant: finding one takes a look into the
records for every row.
"""

from collections.abc import Iterable

from regulars.fields.models import CustomField
from regulars.fields.models import Kind as FieldKind
from regulars.fields.values import for_everybody
from regulars.imports.understanding.roles import LABELS, Role, plain

PREFIX = "custom."
SUBJECTS = {"people": "accounts", "orders": "orders"}


def own_fields(kind: str) -> dict[str, CustomField]:
    """Role → field, of those that a file of `kind` may fill now: what not everybody may read is typed, never brought in."""
    usable = [
        field
        for field in for_everybody(SUBJECTS[kind])
        if field.kind != FieldKind.PERSON and not field.locked_at
    ]
    return {f"{PREFIX}{field.name}": field for field in usable}


def chosen(columns: dict[str, int], kind: str) -> list[tuple[CustomField, int]]:
    """The fields that columns were chosen for and that are still there, with their columns."""
    if not any(role.startswith(PREFIX) for role in columns):
        return []
    return [(field, columns[role]) for role, field in own_fields(kind).items() if role in columns]


def map_own(kind: str, header: list[str], used: Iterable[int]) -> dict[str, int]:
    """Columns that are called as a field is, of those that mean nothing else."""
    free = {plain(name): index for index, name in enumerate(header) if index not in set(used) and plain(name)}
    found = {
        role: free[plain(field.label)]
        for role, field in own_fields(kind).items()
        if plain(field.label) in free
    }
    return {role: index for role, index in found.items() if list(found.values()).count(index) == 1}


def label_of(role: str, kind: str) -> str:
    if role.startswith(PREFIX):
        field = own_fields(kind).get(role)
        return field.label if field else role
    return str(LABELS[Role(role)])
