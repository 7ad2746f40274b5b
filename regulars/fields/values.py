"""The values of custom fields, for whoever shows, asks, keeps or reads them. Kept as JSON beside the noun:

text, link, day (`"2026-11-22"`), month (`"2026-11"`), number and money (`"12.5"`, a decimal as text) are text; a choice and
a person are an id; many choices a list of ids; yes or no is a boolean. What is not known is not there.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import Expression, F, Func, JSONField, Q, QuerySet
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce
from django.utils.html import conditional_escape

from regulars.fields.errors import FieldError, FieldLocked
from regulars.fields.kinds import HANDLING, Value
from regulars.fields.models import Audience, CustomField, Kind, reads
from regulars.lib.statements import NUMBERS, Statement
from regulars.team.models import Member, Right

__all__ = [
    "FieldError",
    "FieldLocked",
    "any_of",
    "defaults_of",
    "fields_for",
    "fields_of",
    "for_customers",
    "for_everybody",
    "form_field",
    "initial",
    "is_open",
    "put",
    "read",
    "said",
    "sortable",
    "stored",
    "value_of",
    "written",
]


def fields_of(subject: str) -> list[CustomField]:
    """Those in use, in their order, with their choices: one query."""
    return _IN_USE(subject=subject)


def fields_for(subject: str, member: Member) -> list[CustomField]:
    """Those of them that this member may read: to anybody else a field does not exist. The same one query."""
    found = [field for field in fields_of(subject) if reads(member, field.audience)]
    return found if member.may(Right.MONEY) else [field for field in found if field.kind != Kind.MONEY]


def for_everybody(subject: str) -> list[CustomField]:
    """Those that everybody who works here may read, for whatever does not know who asks."""
    return [field for field in fields_of(subject) if field.is_open]


def for_customers(subject: str) -> list[CustomField]:
    """Those that whoever it is about may see: all that a page, a document or a mail of theirs may hold."""
    return [field for field in fields_of(subject) if field.audience == Audience.CUSTOMERS]


def is_open(key: str) -> bool:
    """Whether everybody who works here may read what is under that key, or was; a key of no field is for nobody."""
    number = key[1:].partition("v")[0]
    return number.isdigit() and any(field.is_open for field in _NUMBERED(pk=int(number)))


def _numbered(pk: int) -> QuerySet[CustomField]:
    return CustomField.objects.filter(pk=pk)


def _in_use(subject: str) -> QuerySet[CustomField]:
    found: QuerySet[CustomField] = CustomField.objects.in_use().of(subject).with_options()
    return found


_NUMBERED = Statement(_numbered, pk=NUMBERS)
_IN_USE = Statement(_in_use, subject=("one", "another"))


def form_field(field: CustomField) -> forms.Field:
    """A form's field with its label, help, and whether it must be filled; not to be written while it is locked."""
    made = HANDLING[field.kind].form(field)
    made.label, made.help_text = field.label, escaped(field.help)
    made.required = field.required
    made.disabled = field.locked_at is not None
    if field.default is not None:
        made.initial = initial(field, field.default)
    return made


def initial(field: CustomField, value: Value) -> Any:
    """What a form shows of a kept value."""
    return None if value is None else HANDLING[field.kind].initial(field, value)


def stored(field: CustomField, cleaned: Any) -> Value:
    """What is kept of what `form_field(field)` cleaned; None: nothing is. Raises FieldLocked."""
    if field.locked_at:
        raise FieldLocked(field.label)
    return HANDLING[field.kind].stored(field, cleaned)


def said(field: CustomField, value: Value) -> str:
    """In words, for a page or a file; empty where nothing is known."""
    return "" if value is None else HANDLING[field.kind].said(field, value)


def read(field: CustomField, text: str) -> Value:
    """A file's cell. Raises FieldError with a sentence that names the field and what was expected, or FieldLocked."""
    if field.locked_at:
        raise FieldLocked(field.label)
    return HANDLING[field.kind].read(field, text)


def written(fields: list[CustomField], custom: Mapping[str, Any] | None) -> list[tuple[CustomField, str]]:
    """Each field with what is known of it, in words; empty where nothing is."""
    known = custom or {}
    return [(field, said(field, known.get(field.key))) for field in fields]


def defaults_of(subject: str) -> dict[str, Any]:
    """The `custom` of a new record."""
    having = CustomField.objects.in_use().filter(subject=subject, default__isnull=False)
    return {field.key: field.default for field in having}


def value_of(field: CustomField) -> Expression:
    """The value in SQL, typed; the index is of this very expression."""
    return HANDLING[field.kind].expression(field.key)


def sortable(field: CustomField) -> bool:
    """Whether an index answers an order by (value, id)."""
    return HANDLING[field.kind].sortable and field.prepared_at is not None


def any_of(field: CustomField, choices: list[int]) -> Q:
    """Records on which one of `choices` is ticked, for a field of many choices; its index answers it."""
    found = Q(pk__in=[])
    for pk in choices:
        found |= Q(**{f"custom__{field.key}__contains": [pk]})
    return found


class _Joined(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || "


class _Without(Func):
    template = "(%(expressions)s)"
    arg_joiner = " - "


def put(field: CustomField, value: Value) -> Expression:
    """For `.update(custom=put(field, value))`: writes this one value and leaves the others as they are by now."""
    now = Coalesce(F("custom"), Literal({}, JSONField()))
    if value is None:
        return _Without(now, Literal(field.key), output_field=JSONField())
    return _Joined(now, Literal({field.key: value}, JSONField()), output_field=JSONField())


@lru_cache(maxsize=512)
def escaped(text: str) -> str:
    """Help is printed as HTML by the forms' template, and this one was typed."""
    return str(conditional_escape(text))
