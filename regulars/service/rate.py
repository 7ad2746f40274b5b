"""How often promises are kept (S2): in time and at the agreed price, of those whose first date is over or that ended.

A date that was moved is never kept, though the customer agreed; it is told apart. Both sides are counted, and nothing is
said of fewer than ENOUGH. A promise withdrawn counts neither way.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from regulars.people.models import Account
from regulars.service.models import Promise, Side, State
from regulars.service.models.handing_over import ANSWERABLE

ENOUGH = 5
YEAR = timedelta(days=365)

AT_PRICE = (
    Q(price=None)
    | Q(side=Side.OURS, final_price__lte=F("price"))
    | Q(side=Side.THEIRS, final_price__gte=F("price"))
)
KEPT = Q(state=State.KEPT, moves=0, ended_at__lt=F("due")) & AT_PRICE
BROKEN = Q(state=State.BROKEN)
MOVED = Q(moves__gt=0) & ~BROKEN
DEARER = Q(state=State.KEPT, moves=0) & ~AT_PRICE


def counted(now: datetime) -> Q:
    """What the rate is of: ended, or its first date is over."""
    return Q(state__in=[State.KEPT, State.BROKEN]) | Q(state=State.OPEN, first_due__lte=now)


class Rate(NamedTuple):
    """`of` promises counted: `kept` in time and at the price, `moved` with their word, `broken`, `dearer` than agreed; the
    rest was or is late."""

    of: int = 0
    kept: int = 0
    moved: int = 0
    broken: int = 0
    dearer: int = 0

    @property
    def late(self) -> int:
        return self.of - self.kept - self.moved - self.broken - self.dearer

    @property
    def enough(self) -> bool:
        return self.of >= ENOUGH

    @property
    def share(self) -> float:
        return self.kept / self.of if self.of else 0.0


def counts(now: datetime) -> dict[str, Any]:
    """Annotations or aggregates that make a Rate."""
    within = counted(now)
    return {
        "of": Count("pk", filter=within),
        "kept": Count("pk", filter=KEPT),
        "moved": Count("pk", filter=MOVED & within),
        "broken": Count("pk", filter=BROKEN),
        "dearer": Count("pk", filter=DEARER),
    }


def rate_of(row: Mapping[str, Any], suffix: str = "") -> Rate:
    return Rate(**{name: row[f"{name}{suffix}"] for name in Rate._fields})


def of_the_year(promises: QuerySet[Promise], now: datetime) -> QuerySet[Promise]:
    """Those first due within a year before `now`, and those that ended before they were due. By the index on due: a
    moved promise is due after it was first."""
    return promises.filter(due__gt=now - YEAR, first_due__gt=now - YEAR)


class Rates(NamedTuple):
    """By side, and of ours by who answers for it: whoever accepted it, until then whoever made it."""

    sides: dict[str, Rate]
    members: dict[int, Rate]


def rates_of(promises: QuerySet[Promise], now: datetime) -> Rates:
    """One query, over the year."""
    by_both = of_the_year(promises, now).order_by().annotate(answerable=ANSWERABLE)
    sides, members = {str(side): Rate() for side in Side.values}, dict[int, Rate]()
    for row in by_both.values("side", "answerable").annotate(**counts(now)):
        rate = rate_of(row)
        sides[row["side"]] = added(sides[row["side"]], rate)
        if row["side"] == Side.OURS and row["answerable"]:
            members[row["answerable"]] = rate
    return Rates(sides, members)


def added(one: Rate, other: Rate) -> Rate:
    return Rate(*(mine + more for mine, more in zip(one, other, strict=True)))


class AtAccount(NamedTuple):
    account_id: int
    name: str
    ours: Rate
    theirs: Rate


def by_account(promises: QuerySet[Promise], now: datetime, most: int) -> list[AtAccount]:
    """Accounts of which something can be said, with ENOUGH promises of one side; the least kept first."""
    both = {
        f"{name}_{side}": _only(count, side) for side in Side.values for name, count in counts(now).items()
    }
    total = {"all_of": Count("pk", filter=counted(now)), "all_kept": Count("pk", filter=KEPT)}
    year = of_the_year(promises, now).order_by()
    often = year.values("account").annotate(number=Count("pk")).filter(number__gte=ENOUGH)
    found: Any = year.filter(account__in=often.values("account")).values("account").annotate(**both, **total)
    worst = found.filter(Q(of_ours__gte=ENOUGH) | Q(of_theirs__gte=ENOUGH))
    rows = list(worst.order_by(F("all_kept") * 1.0 / F("all_of"), "-all_of", "account")[:most])
    names = dict(Account.objects.filter(pk__in=[row["account"] for row in rows]).values_list("pk", "name"))
    return [
        AtAccount(row["account"], names[row["account"]], rate_of(row, "_ours"), rate_of(row, "_theirs"))
        for row in rows
    ]


def _only(count: Count, side: str) -> Count:
    return Count("pk", filter=Q(side=side) & count.filter)
