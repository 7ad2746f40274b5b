"""What is to be expected of each account, honestly: ranges that hold, and no point where nothing is known (P3, R57)."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.lifetime import BGNBD
from regulars.lifetime.reason import METHOD
from regulars.retention.models import ScoringRun
from regulars.retention.scoring import score
from regulars.retention.scoring.chances import chances, horizons, mixture_range
from regulars.retention.scoring.ledger import Jobs, jobs_of
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.usage import Usage
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, every, scored
from tests.cast import Cast

Array = np.typing.NDArray[np.int64]


def simulated(size: int, days: int, ahead: int, seed: int) -> tuple[Jobs, Array]:
    """A firm whose customers buy and leave as the model says, known for `days`; and the jobs of the `ahead` days after."""
    rng = np.random.default_rng(seed)
    born = rng.integers(0, days - 30, size)
    model = BGNBD(r=0.8, alpha=60.0, a=0.8, b=5.0)
    who, when = model.simulate((days + ahead - born).astype(float), seed)
    day = born[who] + np.floor(when).astype(np.int64)
    before = day < days
    money = np.maximum(rng.gamma(6, 10, before.sum()), 0.01)
    order = np.arange(before.sum())
    jobs = jobs_of(who[before], day[before], money, order, size=size, split=0)
    later = np.unique(np.stack([who[~before], day[~before]]), axis=1)[0]
    return jobs, np.bincount(later, minlength=size)


def test_the_range_of_the_orders_of_a_year_holds_about_four_times_in_five() -> None:
    jobs, happened = simulated(3_000, 500, 365, seed=5)
    usage = Usage.of(jobs, 499)
    models = Models.fit(usage)
    assert models is not None
    said = chances(models, usage, np.full(3_000, 90))
    inside = (said.expected_orders_low <= happened) & (happened <= said.expected_orders_high)
    # Whole numbers cannot be split: a range that must hold 80 in 100 holds a few more.
    assert 0.78 <= inside.mean() <= 0.97
    several = usage.x >= 3
    assert 0.75 <= inside[several].mean() <= 0.95


def test_the_chance_to_buy_within_the_horizon_comes_true_as_often_as_said() -> None:
    jobs, happened = simulated(4_000, 500, 90, seed=6)
    usage = Usage.of(jobs, 499)
    models = Models.fit(usage)
    assert models is not None
    still = chances(models, usage, np.full(4_000, 90)).still
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)):
        group = (still >= low) & (still < high)
        if group.sum() > 150:
            assert (happened[group] > 0).mean() == pytest.approx(still[group].mean(), abs=0.08)


@pytest.mark.covers("P3")
@pytest.mark.covers("R57")
def test_someone_with_one_purchase_gets_ranges_and_no_points() -> None:
    jobs, _happened = simulated(400, 500, 30, seed=7)
    usage = Usage.of(jobs, 499)
    models = Models.fit(usage)
    assert models is not None
    said = chances(models, usage, np.full(400, 90))
    once = usage.x == 0
    assert once.any()
    assert (~once).any()
    for name in ("expected_orders", "worth", "loss"):
        assert np.isnan(getattr(said, name)[once]).all()
        assert np.isfinite(getattr(said, name)[~once]).all()
        low, high = getattr(said, f"{name}_low"), getattr(said, f"{name}_high")
        assert (low <= high).all()
        assert (high[once] > 0).any()


@pytest.mark.covers("R57")
@pytest.mark.django_db
def test_losing_a_regular_costs_all_future_sales_and_not_the_last_one(cast: Cast) -> None:
    crowd()
    buys(cast.vets, *every(30, 14, until=5), amount=100)
    found = scored(cast.vets)
    assert found.worth > 600
    assert found.loss > 1.5 * float(found.worth)
    assert found.loss_low < found.loss < found.loss_high


@pytest.mark.covers("P3")
@pytest.mark.covers("R57")
@pytest.mark.django_db
def test_a_new_client_is_told_a_wide_range_and_no_figure(cast: Cast) -> None:
    crowd()
    buys(cast.tomas, 3, amount=500)
    found = scored(cast.tomas)
    assert (found.expected_orders, found.worth, found.loss) == (None, None, None)
    assert found.worth_low < found.worth_high
    assert found.loss_high > found.loss_low + 100
    assert 0 < found.still_low < found.still < found.still_high < 1


@pytest.mark.django_db
def test_with_a_handful_of_clients_nothing_is_guessed(cast: Cast) -> None:
    buys(cast.vets, 60, 40, 20)
    found = scored(cast.vets)
    assert (found.still, found.worth, found.loss_high) == (None, None, None)
    run = ScoringRun.objects.latest("pk")
    assert run.model == ""
    assert run.firm_facts["models"][0]["why_not"] == "too little history"


@pytest.mark.django_db
def test_the_run_says_which_model_it_used_and_what_it_found(cast: Cast) -> None:
    crowd()
    run = score(AS_OF)
    name, spend = run.model.split(" + ")
    assert (spend, run.model_version) == ("gamma-gamma", METHOD)
    assert {"r", "alpha"} < set(run.parameters[name])
    assert [fact["name"] for fact in run.firm_facts["models"]] == [name, spend]


def test_one_bulk_order_does_not_become_a_habit_of_spending() -> None:
    day = np.array([0, 30, 60, 90, 120])
    plain = np.full(5, 100.0)
    bulk = plain.copy()
    bulk[3] = 9000.0
    usages = [
        Usage.of(jobs_of(np.zeros(5, np.int64), day, money, day, size=1, split=0), 150)
        for money in (plain, bulk)
    ]
    assert (usages[0].z[0], usages[1].z[0]) == (100.0, 175.0)


def test_a_horizon_is_twice_the_own_wait_or_what_others_took_within_reason() -> None:
    wait, known = np.array([32.0, 3.0, 400.0, np.nan]), np.array([True, True, True, False])
    assert horizons(wait, known, 50).tolist() == [64, 14, 365, 100]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1e6), st.floats(0, 1e12)), min_size=1, max_size=50),
)
@settings(max_examples=200, deadline=None)
def test_a_range_is_never_nonsense(cases: list[tuple[float, float, float]]) -> None:
    alive, mean, variance = (np.array(column) for column in zip(*cases, strict=True))
    low, high = mixture_range(alive, mean, variance)
    assert np.isfinite(low).all()
    assert np.isfinite(high).all()
    assert (low >= 0).all()
    assert (high >= low).all()


@given(
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 600), st.integers(1, 10**9)), min_size=40, max_size=120
    ),
)
@settings(max_examples=40, deadline=None)
def test_chances_of_any_ledger_are_chances_and_points_lie_in_their_ranges(
    rows: list[tuple[int, int, int]],
) -> None:
    owner = np.array([*range(12), *(row[0] for row in rows)])
    day = np.array([*[0] * 12, *(row[1] for row in rows)])
    units = np.array([*[5.0] * 12, *(row[2] for row in rows)])
    jobs = jobs_of(owner, day, units, np.arange(owner.size), size=12, split=0)
    usage = Usage.of(jobs, 700)
    models = Models.fit(usage)
    if models is None:
        return
    said = chances(models, usage, np.full(12, 90))
    assert ((said.still >= 0) & (said.still <= 1)).all()
    assert ((said.still_low <= said.still + 1e-9) & (said.still <= said.still_high + 1e-9)).all()
    known = usage.x > 0
    assert np.isfinite(said.worth[known]).all()
    assert (said.worth_high >= said.worth_low).all()


def test_spend_is_left_open_where_nobody_ordered_twice() -> None:
    jobs, _happened = simulated(60, 300, 30, seed=8)
    models = Models.fit(Usage.of(jobs, 299))
    assert models is not None
    once = jobs_of(np.arange(3), np.zeros(3, np.int64), np.full(3, 100.0), np.arange(3), size=3, split=0)
    said = chances(replace(models, spend=None), Usage.of(once, 90), np.full(3, 90))
    assert np.isnan(said.worth_high).all()
