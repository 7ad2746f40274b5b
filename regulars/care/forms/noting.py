"""What every form of care shares: one line first, days that cannot lie ahead, and a question where words look personal."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.care.intrusive import KINDS, looks_personal
from regulars.care.models import CareSettings
from regulars.people.models import Person


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_ahead(day: date) -> None:
    """Refuses a day after the firm's today, which nobody can have heard anything on."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("That day has not come yet. Choose today or an earlier day."))


def ahead(day: date) -> None:
    if day <= timezone.localdate():
        raise forms.ValidationError(_("Choose a day after today."))


class CareForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    """`people`: those at the account. `settings`: what the firm chose.

    `texts`: fields that are asked about when they look like a fact about health, faith or family.
    """

    texts: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, *args: Any, people: Sequence[Person], settings: CareSettings, slug: str, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"{slug}-%s")
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if len(people) < 2:
            self.fields.pop("person", None)  # there is nobody to choose from
        elif "person" in self.fields:
            here = Person.objects.here().filter(pk__in=[person.pk for person in people])
            who = forms.ModelChoiceField(here, required=False, label=_("Who"))
            who.choices = [("", _("all of them")), *((person.pk, person.name) for person in people)]
            self.fields["person"] = who

    @property
    def asks_need(self) -> bool:
        """Whether the field that says why this must be kept is shown."""
        return "need" in self.fields and (bool(self.personal()) or bool(self.data.get("need")))

    def personal(self) -> str:
        given = " ".join(str(self.data.get(name, "")) for name in self.texts) if self.is_bound else ""
        return looks_personal(given)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind = self.personal()
        if kind and not str(given.get("need", "")).strip():
            self.add_error(
                self.texts[0],
                _(
                    "This looks like something about their %(kind)s. It is theirs, it can hurt them, and the law guards it: "
                    "better leave it out. If you cannot serve them without it, say below why."
                )
                % {"kind": KINDS[kind]},
            )
        return given
