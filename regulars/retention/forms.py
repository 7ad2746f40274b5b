"""What a page of Retention can be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WhatIfForm(forms.Form):
    """How many more of every hundred, over how many years."""

    points = forms.IntegerField(
        label=_("More kept of every hundred, a year"), min_value=1, max_value=10, initial=5
    )
    years = forms.IntegerField(label=_("Over how many years"), min_value=1, max_value=10, initial=5)

    @classmethod
    def usual(cls) -> dict[str, int]:
        """What is asked where nobody asked anything."""
        return {name: field.initial for name, field in cls.base_fields.items()}
