"""How they were told who looks after them now."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.timeline.models import Channel


class TellForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How did you tell them?"),
        choices=[(code, label) for code, label in Channel.choices if code != Channel.NOTE],
        widget=forms.RadioSelect,
        initial=Channel.CALL,
        error_messages={"required": _("Say how you told them.")},
    )
    note = forms.CharField(
        label=_("What they said"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
