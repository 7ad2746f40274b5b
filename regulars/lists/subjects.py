"""What can be listed, filtered and sorted. Each app's subjects.py registers a subject, or offers fields to somebody else's.

A field is all that reaches the SQL: an address, a saved view or an audience names one, and what is not registered does
not exist. So a filter may come from anywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import Expression, F, Model, Q, QuerySet
from django.db.models.expressions import BaseExpression
from django.utils.functional import Promise

from regulars.team.models import Kind as Records
from regulars.team.models import Member, Right


class Kind(StrEnum):
    """What a field's values are, which decides what one may ask of it."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    MONTH = "month"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`path` is over the subject's model. `sort` says that an index answers an order by (path, id), or by (`key`, id)
    where `path` may be unknown: a key never is.

    `condition(operator, value)` answers for fields that are no column (a tag, a relation), and is asked positively:
    `is` and `any_of` come as `any_of`, "is not" is what is left. `write(value)` is how a cell prints a value that is
    more than its text, `plain(value)` the same for a file; `choices()` is asked when a filter or a form is shown, and
    may offer "@me" and "@this_month". `put(record, value, by)` changes it from a board.

    `needs` are rights, or least roles, of whoever may know of it (`Member.meets` each); money always needs the right to see
    money. To anybody else it does not exist: not as a column, a filter, an order, a board or in a file.

    `choices_to(member)` are those that stand with what that member sees, where the choices are words somebody typed. `of`
    is the kind of records it is worked out from: who sees fewer of those than of the accounts does not know of the field.

    For an index in another table `tie` is the id there, and `known` what is null for those without a key: they come
    last, whichever way the list is sorted.
    """

    name: str
    label: str | Promise
    kind: Kind
    path: str | F | Expression | Callable[[], Expression]
    group: str | Promise = ""
    sort: bool = False
    choices: Callable[[], Choices] | None = None
    choices_to: Callable[[Member], Choices] | None = None
    of: str = ""
    condition: Callable[[str, Any], Q] | None = None
    write: Callable[[Any], str] | None = None
    key: str | F | Expression | None = None
    plain: Callable[[Any], str] | None = None
    put: Callable[[Any, str, Member], Any] | None = None
    tie: str = "pk"
    known: str | Expression = ""
    needs: tuple[str, ...] = ()

    @property
    def over(self) -> str | F | Expression:
        """The path, made now where making it was left until somebody asks: most fields are offered and not asked for."""
        return self.path if isinstance(self.path, (str, F, BaseExpression)) else self.path()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`visible` is the one door of its records, `columns` the names of the fields a new list shows, the first of which
    links to `address(row)`, where row has the keys `needs` besides what is shown. Subjects stand
    beside each other by their `place`."""

    name: str
    label: str | Promise
    model: type[Model]
    visible: Callable[[Member], QuerySet[Any]]
    columns: tuple[str, ...]
    order: str
    address: Callable[[dict[str, Any]], str]
    needs: tuple[str, ...] = ("id",)
    place: int = 50


Offer = Callable[[], Iterable[Field]]
SUBJECTS: dict[str, Subject] = {}
OFFERS: dict[str, list[Offer]] = {}


def subject(made: Subject) -> Subject:
    SUBJECTS[made.name] = made
    return made


def subjects() -> list[Subject]:
    """All of them, in the order in which a page shows them."""
    return sorted(SUBJECTS.values(), key=lambda one: one.place)


def offers(name: str) -> Callable[[Offer], Offer]:
    """Register a function that yields fields of the subject called `name`; asked anew each time, as some are made on a screen."""

    def register(offer: Offer) -> Offer:
        OFFERS.setdefault(name, []).append(offer)
        return offer

    return register


def fields_of(name: str, member: Member) -> dict[str, Field]:
    """Every field of a subject that this member may know of, by its name, in the order its apps registered them."""
    offered = (field for offer in OFFERS.get(name, []) for field in offer())
    return {field.name: shown_to(field, member) for field in offered if is_for(field, member)}


def shown_to(field: Field, member: Member) -> Field:
    """With those choices that stand with what this member sees."""
    if field.choices_to is None or member.access.whole:
        return field
    return replace(field, choices=partial(field.choices_to, member))


def is_for(field: Field, member: Member) -> bool:
    if field.of and member.access.see[field.of] != member.access.see[Records.ACCOUNTS]:
        return False
    if field.kind is Kind.MONEY and not member.may(Right.MONEY):
        return False
    return all(member.meets(needed) for needed in field.needs)
