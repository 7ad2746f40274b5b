"""What a person says about an item of the morning list."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.lib.attention import Item
from regulars.timeline.models import Channel, Outcome
from regulars.today.groups import LEADS

FURTHEST = timedelta(days=2 * 366)
CHANNELS = [
    (Channel.CALL, _("Call")),
    (Channel.WRITE, _("E-mail")),
    (Channel.MESSAGE, _("Message")),
    (Channel.MEETING, _("Meeting")),
]
OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.SAID_NO]  # said by who never bought
OF_A_FIRST_ORDER = [
    (Outcome.WILL_ORDER, _("Will order")),
    (Outcome.WAITING, Outcome.WAITING.label),
    (Outcome.SAID_NO, Outcome.SAID_NO.label),
    (Outcome.NO_ANSWER, Outcome.NO_ANSWER.label),
]
STARTS_WITH = {"call": Channel.CALL, "write": Channel.WRITE}


def a_day_ahead(day: date) -> None:
    """Refuses a day that is not after the firm's today, or out of sight."""
    today = timezone.localdate()
    if not today < day <= today + FURTHEST:
        raise forms.ValidationError(_("Choose a day after today, and within two years."))


def date_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        validators=[a_day_ahead],
        **kwargs,
    )


class ItemForm(forms.Form):
    """A form about an item. Several may be open in one list, so ids are the account's own; labels are questions and
    phrases, so no colon follows them."""

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__.lower()}-{account_id}-%s"
        self.label_suffix = ""


class ActForm(ItemForm):
    """How they were contacted and what came of it; without the second nothing is recorded (R31)."""

    channel = forms.ChoiceField(
        label=_("How"), choices=CHANNELS, widget=forms.RadioSelect(attrs={"autofocus": True})
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it; 'No answer yet' is an answer too.")},
    )
    two_way = forms.BooleanField(label=_("We spoke, or they answered"), required=False)
    note = forms.CharField(
        label=_("What they said"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    again = date_field(label=_("Look again on"), required=False)

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        kind = item.action.kind if item else "call"
        kwargs.setdefault("initial", {"channel": STARTS_WITH.get(kind, Channel.CALL)})
        super().__init__(*args, **kwargs)
        if item and item.group == LEADS:
            self.fields["outcome"].choices = OF_A_FIRST_ORDER  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("outcome") == Outcome.NO_ANSWER:
            given["two_way"] = False
        elif given.get("outcome") == Outcome.LEAVING and not (
            given.get("two_way") and given.get("note", "").strip()
        ):
            self.add_error(
                "outcome",
                _(
                    "Nobody is given up unheard: tick that you spoke, and write what they said. Else: 'No answer yet'."
                ),
            )
        return given


class LaterForm(ItemForm):
    until = date_field(label=_("Another day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": timezone.localdate() + timedelta(days=7)})
        super().__init__(*args, **kwargs)


class LetGoForm(ItemForm):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        error_messages={"required": _("Say why, in a few words. In a year you will want to know.")},
        widget=forms.TextInput(attrs={"autofocus": True}),
    )

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, account_id=account_id, **kwargs)
        self.suggestions = f"reasons-{account_id}"
        self.fields["reason"].widget.attrs["list"] = self.suggestions
