"""Inviting colleagues and saying what they may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.team.errors import EmailTaken
from regulars.team.models import Member, Role
from regulars.team.models.invitation import INVITED_BY_MANAGERS

WHAT_IT_MEANS = {
    Role.READ_ONLY: _("Read-only: sees everything, changes nothing"),
    Role.MEMBER: _("Member: works with the records, day by day"),
    Role.MANAGER: _("Manager: also invites members"),
    Role.OWNER: _("Owner: everything, also settings and people"),
}


class InviteForm(forms.Form):
    """The roles that `by` may invite."""

    role = forms.ChoiceField(label=_("What they may do"), widget=forms.RadioSelect, initial=Role.MEMBER)
    email = forms.EmailField(
        label=_("Their e-mail"),
        required=False,
        help_text=_("Filled in for them on the page the link opens. The link is not mailed."),
    )

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = set(Role) if by.holds(Role.OWNER) else INVITED_BY_MANAGERS
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, label) for role, label in WHAT_IT_MEANS.items() if role in allowed]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class NameForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    class Meta:
        model = Member
        fields = ["name", "away_until"]
        labels = {"name": _("Your name"), "away_until": _("Away until")}
        help_texts = {
            "away_until": _(
                "Until the day you are back, your backup is named instead of you. Empty: you are here."
            )
        }
        widgets = {"away_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class EmailForm(forms.Form):
    """Another e-mail for `member` to sign in with."""

    email = forms.EmailField(
        label=_("Your new e-mail"),
        help_text=_("Look at it twice: nothing is sent to it, so nobody notices a slip but you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Member.objects.filter(email=email).exclude(pk=self.member.pk).exists():
            raise forms.ValidationError(str(EmailTaken()))
        return email
