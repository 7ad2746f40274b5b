"""The firm's own fields on promises: asked in the form, kept beside the promise, told on its page."""

from collections.abc import Mapping
from typing import Any

from django import forms

from regulars.fields.models import CustomField
from regulars.fields.values import fields_for, form_field, stored, written
from regulars.team.models import Member

PREFIX = "custom_"


class Custom:
    """Read once a request; those that are locked for now are neither asked nor written."""

    def __init__(self, fields: list[CustomField]) -> None:
        self.fields = [field for field in fields if not field.locked_at]

    @classmethod
    def of_promises(cls, member: Member) -> "Custom":
        """Those that this member may read."""
        return cls(fields_for("promises", member))

    @property
    def names(self) -> list[str]:
        return [f"{PREFIX}{field.key}" for field in self.fields]

    def form_fields(self) -> dict[str, forms.Field]:
        return {name: form_field(field) for name, field in zip(self.names, self.fields, strict=True)}

    def stored(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What is kept of a form's answers, which leave `cleaned`."""
        kept = {
            field.key: stored(field, cleaned.pop(name))
            for name, field in zip(self.names, self.fields, strict=True)
            if name in cleaned
        }
        return {key: value for key, value in kept.items() if value is not None}


def told(custom: Mapping[str, Any], member: Member) -> list[tuple[str, str]]:
    """Label and value, in words, of what is known; nothing is read where there is nothing to tell."""
    if not custom:
        return []
    return [(field.label, said) for field, said in written(fields_for("promises", member), custom) if said]
