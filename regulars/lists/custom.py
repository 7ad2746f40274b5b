"""Custom fields as lists know them. An app that registers a subject offers them: `offers("accounts")(custom("accounts"))`.

A field is called f and its number, which never changes, whatever it is called on the screen. The database sees its key,
which is ours too: nothing that somebody typed names anything in SQL.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import BigIntegerField, CharField, Expression, OuterRef, Q, Subquery, lookups
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from regulars.fields.models import CustomField
from regulars.fields.models import Kind as CustomKind
from regulars.fields.models.audience import NEEDED
from regulars.fields.records import people_here
from regulars.fields.values import any_of, fields_of, said, sortable, value_of
from regulars.lib.folding import fold
from regulars.lists.filters.leaves import like
from regulars.lists.subjects import Choices, Field, Kind, Offer
from regulars.team.models import Member

GROUP = _("Fields of our own")
KINDS: dict[str, Kind] = {
    CustomKind.TEXT: Kind.TEXT,
    CustomKind.LONG_TEXT: Kind.TEXT,
    CustomKind.LINK: Kind.TEXT,
    CustomKind.NUMBER: Kind.NUMBER,
    CustomKind.MONEY: Kind.MONEY,
    CustomKind.DATE: Kind.DATE,
    CustomKind.MONTH: Kind.MONTH,
    CustomKind.CHOICE: Kind.CHOICE,
    CustomKind.CHOICES: Kind.CHOICES,
    CustomKind.YES_NO: Kind.YES_NO,
    CustomKind.PERSON: Kind.TEXT,  # asked for by name
}
IN_WORDS = {CustomKind.MONEY, CustomKind.CHOICES, CustomKind.MONTH, CustomKind.CHOICE}


Put = Callable[[Any, str, Any, Member], Any]


def custom(subject: str, put: Put | None = None) -> Offer:
    """One query each time, as fields are made on a screen. `put(record, key, value, by)` changes one value of a record."""

    def offer() -> Iterator[Field]:
        for field in fields_of(subject):
            if field.kind in KINDS and not field.locked_at:
                yield made_of(field, put)

    return offer


def made_of(field: CustomField, put: Put | None = None) -> Field:
    return Field(
        name=field.name,
        label=field.label,
        kind=KINDS[field.kind],
        path=name_of(field)  # type: ignore[arg-type] # the stubs do not know that a subquery is an expression
        if field.kind == CustomKind.PERSON
        else value_of(field),
        group=GROUP,
        sort=sortable(field),
        known=value_of(field) if sortable(field) else "",
        choices=choices_of(field) if field.has_choices else None,
        condition=condition_of(field),
        write=in_words(field) if field.kind in IN_WORDS else None,
        plain=in_words(field) if field.kind == CustomKind.CHOICES else None,
        needs=(NEEDED[field.audience],) if field.audience in NEEDED else (),
        put=_putting(field.key, put) if put and field.kind == CustomKind.CHOICE else None,
    )


def _putting(key: str, put: Put) -> Callable[[Any, str, Member], Any]:
    return lambda record, code, by: put(record, key, int(code) if code else None, by)


def choices_of(field: CustomField) -> Callable[[], Choices]:
    """Archived ones too: records keep them."""
    return lambda: [(str(option.pk), option.label) for option in field.options]


def in_words(field: CustomField) -> Callable[[Any], str]:
    return lambda value: said(field, value)


def name_of(field: CustomField) -> Subquery:
    """Of the person whose id is kept."""
    kept = Cast(KeyTextTransform(field.key, OuterRef("custom")), BigIntegerField())
    return Subquery(people_here().filter(pk=kept).order_by().values("name")[:1], output_field=CharField())


def condition_of(field: CustomField) -> Callable[[str, Any], Q] | None:
    match field.kind:
        case CustomKind.CHOICES:
            return lambda operator, value: _ticked(field, operator, value)
        case CustomKind.PERSON:
            return lambda operator, value: _named(value_of(field), operator, value)
        case CustomKind.TEXT | CustomKind.LONG_TEXT | CustomKind.LINK:
            return lambda operator, value: _worded(value_of(field), operator, value)
        case _:
            return None


def _ticked(field: CustomField, operator: str, value: Any) -> Q:
    if operator == "empty":
        return Q(lookups.IsNull(value_of(field), True))  # noqa: FBT003 # a lookup's right-hand side
    chosen = [int(code) for code in value]
    if operator != "all_of":
        return any_of(field, chosen)
    found = Q()
    for code in chosen:
        found &= any_of(field, [code])
    return found


def _named(value: Expression, operator: str, typed: Any) -> Q:
    if operator == "empty":
        return Q(lookups.IsNull(value, True))  # noqa: FBT003 # a lookup's right-hand side
    word = fold(typed)
    here = people_here().order_by().values("pk")
    match operator:
        case _ if not word:
            return Q(pk__in=[])
        case "is":
            people = here.filter(folded=word)
        case "begins":
            people = here.filter(folded__startswith=word)
        case _:
            people = here.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    return Q(lookups.In(value, people))


def _worded(value: Expression, operator: str, typed: Any) -> Q:
    """As it was typed, or in the usual spellings, which the field's index answers; a part of it by reading."""
    match operator:
        case "empty":
            return Q(lookups.IsNull(value, True)) | Q(lookups.Exact(value, ""))  # noqa: FBT003 # a lookup's right-hand side
        case "is":
            spellings = {typed, typed.lower(), typed.upper(), typed.capitalize(), typed.title()}
            return Q(lookups.In(value, sorted(spellings)))
        case "begins":
            return like(value, typed, after="%")
        case _:
            return like(value, typed, before="%", after="%")
