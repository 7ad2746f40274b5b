"""Both records side by side, field by field: what differs, and which of the two values the merged record gets."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regulars.fields import values
from regulars.fields.models import CustomField, reads
from regulars.people.columns import CUSTOM, Record, raw
from regulars.people.models import Account
from regulars.team.models import Member

KEPT, LOST, BOTH = "kept", "lost", "both"
UNITED = {"do_not_contact"}
"""No choice: whoever of the two asked for it, the merged one did."""
JOINED = {"note"}
"""Both texts may stay, one after the other."""
BETWEEN = " · "
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Choice:
    """One field of both. `kept` and `lost` are its values in words, `picked` what is taken unless somebody says otherwise."""

    name: str
    label: str
    kept: str
    lost: str
    differs: bool
    picked: str
    joined: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        both = [(BOTH, self.joined)] if self.joined else []
        return [(KEPT, self.kept), (LOST, self.lost), *both]


def choices(kept: Record, lost: Record) -> list[Choice]:
    custom = custom_of(kept)
    columns = [(field.name, str(field.verbose_name)) for field in columns_of(kept)]
    names = columns + [(name, field.label) for name, field in custom.items()]
    return [_choice(kept, lost, name, label, custom) for name, label in names]


def shown_to(member: Member, found: list[Choice], kept: Record) -> list[Choice]:
    """Without those of own fields that this member may not read; the merge takes what is there of them by itself."""
    closed = {name for name, field in custom_of(kept).items() if not reads(member, field.audience)}
    return [choice for choice in found if choice.name not in closed]


def columns_of(record: Record) -> "list[Field[Any, Any]]":
    """Every column a person can change."""
    never = UNITED | {"account", "created_at"}
    fields = record._meta.concrete_fields
    return [field for field in fields if field.editable and not field.primary_key and field.name not in never]


def custom_of(record: Record) -> dict[str, CustomField]:
    subject = "accounts" if isinstance(record, Account) else "people"
    return {CUSTOM + field.key: field for field in values.fields_of(subject)}


def _choice(kept: Record, lost: Record, name: str, label: str, custom: dict[str, CustomField]) -> Choice:
    ours, theirs = raw(kept, name), raw(lost, name)
    differs = ours != theirs and theirs not in EMPTY and ours not in EMPTY
    picked = LOST if ours in EMPTY and theirs not in EMPTY else KEPT
    joined = both(ours, theirs, kept, name) if name in JOINED and differs else ""
    said = words(kept, name, custom), words(lost, name, custom)
    return Choice(name, label, *said, differs, picked, joined)


def both(ours: str, theirs: str, record: Record, name: str) -> str:
    """One after the other, where the column holds that much; empty where it does not."""
    text = BETWEEN.join((ours, theirs))
    return text if len(text) <= (_field(record, name).max_length or len(text)) else ""


def words(record: Record, name: str, custom: dict[str, CustomField]) -> str:
    """What the record holds, as a page says it."""
    return value_in_words(record, name, raw(record, name), custom)


def value_in_words(record: Record, name: str, value: Any, custom: dict[str, CustomField]) -> str:
    """A value that `record` has, had or may have in that field."""
    if value in EMPTY:
        return ""
    if name.startswith(CUSTOM):
        return values.said(custom[name], value) if name in custom else str(value)
    field = _field(record, name)
    if isinstance(field, ForeignKey):
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value) if hasattr(value, "isoformat") else str(value)


def _field(record: Record, name: str) -> "Field[Any, Any]":
    return record._meta.get_field(name)  # type: ignore[return-value] # only columns are named


def chosen(kept: Record, lost: Record, picked: dict[str, str]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what the merge writes on the kept record."""
    wrote: dict[str, list[Any]] = {}
    for choice in choices(kept, lost):
        pick = picked.get(choice.name, choice.picked)
        before, theirs = raw(kept, choice.name), raw(lost, choice.name)
        after = theirs if pick == LOST else choice.joined if pick == BOTH and choice.joined else before
        if after != before:
            wrote[choice.name] = [before, after]
    for name in sorted(UNITED):
        if hasattr(kept, name) and getattr(lost, name) and not getattr(kept, name):
            wrote[name] = [False, True]
    return wrote
