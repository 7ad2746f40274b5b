"""Rows as whoever they are about reads them, and how the words in them are taken away. For the holdings.py of every app."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst

from regulars.lib.holdings import Line

GONE = "…"
"""What stands where a word was that may not be empty."""
Source = str | Callable[[Any], Any]
Columns = Mapping[str, Any]
"""Of Source: the label of each column, and where its value is found."""


def lines(rows: Iterable[Any], columns: Columns) -> list[Line]:
    """One line a row: each label with what the path (`order.day`) or the function says of the row."""
    return [{str(label): plain(value_of(row, source)) for label, source in columns.items()} for row in rows]


def by_field(rows: "QuerySet[Any]", *names: str, **more: Source) -> list[Line]:
    """As `lines`, each column under the name its model gives it; `more` are columns under labels of their own."""
    meta = rows.model._meta
    labelled: dict[str, Source] = {
        capfirst(str(getattr(meta.get_field(name), "verbose_name", name))): name for name in names
    }
    return lines(rows, labelled | {label.replace("_", " "): source for label, source in more.items()})


def value_of(row: Any, source: Source) -> Any:
    if callable(source):
        return source(row)
    *path, last = source.split(".")
    for name in path:
        row = getattr(row, name, None)
    if row is None:
        return None
    shown = getattr(row, f"get_{last}_display", None)
    return shown() if shown else getattr(row, last)


def plain(value: Any) -> Any:
    """As a file can hold it: a member by the first name, a number without the zeros its column fills up with."""
    if isinstance(value, Model):
        return str(getattr(value, "first_name", value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(plain(one)) for one in value)
    return value


def theirs(person: Any) -> Q:
    """Rows with an account and a person: those of this person, and where nobody else is known at the account those that
    name nobody."""
    own = Q(person=person.pk)
    nobodys = Q(person=None) | Q(person__removed_at__isnull=False)
    return own | (Q(account=person.account_id) & nobodys) if person.alone else own


def of_account(person: Any) -> Q:
    """Rows about an account as a whole: theirs where nobody else is known there, else nobody's."""
    return Q(account=person.account_id) if person.alone else Q(pk__in=[])


def blank(rows: "QuerySet[Any]", *names: str) -> int:
    """Take the words out of these columns. How many rows still had some."""
    values = {name: "" if rows.model._meta.get_field(name).blank else GONE for name in names}
    worded = Q()
    for name, value in values.items():
        worded |= ~Q(**{name: value})
    return rows.filter(worded).update(**values)
