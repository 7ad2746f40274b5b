"""A form as somebody sees it: what its fields offer, or find by name, is what that member may see."""

from typing import Any, TypeVar

from django import forms

Made = TypeVar("Made", bound=forms.BaseForm)


def seen_by(form: Made, member: Any) -> Made:
    """Tells each field that asks for it, by a method `look_as`, who looks."""
    for field in form.fields.values():
        if look_as := getattr(field, "look_as", None):
            look_as(member)
    return form
