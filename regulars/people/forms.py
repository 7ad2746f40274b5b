"""What a person types about accounts, people and contacts with them."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.groups import as_in_use, groups_in_use
from regulars.people.models import GROUP_LENGTH, Account, Kind, Person
from regulars.people.suggesting import SuggestingInput
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch

if TYPE_CHECKING:
    AccountFields = forms.ModelForm[Account]
    PersonFields = forms.ModelForm[Person]
    TouchFields = forms.ModelForm[Touch]
else:
    AccountFields = PersonFields = TouchFields = (
        forms.ModelForm
    )  # the class of the running Django takes no type

ONE_LINE = str.maketrans({"\r": " ", "\n": " ", "\t": " "})
COMPOSED = [
    (Channel.NOTE, _("Note")),
    (Channel.CALL, _("Call")),
    (Channel.MEETING, _("Meeting")),
    (Channel.WRITE, _("E-mail")),
    (Channel.MESSAGE, _("Message")),
]
GROUP_HELP = {
    "came_by": _("Such as recommended, fair, web search, walked in. Leave it empty while nobody knows."),
    "persona": _("In your own words: people who buy alike, such as cafés, gift shops, families."),
}


class AccountForm(AccountFields):
    class Meta:
        model = Account
        fields = ["name", "kind", "country", "came_by", "persona", "owner", "do_not_contact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "account-%s"
        self.fields["owner"] = forms.ModelChoiceField(
            Member.objects.filter(is_active=True).order_by("name"),
            required=False,
            label=_("looked after by"),
            empty_label=_("nobody in particular"),
        )
        for name, help_text in GROUP_HELP.items():
            self.fields[name].widget = SuggestingInput(groups_in_use(name), attrs={"maxlength": GROUP_LENGTH})
            self.fields[name].help_text = help_text

    def clean_came_by(self) -> str:
        return as_in_use("came_by", self.cleaned_data["came_by"])

    def clean_persona(self) -> str:
        return as_in_use("persona", self.cleaned_data["persona"])


class PersonForm(PersonFields):
    class Meta:
        model = Person
        fields = ["name", "email", "phone", "note"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "person-%s"

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].translate(ONE_LINE).strip()
        if phone and sum(letter.isdigit() for letter in phone) < 3:
            raise forms.ValidationError(
                _("A phone number has at least three digits, as in +44 20 7946 0018.")
            )
        return phone


class NewAccountForm(forms.Form):
    """Someone added by hand: who buys, and whom one calls there."""

    name = forms.CharField(label=_("Name of the company, household or person"), max_length=200)
    kind = forms.ChoiceField(label=_("They are"), choices=Kind.choices, initial=Kind.COMPANY)
    person = forms.CharField(
        label=_("Whom you talk to"),
        max_length=200,
        required=False,
        help_text=_("Leave empty if it is the same name."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    came_by = forms.CharField(
        label=_("How they came to us"),
        max_length=GROUP_LENGTH,
        required=False,
        help_text=GROUP_HELP["came_by"],
    )
    clean_phone = PersonForm.clean_phone
    clean_came_by = AccountForm.clean_came_by

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_by"].widget = SuggestingInput(
            groups_in_use("came_by"), attrs={"maxlength": GROUP_LENGTH}
        )


class TouchForm(TouchFields):
    """The composer: what kind of contact, what happened, whether they answered."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Touch
        fields = ["channel", "note", "two_way", "sales"]
        widgets = {
            "channel": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2, "placeholder": _("What happened?")}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "touch-%s"
        self.fields["channel"] = forms.ChoiceField(
            choices=COMPOSED, widget=forms.RadioSelect, label=_("Kind of contact"), initial=Channel.NOTE
        )

    def clean_once(self) -> str:
        return str(self.cleaned_data["once"] or "")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("channel") == Channel.NOTE and not given.get("note", "").strip():
            self.add_error("note", _("Write what happened; a note without words says nothing."))
        return given
