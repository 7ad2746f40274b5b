"""The settings of care, and the firm's hard season."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regulars.care.forms.noting import day_input
from regulars.care.forms.watched import soon
from regulars.care.models import CareSettings


class CareSettingsForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    class Meta:
        model = CareSettings
        fields = [
            "wish_days", "flag_days", "review_days", "reviews_a_day", "reading_days", "drill_days",
            "asked_times", "asked_days", "sheets_a_day", "items_a_day",
        ]  # fmt: skip


class SeasonForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("The whole firm goes gently until"), widget=day_input())

    def clean_until(self) -> Any:
        return soon(self.cleaned_data["until"])
