"""What somebody tells of themselves when they come in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.team.forms.sign_in import GOOD_PASSWORD, TOLD_WHILE_TYPING
from regulars.team.models import Member
from regulars.team.places import currencies, timezones
from regulars.team.signup import Newcomer


def password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"} | TOLD_WHILE_TYPING),
    )


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("You sign in with it. Nothing is sent to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = password_field()

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Member.objects.filter(email=email).exists():
            raise forms.ValidationError(gettext("Somebody here signs in with this e-mail already."))
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if password := data.get("password"):
            somebody = Member(name=data.get("name", ""), email=data.get("email", ""))
            try:
                validate_password(password, somebody)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data

    @property
    def newcomer(self) -> Newcomer:
        return Newcomer(*(self.cleaned_data[field] for field in ("name", "email", "password")))


class OwnerForm(JoinForm):
    firm_name = forms.CharField(
        label=_("Name of your firm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    currency = forms.ChoiceField(label=_("Currency you are paid in"), choices=currencies)
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=timezones, widget=forms.Select(attrs={"data-guess-timezone": ""})
    )
    field_order = ["firm_name", "name", "email", "password", "currency", "timezone"]

    @property
    def firm(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("firm_name", "currency", "timezone")}


class PasswordForm(forms.Form):
    """A new password for `member`."""

    password = password_field()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.member)
        return password
