"""What every kind of field answers: its form, what is kept, what is said, how a file's text is read, what is indexed."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Expression, F
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.errors import FieldError
from regulars.fields.models import CustomField

Value = str | int | bool | list[int] | None


class Handling:
    """One kind. `expected` ends the sentence "… is not …" where a value does not fit."""

    expected: ClassVar[str | Promise] = gettext_lazy("a value of this kind")
    indexed: ClassVar[bool] = True
    sortable: ClassVar[bool] = True

    def form(self, field: CustomField) -> forms.Field:
        raise NotImplementedError

    def stored(self, field: CustomField, cleaned: Any) -> Value:
        """What is kept of what the form cleaned; None: nothing."""
        return cleaned or None

    def initial(self, field: CustomField, value: Any) -> Any:
        """What a form shows of a kept value."""
        return value

    def said(self, field: CustomField, value: Any) -> str:
        return str(value)

    def typed(self, field: CustomField, text: str) -> Any:
        """A cell of a file as the form would get it."""
        return text

    def read(self, field: CustomField, text: str) -> Value:
        """Raises FieldError, which names the field and what was expected."""
        plain = text.strip()
        if not plain:
            return None
        form = self.form(field)
        form.required = False
        try:
            return self.stored(field, form.clean(self.typed(field, plain)))
        except ValidationError as error:
            raise FieldError(self.complaint(field, plain, error), field=field.pk) from None

    def complaint(self, field: CustomField, text: str, error: ValidationError) -> str:
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        values = {"field": field.label, "text": shown, "expected": self.expected}
        return _("“%(field)s”: “%(text)s” is not %(expected)s.") % values

    def expression(self, key: str) -> Expression:
        """What is filtered, sorted and indexed; the index is made of the same expression, so that it is used."""
        return as_text(key)


def as_text(key: str) -> Expression:
    """`custom ->> 'f12'`. The key is checked by the database, and goes in as a parameter."""
    return KeyTextTransform(key, F("custom"))
