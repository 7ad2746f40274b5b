"""What is ahead: orders and products to come (R55), what losing somebody costs (R57), what better retention starts from
(P4). Each against the same thing worked out the slow way."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles
from typing import Any

import pytest

from regulars.orders.models import Order, OrderLine
from regulars.retention.models import Score, Standing
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, every
from tests.cast import Cast, account

HERE = (Standing.CLIENT, Standing.CUSTOMER)


def facts(as_of: date = AS_OF) -> Any:
    return score(as_of).firm_facts


def beats_between(start: date, end: date) -> int:
    """Everybody's beats in these days, one by one."""
    number = 0
    for one in Score.objects.filter(interval__isnull=False, beat_due__isnull=False, standing__in=HERE):
        if any(reason["name"] == "missed_beat" for reason in one.reasons):
            continue
        last: Any = one.last_day
        day: date = max(last + timedelta(days=max(round(one.interval or 0), 1)), AS_OF + timedelta(days=1))
        while day <= end:
            number += day >= start
            day += timedelta(days=max(round(one.interval or 0), 1))
    return number


@pytest.mark.covers("R55")
@pytest.mark.django_db
def test_the_rhythms_of_all_are_summed_into_the_weeks_ahead(cast: Cast) -> None:
    crowd(30)
    buys(cast.harbour, 40, 10)  # two orders are no rhythm
    coming = facts()["coming"]
    assert coming["people"] == 31
    for week in [*coming["weeks"], *coming["months"]]:
        days = [date.fromisoformat(week[edge]) for edge in ("start", "end")]
        assert week["beats"] == beats_between(*days)
        assert week["low"] <= week["expected"] <= week["high"]
    assert coming["weeks"][0]["start"] == "2026-07-01"
    assert [month["end"] for month in coming["months"]] == ["2026-07-31", "2026-08-31", "2026-09-30"]


@pytest.mark.covers("R55")
@pytest.mark.django_db
def test_a_forecast_is_about_as_many_orders_as_came_of_late(cast: Cast) -> None:
    """Thirty steady buyers: the coming four weeks are like the past four, within the range that is named."""
    crowd(30)
    came = Order.objects.filter(day__gt=AS_OF - timedelta(days=28)).count()
    weeks = facts()["coming"]["weeks"]
    assert sum(week["expected"] for week in weeks) == pytest.approx(came, rel=0.25)
    assert sum(week["low"] for week in weeks) < came < sum(week["high"] for week in weeks)


def holds(order: Order, *items: tuple[str, str | int]) -> None:
    for position, (code, quantity) in enumerate(items):
        OrderLine.objects.create(
            order=order, position=position, code=code, description=f"The {code}", quantity=quantity,
            unit_price=1, amount=quantity,
        )  # fmt: skip
    Order.objects.filter(pk=order.pk).update(lines_count=len(items))


@pytest.mark.covers("R55")
@pytest.mark.django_db
def test_products_are_expected_as_often_as_their_buyers_order_them(cast: Cast) -> None:
    """Every order holds rye, every second one a cake; one bulk order of rye bends nothing."""
    crowd(20)
    for number, order in enumerate(Order.objects.order_by("account_id", "day")):
        holds(order, ("RYE", 5000 if number == 7 else 6), *([("CAKE", 1)] if number % 2 else []))
    holds(buys(cast.vets, 5)[0], ("ONCE", 1))
    coming = facts()["coming"]
    found = {item["code"]: item for item in coming["items"]}
    assert set(found) == {"RYE", "CAKE"}, "one order is no forecast"
    rye, cake = found["RYE"], found["CAKE"]
    in_all = sum(week["expected"] for week in coming["weeks"])
    assert rye["expected"] == pytest.approx(in_all, rel=0.06)  # one of them buys something else
    assert cake["expected"] == pytest.approx(in_all / 2, rel=0.1)
    assert (rye["name"], rye["usual"], rye["buyers"]) == ("The RYE", "6", 20)
    assert rye["low"] < rye["expected"] < rye["high"]


@pytest.mark.django_db
def test_without_order_lines_no_product_is_named_and_with_too_little_history_nothing_is(cast: Cast) -> None:
    buys(cast.vets, 30)
    assert facts()["coming"] is None
    crowd(20)
    coming = facts()["coming"]
    assert (coming["items"], coming["items_since"]) == ([], None)


@pytest.mark.covers("R57")
@pytest.mark.django_db
def test_what_losing_them_costs_is_told_over_all_who_ordered_twice(cast: Cast) -> None:
    crowd(30)
    buys(cast.vets, 12)  # one order: no figure, and counted as such
    buys(cast.harbour, *every(20, 6, until=600))  # lost already: nothing more to lose
    losing = facts()["losing"]
    here = Score.objects.filter(standing__in=HERE)
    costs: list[Any] = list(here.filter(loss__isnull=False).order_by("-loss").values_list("loss", flat=True))
    assert losing["people"] == len(costs) == 30
    assert losing["once"] == 1
    quarter, _half, three = quantiles([float(cost) for cost in costs], n=4, method="inclusive")
    assert float(losing["half"]) == pytest.approx(float(median(costs)), abs=0.02)
    assert float(losing["quarter"]) == pytest.approx(quarter, abs=0.02)
    assert float(losing["three_quarters"]) == pytest.approx(three, abs=0.02)
    assert [Decimal(one["loss"]) for one in losing["top"]] == costs[:10]
    assert float(losing["top_total"]) == pytest.approx(float(sum(costs[:10])), abs=0.1)
    assert float(losing["total"]) == pytest.approx(float(sum(costs)), abs=0.3)
    dearest = Score.objects.get(account=losing["top"][0]["account"])
    assert (Decimal(losing["top"][0]["low"]), Decimal(losing["top"][0]["high"])) == (
        dearest.loss_low,
        dearest.loss_high,
    )


@pytest.mark.covers("P4")
@pytest.mark.django_db
def test_better_retention_starts_from_the_firms_own_counts_and_averages(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 20, until=10), amount=100)  # a customer then and now: 12 orders in the year
    buys(cast.vets, *every(30, 8, until=300), amount=50)  # left; 6 orders in the year before, 3 in this
    buys(cast.tomas, 100, 60, 20, amount=40)  # a customer since
    growth = facts()["growth"]
    assert (growth["of"], growth["kept"], growth["now"]) == (2, 1, 2)
    this_year: dict[int, Any] = {one.account_id: one for one in Score.objects.all()}
    each = (this_year[cast.harbour.pk].last_year + this_year[cast.tomas.pk].last_year) / 2
    left = this_year[cast.vets.pk]
    assert Decimal(growth["each"]) == each
    assert Decimal(growth["leaver"]) == max(left.last_year, left.year_before)
    assert Decimal(growth["sales"]) == sum(one.last_year for one in this_year.values())


@pytest.mark.django_db
def test_in_a_firm_without_a_year_of_records_nobody_is_said_to_have_left(cast: Cast) -> None:
    buys(account("Young"), 40, 20, 5)
    growth = facts()["growth"]
    assert (growth["of"], growth["kept"], growth["now"], growth["leaver"]) == (0, 0, 1, None)
