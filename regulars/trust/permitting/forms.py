"""What a member types when somebody said yes or no, or wants us to stop."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.facts.typed import Line
from regulars.trust.models import How, Purpose, Why, Wording

NOTED = [(how.value, how.label) for how in How if how not in {How.IMPORTED, How.LINK}]
WRITTEN = {How.FORM, How.CARD, How.CONTRACT}
STOPS = [
    ("", _("They gave no reason: everything but service ends")),
    (Why.INCESSANT.value, _("It came too often: at most one message a month from now on")),
    (Why.OUT_OF_CONTEXT.value, _("It had nothing to do with them: nothing more for this one purpose")),
    (Why.ANNOYING.value, _("It annoyed them: everything but service ends")),
    (Why.NO_USE.value, _("It was of no use to them: everything but service ends")),
]


class SaidForm(forms.Form):
    """`seen` is the newest wording when the form was shown: what they said yes to is what we had in front of us."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices, initial=Purpose.OFFERS)
    given = forms.ChoiceField(
        label=_("What they said"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    how = forms.ChoiceField(label=_("How they said so"), choices=NOTED, initial=How.SPOKEN)
    evidence = Line(
        label=_("Where that can be seen"),
        max_length=400,
        required=False,
        help_text=_("Such as: the card in the box by the till, the contract of 3 March."),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty where they named no end."),
    )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today, or leave it empty."))
        return until

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("given") == "yes" and given.get("how") in WRITTEN and not given.get("evidence"):
            self.add_error("evidence", _("It is in writing, so say where it is kept."))
        return given

    def wording(self) -> Wording | None:
        """What was in front of them, where it has not been changed meanwhile the newest."""
        told = Wording.objects.filter(purpose=self.cleaned_data["purpose"])
        seen = self.cleaned_data["seen"]
        return (told.filter(pk__lte=seen) if seen else told).order_by("-version").first()


class StopForm(forms.Form):
    """Why is never required (V4)."""

    why = forms.ChoiceField(
        label=_("Did they say why?"), choices=STOPS, required=False, widget=forms.RadioSelect, initial=""
    )
    purpose = forms.ChoiceField(
        label=_("What they were written to for"),
        choices=[(p.value, p.label) for p in (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER)],
        initial=Purpose.OFFERS,
        required=False,
        help_text=_("Only counts where it had nothing to do with them."),
    )


class LiftForm(forms.Form):
    why = Line(
        label=_("Why it is lifted"),
        max_length=200,
        help_text=_("Such as: she rang on Monday and asked for the newsletter again."),
        error_messages={"required": _("Say why: they told us to stop, so this is looked at later.")},
    )
