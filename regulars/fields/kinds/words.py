"""Text, longer text, and links."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling
from regulars.fields.models import CustomField

LINE, LONG, LINK = 300, 5000, 500
"""How long they may be. A line stays below what an index holds of one value."""


def clean_text(text: str) -> str:
    """Without what PostgreSQL's JSON cannot hold: the zero character and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Line(Handling):
    expected = gettext_lazy("a line of at most 300 letters")
    longest = LINE

    def form(self, field: CustomField) -> forms.Field:
        return forms.CharField(max_length=self.longest, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def stored(self, field: CustomField, cleaned: Any) -> str | None:
        return " ".join(clean_text(cleaned or "").split()) or None

    def typed(self, field: CustomField, text: str) -> str:
        return clean_text(text)


class Long(Line):
    expected = gettext_lazy("a text of at most 5,000 letters")
    longest = LONG
    indexed = False  # nobody asks for a whole text, and a piece of it is found without an order
    sortable = False

    def form(self, field: CustomField) -> forms.Field:
        return forms.CharField(max_length=self.longest, widget=forms.Textarea(attrs={"rows": 3}))

    def stored(self, field: CustomField, cleaned: Any) -> str | None:
        return clean_text(cleaned or "").replace("\r\n", "\n").strip() or None


class LinkInput(forms.CharField):
    """An address of the web: http or https and nothing else, since it is printed as a link (never `javascript:`)."""

    check = URLValidator(schemes=["http", "https"])

    def clean(self, value: Any) -> str:
        text = clean_text(super().clean(value))
        if not text:
            return ""
        address = text if "://" in text else f"https://{text}"
        try:
            self.check(address)
        except ValidationError:
            raise ValidationError(_("Write a web address such as https://example.com.")) from None
        return address


class Link(Line):
    expected = gettext_lazy("a web address such as https://example.com")

    def form(self, field: CustomField) -> forms.Field:
        # Room for the https:// that is put before what has none.
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        return LinkInput(max_length=LINK - len("https://"), widget=widget)
