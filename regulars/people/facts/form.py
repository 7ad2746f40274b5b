"""The form of one fact: what it is to be, and what it was when the form was shown."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.columns import Record, raw
from regulars.people.facts.fact import Fact


def remembered(value: Any) -> str:
    """A raw value as the form carries it."""
    return json.dumps(value, sort_keys=True)


class FactForm(forms.Form):
    """`was` tells two people apart who change the same fact: see `changing.change_account`."""

    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=20_000)

    def __init__(self, fact: Fact, record: Record, data: Any = None) -> None:
        value = raw(record, fact.name)
        super().__init__(data, auto_id=f"{fact.key(record)}-%s")
        self.initial = {
            "value": fact.initial(value) if fact.initial else value,
            "was": remembered(value),
        }
        self.fact = fact
        field = fact.field()
        field.label = str(fact.label)
        field.widget.attrs["autofocus"] = True
        self.fields["value"] = field

    def clean_was(self) -> str:
        was: str = self.cleaned_data["was"]
        if was:
            try:
                json.loads(was)
            except (ValueError, RecursionError):
                raise forms.ValidationError(_("This form is too old. Open it again.")) from None
        return was

    @property
    def wanted(self) -> dict[str, Any]:
        value = self.cleaned_data["value"]
        return {self.fact.name: self.fact.stored(value) if self.fact.stored else value}

    @property
    def seen(self) -> dict[str, Any]:
        """The raw value that was shown; nothing where the form does not say."""
        was = self.cleaned_data["was"]
        return {self.fact.name: json.loads(was)} if was else {}
