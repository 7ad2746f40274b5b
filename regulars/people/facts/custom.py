"""What this firm wants to know besides: its custom fields, as facts beside the others."""

from functools import partial
from typing import Any

from regulars.fields.models import CustomField
from regulars.fields.values import fields_of, form_field, initial, said, stored
from regulars.people.columns import CUSTOM, Record
from regulars.people.facts.fact import Fact


def custom_facts(subject: str) -> list[Fact]:
    """One query."""
    return [custom_fact(field) for field in fields_of(subject)]


def custom_fact(field: CustomField) -> Fact:
    return Fact(
        name=f"{CUSTOM}{field.key}",
        label=field.label,
        field=partial(form_field, field),
        said=partial(_said, field),
        stored=partial(stored, field),
        initial=partial(initial, field),
    )


def _said(field: CustomField, record: Record, value: Any) -> str:
    return said(field, value)
