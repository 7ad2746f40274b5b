"""The fields that facts are typed into: forgiving about spaces, plain about what is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.lib.seen import is_seen, one_line


class Line(forms.CharField):
    """One line: line breaks and runs of spaces become one space; what nobody could see is nothing.

    Letters of any script keep their own direction; a sign that turns the rest of a sentence round is left out.
    """

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value)))


class Text(forms.CharField):
    """Several lines, kept as they were typed."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).replace("\r\n", "\n")
        return text if is_seen(text) else ""


def name_field() -> Line:
    return Line(
        max_length=200,
        error_messages={
            "required": _("A name needs at least one letter or sign that can be seen."),
            "max_length": _(
                "A name has at most 200 letters here; this has %(show_value)d. Shorten it, please."
            ),
        },
    )


def line_field(length: int, **more: Any) -> Line:
    return Line(max_length=length, required=False, **more)


def email_field() -> forms.EmailField:
    return forms.EmailField(
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={"invalid": _("An e-mail address looks like ines@harbour.example.")},
    )


def phone_field() -> Line:
    """Anything is kept as it was typed; what is no number is marked where it is shown."""
    return Line(
        max_length=60, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
