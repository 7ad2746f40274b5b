"""What the account page asks of retention, read once a request whatever the number of panels."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet, Sum
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONObject, TruncMonth
from django.http import HttpRequest

from regulars.lib.statements import NUMBERS, Statement
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.account.order_chart import LONG, Month
from regulars.retention.models import RiskCase, Score

KEPT = "retention_known"


@dataclass(frozen=True)
class Known:
    """The account's score, and the few findings of its scoring that its sentences need. `pareto`: firm_facts.Pareto,
    `backtest`: firm_facts.Backtest or None, `case`: the newest risk case, open or not. `months`: the months of the last
    three years in which they bought, for drawing. `no_leaving_seen`: the firm's orders show nobody leaving."""

    score: Score
    as_of: date
    pareto: dict[str, Any]
    backtest: dict[str, Any] | None
    case: RiskCase | None
    months: list[Month]
    no_leaving_seen: bool

    @property
    def silent(self) -> int:
        """Days from the last order to the scoring's day."""
        return (self.as_of - self.score.last_day).days if self.score.last_day else 0


def known(request: HttpRequest, account: Account) -> Known | None:
    """None for an account that no scoring has seen yet."""
    kept: dict[int, Known | None] = request.__dict__.setdefault(KEPT, {})
    if account.pk not in kept:
        kept[account.pk] = _read(account, whole=request.user.access.whole)  # type: ignore[union-attr] # a member's request
    return kept[account.pk]


def _read(account: Account, *, whole: bool) -> Known | None:
    """Two queries: the page has many sources, and each asks once. What all bring is for who sees the `whole` firm."""
    score = next(iter(SCORED(account=account.pk)), None)
    if score is None:
        return None
    case = next(iter(NEWEST_CASE(account=account.pk)), None)
    months = [
        Month(date.fromisoformat(month["day"][:10]), Decimal(str(month["net"])), month["orders"])
        for month in score.months
    ]
    return Known(
        score,
        score.as_of,
        (score.pareto or {}) if whole else {},
        score.backtest,
        case,
        months,
        no_leaving_seen=bool(score.no_leaving),
    )


def _scored(account: int) -> QuerySet[Any, Any]:
    return Score.objects.filter(account=account).annotate(
        as_of=F("run__as_of"),
        pareto=KeyTransform("pareto", "run__firm_facts"),
        backtest=KeyTransform("backtest", "run__firm_facts"),
        no_leaving=KeyTransform("no_leaving_seen", KeyTransform("choice", "run__firm_facts")),
        months=ArraySubquery(_months()),
    )


def _newest_case(account: int) -> QuerySet[Any, Any]:
    return RiskCase.objects.filter(account=account).select_related("owner").order_by("-id")[:1]


SCORED, NEWEST_CASE = (Statement(build, account=NUMBERS) for build in (_scored, _newest_case))


def _months() -> QuerySet[Any, Any]:
    """Their counting orders up to the scoring's day, in its currency, by month."""
    counting = Order.objects.counting().filter(
        account=OuterRef("account"),
        currency=OuterRef("currency"),
        day__lte=OuterRef("run__as_of"),
        day__gt=OuterRef("run__as_of") - timedelta(days=31 * LONG),
    )
    by_month = counting.order_by().annotate(month=TruncMonth("day")).values("month")
    found: QuerySet[Any, Any] = by_month.annotate(bought=Sum("net"), number=Count("pk")).values(
        json=JSONObject(day="month", net="bought", orders="number")
    )
    return found
