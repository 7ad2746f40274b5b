"""What the account page asks of retention, read once a request whatever the number of panels."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.account.order_chart import ORDERS, YEARS
from regulars.retention.models import RiskCase, Score

KEPT = "retention_known"


@dataclass(frozen=True)
class Known:
    """The account's score, and the few findings of its scoring that its sentences need. `pareto`: firm_facts.Pareto,
    `backtest`: firm_facts.Backtest or None, `case`: the newest risk case, open or not. `recent`: (day, net) of
    their newest orders, for drawing."""

    score: Score
    as_of: date
    pareto: dict[str, Any]
    backtest: dict[str, Any] | None
    case: RiskCase | None
    recent: list[tuple[date, Decimal]]

    @property
    def silent(self) -> int:
        """Days from the last order to the scoring's day."""
        return (self.as_of - self.score.last_day).days if self.score.last_day else 0


def known(request: HttpRequest, account: Account) -> Known | None:
    """None for an account that no scoring has seen yet."""
    kept: dict[int, Known | None] = request.__dict__.setdefault(KEPT, {})
    if account.pk not in kept:
        kept[account.pk] = _read(account)
    return kept[account.pk]


def _read(account: Account) -> Known | None:
    """Two queries: the page has many sources, and each asks once."""
    score = (
        Score.objects.filter(account=account)
        .annotate(
            as_of=F("run__as_of"),
            pareto=KeyTransform("pareto", "run__firm_facts"),
            backtest=KeyTransform("backtest", "run__firm_facts"),
            recent=ArraySubquery(_recent_orders()),
        )
        .first()
    )
    if score is None:
        return None
    case = RiskCase.objects.filter(account=account).select_related("owner").order_by("-id").first()
    recent = [(date.fromisoformat(order["day"]), Decimal(str(order["net"]))) for order in score.recent]
    return Known(score, score.as_of, score.pareto or {}, score.backtest, case, recent)


def _recent_orders() -> QuerySet[Any, Any]:
    """The newest counting orders up to the scoring's day, in its currency, for the picture of them."""
    counting = Order.objects.counting().filter(
        account=OuterRef("account"),
        currency=OuterRef("currency"),
        day__lte=OuterRef("run__as_of"),
        day__gt=OuterRef("run__as_of") - timedelta(days=365 * YEARS),
    )
    found: QuerySet[Any, Any] = counting.order_by("-day").values(json=JSONObject(day="day", net="net"))[
        :ORDERS
    ]
    return found
