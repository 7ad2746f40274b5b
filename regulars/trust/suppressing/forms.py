"""An address that is looked for on the list of those who told us to stop, or put onto it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from regulars.people.facts.typed import Line
from regulars.people.phones import dialled_from, e164
from regulars.team.models import Firm
from regulars.trust.models import Means


class AddressForm(forms.Form):
    """`found` is (means, address) as the list knows it."""

    address = Line(
        label=_("E-mail or phone"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type an e-mail address or a phone number.")},
    )

    def clean_address(self) -> Any:
        typed = str(self.cleaned_data["address"])
        if "@" not in typed and (number := e164(typed, dialled_from(Firm.load()))):
            return Means.PHONE.value, number
        try:
            validate_email(typed)
        except ValidationError:
            said = _(
                "That is neither an e-mail address nor a phone number. They look like ines@harbour.example."
            )
            raise forms.ValidationError(said) from None
        return Means.EMAIL.value, typed
