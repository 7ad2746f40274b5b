"""Standing follows from the days of paid orders, and from nothing else (R1, P35)."""

import pytest

from regulars.orders.models import Status
from regulars.retention.models import ScoringRun, Standing
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every, firm, scored
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def test_a_first_paid_order_makes_a_client_and_a_second_day_a_customer(cast: Cast) -> None:
    buys(cast.tomas, 20)
    buys(cast.vets, 40, 20)
    assert scored(cast.tomas).standing == Standing.CLIENT
    assert scored(cast.vets).standing == Standing.CUSTOMER
    assert scored(cast.quiet).standing == Standing.STRANGER


@pytest.mark.covers("R1")
def test_refunded_test_cancelled_and_unpaid_orders_make_nobody_a_customer(cast: Cast) -> None:
    buys(cast.vets, 40)
    buys(cast.vets, 30, refunded="100.00")
    for status in (Status.TEST, Status.CANCELLED, Status.UNPAID):
        buys(cast.vets, 20, status=status, external_id=str(status))
    buys(cast.quiet, 10, status=Status.CANCELLED)
    assert scored(cast.vets).standing == Standing.CLIENT
    assert scored(cast.vets).orders == 1
    assert scored(cast.quiet).standing == Standing.STRANGER


@pytest.mark.covers("R1")
def test_two_orders_of_one_day_are_one_purchase(cast: Cast) -> None:
    buys(cast.vets, 40, amount=10)
    buys(cast.vets, 40, amount=20)
    found = scored(cast.vets)
    assert (found.standing, found.orders, found.days) == (Standing.CLIENT, 2, 1)


@pytest.mark.covers("R1")
def test_one_job_billed_in_parts_is_no_repeat_when_the_firm_says_how_close_parts_are(cast: Cast) -> None:
    buys(cast.vets, 40, 37)
    assert scored(cast.vets).standing == Standing.CUSTOMER
    firm(split_job_days=3)
    assert scored(cast.vets).standing == Standing.CLIENT
    buys(cast.vets, 20)
    assert scored(cast.vets).standing == Standing.CUSTOMER


def test_parts_of_jobs_do_not_chain_a_daily_buyer_into_one_endless_job(cast: Cast) -> None:
    firm(split_job_days=1)
    buys(cast.vets, *range(9, -1, -1))
    assert scored(cast.vets).days == 5


def test_the_habit_is_as_many_days_as_the_firm_says(cast: Cast) -> None:
    firm(habit_orders=3)
    buys(cast.vets, 40, 20)
    assert scored(cast.vets).standing == Standing.CLIENT
    buys(cast.vets, 5)
    assert scored(cast.vets).standing == Standing.CUSTOMER


def test_silence_beyond_the_own_wait_lapses_and_then_loses_a_customer(cast: Cast) -> None:
    """Every 30 days: wait 30, so lapsed after 75 days of silence and lost after 150."""
    buys(cast.harbour, *every(30, 8, until=75))
    assert scored(cast.harbour).standing == Standing.CUSTOMER
    assert scored(cast.harbour, ago(-1)).standing == Standing.LAPSED
    lapsed = scored(cast.harbour, ago(-1))
    assert lapsed.standing_since == ago(-1)
    assert scored(cast.harbour, ago(-75)).standing == Standing.LAPSED
    assert scored(cast.harbour, ago(-76)).standing == Standing.LOST


def test_a_long_rhythm_is_given_longer_than_a_short_one(cast: Cast) -> None:
    buys(cast.harbour, *every(90, 5, until=100))
    buys(cast.vets, *every(7, 20, until=100))
    score(AS_OF)
    assert scored(cast.harbour).standing == Standing.CUSTOMER
    assert scored(cast.vets).standing == Standing.LOST


def test_a_client_without_a_rhythm_is_given_what_others_took_to_return(cast: Cast) -> None:
    crowd()
    buys(cast.tomas, 200)
    assert scored(cast.tomas).standing == Standing.LOST
    run = ScoringRun.objects.done().first()
    assert run is not None
    assert 20 <= run.firm_facts["typical_return"] <= 35


