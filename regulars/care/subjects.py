"""What care knows of accounts, for lists of accounts. All of it is asked from the small tables' side: few accounts have any."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models import AskedFirst, CareSettings, Dependency, EmpathyFlag, Review, Wish
from regulars.lists.filters.leaves import days_of
from regulars.lists.subjects import Field, Kind, offers

GROUP = _("Care")
Records = Callable[[], QuerySet[Any]]


@offers("accounts")
def of_accounts() -> Iterator[Field]:
    yield there("open_wish", _("Has an open wish"), open_wishes)
    yield there("gently", _("We go gently with them"), flags_on)
    yield dated("review_due", _("Review due"), Review.objects.open, "due_on")
    yield dated("depends_until", _("Something they depend on ends"), ends, "ends_on")
    yield Field(
        name="asked_first",
        label=_("Times they had to ask first lately"),
        kind=Kind.NUMBER,
        path=lambda: Coalesce(Subquery(asked_count().values("number"), IntegerField()), 0),
        condition=asked_often,
        group=GROUP,
    )


def open_wishes() -> QuerySet[Any]:
    found: QuerySet[Any] = Wish.objects.standing().filter(outcome="")
    return found


def flags_on() -> QuerySet[Any]:
    found: QuerySet[Any] = EmpathyFlag.objects.standing()
    return found.filter(lifted_at=None, until__gte=timezone.localdate())


def ends() -> QuerySet[Any]:
    return Dependency.objects.standing().filter(acted_on=None)


def there(name: str, label: Any, records: Records) -> Field:
    """Yes or no: whether the account has one."""

    def condition(operator: str, value: Any) -> Q:
        return Q(Exists(records().filter(account=OuterRef("pk"))))

    def shown() -> Any:
        return ExpressionWrapper(condition("yes", None), output_field=BooleanField())

    return Field(name=name, label=label, kind=Kind.YES_NO, path=shown, condition=condition, group=GROUP)


def dated(name: str, label: Any, records: Records, day: str) -> Field:
    """The nearest day of the account's records; any of them answers a filter."""

    def condition(operator: str, value: Any) -> Q:
        theirs = records().filter(account=OuterRef("pk"))
        if operator == "empty":
            return Q(~Exists(theirs))
        first, last = days_of(operator, value, timezone.localdate())
        if first is not None:
            theirs = theirs.filter(**{f"{day}__gte": first})
        if last is not None:
            theirs = theirs.filter(**{f"{day}__lte": last})
        return Q(Exists(theirs))

    def shown() -> Any:
        nearest = records().filter(account=OuterRef("pk")).order_by(day).values(day)[:1]
        return Subquery(nearest, DateField())

    return Field(name=name, label=label, kind=Kind.DATE, path=shown, condition=condition, group=GROUP)


def asked_count() -> QuerySet[Any]:
    lately = AskedFirst.objects.lately(timezone.localdate(), CareSettings.load().asked_days)
    theirs = lately.filter(account=OuterRef("pk")).order_by().values("account")
    counted: QuerySet[Any] = theirs.annotate(number=Count("pk"))
    return counted


def asked_often(operator: str, value: Any) -> Q:
    """`is` 0 and `at_most` are answered by who is not among those with more."""
    lately = AskedFirst.objects.lately(timezone.localdate(), CareSettings.load().asked_days)
    by_account = lately.order_by().values("account").annotate(number=Count("pk"))
    number = int(value) if value is not None else 0
    match operator:
        case "empty":
            return Q(pk__in=[])
        case "at_least":
            return Q() if number <= 0 else Q(pk__in=by_account.filter(number__gte=number).values("account"))
        case "at_most":
            return ~Q(pk__in=by_account.filter(number__gt=number).values("account"))
        case _:
            if number <= 0:
                return ~Q(pk__in=by_account.values("account"))
            return Q(pk__in=by_account.filter(number=number).values("account"))
