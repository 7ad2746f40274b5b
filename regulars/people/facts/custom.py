"""What this firm wants to know besides: its custom fields, as facts beside the others."""

from functools import partial
from typing import Any

from regulars.fields.models import CustomField
from regulars.fields.values import fields_for, for_customers, form_field, initial, said, stored
from regulars.people.columns import CUSTOM, Record
from regulars.people.facts.fact import Fact
from regulars.team.models import Member


def custom_facts(subject: str, member: Member | None) -> list[Fact]:
    """Those that this member may read, those that they themselves may where there is none; one query."""
    found = fields_for(subject, member) if member else for_customers(subject)
    return [custom_fact(field) for field in found]


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