def test_nobody_lapses_out_of_season(cast: Cast) -> None:
    """Garden jobs every summer: silent from September to May, three years running."""
    summers = [days for year in (0, 365, 730) for days in (300 + year, 315 + year, 330 + year, 345 + year)]
    buys(cast.harbour, *sorted(summers, reverse=True))
    found = scored(cast.harbour)
    assert found.standing == Standing.CUSTOMER
    assert found.seasonal
    assert found.beat_due is None


def test_in_a_firm_needed_once_nobody_lapses_for_not_returning(cast: Cast) -> None:
    buys(cast.tomas, 700)
    assert scored(cast.tomas).standing == Standing.LOST
    firm(one_off=True)
    assert scored(cast.tomas).standing == Standing.CLIENT


def test_who_came_back_after_lapsing_is_a_customer_since_that_day(cast: Cast) -> None:
    buys(cast.harbour, *[days + 400 for days in every(30, 6, until=0)], 20, 5)
    found = scored(cast.harbour)
    assert found.standing == Standing.CUSTOMER
    assert found.standing_since == ago(20)


@pytest.mark.covers("R1")
def test_conversion_from_client_to_customer_is_reported_by_month(cast: Cast) -> None:
    """May: two first orders. June: one of the two comes again, and a third person comes first."""
    buys(cast.harbour, 50)
    buys(cast.vets, 45, 10)
    buys(cast.tomas, 5)
    score(AS_OF)
    run = ScoringRun.objects.done().first()
    assert run is not None
    may, june = run.firm_facts["conversion_by_month"][-2:]
    assert (may["month"], may["became_clients"], may["became_customers"], may["rate"]) == (
        "2026-05",
        2,
        0,
        0.0,
    )
    assert (june["became_clients"], june["became_customers"], june["clients"]) == (1, 1, 3)
    assert june["rate"] == pytest.approx(1 / 3, abs=1e-4)
    assert (may["cohort_converted"], may["cohort_rate"]) == (1, 0.5)


@pytest.mark.covers("P35")
def test_every_stage_of_the_path_has_dates_durations_and_losses(cast: Cast) -> None:
    buys(
        cast.harbour, *every(30, 8, until=160)
    )  # a customer from day 340 on, lapsed on day 84 ago, lost on day 9
    buys(cast.vets, 100, 60, 30)  # client for 40 days, customer for 60
    buys(cast.tomas, 20)
    score(AS_OF)
    run = ScoringRun.objects.done().first()
    assert run is not None
    stages = {stage["stage"]: stage for stage in run.firm_facts["stages"]}
    assert stages["stranger"]["now"] == 1
    client = stages["client"]
    assert (client["now"], client["entered"], client["on"], client["lost_here"]) == (1, 3, 2, 0)
    assert client["days"] == 35.0  # the middle of 30 and 40
    assert client["days_so_far"] == 20.0
    customer = stages["customer"]
    assert (customer["now"], customer["entered"], customer["lost_here"]) == (1, 2, 1)
    assert customer["days_so_far"] == 60.0
    assert customer["first"] == ago(340).isoformat()
    assert stages["lost"]["now"] == 1
    assert stages["lost"]["first"] is not None
    for name in ("client", "customer", "lapsed", "lost"):
        assert stages[name]["first"]
        assert stages[name]["last"]


def test_standing_by_month_ends_with_the_standing_of_now_and_knows_only_what_was_known(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=160))
    buys(cast.vets, 45, 10)
    account("Nobody yet")
    score(AS_OF)
    run = ScoringRun.objects.done().first()
    assert run is not None
    series = run.firm_facts["standing_by_month"]
    newest = {name: series[-1][name] for name in Standing.values}
    assert newest == run.firm_facts["standing"]
    january = next(month for month in series if month["month"] == "2026-01")
    assert (january["customer"], january["lost"], january["client"]) == (1, 0, 0)
