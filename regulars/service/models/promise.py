"""A promise: who promised what to whom, by when; ours and theirs in one ledger."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.orders.models import Order
from regulars.people.models import Account, Person
from regulars.people.models.sight import looked_after, within
from regulars.service.errors import NothingSaid
from regulars.service.models.ending import Ending
from regulars.service.models.handing_over import HandedOver
from regulars.service.models.moving import Moving
from regulars.service.models.promise_change import Act, PromiseChange
from regulars.service.models.states import About, Side, State
from regulars.service.when import Due, refuse_unless_ahead
from regulars.team.models import Kind, Member
from regulars.timeline.models import Event, record

_WHO = ("account", "side", "accepted_at", "made_by", "deliver_by")
COUNTED = (*_WHO, "state", "ended_at", "first_due", "moves", "price", "final_price")


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: whoever sees an account sees what was promised there, and whoever is to deliver it sees that one."""
        here = self.filter(account__removed_at=None)
        whose = member.whose(Kind.PROMISES)
        if not whose:
            return within(here, member, Kind.PROMISES)
        member.looked_up = Promise
        return here.filter(looked_after(whose, "account") | Q(deliver_by=member))

    def open(self) -> Self:
        return self.filter(state=State.OPEN)

    def ours(self) -> Self:
        return self.filter(side=Side.OURS)

    def theirs(self) -> Self:
        return self.filter(side=Side.THEIRS)


class Promise(Moving, HandedOver, Ending):
    """`person` is whom we promised it, or who of them did; `made_by` who of us gave the word, or heard theirs.

    `once` names the form it came from, so that the same form sent twice is one promise.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="promises", db_index=False)
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="promises",
        verbose_name=gettext_lazy("who of them"),
    )
    # The database itself empties it: orders go in sets, by SQL, when an import is taken back.
    order = models.ForeignKey(
        Order,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="promises",
        db_constraint=False,
        verbose_name=gettext_lazy("order"),
    )
    side = models.CharField(gettext_lazy("whose promise"), max_length=10, choices=Side)
    about = models.CharField(gettext_lazy("about"), max_length=10, choices=About)
    what = models.CharField(gettext_lazy("what was promised"), max_length=300)
    quantity = models.DecimalField(
        gettext_lazy("how many"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(gettext_lazy("of what"), max_length=40, blank=True)
    price = models.DecimalField(gettext_lazy("price"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(gettext_lazy("currency"), max_length=3, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="promises", db_index=False
    )
    made_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(null=True, editable=False)
    custom = models.JSONField(default=dict, db_default={}, editable=False)

    objects: ClassVar = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-made_at", "-id"], name="promise_of_account"),
            # With all that the rate is counted from, so that a year of promises is read from the index alone.
            models.Index(fields=["due", "id"], name="promise_by_due", include=COUNTED),
            models.Index(fields=["made_at", "id"], name="promise_by_made"),
            models.Index(fields=["due", "id"], condition=Q(state="open"), name="promise_open_by_due"),
            models.Index(
                fields=["due", "id"],
                condition=Q(state="open", side="ours", accepted_at=None),
                name="promise_without_a_yes",
            ),
            models.Index(
                fields=["deliver_by", "due", "id"], condition=Q(state="open"), name="promise_open_to_deliver"
            ),
            models.Index(
                fields=["made_by", "due", "id"],
                condition=Q(state="open", side="theirs"),
                name="promise_open_heard",
            ),
        ]
        constraints = [
            *HandedOver.Meta.constraints,
            *Ending.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "once"], condition=Q(once__isnull=False), name="promise_once"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="promise_says_what"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="promise_side_known"),
            models.CheckConstraint(condition=Q(about__in=About.values), name="promise_about_known"),
            models.CheckConstraint(
                condition=Q(price=None) | (Q(price__gte=0) & ~Q(currency="")),
                name="promised_price_with_currency",
            ),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gte=0), name="promised_quantity"),
        ]

    def __str__(self) -> str:
        return self.what


def promise(
    account: Account,
    *,
    by: Member,
    side: str,
    about: str,
    what: str,
    due: Due,
    deliver_by: Member | None = None,
    once: UUID | None = None,
    made_at: datetime | None = None,
    price: Decimal | None = None,
    currency: str = "",
    **more: Any,
) -> tuple[Promise, Event | None]:
    """Write down a promise; `more` is any of person, order, quantity, unit, custom. Raises NoDate or NothingSaid.

    Ours is delivered by whoever makes it unless `deliver_by` says who else, who is then asked. The same `once` again
    gives the promise that is there, and no event.
    """
    what = " ".join(what.split())
    if not what:
        raise NothingSaid(_("Write what was promised, in one line."))
    now = made_at or timezone.now()
    refuse_unless_ahead(due, now)
    deliverer = (deliver_by or by) if side == Side.OURS else None
    mine = deliverer is not None and deliverer.pk == by.pk
    made = Promise(
        account=account, side=side, about=about, what=what[:300], made_by=by, made_at=now, once=once,
        due=due.moment, due_day=due.day, first_due=due.moment, deliver_by=deliverer,
        accepted_at=now if mine else None, price=price, currency=currency if price is not None else "", **more,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            return made, _remembered(made, by)
    except IntegrityError:
        there = Promise.objects.filter(once=once, account=account).first() if once else None
        if there is None:
            raise
        return there, None


def _remembered(made: Promise, by: Member) -> Event:
    """The first line of its history, and the event."""
    now = {
        "what": made.what, "due": made.due, "due_day": made.due_day, "side": made.side, "about": made.about,
        "price": made.price, "currency": made.currency, "quantity": made.quantity, "unit": made.unit,
        "deliver_by_id": made.deliver_by_id,
    }  # fmt: skip
    change = PromiseChange.objects.create(promise=made, by=by, act=Act.MADE, now=now)
    return record(
        "service.promise_made", by=by, account_id=made.account_id, promise=made.pk, change=change.pk,
        what=made.what, side=made.side,
    )  # fmt: skip
