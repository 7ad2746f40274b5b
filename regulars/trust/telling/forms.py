"""What a manager writes for people to read."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from regulars.people.facts.typed import Line
from regulars.trust.models import SendingSettings, Wording
from regulars.trust.telling.plain_words import LONGEST, wrong_with
from regulars.trust.telling.wordings import ANSWERS

NOBODY = _("With nobody.")


class WordingForm(forms.Form):
    """The three answers; each field judges its own words."""

    used = Line(label=_("How is it used?"), help_text=_("Such as: to deliver what you ordered."))
    shared = Line(label=_("With whom is it shared?"), required=False)
    secured = Line(label=_("How is it kept safe?"))

    def __init__(self, data: Any, now: Wording) -> None:
        super().__init__(data, initial={name: getattr(now, name) for name in ANSWERS})
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})

    def _answer(self, name: str) -> str:
        answer = str(self.cleaned_data[name])
        if wrong := wrong_with(answer):
            raise forms.ValidationError(wrong)
        return answer

    def clean_used(self) -> str:
        return self._answer("used")

    def clean_shared(self) -> str:
        self.cleaned_data["shared"] = self.cleaned_data["shared"] or str(NOBODY)
        return self._answer("shared")

    def clean_secured(self) -> str:
        return self._answer("secured")


class SendingForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    """`values` are columns of SendingSettings."""

    quiet_days = forms.MultipleChoiceField(
        label=_("and not at all on"),
        choices=[(str(number), day) for number, day in WEEKDAYS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SendingSettings
        fields = ["most", "quiet_from", "quiet_until"]
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, data: Any, *, instance: SendingSettings) -> None:
        super().__init__(data, instance=instance, initial={"quiet_days": list(instance.quiet_days)})

    def clean_quiet_days(self) -> str:
        days = "".join(sorted(self.cleaned_data["quiet_days"]))
        if len(days) == len(WEEKDAYS):
            raise forms.ValidationError(_("Leave at least one day on which something may be sent."))
        return days

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("most", "quiet_from", "quiet_until", "quiet_days")}
