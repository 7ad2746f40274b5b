"""One condition as SQL, asked positively: every kind of field with every operator it knows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, DecimalField, Expression, F, Func, Q, TextField, Value, lookups

from regulars.lib.days import start_of
from regulars.lists.filters.asker import Asker
from regulars.lists.filters.periods import span
from regulars.lists.subjects import Field, Kind

NOBODY = Q(pk__in=[])
_LOOKUPS: dict[str, Any] = {
    "exact": lookups.Exact,
    "in": lookups.In,
    "gte": lookups.GreaterThanOrEqual,
    "lte": lookups.LessThanOrEqual,
    "lt": lookups.LessThan,
    "isnull": lookups.IsNull,
}
ANSWERS_ALONE = {"empty", "contains", "begins", "yes", "any_of", "all_of"}


def leaf(field: Field, operator: str, value: Any, asker: Asker) -> Q:
    """`value` is as reading.py gives it."""
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        return _choices(field, operator, value, asker)
    if field.condition:
        return field.condition(operator, value)
    return _BY_KIND[field.kind](field.over, operator, value, asker)


def look(path: str | F | Expression, lookup: str, value: Any) -> Q:
    if isinstance(path, F):
        path = str(path.name)  # type: ignore[attr-defined] # the stubs do not know it
    if isinstance(path, str):
        return Q(**{f"{path}__{lookup}": value})
    return Q(_LOOKUPS[lookup](path, value))


class Like(Func):
    """Small and capital letters alike. The planner knows what to expect of it, as of no comparison of folded columns."""

    template = "(%(expressions)s)"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


def like(path: str | F | Expression, value: str, *, before: str = "", after: str = "") -> Q:
    """What is typed is text: signs that stand for others are letters here."""
    text = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in value)
    here = F(path) if isinstance(path, str) else path
    return Q(Like(here, Value(f"{before}{text}{after}", TextField())))


def _choices(field: Field, operator: str, value: Any, asker: Asker) -> Q:
    """A choice that is gone finds nobody, as nobody has it."""
    if operator == "empty":
        return field.condition("empty", None) if field.condition else _empty(field.over, kind=field.kind)
    wanted = [asker.meant(one) for one in (value if isinstance(value, tuple) else (value,))]
    offered = None if field.choices is None else {code for code, _label in field.choices()}
    known = tuple(one for one in wanted if offered is None or one in offered)
    if not known or (operator == "all_of" and len(known) < len(wanted)):
        return NOBODY
    if field.condition:
        return field.condition("all_of" if operator == "all_of" else "any_of", known)
    return look(field.over, "in", known)


def _empty(path: str | F | Expression, kind: Kind) -> Q:
    nothing = look(path, "isnull", value=True)
    return nothing | look(path, "exact", "") if kind is Kind.TEXT else nothing


def _text(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    match operator:
        case "empty":
            return _empty(path, Kind.TEXT)
        case "is":
            return like(path, value)
        case "begins":
            return like(path, value, after="%")
        case _:
            return like(path, value, before="%", after="%")


def _figure(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    if operator == "empty":
        return _empty(path, Kind.NUMBER)
    exactly = Value(value, DecimalField())  # a column of whole numbers would cut 12.5 down to 12
    return look(path, {"at_least": "gte", "at_most": "lte", "is": "exact"}[operator], exactly)


def _yes_no(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    return look(path, "exact", value=True)


def _date(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    first, last = days_of(operator, value, asker.today)
    q = Q() if last is None else look(path, "lte", last)
    return q if first is None else look(path, "gte", first) & q


def _moment(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    first, last = days_of(operator, value, asker.today)
    q = Q() if last is None else look(path, "lt", start_of(last + timedelta(days=1), asker.firm.zone))
    return q if first is None else look(path, "gte", start_of(first, asker.firm.zone)) & q


def _month(path: Any, operator: str, value: Any, asker: Asker) -> Q:
    """Months are text such as 2026-11, which stands in its order."""
    if operator == "in":
        first, last = span(value, asker.today)
        return look(path, "gte", f"{first:%Y-%m}") & look(path, "lte", f"{last:%Y-%m}")
    if operator == "is":
        return look(path, "exact", value)
    return look(path, "lt", value) if operator == "before" else look(path, "gte", f"{value}~")


def days_of(operator: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that are meant; None where there is no end."""
    match operator:
        case "is":
            return value, value
        case "before":
            return None, value - timedelta(days=1)
        case "after":
            return value + timedelta(days=1), None
        case "in_last":
            return today - timedelta(days=value), today
        case "in_next":
            return today, today + timedelta(days=value)
        case "in":
            return span(value, today)
    raise KeyError(operator)


def _or_empty(ask: Callable[..., Q]) -> Callable[..., Q]:
    def asking(path: Any, operator: str, value: Any, asker: Asker) -> Q:
        return _empty(path, Kind.DATE) if operator == "empty" else ask(path, operator, value, asker)

    return asking


_BY_KIND: dict[Kind, Callable[..., Q]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _figure,
    Kind.MONEY: _figure,
    Kind.DATE: _or_empty(_date),
    Kind.MOMENT: _or_empty(_moment),
    Kind.MONTH: _or_empty(_month),
    Kind.YES_NO: _yes_no,
}
