"""Why something leaves, and what for."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from regulars.lib.seen import one_line
from regulars.trust.leaving.doorkeeping import is_reason
from regulars.trust.leaving.sheet import Sheet, Terms
from regulars.trust.models import LeavingSettings, Purpose

OTHER, MARKED = "other", "marked"
REASONS = {
    "spreadsheet": _("To work on it in a spreadsheet, here"),
    "books": _("For the books, or whoever keeps them"),
    "letter": _("To print letters or labels"),
    "asked": _("Somebody asked for their own data"),
    "moving": _("To bring it into another program of ours"),
    "authority": _("An authority or a court asks for it"),
    OTHER: _("Something else"),
}


class LeavingForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"), choices=list(REASONS.items()), widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(label=_("In your own words"), required=False, max_length=300)
    purpose = forms.ChoiceField(
        label=_("What the e-mails and phone numbers will be used for"),
        choices=[("", _("Choose…")), *Purpose.choices],
        error_messages={
            "required": _("Choose what for: people are asked for each use of their data by itself.")
        },
    )
    marking = forms.ChoiceField(
        label=_("People who may not be reached for that"),
        choices=[("out", _("leave them out")), (MARKED, _("keep them, and mark their row"))],
    )

    def __init__(self, data: QueryDict | None = None, *, sheet: Sheet) -> None:
        """Who says nothing of people who may not be reached leaves them out."""
        if data is not None:
            data = data.copy()
            data.setdefault("marking", "out")
        super().__init__(data)
        self.sheet = sheet
        if not sheet.contact:
            del self.fields["purpose"], self.fields["marking"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        reason, words = given.get("reason", ""), one_line(given.get("words", ""))
        if not is_reason(words) and (words or reason in {"", OTHER}):
            self.add_error(
                "words" if words or reason == OTHER else "reason",
                _gettext(
                    "Say why this leaves the house, in a few words. It is kept with your name, for whoever asks later."
                ),
            )
        return given

    @property
    def terms(self) -> Terms:
        """What was said, once it is valid."""
        given = self.cleaned_data
        reason, words = given["reason"], one_line(given["words"])
        said = [str(REASONS[reason])] if reason not in {"", OTHER} else []
        why = ": ".join([*said, words] if words else said)
        return Terms(why, given.get("purpose", ""), given.get("marking") == MARKED)


class LargeForm(forms.ModelForm):  # type: ignore[type-arg] # the stubs' own
    class Meta:
        model = LeavingSettings
        fields = ["large"]
