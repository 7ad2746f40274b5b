"""What an owner says about what is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regulars.people.facts.typed import Line
from regulars.trust.models import HoldingRules

CHOSEN = (3, 6, 12, 24, 36, 60, 84, 120)


def said_months(months: int | None) -> str:
    if not months:
        return _("as long as the record itself")
    if months % 12:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return ngettext("%(count)s year", "%(count)s years", months // 12) % {"count": months // 12}


class RulesForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    class Meta:
        model = HoldingRules
        fields = ("birth", "identity")


class KeepingForm(forms.Form):
    """A length of time is only given to what somebody can say a use for."""

    use = Line(label=gettext_lazy("What we need it for"), max_length=200, required=False)
    months = forms.TypedChoiceField(
        label=gettext_lazy("Kept for"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["months"]
        choice.choices = [("", said_months(None)), *((number, said_months(number)) for number in CHOSEN)]

    def clean_use(self) -> str:
        use: str = self.cleaned_data["use"]
        if not use:
            raise forms.ValidationError(
                _("Say what you need it for. If nobody can, archive the field or let it go after a while.")
            )
        return use
