"""What somebody gave on the spot so that a small thing was put right: a fix, a gesture, money back; within a limit (T18)."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.service.errors import OverLimit
from regulars.team.models import Access, Firm, Member, OnTheSpot
from regulars.team.models.access import MONTH
from regulars.timeline.models import Event, record


class GestureQuerySet(models.QuerySet["Gesture"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.filter(account__removed_at=None), member)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def of_month(self, member: Member, day: date) -> Self:
        """What `member` gave in the firm's month of `day`."""
        first = day.replace(day=1)
        return self.standing().filter(by=member, day__gte=first, day__lte=day)


class Gesture(models.Model):
    """`cost` is in the firm's currency of then. One given by mistake is withdrawn, and counts against nobody."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="gestures", db_index=False)
    what = models.CharField(max_length=20, choices=OnTheSpot)
    words = models.CharField(max_length=500)
    cost = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    day = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(null=True, unique=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar = GestureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-made_at"], name="gesture_of_account"),
            models.Index(fields=["by", "day"], name="gesture_of_member"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=OnTheSpot.values), name="gesture_what_known"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="gesture_costs"),
        ]

    def __str__(self) -> str:
        return self.words

    @transaction.atomic
    def withdraw(self, *, by: Member) -> None:
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])


def give(
    account: Account, *, by: Member, what: str, words: str, cost: Decimal, once: UUID | None = None
) -> tuple[Gesture, Event | None]:
    """Give it, within what `by` may give; None for the same form sent twice. Raises OverLimit, and says so in the history:
    limits nobody can work with should be seen."""
    firm = Firm.load()
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=by.pk)  # two clicks do not both fit under one limit
        known = Gesture.objects.filter(once=once).first() if once else None
        if known:
            return known, None
        refusal = over_limit(by, what, cost, firm)
        if refusal is None:
            about = {"what": what, "words": words, "cost": cost, "currency": firm.currency}
            made = Gesture.objects.create(
                account=account, by=by, day=timezone.localdate(), once=once, **about
            )
            return made, _told(made)
    facts = {"what": what, "cost": str(cost), "currency": firm.currency}
    record("service.gesture_refused", by=by, account_id=account.pk, **facts)
    raise refusal


def _told(made: Gesture) -> Event:
    facts = {"gesture": made.pk, "what": made.what, "words": made.words, "cost": str(made.cost)}
    return record(
        "service.gesture_given", by=made.by, account_id=made.account_id, currency=made.currency, **facts
    )


def spent(member: Member) -> Decimal:
    """What `member` gave this month."""
    found = Gesture.objects.of_month(member, timezone.localdate()).aggregate(sum=Sum("cost"))["sum"]
    return Decimal(found or 0)


def over_limit(by: Member, what: str, cost: Decimal, firm: Firm) -> OverLimit | None:
    limits = Access.of(by.role, firm.access).limits
    if limits is None:
        return None
    left = max(limits[MONTH] - spent(by), Decimal(0))
    if cost <= limits[what] and cost <= left:
        return None
    month = cost <= limits[what]
    limit = left if month else limits[what]
    return OverLimit(
        cost=cost, limit=limit, month=month, currency=firm.currency, who=who_may(what, cost, firm)
    )


def who_may(what: str, cost: Decimal, firm: Firm) -> list[str]:
    """Colleagues whose limit is enough, those of the fewest rights first."""
    here = Member.objects.filter(is_active=True).order_by("name", "pk")
    able = [
        one
        for one in here
        if (limits := Access.of(one.role, firm.access).limits) is None or cost <= limits[what]
    ]
    return [str(one) for one in able][:3]
