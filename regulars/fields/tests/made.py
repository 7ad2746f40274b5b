"""Fields for the tests of whoever has to do with them."""

from typing import Any

from regulars.fields.models import CustomField, FieldChoice, Kind
from regulars.fields.values import fields_of


def field(kind: str, label: str = "Field", subject: str = "accounts", **about: Any) -> CustomField:
    """A field as pages get it, with its choices."""
    choices = about.pop("choices", ["Bronze", "Silver", "Gold"])
    if kind == Kind.MONEY:
        about.setdefault("currency", "GBP")
    made = CustomField.make(subject=subject, label=label, kind=kind, **about)
    if made.has_choices:
        for position, choice in enumerate(choices, start=1):
            FieldChoice.objects.create(field=made, label=choice, position=position)
    return next(found for found in fields_of(subject) if found.pk == made.pk)


def choice(of: CustomField, label: str) -> int:
    return next(option.pk for option in of.options if option.label == label)
