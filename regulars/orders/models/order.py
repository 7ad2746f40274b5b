"""The ledger of orders: what was bought, when, for how much. Every retention number is computed from it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.lib.counting import grouped
from regulars.lib.money import Money
from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.team.models import Kind, Member


class Status(TextChoices):
    PAID = "paid", _("Paid")
    UNPAID = "unpaid", _("Not paid yet")
    CANCELLED = "cancelled", _("Cancelled")
    TEST = "test", _("Test")


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.all(), member, Kind.ORDERS)

    def counting(self) -> Self:
        """Orders that count as someone's purchase: paid, with a customer, with money left after refunds."""
        return self.filter(status=Status.PAID, account__isnull=False, net__gt=0)


class Order(models.Model):
    """One order, once, under (source, external_id). Without an account it is a walk-in sale.

    `amount` is what was billed, `refunded` what was taken back since (never negative), `net` the rest.
    """

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="orders")
    source = models.CharField(max_length=80)
    external_id = models.CharField(max_length=200)
    at = models.DateTimeField()
    day = models.DateField(help_text=_("the firm's day of `at`"))
    status = models.CharField(max_length=20, choices=Status, default=Status.PAID)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    refunded = models.DecimalField(max_digits=18, decimal_places=4, default=0)
    net = models.GeneratedField(
        expression=models.F("amount") - models.F("refunded"),
        output_field=models.DecimalField(max_digits=18, decimal_places=4),
        db_persist=True,
    )
    currency = models.CharField(max_length=3)
    lines_count = models.PositiveIntegerField(default=0)
    custom = models.JSONField(null=True, editable=False)

    objects: ClassVar = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="order_once"),
            models.CheckConstraint(condition=Q(refunded__gte=0), name="refunded_not_negative"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="order_status_known"),
        ]
        indexes = [
            models.Index(
                fields=["account", "day"],
                include=["net", "currency"],
                condition=Q(status="paid", account__isnull=False),
                name="order_counting",
            ),
            models.Index(fields=["account", "-at", "-id"], name="order_of_account"),
            models.Index(fields=["day"], name="order_by_day"),
        ]

    def __str__(self) -> str:
        return self.external_id

    @property
    def money(self) -> Money:
        return Money(self.net, self.currency)

    @property
    def counts(self) -> bool:
        """The same rule as `counting()`, for one order at hand."""
        return self.status == Status.PAID and self.account_id is not None and self.net > 0


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=300, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = models.DecimalField(max_digits=18, decimal_places=4)
    amount = models.DecimalField(max_digits=18, decimal_places=4)

    def __str__(self) -> str:
        return self.description or self.code

    @property
    def how_many(self) -> str:
        """The quantity without the zeros the column fills up with: `6`, `0.25`, `1,200`."""
        return grouped(self.quantity.normalize())


class Refund(models.Model):
    """Money given back: netted against `order` where it cancels one, standing alone where it does not.

    `amount` is positive. `order.refunded` is the sum of the refunds that name it.
    """

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="refunds")
    order = models.ForeignKey(Order, models.SET_NULL, null=True, related_name="refunds")
    source = models.CharField(max_length=80)
    external_id = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    day = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    code = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id", "position"], name="refund_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="refund_not_negative"),
        ]
        indexes = [models.Index(fields=["account", "-at"], name="refund_of_account")]

    def __str__(self) -> str:
        return self.external_id
