"""What a person types to add somebody: an account, a person, one more way to reach them, a part they have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.facts.accounts import group_field
from regulars.people.facts.persons import note_field
from regulars.people.facts.typed import Line, Text, email_field, line_field, name_field, phone_field
from regulars.people.groups import as_in_use
from regulars.people.models import ContactKind, Kind, Part
from regulars.people.required import ask_required, split
from regulars.people.suggesting import SuggestingInput

LABELS = {
    ContactKind.PHONE: [_("mobile"), _("work"), _("home"), _("switchboard")],
    ContactKind.EMAIL: [_("work"), _("private"), _("invoices"), _("newsletters")],
    ContactKind.ADDRESS: [_("delivery"), _("invoices"), _("office"), _("home")],
}


class WithParts(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("What they do there"),
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PersonForm(WithParts):
    """Another person at an account. `sure` is said once whoever might be the same person was looked at."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "person-%s"} | kwargs)
        asked = {
            "name": name_field(),
            "job_title": line_field(120),
            "phone": phone_field(),
            "email": email_field(),
            "prefers": line_field(200, help_text=_("Such as: a call before ten, never on Mondays.")),
            "note": note_field(),
        }
        labels = (
            _("name"),
            _("job"),
            _("phone"),
            _("e-mail"),
            _("how they like to be reached"),
            _("what matters to them"),
        )
        for (name, field), label in zip(asked.items(), labels, strict=True):
            field.label = label
            self.fields[name] = field
        self.order_fields([*asked, "parts"])
        self.own = ask_required(self, "people")

    @property
    def about(self) -> dict[str, Any]:
        """What becomes columns of the person."""
        columns = {name: value for name, value in self.cleaned_data.items() if name not in {"parts", "sure"}}
        return split(columns, self.own)


class NewAccountForm(forms.Form):
    """Someone added by hand: who buys, and whom one calls there."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("They are"), choices=Kind.choices, initial=Kind.COMPANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "name": name_field(),
            "person": line_field(200, help_text=_("Leave empty if it is the same name.")),
            "email": email_field(),
            "phone": phone_field(),
            "came_by": group_field("came_by"),
        }
        labels = (
            _("Name of the company, household or person"),
            _("Whom you talk to"),
            _("E-mail"),
            _("Phone"),
            _("How they came to us"),
        )
        for (name, field), label in zip(asked.items(), labels, strict=True):
            field.label = label
            self.fields[name] = field
        self.order_fields(["name", "kind", "person", "email", "phone", "came_by"])
        self.own = ask_required(self, "accounts")

    def clean_came_by(self) -> str:
        return as_in_use("came_by", self.cleaned_data["came_by"])

    @property
    def about(self) -> dict[str, Any]:
        columns = {name: value for name, value in self.cleaned_data.items() if name != "sure"}
        return split(columns, self.own)


class PartsForm(WithParts):
    """`was` holds the parts that were ticked when the form was shown, so that two people's changes both count."""

    was = forms.MultipleChoiceField(choices=Part.choices, required=False, widget=forms.MultipleHiddenInput)

    @property
    def added(self) -> set[str]:
        return set(self.cleaned_data["parts"]) - set(self.cleaned_data["was"])

    @property
    def dropped(self) -> set[str]:
        return set(self.cleaned_data["was"]) - set(self.cleaned_data["parts"])


class PointForm(forms.Form):
    """One more phone, e-mail or address. `was` is what it was when the form was shown, and `whose`: "account:person:kind"."""

    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    whose = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "point-%s"} | kwargs)
        self.fields["value"] = value_field(kind)
        suggested = [str(word) for word in LABELS[ContactKind(kind)]]
        self.fields["label"] = line_field(
            40, label=_("What it is for"), widget=SuggestingInput(suggested, attrs={"maxlength": 40})
        )

    @property
    def about(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("value", "label")}


def value_field(kind: str) -> forms.Field:
    made: dict[str, forms.Field] = {
        ContactKind.PHONE: phone_field(),
        ContactKind.EMAIL: email_field(),
        ContactKind.ADDRESS: Text(max_length=300, widget=forms.Textarea(attrs={"rows": 4})),
    }
    field = made[kind]
    field.required = True
    field.label = ContactKind(kind).label
    field.error_messages["required"] = str(
        _("There is nothing here yet. Write it down, or leave by “Not now”.")
    )
    return field


class SearchForm(forms.Form):
    """Somebody who is in these records already, by the beginning of a name."""

    q = Line(
        label=_("Their name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
