"""What people of ours fill in about a request."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.trust.models import Asked, Known, State


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class AskForm(forms.Form):
    """They came by, called or wrote."""

    asked = forms.ChoiceField(
        label=gettext_lazy("What they ask for"),
        choices=Asked.choices,
        widget=forms.RadioSelect,
        initial=Asked.SEE,
    )
    known = forms.ChoiceField(
        label=gettext_lazy("How do you know it is them?"),
        choices=[choice for choice in Known.choices if choice[0] != Known.LINK],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Whoever pretends to be them would get everything. If in doubt, call the number we have."
        ),
    )
    on = day_field(gettext_lazy("Asked on"))
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day is still ahead."))
        return on


class ExtendForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it takes longer"),
        max_length=300,
        help_text=gettext_lazy("Only where it is hard, or many ask at once."),
    )
    told = forms.BooleanField(
        label=gettext_lazy("They were told so, and why."),
        error_messages={
            "required": gettext_lazy("Tell them first: they may have to wait only if they know why.")
        },
    )


class SettleForm(forms.Form):
    """A refusal names its reason: they may complain about it."""

    state = forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        choices=[choice for choice in State.choices if choice[0] != State.OPEN],
        widget=forms.RadioSelect,
        initial=State.DONE,
    )
    outcome = forms.CharField(
        label=gettext_lazy("What was done, or why not"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("state") == State.REFUSED and not found.get("outcome", "").strip():
            self.add_error("outcome", _("Say why it was refused: they have a right to know."))
        return found


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("I have looked at what goes. It cannot be taken back."),
        error_messages={"required": gettext_lazy("Tick this once you have looked at what goes.")},
    )
    alone = forms.BooleanField(
        label=gettext_lazy(
            "They also want to be left alone: keep a fingerprint of their addresses, to know them again."
        ),
        required=False,
    )
