"""Forecasts made on a past day against what followed."""

import numpy as np
import pytest

from regulars.lifetime import BGNBD, MBGNBD, NBD, Log, ParetoNBD, latest_origin, replay, rolling, score
from regulars.lifetime.tests.conftest import CDNOW_END, day_number
from regulars.lifetime.tests.conftest import Log as Columns

HOLDOUT = 273
KNOWN = {
    NBD: (2929.8, 1.0410, 1.8595, 0.7739, 0.5745, 0.1821, 0.134),
    BGNBD: (1653.4, 0.7855, 1.6080, 0.7569, 0.5056, 0.1612, 0.053),
    MBGNBD: (1576.7, 0.7648, 1.6072, 0.7601, 0.5053, 0.1614, 0.055),
    ParetoNBD: (1665.5, 0.7545, 1.6028, 0.7712, 0.5084, 0.1619, 0.068),
}


@pytest.mark.parametrize("model", KNOWN)
def test_the_cdnow_holdout_scores_as_computed_elsewhere(
    model: type[NBD] | type[BGNBD] | type[MBGNBD] | type[ParetoNBD], sample_log: Columns
) -> None:
    past = replay(
        Log(*sample_log), CDNOW_END, HOLDOUT, lambda base: model.fit(base.x, base.t_x, base.T), unit=7
    )
    total, mae, rmse, auc, loss, brier, ece = KNOWN[model]
    found = past.scores
    assert found.actual_total == 1882
    assert past.end == day_number("1998-06-30")
    assert (past.actual > 0).mean() == pytest.approx(0.290, abs=5e-4)
    assert found.predicted_total == pytest.approx(total, abs=0.051)
    assert (found.mae, found.rmse, found.auc) == pytest.approx((mae, rmse, auc), abs=5.1e-5)
    assert found.brier == pytest.approx(brier, abs=5.1e-5)
    # The other code cut chances off short of 1, which NBD's heavy buyers reach.
    assert found.log_loss == pytest.approx(loss, abs=1.5e-4)
    assert found.ece == pytest.approx(ece, abs=2e-3)


def test_customers_called_at_risk_are_counted_against_what_happened(sample_log: Columns) -> None:
    past = replay(Log(*sample_log), CDNOW_END, HOLDOUT, unit=7)
    assert 0 < past.at_risk < past.base.ids.size
    assert past.not_back == (past.actual[past.chance < 0.5] == 0).sum()
    assert past.not_back / past.at_risk > 0.7


def test_what_follows_the_origin_does_not_reach_the_forecast(sample_log: Columns) -> None:
    ids, days, money = sample_log
    whole = replay(Log(ids, days, money), CDNOW_END, 100)
    keep = (days <= CDNOW_END) | (days == CDNOW_END + 100)
    cut = replay(Log(ids[keep], days[keep], money[keep]), CDNOW_END, 100)
    np.testing.assert_array_equal(whole.expected, cut.expected)
    assert whole.scores.actual_total > cut.scores.actual_total


def test_a_rolling_back_test_goes_origin_by_origin(sample_log: Columns) -> None:
    origins = [CDNOW_END, CDNOW_END - 60, CDNOW_END + 60]
    tests = rolling(Log(*sample_log), origins, 90)
    assert [one.origin for one in tests] == sorted(origins)
    assert all(one.scores.told.size == 10 for one in tests)


def test_a_log_that_ends_before_the_horizon_is_refused() -> None:
    log = Log([1, 1, 2], [1, 20, 40], None)
    with pytest.raises(ValueError, match="must reach"):
        replay(log, 30, 11)
    with pytest.raises(ValueError, match="Nobody"):
        replay(log, 0, 10)
    assert latest_origin(log, 15) == 25
    assert latest_origin(log, 30) is None


def test_a_single_customer_can_be_tested() -> None:
    past = replay(Log(["only"] * 3, [1, 20, 40]), 30, 10)
    assert past.scores.customers == 1
    assert past.actual.tolist() == [1]
    assert np.isnan(past.scores.auc)


def test_perfect_forecasts_score_perfectly() -> None:
    actual = np.array([0, 0, 1, 2] * 10)
    best = score(actual, actual > 0, actual)
    assert (best.mae, best.rmse, best.brier, best.ece, best.auc, best.bias) == (0, 0, 0, 0, 1, 0)
    assert best.log_loss < 1e-9
