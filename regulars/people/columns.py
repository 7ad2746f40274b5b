"""One fact of an account or a person by its name, whether it has a column or is a custom field among the record's `custom`.

A raw value is what JSON holds of it: the id of a member, a word, a number, yes or no, or None.
"""

from typing import Any

from django.db.models import Model

from regulars.fields.models import CustomField
from regulars.fields.values import said as said_of
from regulars.people.models import Account, Person

CUSTOM = "custom."
GOES_WITH = {"name": "folded", "phone": "phone_e164"}
Record = Account | Person


def raw(record: Record, name: str) -> Any:
    if name.startswith(CUSTOM):
        return record.custom.get(name.removeprefix(CUSTOM))
    return getattr(record, _attribute(record, name))


def plain(value: Any) -> Any:
    """`value` as it is kept: a member by its id."""
    return value.pk if isinstance(value, Model) else value


def put(record: Record, name: str, value: Any) -> set[str]:
    """Set a raw value on the record, unsaved; returns the columns that have to be written."""
    if name.startswith(CUSTOM):
        slug = name.removeprefix(CUSTOM)
        kept = {key: old for key, old in record.custom.items() if key != slug}
        record.custom = kept if value is None else kept | {slug: value}
        return {"custom"}
    setattr(record, _attribute(record, name), value)
    also = GOES_WITH.get(name)
    return {name, also} if also else {name}


def words(record: Record, name: str) -> str:
    """The value in words, for the sentence of an event; empty for nothing."""
    if name.startswith(CUSTOM):
        return said_of(field_of(name), raw(record, name))
    value = getattr(record, name)
    return "" if value is None else str(value)


def field_of(name: str) -> CustomField:
    """The custom field behind the name of a fact. Raises CustomField.DoesNotExist."""
    found: CustomField = CustomField.objects.with_options().get(key=name.removeprefix(CUSTOM))
    return found


def _attribute(record: Record, name: str) -> str:
    return record._meta.get_field(name).attname  # type: ignore[union-attr] # only columns are named
