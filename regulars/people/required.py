"""The firm's own fields that must not be left empty, asked of whoever adds somebody; what is there already is left alone."""

from typing import Any

from django import forms

from regulars.fields.models import CustomField
from regulars.fields.values import for_everybody, form_field, stored


def ask_required(form: forms.Form, subject: str) -> dict[str, CustomField]:
    """Adds them to the form, one query; each by its name there. What not everybody may read is not asked of everybody."""
    asked = {field.name: field for field in for_everybody(subject) if field.required and not field.locked_at}
    for name, field in asked.items():
        form.fields[name] = form_field(field)
    return asked


def split(cleaned: dict[str, Any], asked: dict[str, CustomField]) -> dict[str, Any]:
    """What was cleaned, the firm's own fields gathered under `custom`."""
    about = {name: value for name, value in cleaned.items() if name not in asked}
    own = {field.key: stored(field, cleaned[name]) for name, field in asked.items() if name in cleaned}
    return about | {"custom": {key: value for key, value in own.items() if value is not None}}
