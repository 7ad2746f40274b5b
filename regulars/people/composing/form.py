"""The composer's form: what kind of contact, what happened, who began it, whether they answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Person
from regulars.timeline.models import Channel, Outcome, Touch

if TYPE_CHECKING:
    TouchFields = forms.ModelForm[Touch]
else:
    TouchFields = forms.ModelForm  # the class of the running Django takes no type

COMPOSED = [
    (Channel.NOTE, _("Note")),
    (Channel.CALL, _("Call")),
    (Channel.MEETING, _("Meeting")),
    (Channel.WRITE, _("E-mail")),
    (Channel.MESSAGE, _("Message")),
]
KEYS = {"note": "n", "call": "c", "meeting": "m", "write": "e", "message": "s"}
MOST_PEOPLE = 100  # offered as whom it was with
DAY = 24 * 60
LONGEST_AGO = timedelta(days=100 * 365)
A_MOMENT = timedelta(minutes=5)  # by which the clocks of two machines may differ


class Kinds(forms.RadioSelect):
    """Each kind says the key that chooses it, to a screen reader, to whoever holds Alt, and to compose.js."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["key"] = option["attrs"]["aria-keyshortcuts"] = KEYS[str(value)]
        return option


class TouchForm(TouchFields):
    """`people` are those of the account, whom the contact may have been with."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    they_began = forms.BooleanField(required=False, label=_("They began"))
    said_no = forms.BooleanField(required=False, label=_("They said no"))
    at = forms.DateTimeField(
        required=False,
        label=_("When, if not now"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(
        required=False, label=_("Minutes"), min_value=0, max_value=DAY, widget=forms.NumberInput
    )

    class Meta:
        model = Touch
        fields = ["channel", "note", "two_way", "sales", "thanks", "minutes"]
        labels = {
            "two_way": _("They answered"),
            "sales": _("It was about selling"),
            "thanks": _("We thanked them"),
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 2, "placeholder": _("What happened? @ tells a colleague")}),
        }

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "touch-%s"
        self.label_suffix = ""
        self.fields["note"].widget.attrs.pop(
            "maxlength", None
        )  # a browser would cut what is pasted, and say nothing
        self.people = {str(person.pk): person for person in people[:MOST_PEOPLE]}
        self.fields["channel"] = forms.ChoiceField(
            choices=COMPOSED, widget=Kinds, label=_("Kind of contact"), initial=Channel.NOTE
        )
        self.fields["person"] = forms.ChoiceField(
            required=False,
            label=_("With whom"),
            choices=[("", _("nobody in particular"))] + [(pk, who.name) for pk, who in self.people.items()],
            initial=next(iter(self.people)) if len(self.people) == 1 else "",
        )

    @property
    def marks(self) -> list[forms.BoundField]:
        """What is ticked beside the words."""
        return [self[name] for name in ("two_way", "they_began", "sales", "thanks", "said_no")]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is seldom said, and folded away."""
        return [self[name] for name in ("person", "minutes", "at")]

    @property
    def more_is_wrong(self) -> bool:
        return any(field.errors for field in self.more)

    def clean_once(self) -> str:
        return str(self.cleaned_data["once"] or "")

    def clean_person(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])

    def clean_at(self) -> datetime:
        now = timezone.now()
        at: datetime = self.cleaned_data["at"] or now
        if not now - LONGEST_AGO < at <= now + A_MOMENT:
            raise forms.ValidationError(_("Write down what has happened; a day to come is for a promise."))
        return at

    def clean(self) -> dict[str, Any]:
        """What `log_touch` takes. A note is to ourselves, so nobody answered it; a meeting is two-way by nature."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["from_us"] = not given.pop("they_began", False)
        given["outcome"] = Outcome.SAID_NO if given.pop("said_no", False) else ""
        channel = given.get("channel")
        if channel == Channel.NOTE:
            given |= {"from_us": True, "two_way": False, "sales": False, "thanks": False}
            given |= {"minutes": None, "outcome": ""}
            if not given.get("note", "").strip():
                self.add_error("note", _("Write what happened; a note without words says nothing."))
        elif channel == Channel.MEETING or not given["from_us"]:
            given["two_way"] = True
        return given
