"""Promises as lists know them: what one may show, sort by and ask for."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import (
    BooleanField,
    DateTimeField,
    DurationField,
    Expression,
    ExpressionWrapper,
    F,
    Q,
    Value,
)
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.lib.days import start_of
from regulars.lists.custom import custom
from regulars.lists.filters import All, Condition, Filter
from regulars.lists.filters.leaves import days_of
from regulars.lists.ready_made import ReadyMade, has_ready_made
from regulars.lists.subjects import Choices, Field, Kind, Subject, offers, subject
from regulars.people.asking import member_choices, named
from regulars.retention.models import Risk
from regulars.service.models import About, Promise, Side, State
from regulars.service.models.handing_over import WAITING
from regulars.service.rate import KEPT
from regulars.service.words import here

IT, TIME, WHO = _("The promise"), _("When"), _("Who")
KEPT_LATE = Q(state=State.KEPT, ended_at__gte=F("due"))
LATE_NOW = Q(state=State.OPEN, due__lte=Now())


def page(row: dict[str, Any]) -> str:
    return reverse("promise", args=[row["id"]])


subject(
    Subject(
        name="promises",
        label=_("Promises"),
        model=Promise,
        visible=Promise.objects.visible_to,
        columns=("what", "account", "side", "due", "state", "deliver_by", "made_by"),
        order="due",
        address=page,
    )
)


def labels(choices: type[Side] | type[About] | type[State] | type[Risk]) -> Callable[[], Choices]:
    return lambda: [(str(code), str(label)) for code, label in choices.choices]


def says(q: Q) -> Expression:
    """A condition as a column that says yes or no."""
    return ExpressionWrapper(q, output_field=BooleanField())


def last_moment() -> Expression:
    """The last moment at which it is in time: its day is the day one names, while `due` is where the next begins."""
    before = F("due") - Value(timedelta(microseconds=1), output_field=DurationField())
    return ExpressionWrapper(before, output_field=DateTimeField())


def due_in(operator: str, value: Any) -> Q:
    """Days of the firm's zone, over the column itself, so that its index answers."""
    if operator == "empty":
        return Q(pk__in=[])
    first, last = days_of(operator, value, timezone.localdate())
    found = Q()
    if first is not None:
        found &= Q(due__gt=start_of(first, here()))
    if last is not None:
        found &= Q(due__lte=start_of(last + timedelta(days=1), here()))
    return found


def yes(q: Q) -> Callable[[str, Any], Q]:
    return lambda _operator, _value: q


@offers("promises")
def promises() -> Iterator[Field]:
    yield Field(name="what", label=_("What"), kind=Kind.TEXT, path="what", group=IT)
    for name, label, choices in (
        ("side", _("Whose promise"), labels(Side)),
        ("about", _("About"), labels(About)),
        ("state", _("State"), labels(State)),
    ):
        yield Field(name=name, label=label, kind=Kind.CHOICE, path=name, choices=choices, group=IT)
    for name, label, q in (
        ("late", _("Late now"), LATE_NOW),
        ("kept_late", _("Kept late"), KEPT_LATE),
        ("kept_well", _("Kept in time and at the price"), KEPT),
        ("moved", _("Moved with their word"), Q(moves__gt=0)),
        ("waiting", _("Waits for a yes"), WAITING),
    ):
        yield Field(name=name, label=label, kind=Kind.YES_NO, path=says(q), condition=yes(q), group=IT)
    yield Field(
        name="due",
        label=_("Due"),
        kind=Kind.MOMENT,
        path=last_moment(),
        key="due",
        condition=due_in,
        sort=True,
        group=TIME,
    )
    yield Field(
        name="made_at", label=_("Promised on"), kind=Kind.MOMENT, path="made_at", sort=True, group=TIME
    )
    yield Field(name="ended_at", label=_("Ended on"), kind=Kind.MOMENT, path="ended_at", group=TIME)
    yield from of_whom()


def of_whom() -> Iterator[Field]:
    """Who of us, and of whom with."""
    colleagues = cache(member_choices)
    for name, label in (("deliver_by", _("Delivered by")), ("made_by", _("Promised or heard by"))):
        yield Field(
            name=name, label=label, kind=Kind.CHOICE, path=f"{name}_id", choices=colleagues, group=WHO
        )
    yield Field(
        name="account",
        label=_("Account"),
        kind=Kind.TEXT,
        path="account__name",
        condition=named("account__folded"),
        group=WHO,
    )
    yield Field(name="person", label=_("Who of them"), kind=Kind.TEXT, path="person__name", group=WHO)
    yield Field(
        name="owner",
        label=_("Account looked after by"),
        kind=Kind.CHOICE,
        path="account__owner_id",
        choices=colleagues,
        group=WHO,
    )
    yield Field(
        name="risk",
        label=_("Risk of the account"),
        kind=Kind.CHOICE,
        path="account__score__risk",
        choices=labels(Risk),
        group=WHO,
    )
    yield Field(
        name="last_year",
        label=_("What the account brought last year"),
        kind=Kind.MONEY,
        path="account__score__last_year",
        group=WHO,
    )


@has_ready_made("promises")
def ready() -> Iterator[ReadyMade]:
    still = Condition("state", "is", State.OPEN.value)
    yield ready_made("late", _("Late"), Condition("late", "yes"))
    yield ready_made("mine", _("Mine to deliver"), still, Condition("deliver_by", "is", "@me"))
    yield ready_made("theirs", _("Theirs, open"), still, Condition("side", "is", Side.THEIRS.value))
    yield ready_made("broken", _("Broken"), Condition("state", "is", State.BROKEN.value))


def ready_made(name: str, label: Any, *conditions: Condition) -> ReadyMade:
    return ReadyMade(name, label, Filter("promises", All(conditions)))


offers("promises")(custom("promises"))
