"""One of a few, any of a few, and yes or no."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, BooleanField, Expression, F
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling, as_text
from regulars.fields.models import CustomField, Option
from regulars.lib.folding import fold

NONE_SUCH = "?"


def offered(field: CustomField) -> list[Option]:
    return [choice for choice in field.options if not choice.archived]


def options(field: CustomField) -> list[tuple[int, str]]:
    return [(choice.pk, choice.label) for choice in offered(field)]


def labels(field: CustomField) -> dict[int, str]:
    """Every choice there ever was: a record keeps one that is archived."""
    return {choice.pk: choice.label for choice in field.options}


def named(field: CustomField, text: str) -> str:
    """The id of the choice that `text` names, in any spelling; what is no id where none does."""
    folded = fold(text) or text.strip()
    return next((str(choice.pk) for choice in offered(field) if choice.folded == folded), NONE_SUCH)


class OneOf(Handling):
    def form(self, field: CustomField) -> forms.Field:
        return forms.TypedChoiceField(
            choices=lambda: [("", _("nothing chosen")), *options(field)], coerce=int, empty_value=None
        )

    def said(self, field: CustomField, value: Any) -> str:
        return labels(field).get(value, "")

    def typed(self, field: CustomField, text: str) -> Any:
        """A choice's own number says nothing in a file: a cell is a label, in any spelling."""
        return named(field, text)

    def complaint(self, field: CustomField, text: str, error: ValidationError) -> str:
        known = ", ".join(choice.label for choice in offered(field)[:12]) or _("none yet")
        values = {"field": field.label, "text": text[:60], "choices": known}
        return _("“%(field)s”: “%(text)s” is not one of its choices (%(choices)s).") % values

    def expression(self, key: str) -> Expression:
        return Cast(as_text(key), BigIntegerField())


class AnyOf(OneOf):
    """Asked by containment, so that its index is of another make."""

    sortable = False

    def form(self, field: CustomField) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=lambda: options(field), coerce=int, empty_value=[], widget=forms.CheckboxSelectMultiple
        )

    def typed(self, field: CustomField, text: str) -> Any:
        """`Gold; Silver`, or with commas where no choice has one in it."""
        if named(field, text) != NONE_SUCH:
            return [named(field, text)]
        separator = ";" if ";" in text else ","
        return [named(field, piece) for piece in text.split(separator) if piece.strip()]

    def stored(self, field: CustomField, cleaned: Any) -> list[int] | None:
        return sorted(set(cleaned or [])) or None

    def said(self, field: CustomField, value: Any) -> str:
        known = labels(field)
        return ", ".join(label for pk, label in known.items() if pk in value)

    def expression(self, key: str) -> Expression:
        return KeyTransform(key, F("custom"))


YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "on"}
NO = {"no", "n", "false", "0", "nein", "non", "off"}


class YesNo(Handling):
    expected = gettext_lazy("yes or no")

    def form(self, field: CustomField) -> forms.Field:
        known = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]
        return forms.TypedChoiceField(
            choices=known, coerce=lambda text: text in {"true", "True"}, empty_value=None
        )

    def stored(self, field: CustomField, cleaned: Any) -> bool | None:
        return None if cleaned in {None, ""} else bool(cleaned)

    def initial(self, field: CustomField, value: Any) -> str:
        return "true" if value else "false"

    def said(self, field: CustomField, value: Any) -> str:
        return _("yes") if value else _("no")

    def typed(self, field: CustomField, text: str) -> str:
        word = fold(text)
        if word in YES | {fold(_("yes"))}:
            return "true"
        return "false" if word in NO | {fold(_("no"))} else text

    def expression(self, key: str) -> Expression:
        return Cast(as_text(key), BooleanField())
