"""The sign-in library's forms, asked in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from regulars.team.strength import LONGEST

GOOD_PASSWORD = _(
    "At least 10 characters, of any language, spaces too. Three or four words that have nothing to do with you are easy "
    "to keep and hard to guess."
)  # team/strength.py in one breath

TOLD_WHILE_TYPING = {
    "data-strength": "",
    "data-short": _("%s more characters, please."),
    "data-same": _("The same few signs again and again are guessed soon."),
    "data-enough": _("Long enough. Whether it is hard to guess is looked at when you send it."),
}
"""What web/static/js/behaviours/strength.js says below the field."""


class Said:
    """A form whose fields are called by `labels`, and helped by `helps`; no placeholder repeats the label."""

    fields: dict[str, forms.Field]
    labels: dict[str, Any]
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = self.helps.get(name, "")
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(Said, account.LoginForm):  # the library is untyped
    labels = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before anybody is looked up: hashing what is endless would take long, and only for whom there is.
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST))


class ConfirmForm(Said, account.ReauthenticateForm):
    labels = {"password": _("Your password")}


class NewPasswordForm(Said, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("The password you have now"),
        "password1": _("The new one"),
        "password2": _("The new one once more"),
    }
    helps = {"password1": GOOD_PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].widget.attrs |= TOLD_WHILE_TYPING


class FirstPasswordForm(Said, account.SetPasswordForm):
    labels = {"password1": _("Password"), "password2": _("The same once more")}
    helps = {"password1": GOOD_PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].widget.attrs |= TOLD_WHILE_TYPING


class _Digits:
    """A code is typed on the number pad of a phone."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_Digits, Said, codes.AuthenticateForm):
    labels = {"code": _("Code")}


class ConfirmCodeForm(_Digits, Said, codes.ReauthenticateForm):
    labels = {"code": _("Code")}


class AppForm(_Digits, Said, totp.ActivateTOTPForm):
    labels = {"code": _("The six digits your app shows")}


class PasskeyForm(Said, passkeys.AddWebAuthnForm):
    labels = {"name": _("What you call it"), "passwordless": _("It lets me in without my password")}
    helps = {
        "name": _("For example “My phone”, so that you know later which one it is."),
        "passwordless": _(
            "Your finger, your face or a PIN is asked for instead. Otherwise it is the second step after the password."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> Any:
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class _Broken:
    """What a browser never sends is no passkey, and nothing falls over: the library reads it without looking."""

    user: Any

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc] # of the form this is mixed into
        except forms.ValidationError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyInForm(_Broken, passkeys.LoginWebAuthnForm):
    pass


class PasskeyStepForm(_Broken, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_Broken, passkeys.ReauthenticateWebAuthnForm):
    pass


class PasskeyNameForm(Said, passkeys.EditWebAuthnForm):
    labels = {"name": _("What you call it")}
