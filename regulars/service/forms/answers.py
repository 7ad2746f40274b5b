"""What a person says about a promise: kept, moved, broken, handed over, declined, withdrawn."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from regulars.lib.days import start_of
from regulars.lib.money import is_hidden
from regulars.service.errors import NoDate
from regulars.service.forms.fields import (
    colleagues,
    day_field,
    due_of,
    price_field,
    readable_day,
    time_field,
    words_field,
)
from regulars.service.models import Promise
from regulars.service.when import refuse_unless_ahead
from regulars.service.words import here
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch
from regulars.web.templatetags.say import short_day

CHANNELS = [
    (Channel.CALL, _("Call")),
    (Channel.WRITE, _("E-mail")),
    (Channel.MESSAGE, _("Message")),
    (Channel.MEETING, _("Meeting")),
]
RECENT = 10

if TYPE_CHECKING:
    TouchField = forms.ModelChoiceField[Touch]
else:
    TouchField = forms.ModelChoiceField  # the class of the running Django takes no type


class AnswerForm(forms.Form):
    """Several may be open on one page, so ids are the promise's own; labels are questions, so no colon follows."""

    def __init__(self, *args: Any, promise: Promise, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promise = promise
        self.auto_id = f"{type(self).__name__.lower()}-{promise.pk}-%s"
        self.label_suffix = ""


def over(day: date | None) -> None:
    if day and not timezone.localdate() - timedelta(days=3660) <= day <= timezone.localdate():
        raise forms.ValidationError(_("Choose today or a day before it."))


def moment_on(day: date | None) -> datetime | None:
    """None for today or no day: now. Else the last moment of that day, since nobody said when on it."""
    if day is None or day >= timezone.localdate():
        return None
    return start_of(day + timedelta(days=1), here()) - timedelta(microseconds=1)


class TouchChoice(TouchField):
    def label_from_instance(self, touch: Touch) -> str:
        local = timezone.localtime(touch.at)
        when = f"{short_day(local)} {time_format(local, 'H:i')}"
        return f"{when} · {touch.get_channel_display()} {touch.note[:60]}"


class KeepForm(AnswerForm):
    """For a follow-up: what was said and by which way, which is logged; or the contact that is there already."""

    how = words_field(_("How did it go?"), required=False)
    channel = forms.ChoiceField(
        label=_("How did you reach them?"), choices=CHANNELS, widget=forms.RadioSelect, required=False
    )
    touch = TouchChoice(Touch.objects.none(), label=_("Or it is written down already"), required=False)
    final_price = price_field(label=_("What did it cost in the end?"))
    on = day_field(label=_("When?"), required=False, validators=[over], initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.promise.price is None:
            del self.fields["final_price"]
        elif not is_hidden():
            self.fields["final_price"].initial = self.promise.price
        if self.promise.needs_words:
            self.fields["how"].label = _("What did you tell them?")
            touches = Touch.objects.standing().filter(
                account=self.promise.account_id, at__gte=self.promise.made_at
            )
            self.fields["channel"].initial = Channel.CALL
            newest = list(touches.order_by("-at", "-id").values_list("pk", flat=True)[:RECENT])
            if newest:
                field = self.fields["touch"]
                assert isinstance(field, forms.ModelChoiceField)
                field.queryset, field.empty_label = (
                    Touch.objects.filter(pk__in=newest).order_by("-at"),
                    _("no"),
                )
            else:
                del self.fields["touch"]
                self.fields["how"].required = True
                self.fields["how"].error_messages["required"] = _(
                    "Nobody got an answer yet. Write what was said."
                )
        else:
            del self.fields["touch"], self.fields["channel"]

    def kept_at(self) -> datetime | None:
        return moment_on(self.cleaned_data["on"])


class BreakForm(AnswerForm):
    why = words_field(
        _("What went wrong?"), error_messages={"required": _("Say why, in a few words. It is how we learn.")}
    )


class WithdrawForm(AnswerForm):
    why = words_field(
        _("Why does it no longer hold?"),
        error_messages={"required": _("Say why: a mistake, or did they let us off?")},
    )


class DeclineForm(AnswerForm):
    why = words_field(
        _("Why can you not deliver it?"),
        error_messages={"required": _("Say why, so that whoever promised it can find another way.")},
    )


class MoveForm(AnswerForm):
    """Another day, with the customer's word: what they said, who of them, and when."""

    due_day = day_field(label=_("To which day?"), validators=[readable_day])
    due_time = time_field(label=_("At what time?"), required=False)
    word = words_field(
        _("What did they say?"),
        error_messages={"required": _("A date moves only with their word. Write what they said.")},
    )
    said_by = forms.CharField(label=_("Who of them said it?"), max_length=200)
    said_on = day_field(label=_("When did they say it?"), validators=[over], initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"].initial = self.promise.person.name if self.promise.person else ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "due_day" in given:
            given["due"] = due_of(given["due_day"], given.get("due_time"))
            try:
                refuse_unless_ahead(given["due"], timezone.now())
            except NoDate as refused:
                self.add_error("due_day", str(refused))
        return given


class HandOverForm(AnswerForm):
    to = forms.ModelChoiceField(Member.objects.none(), label=_("Who delivers it?"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues()
        field.initial = self.promise.deliver_by_id
