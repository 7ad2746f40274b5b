"""What a scoring says of the firm as a whole, checked by hand on small ledgers (R28, P5, P8, M42, R27)."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.orders.models import Refund, Status
from regulars.retention.firm_facts import DEFINITIONS, FirmFacts, facts_of
from regulars.retention.models import CaseOutcome, RiskCase, ScoringRun
from regulars.retention.scoring import score
from regulars.retention.scoring.facts.pareto import pareto
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every, firm
from tests.cast import Cast, account, order


def facts(as_of: date = AS_OF) -> Any:
    return score(as_of).firm_facts


@pytest.mark.covers("R28")
@pytest.mark.django_db
def test_the_smallest_set_that_brings_80_percent_is_found_and_marked(cast: Cast) -> None:
    """500, 300, 150 and 50 of 1000: two of four customers bring exactly 80 %."""
    for who, amount in ((cast.harbour, 500), (cast.vets, 300), (cast.tomas, 150), (cast.quiet, 50)):
        buys(who, 30, amount=amount)
    buys(cast.quiet, 500, amount=9000)  # more than a year ago: not this year's value
    found = facts()["pareto"]
    assert (found["customers"], found["of_customers"]) == (2, 4)
    assert (found["customers_share"], found["value_share"], found["value"]) == (0.5, 0.8, "1000.00")
    assert [who.score.top for who in (cast.harbour, cast.vets, cast.tomas, cast.quiet)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.covers("R28")
@pytest.mark.django_db
def test_a_firm_that_is_not_80_20_is_told_what_it_is(cast: Cast) -> None:
    for number in range(10):
        buys(account(f"Equal {number}"), 20, amount=100)
    found = facts()["pareto"]
    assert (found["customers"], found["customers_share"], found["value_share"]) == (8, 0.8, 0.8)
    assert found["twenty"] == 0.2
    assert found["curve"][0] == {"customers": 0.0, "value": 0.0}
    assert found["curve"][-1] == {"customers": 1.0, "value": 1.0}


@given(st.lists(st.integers(0, 10**6), max_size=60))
@settings(deadline=None)
def test_no_smaller_set_brings_80_percent(spent: list[int]) -> None:
    amounts = np.array(spent, dtype=np.float64)
    found, top = pareto(amounts, "GBP")
    assert top.sum() == found["customers"]
    if amounts.sum():
        assert amounts[top].sum() >= 0.8 * amounts.sum() * (1 - 1e-9)
        assert np.sort(amounts)[::-1][: top.sum() - 1].sum() < 0.8 * amounts.sum()
    else:
        assert found["customers_share"] is None


@pytest.mark.covers("P5")
@pytest.mark.django_db
def test_cohorts_count_who_ordered_again_by_the_month_of_their_first_order(cast: Cast) -> None:
    order(cast.harbour, date(2026, 4, 3))
    order(cast.harbour, date(2026, 4, 20))
    order(cast.harbour, date(2026, 6, 1))
    order(cast.vets, date(2026, 4, 9))
    order(cast.tomas, date(2026, 6, 2))
    cohorts = facts()["cohorts"]
    april, may, june = cohorts["months"]
    assert (april["month"], april["size"], april["active"], april["repeat"]) == ("2026-04", 2, [2, 0, 1], 1)
    assert (may["size"], june["active"]) == (0, [1])
    rates = {row["month"]: row for row in cohorts["rates"]}
    assert (rates["2026-06"]["buyers"], rates["2026-06"]["repeat_buyers"], rates["2026-06"]["repeat"]) == (
        2,
        1,
        0.5,
    )
    assert rates["2026-04"]["repeat_buyers"] == 1


@pytest.mark.covers("P5")
@pytest.mark.django_db
def test_retention_and_churn_come_with_the_counts_they_are_made_of(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(30, 8, until=80))  # lapsed on day 76 of silence: in June
    rows = facts()["cohorts"]["rates"]
    june = rows[-1]
    assert june["active_before"] == june["stayed"] + june["left"]
    assert june["left"] == 1
    assert june["churn"] == pytest.approx(1 / june["active_before"], abs=1e-4)
    assert june["retention"] == pytest.approx(june["stayed"] / june["active_before"], abs=1e-4)


@pytest.mark.covers("P5")
@pytest.mark.django_db
def test_facts_made_under_other_definitions_are_not_compared(cast: Cast) -> None:
    buys(cast.vets, 20)
    run = score(AS_OF)
    assert facts_of(run) is not None
    assert run.firm_facts["cohorts"]["definitions"] == DEFINITIONS
    run.firm_facts["definitions"] = DEFINITIONS - 1
    assert facts_of(run) is None
    assert facts_of(None) is None


@pytest.mark.covers("P8")
@pytest.mark.django_db
def test_the_leaky_bucket_counts_who_came_in_who_was_lost_and_what_replacing_them_costs(cast: Cast) -> None:
    firm(replacement_cost=Decimal("12.00"))
    buys(cast.harbour, *every(30, 8, until=155))  # lost on day 151 of silence
    buys(cast.vets, *every(30, 6, until=150), 10)  # lapsed, and came back this month
    buys(cast.tomas, 12)
    bucket = facts()["bucket"]
    june = bucket["months"][-1]
    assert (june["month"], june["poured_in"], june["lost"], june["came_back"]) == ("2026-06", 1, 1, 1)
    assert (june["replacement"], bucket["replacement_each"]) == ("12.00", "12.00")
    assert bucket["replacement"] == "12.00"
    assert bucket["in_it"] == 2


@pytest.mark.covers("P8")
@pytest.mark.django_db
def test_nobody_who_pauses_is_counted_as_lost(cast: Cast) -> None:
    """One keeps still as in every winter, one said "not now"; nobody said what replacing them would cost."""
    summers = [days for year in (0, 365, 730) for days in (300 + year, 315 + year, 330 + year, 345 + year)]
    buys(cast.harbour, *sorted(summers, reverse=True))
    buys(cast.vets, *every(30, 8, until=155))
    RiskCase.objects.create(
        account=cast.vets, opened_on=ago(60), currency="GBP", outcome=CaseOutcome.WAITING,
        closed_at=timezone.now().replace(year=2026, month=5, day=20),
    )  # fmt: skip
    bucket = facts()["bucket"]
    assert (bucket["lost"], bucket["paused"]) == (0, 2)
    assert bucket["replacement"] is None


@pytest.mark.django_db
def test_kept_says_how_many_of_last_years_customers_are_still_here(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 20, until=10))
    buys(cast.vets, *every(30, 8, until=300))
    found = facts()["kept"]
    assert (found["of"], found["kept"], found["rate"]) == (2, 1, 0.5)
    assert found["series"][-1]["month"] == "2026-06"


def sells(month: str, amount: int, buyer: Any = None) -> None:
    """One order on the third and one on the last day but two, so that the month is covered."""
    year, number = map(int, month.split("-"))
    order(buyer, date(year, number, 3), amount // 2, external_id=f"{month}-a")
    order(buyer, date(year, number, 26), amount - amount // 2, external_id=f"{month}-b")


@pytest.mark.covers("M42")
@pytest.mark.django_db
def test_windfalls_and_dry_spells_are_told_by_the_same_month_of_earlier_years(cast: Cast) -> None:
    for year, amounts in ((2024, (1000, 1000, 200)), (2025, (1000, 1600, 200)), (2026, (500, 1300, 190))):
        for month, amount in zip((3, 4, 5), amounts, strict=True):
            sells(f"{year}-{month:02d}", amount, cast.vets)
    months = {row["month"]: row for row in facts()["months"]["months"]}
    assert (months["2026-03"]["norm"], months["2026-03"]["call"]) == ("1000.00", "dry")
    assert months["2025-04"]["call"] == "windfall"
    assert months["2026-04"]["call"] == "usual"
    assert months["2024-03"]["call"] is None  # nothing earlier to compare with


@pytest.mark.covers("M42")
@pytest.mark.django_db
def test_a_quiet_month_of_every_year_is_a_season_and_no_danger(cast: Cast) -> None:
    """May brings a fifth of April, every year."""
    for year in (2024, 2025, 2026):
        sells(f"{year}-04", 1000, cast.vets)
        sells(f"{year}-05", 200, cast.vets)
    months = {row["month"]: row for row in facts()["months"]["months"]}
    assert months["2026-05"]["call"] == "usual"


@pytest.mark.django_db
def test_a_month_that_is_not_over_is_not_called_dry(cast: Cast) -> None:
    sells("2025-05", 1000, cast.vets)
    sells("2025-06", 1000, cast.vets)
    order(cast.vets, date(2026, 6, 2), 100)
    june = facts(date(2026, 6, 10))["months"]["months"][-1]
    assert (june["month"], june["whole"], june["call"], june["norm"]) == ("2026-06", False, None, "1000.00")


@pytest.mark.covers("R28")
@pytest.mark.django_db
def test_money_back_that_names_no_order_makes_somebody_worth_less(cast: Cast) -> None:
    """300 and 100 bought, 60 and 30 of it back in the two years, 5 in another currency, 9 after the day: 310 left."""
    buys(cast.vets, 400, amount=100)
    buys(cast.vets, 30, amount=300)
    buys(cast.tomas, 30, amount=50)
    back = [
        (cast.vets, 10, 60, "GBP"),
        (cast.vets, 390, 30, "GBP"),
        (cast.vets, 10, 5, "EUR"),
        (cast.vets, -1, 9, "GBP"),
    ]
    for number, (who, days, amount, currency) in enumerate([*back, (cast.tomas, 10, 80, "GBP")]):
        Refund.objects.create(
            account=who, source="test", external_id=f"b{number}", at=timezone.now(), day=ago(days), amount=amount, currency=currency
        )  # fmt: skip
    score(AS_OF)
    worth = [cast.vets.score.total, cast.vets.score.last_year, cast.vets.score.year_before]
    assert worth == [310, 240, 70]
    assert cast.tomas.score.total == 0, "never less than nothing"


@pytest.mark.covers("M42")
@pytest.mark.django_db
def test_the_share_of_income_from_repeat_customers_leaves_walk_ins_out(cast: Cast) -> None:
    order(cast.vets, date(2026, 5, 3), 100)
    order(cast.vets, date(2026, 6, 3), 300)
    order(cast.tomas, date(2026, 6, 4), 100)
    order(None, date(2026, 6, 5), 50)
    Refund.objects.create(
        source="test", external_id="r1", at=timezone.now(), day=date(2026, 6, 6), amount=20, currency="GBP"
    )
    june = facts()["months"]["months"][-1]
    assert (june["net"], june["walk_in"], june["orders"]) == ("430.00", "50.00", 3)
    assert (june["repeat_net"], june["repeat_share"]) == ("300.00", 0.75)


@pytest.mark.covers("R27")
@pytest.mark.django_db
def test_the_best_buy_much_at_a_known_pace_are_easy_to_serve_and_pay(cast: Cast) -> None:
    """Revenue alone makes nobody best: one gives back too much, one has not paid, one has no rhythm."""
    buys(cast.harbour, *every(30, 12, until=5), amount=100)
    buys(cast.vets, *every(30, 12, until=5), amount=200, refunded="90.00")
    buys(cast.tomas, *every(30, 12, until=5), amount=150)
    buys(cast.tomas, 3, status=Status.UNPAID)
    buys(cast.quiet, 10, amount=1500)
    best = facts()["best"]
    assert best["best"]["people"] == 1
    assert (best["best"]["interval"], best["best"]["usual_amount"]) == (30.0, "100.00")
    assert best["best"]["frequency"]["monthly"] == 1
    assert best["others"]["people"] == 3
    assert best["others"]["refunded"] > 0.1
    assert set(best["best"]) == {"people", "interval", "usual_amount", "frequency", "refunded", "unpaid"}


@pytest.mark.django_db
def test_the_backtest_says_how_often_such_calls_came_true_here(cast: Cast) -> None:
    crowd(40)
    buys(cast.harbour, *every(30, 12, until=160))  # gone before the origin, and not back
    buys(cast.vets, *every(30, 8, until=160), 40)  # called at risk, and came back
    found = facts()["backtest"]
    assert (found["origin"], found["days"]) == ("2026-03-31", 91) or found["days"] < 90
    assert found["called"] >= found["not_back"] >= 1
    assert sum(tenth["people"] for tenth in found["tenths"]) == found["people"]
    assert all(0 <= tenth["said"] <= 1 and 0 <= tenth["did"] <= 1 for tenth in found["tenths"])


@pytest.mark.django_db
def test_the_facts_have_exactly_the_keys_that_pages_are_built_on(cast: Cast) -> None:
    crowd(12)
    found = facts()
    assert set(found) == set(FirmFacts.__annotations__)
    assert ScoringRun.objects.done().count() == 1
