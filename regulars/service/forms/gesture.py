"""What is given on the spot: which kind of thing, in a few words, and what it costs us."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.service.forms.fields import price_field
from regulars.team.models import OnTheSpot


class GestureForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is it?"),
        choices=OnTheSpot.choices,
        widget=forms.RadioSelect,
        initial=OnTheSpot.GESTURE,
        error_messages={"required": _("Say what it is.")},
    )
    words = forms.CharField(
        label=_("In a few words, and why"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what you gave and why; tomorrow somebody will ask.")},
    )
    cost = price_field(
        label=_("What does it cost us?"), help_text=_("Roughly is enough. 0 where it only took a kind word.")
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
