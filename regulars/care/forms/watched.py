"""What we watch for them: asked first, rivals, mistakes, advice, what they depend on, how happy they are."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.errors import TooLong
from regulars.care.forms.noting import CareForm, ahead, day_input, not_ahead
from regulars.care.models import (
    Advice,
    AskedFirst,
    Dependency,
    Drill,
    EmpathyFlag,
    Incident,
    Look,
    ProtectionSheet,
    Review,
    Rival,
)
from regulars.care.models.empathy_flag import must_end_soon
from regulars.care.models.review import CONTACTS
from regulars.timeline.models import Channel


class PastForm(CareForm):
    """Its days are days that have come."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name in ("asked_on", "heard_on", "happened_on", "given_on", "read_on"):
            if given.get(name):
                try:
                    not_ahead(given[name])
                except ValidationError as refusal:
                    self.add_error(name, refusal)
        return given


class AskedForm(PastForm):
    class Meta:
        model = AskedFirst
        fields = ["wanted", "words", "asked_on", "person"]
        widgets = {"asked_on": day_input()}
        labels = {
            "wanted": gettext_lazy("They had to ask for"),
            "words": gettext_lazy("What exactly"),
            "asked_on": gettext_lazy("When"),
        }


class RivalForm(PastForm):
    class Meta:
        model = Rival
        fields = ["who", "words", "heard_from", "heard_on"]
        widgets = {"heard_on": day_input()}
        labels = {
            "who": gettext_lazy("Which rival"),
            "words": gettext_lazy("What we heard"),
            "heard_from": gettext_lazy("How we know"),
            "heard_on": gettext_lazy("Heard on"),
        }


class DrillForm(CareForm):
    class Meta:
        model = Drill
        fields = ["verdict", "holds", "next_step"]
        labels = {
            "verdict": gettext_lazy("A rival offers them a better deal tomorrow"),
            "holds": gettext_lazy("What keeps them with us"),
            "next_step": gettext_lazy("What we do about it"),
        }


class IncidentForm(PastForm):
    class Meta:
        model = Incident
        fields = ["words", "happened_on", "mended", "person"]
        widgets = {"happened_on": day_input()}
        labels = {
            "words": gettext_lazy("What we did wrong"),
            "happened_on": gettext_lazy("When"),
            "mended": gettext_lazy("What we have changed since"),
        }


class AdviceForm(PastForm):
    class Meta:
        model = Advice
        fields = ["words", "given_on", "person"]
        widgets = {"given_on": day_input()}
        labels = {"words": gettext_lazy("What you advised"), "given_on": gettext_lazy("Given on")}
        help_texts = {"words": gettext_lazy("It can never be changed afterwards; what came of it is added.")}


class DependencyForm(CareForm):
    class Meta:
        model = Dependency
        fields = ["words", "what", "ends_on", "support_stops_on", "our_trade"]
        widgets = {"ends_on": day_input(), "support_stops_on": day_input()}
        labels = {
            "words": gettext_lazy("What they depend on"),
            "what": gettext_lazy("It is"),
            "ends_on": gettext_lazy("It ends on"),
            "support_stops_on": gettext_lazy("Support stops for good on"),
            "our_trade": gettext_lazy("This is our trade, so we may advise on it"),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ends, stops = given.get("ends_on"), given.get("support_stops_on")
        if ends and stops and stops < ends:
            self.add_error("support_stops_on", _("Support stops after the end, or on that day; not before."))
        return given


class SheetForm(PastForm):
    class Meta:
        model = ProtectionSheet
        fields = ["reading", "how_known", "read_on", "idea"]
        widgets = {"read_on": day_input()}
        labels = {
            "reading": gettext_lazy("How happy they are"),
            "how_known": gettext_lazy("How you know: what they said or did"),
            "read_on": gettext_lazy("Known since"),
            "idea": gettext_lazy("Your next idea for them"),
        }


class FlagForm(CareForm):
    class Meta:
        model = EmpathyFlag
        fields = ["person", "until", "reason"]
        widgets = {"until": day_input()}
        labels = {
            "until": gettext_lazy("Go gently until"),
            "reason": gettext_lazy("What happened"),
        }
        help_texts = {
            "reason": gettext_lazy(
                "Better left empty. Only you and your managers can read it; nobody needs to know."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        days = timedelta(days=kwargs["settings"].flag_days)
        kwargs["initial"] = {"until": timezone.localdate() + days} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_until(self) -> Any:
        return soon(self.cleaned_data["until"])


class ReviewForm(CareForm):
    class Meta:
        model = Review
        fields = ["due_on"]
        widgets = {"due_on": day_input()}
        labels = {"due_on": gettext_lazy("Plan the next one for")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        days = timedelta(days=kwargs["settings"].review_days)
        kwargs["initial"] = {"due_on": timezone.localdate() + days} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_due_on(self) -> Any:
        ahead(self.cleaned_data["due_on"])
        return self.cleaned_data["due_on"]


class ExtendForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("Go gently until"), widget=day_input())

    def clean_until(self) -> Any:
        return soon(self.cleaned_data["until"])


class FinishForm(forms.Form):
    """A review is done with a contact and a finding, or it is not done."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How you spoke with them"),
        choices=[(code, label) for code, label in Channel.choices if code in CONTACTS],
        widget=forms.RadioSelect,
    )
    looked_at = forms.MultipleChoiceField(
        label=gettext_lazy("What you looked at together"),
        choices=Look.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    finding = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what you found. That nothing needs to change is a finding too.")
        },
    )


def soon(until: Any) -> Any:
    try:
        must_end_soon(until)
    except TooLong as refusal:
        raise ValidationError(str(refusal)) from None
    return until
