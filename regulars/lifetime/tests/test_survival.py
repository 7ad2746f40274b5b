"""Contracts and durations: what share is still there."""

import numpy as np
import pytest

from regulars.lifetime import ShiftedBetaGeometric, delta_range, kaplan_meier


def test_kaplan_meier_of_the_textbook_example() -> None:
    # Gehan's leukaemia trial, 6-MP arm (Cox & Oakes 1984): S(6) .857, S(7) .807, S(10) .753, S(23) .448.
    times = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    left = [True] * 9 + [False] * 12
    curve = kaplan_meier(times, left)
    told = [curve.at(t) for t in (5, 6, 7, 10, 13, 16, 22, 23, 100)]
    assert told == pytest.approx([1, 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448, 0.448], abs=5e-4)
    assert curve.median == 23
    assert np.all(curve.low <= curve.share)
    assert np.all(curve.high >= curve.share)
    halves = kaplan_meier([t / 2 + 0.1 for t in times], left)
    np.testing.assert_allclose(halves.share, curve.share)


def test_weights_stand_for_repeated_durations() -> None:
    weighted = kaplan_meier([1, 2, 3], [True, False, True], weights=[2, 3, 1])
    plain = kaplan_meier([1, 1, 2, 2, 2, 3], [True, True, False, False, False, True])
    np.testing.assert_allclose(weighted.share, plain.share)


def test_nobody_watched_or_nobody_leaving_is_no_trouble() -> None:
    assert kaplan_meier([], []).share.size == 0
    still = kaplan_meier([3, 4], [False, False])
    assert still.share.tolist() == [1, 1]
    assert np.isnan(still.median)
    loyal = ShiftedBetaGeometric.fit([4, 5, 6], [False] * 3)
    assert loyal.no_dropout_seen
    assert 0.99 < float(loyal.survival(10)) <= 1
    cautious = ShiftedBetaGeometric.fit([4, 5, 6], [False] * 3, prior="weak")
    assert 0.2 < float(cautious.survival(10)) < 1


def test_renewals_to_come_are_the_sum_of_survivals() -> None:
    model = ShiftedBetaGeometric(0.668, 3.806)
    ahead = model.expected_renewals([0, 4], 12)
    ratio = [(model.survival(n + np.arange(1, 13)) / model.survival(n)).sum() for n in (0, 4)]
    np.testing.assert_allclose(ahead, ratio)
    assert ahead[1] > ahead[0]
    assert np.all(model.expected_renewals([0, 4], 12, discount=0.1) < ahead)
    assert model.retention(1) == pytest.approx(3.806 / 4.474)


@pytest.mark.parametrize(
    ("periods", "left", "says"),
    [([0], [True], "before the first"), ([1.5], [False], "whole"), ([], [], "at least")],
)
def test_impossible_contracts_are_refused(periods: list[float], left: list[bool], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ShiftedBetaGeometric.fit(periods, left)


def test_a_simulated_contract_ledger_gives_the_parameters_back() -> None:
    truth = ShiftedBetaGeometric(0.668, 3.806)
    watched = np.tile(np.arange(0, 9), 20_000)
    periods, left = truth.simulate(watched, seed=3)
    assert np.all(periods <= watched)
    assert np.all(periods[left] >= 1)
    assert not left[watched == 0].any()
    found = ShiftedBetaGeometric.fit(periods, left)
    for name, error in found.standard_errors.items():
        assert abs(found.params[name] - truth.params[name]) < 4 * error
    shares = kaplan_meier(periods, left).at(np.arange(1, 9))
    np.testing.assert_allclose(shares, truth.survival(np.arange(1, 9)), atol=0.006)


def test_a_survival_curve_has_a_range_that_narrows_with_more_contracts() -> None:
    def width(n: int) -> float:
        periods, left = ShiftedBetaGeometric(0.7, 2.0).simulate(np.full(n, 6), seed=1)
        model = ShiftedBetaGeometric.fit(periods, left, prior="weak")
        low, high = delta_range(model, lambda one: one.survival(12), chance=True)
        assert 0 < low < model.survival(12) < high < 1
        return float(high - low)

    assert width(12) > 2 * width(200) > 2 * width(5_000)
