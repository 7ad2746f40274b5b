"""`I'll get back to you within …`: one button, or a number typed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.service.when import Due, from_now, in_days
from regulars.service.words import here


class Within(TextChoices):
    HOUR = "1h", _("1 h")
    FOUR_HOURS = "4h", _("4 h")
    TOMORROW = "1d", _("tomorrow")
    TWO_DAYS = "2d", _("2 days")
    TYPED = "typed", _("as typed")


class Unit(TextChoices):
    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")


MOST = {Unit.MINUTES: 600, Unit.HOURS: 96, Unit.DAYS: 90}


class CallbackForm(forms.Form):
    within = forms.ChoiceField(choices=Within.choices)
    number = forms.IntegerField(label=_("How many?"), required=False, min_value=1, max_value=600)
    unit = forms.ChoiceField(label=_("Of what?"), choices=Unit.choices, required=False, initial=Unit.HOURS)
    what = forms.CharField(
        label=_("About what?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "callback-%s", ""

    @property
    def quick(self) -> list[tuple[str, Any]]:
        return [choice for choice in Within.choices if choice[0] != Within.TYPED]

    @property
    def other(self) -> list[Any]:
        """The fields of the form beside the buttons, which sends a length that was typed."""
        return [self[name] for name in ("number", "unit", "what")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("within") == Within.TYPED and "number" not in self.errors:
            number, unit = given.get("number"), Unit(given.get("unit") or Unit.HOURS)
            if not number:
                self.add_error("number", _("Write a number, such as 3."))
            elif number > MOST[unit]:
                self.add_error(
                    "number",
                    _("That is too long for getting back to somebody. Write %(most)d %(unit)s at most.")
                    % {"most": MOST[unit], "unit": unit.label},
                )
        return given

    def due(self, now: datetime) -> Due:
        """Of a valid form."""
        given = self.cleaned_data
        return {
            Within.HOUR: lambda: from_now(timedelta(hours=1), now),
            Within.FOUR_HOURS: lambda: from_now(timedelta(hours=4), now),
            Within.TOMORROW: lambda: in_days(1, now, here()),
            Within.TWO_DAYS: lambda: in_days(2, now, here()),
            Within.TYPED: lambda: typed(given["number"], Unit(given["unit"] or Unit.HOURS), now),
        }[Within(given["within"])]()


def typed(number: int, unit: Unit, now: datetime) -> Due:
    if unit == Unit.DAYS:
        return in_days(number, now, here())
    return from_now(timedelta(**{str(unit): number}), now)
