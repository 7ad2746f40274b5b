"""What is typed about somebody in confidence."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.people.facts.typed import Text
from regulars.trust.models.private_note import DAYS, MOST_DAYS, PrivateKind


def in_sixty_days() -> date:
    return timezone.localdate() + timedelta(days=DAYS)


class PrivateNoteForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=PrivateKind.choices)
    words = Text(
        label=gettext_lazy("What you want to remember"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
    until = forms.DateField(
        label=gettext_lazy("Forget it after"),
        initial=in_sixty_days,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It goes by itself then; a year at most."),
    )

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return until
