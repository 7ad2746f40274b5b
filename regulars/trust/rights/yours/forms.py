"""What customers may change on their own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.columns import raw
from regulars.people.facts import person_facts
from regulars.people.models import Person
from regulars.trust.models import SERVING, Purpose, Why
from regulars.trust.rights.yours.looking import CORRECTED, LABELS

REASONS = [(why.value, why.label) for why in (Why.OUT_OF_CONTEXT, Why.INCESSANT, Why.ANNOYING, Why.NO_USE)]
ASKABLE = [purpose.value for purpose in Purpose if purpose not in SERVING]


class OwnFactsForm(forms.Form):
    """Fields and checks are those our own people type into; `changed` is {fact: value} of what differs."""

    def __init__(self, data: Any = None, *, person: Person) -> None:
        initial = {name: raw(person, name) for name in CORRECTED}
        super().__init__(data, initial=initial)
        for name in CORRECTED:
            self.fields[name] = person_facts()[name].field()
            self.fields[name].label = LABELS[name]

    @property
    def changed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class UseForm(forms.Form):
    purpose = forms.ChoiceField(choices=[(name, name) for name in ASKABLE])
    given = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class OwnStopForm(forms.Form):
    why = forms.ChoiceField(
        label=_("If you like, tell us why"),
        choices=REASONS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("You need not say anything."),
    )


class CorrectForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong, and how is it right?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase what you have about me."),
        error_messages={"required": _("Tick this if you are sure.")},
    )
    alone = forms.BooleanField(
        label=_("And never write to me again, even if my address comes to you another way."),
        help_text=_("For that we keep a fingerprint of your address, from which nobody can read it."),
        required=False,
        initial=True,
    )
