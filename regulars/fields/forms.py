"""What a manager types about a field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.models import Audience, CustomField, FieldChoice, Kind, Subject, reads
from regulars.fields.models.custom_field import LABEL_LENGTH, WITH_CHOICES
from regulars.fields.models.field_choice import CHOICE_LENGTH
from regulars.fields.values import form_field, initial, stored
from regulars.lib.folding import fold
from regulars.lib.seen import one_line
from regulars.team.models import Member

MOST = 200


class ChoiceLines(forms.CharField):
    """One choice a line; each once, in the spelling it was written first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = [one_line(line) for line in super().clean(value).splitlines()]
        found = {fold(line) or line: line for line in reversed(lines) if line}
        labels = [line for line in dict.fromkeys(lines) if line in found.values()]
        if too_long := next((line for line in labels if len(line) > CHOICE_LENGTH), None):
            shown = f"{too_long[:40]}…"
            raise forms.ValidationError(_("“%(text)s” is longer than 80 letters.") % {"text": shown})
        if len(labels) > MOST:
            raise forms.ValidationError(_("That is more than 200 choices. A line of text suits that better."))
        return labels


def one_label(label: str, subject: str, apart_from: int | None = None) -> str:
    """`label` on one line; no other field in use of the subject may be called so, in any spelling."""
    plain = one_line(label)
    if not plain:
        raise forms.ValidationError(_("Write at least one letter or sign that can be seen."))
    others = CustomField.objects.in_use().filter(subject=subject)
    if any(fold(other.label) == fold(plain) and other.pk != apart_from for other in others):
        raise forms.ValidationError(_("There is a field called so already."))
    return plain


def audience_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Who it is for"),
        choices=Audience.choices,
        initial=Audience.STAFF,
        required=False,
        help_text=gettext_lazy("Nobody else finds, sorts, exports or reads it, in the history too."),
    )


def within_sight(form: forms.Form, audience: str, member: Member, now: str = Audience.STAFF) -> str:
    """What was said, `now` where nothing was; nobody makes a field that they may not read themselves."""
    said = audience or now
    if not reads(member, said):
        form.add_error("audience", _("You would not see it yourself. Ask the owner to make this one."))
    return said


class NewFieldForm(forms.Form):
    subject = forms.ChoiceField(label=gettext_lazy("Belongs to"), choices=Subject.choices)
    label = forms.CharField(label=gettext_lazy("What it is called"), max_length=LABEL_LENGTH)
    kind = forms.ChoiceField(label=gettext_lazy("What is written there"), choices=Kind.choices)
    choices = ChoiceLines(
        label=gettext_lazy("Its choices"),
        required=False,
        help_text=gettext_lazy("One a line, for a field with choices."),
    )
    help = forms.CharField(label=gettext_lazy("A word of help below it"), max_length=200, required=False)
    required = forms.BooleanField(
        label=gettext_lazy("It must not be left empty"),
        required=False,
        help_text=gettext_lazy(
            "Asked of whoever fills it in from now on. What is there already stays as it is."
        ),
    )

    audience = audience_field()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "audience" in given:
            given["audience"] = within_sight(self, given["audience"], self.member)
        if given.get("kind") in WITH_CHOICES and not given.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("Write at least one choice."))
        if "label" in given and "subject" in given:
            try:
                given["label"] = one_label(given["label"], given["subject"])
            except forms.ValidationError as error:
                self.add_error("label", error)
        return given


class FieldForm(forms.Form):
    """Of a field that is there: its kind is changed elsewhere, since that touches what is written in it."""

    label = NewFieldForm.base_fields["label"]
    help = NewFieldForm.base_fields["help"]
    required = NewFieldForm.base_fields["required"]
    audience = NewFieldForm.base_fields["audience"]

    def __init__(self, data: Any, field: CustomField, member: Member) -> None:
        self.field, self.member = field, member
        now = {name: getattr(field, name) for name in ("label", "help", "required", "audience")}
        super().__init__(data, initial=now)
        default = form_field(field)
        default.label, default.required = _("What new ones begin with"), False
        default.help_text = ""
        default.initial = initial(field, field.default)
        self.fields["default"] = default
        self.rows = list(field.choices.all()) if field.has_choices else []
        for choice in self.rows:
            self._choice(choice)
        if field.has_choices:
            self.fields["added"] = ChoiceLines(
                label=_("More choices"), required=False, help_text=_("One a line.")
            )

    def _choice(self, choice: FieldChoice) -> None:
        name = f"choice-{choice.pk}"
        self.fields[name] = forms.CharField(label=_("Choice"), max_length=CHOICE_LENGTH, initial=choice.label)
        self.fields[f"{name}-place"] = forms.IntegerField(
            label=_("Place"), min_value=1, max_value=9999, initial=choice.position
        )
        self.fields[f"{name}-archived"] = forms.BooleanField(
            label=_("not offered any more"), required=False, initial=choice.archived_at is not None
        )

    def facts(self) -> list[Any]:
        return [self[name] for name in ("label", "help", "required", "audience", "default")]

    def choice_rows(self) -> list[tuple[Any, Any, Any]]:
        names = [f"choice-{choice.pk}" for choice in self.rows]
        return [(self[name], self[f"{name}-place"], self[f"{name}-archived"]) for name in names]

    def clean_label(self) -> str:
        return one_label(self.cleaned_data["label"], self.field.subject, self.field.pk)

    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        default = self.field.default if self.field.locked_at else stored(self.field, given["default"])
        return {
            "label": given["label"],
            "help": given["help"],
            "required": given["required"],
            "audience": given["audience"],
            "default": default,
        }

    def kept(self) -> dict[int, tuple[str, int, bool]]:
        given = self.cleaned_data
        return {
            choice.pk: (
                " ".join(given[f"choice-{choice.pk}"].split()),
                given[f"choice-{choice.pk}-place"],
                given[f"choice-{choice.pk}-archived"],
            )
            for choice in self.rows
        }

    def clean(self) -> dict[str, Any]:
        """Two choices of one spelling could not be told apart in a file."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "audience" in given:
            given["audience"] = within_sight(self, given["audience"], self.member, self.field.audience)
        seen: dict[str, str] = {}
        for choice in self.rows:
            name = f"choice-{choice.pk}"
            label = given.get(name, "")
            if label and fold(label) in seen and not given.get(f"{name}-archived"):
                self.add_error(name, _("There is another choice called so."))
            seen[fold(label)] = name
        return given


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What is to be written there from now on"))
    choices = ChoiceLines(
        label=gettext_lazy("Its choices"),
        required=False,
        help_text=gettext_lazy("One a line, for a field with choices."),
    )

    def __init__(self, data: Any, field: CustomField, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, label) for kind, label in Kind.choices if kind != field.kind]
