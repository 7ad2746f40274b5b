"""What they themselves may read of a record: the one way by which a page, a letter, a document or the API gets at it."""

from typing import Any

from django.db.models import Model

from regulars.fields.values import for_customers, written
from regulars.trust.audience.table import OWN, TABLE, C

SUBJECTS = {
    "people.Account": "accounts",
    "people.Person": "people",
    "orders.Order": "orders",
    "service.Promise": "promises",
}


class NotFacing(AttributeError):
    """A page of theirs asked for what is not theirs to read."""


class Facing(dict[str, Any]):
    """By the names of the fields. What is not for them is not in it, and asking for it is a mistake that is noticed."""

    def __missing__(self, name: str) -> Any:
        raise NotFacing(name)


def facing_fields(label: str) -> list[str]:
    """The fields of a model that whoever it is about may read."""
    return [name for name, audience in TABLE.get(label, {}).items() if audience == C]


def customer_facing(record: Model) -> Facing:
    """Values by name, and of the firm's own fields those that are for them, in words, by what they are called. A model that
    nobody has classified has nothing to show."""
    label = record._meta.label
    found = Facing({name: getattr(record, name) for name in facing_fields(label)})
    if OWN in TABLE.get(label, {}).values():
        custom = getattr(record, "custom", None)
        found["own"] = {
            field.label: said for field, said in written(for_customers(SUBJECTS[label]), custom) if said
        }
    return found
