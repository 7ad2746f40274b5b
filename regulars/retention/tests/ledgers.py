"""Small ledgers that can be checked by hand. Everything is told as of 30 June 2026."""

from datetime import date, timedelta
from typing import Any

from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import Score
from regulars.retention.scoring import score
from regulars.team.models import Firm
from tests.cast import account, order

AS_OF = date(2026, 6, 30)


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def buys(who: Account, *days_ago: int, amount: str | int = "100.00", **more: Any) -> list[Order]:
    """An order of `amount` so many days before AS_OF, for each of the days."""
    return [order(who, ago(days), amount, **more) for days in days_ago]


def every(interval: int, times: int, until: int) -> list[int]:
    """Days ago of `times` orders `interval` days apart, the newest `until` days ago."""
    return [until + interval * k for k in reversed(range(times))]


def crowd(size: int = 30) -> list[Account]:
    """A firm's other clients: enough of them, coming back steadily, for models and typical returns to be known."""
    people = []
    for number in range(size):
        who = account(f"Regular {number:02d}")
        gap = 14 + number % 20
        buys(who, *every(gap, 6 + number % 5, until=number % gap), amount=40 + number)
        people.append(who)
    return people


def scored(who: Account, as_of: date = AS_OF) -> Any:
    """Everybody scored; the Score of one."""
    score(as_of)
    return Score.objects.get(account=who)


def firm(**values: Any) -> Firm:
    """The firm with these settings."""
    found = Firm.load()
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    return found


def reason(of: Score, name: str) -> dict[str, Any] | None:
    return next((kept for kept in of.reasons if kept["name"] == name), None)


def rows() -> list[tuple[Any, ...]]:
    """Every score as it is stored."""
    return list(Score.objects.order_by("pk").values_list())


def without_run(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The same without the run that made them, the second column."""
    return [(row[0], *row[2:]) for row in found]
