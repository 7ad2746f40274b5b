"""The beat of each customer, and when it is missed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.lifetime import Rhythm, layout, rhythms


def of(days: list[int], today: int, least: int = 3) -> Rhythm:
    return rhythms([0, len(days)], days, today, least=least)


def test_a_monthly_customer_silent_for_two_months_misses_a_beat() -> None:
    days = [0, 30, 61, 90, 121]
    beat = of(days, today=121 + 62)
    assert beat.usual[0] == 30.5
    assert beat.due[0] == 151.5
    assert beat.missed[0]
    assert not of(days, today=121 + 33).missed[0]


def test_one_long_gap_hardly_moves_the_beat() -> None:
    steady, bent = of([0, 30, 60, 90, 120], 200), of([0, 30, 60, 90, 120, 420], 430)
    assert steady.usual[0] == bent.usual[0] == 30
    assert bent.high[0] == 30


@pytest.mark.covers("R55")
def test_two_purchases_are_too_few_to_miss_a_beat() -> None:
    beat = of([0, 10], today=1000)
    assert beat.purchases[0] == 2
    assert not beat.known[0]
    assert not beat.missed[0]
    assert of([0, 10], today=1000, least=2).missed[0]


def test_a_customer_of_one_purchase_has_no_beat() -> None:
    beat = of([4], today=9)
    assert np.isnan(beat.usual[0])
    assert np.isnan(beat.due[0])
    assert beat.silence[0] == 5


def test_a_summer_pause_that_happened_last_year_is_not_a_missed_beat() -> None:
    year_one = [0, 20, 40, 60, 200, 220, 240, 260, 280, 300, 320, 340]
    year_two = [365, 385, 405, 425]
    today = 425 + 100
    beat = of(year_one + year_two, today)
    assert beat.seasonal[0]
    assert not beat.missed[0]
    steady = of([*range(0, 341, 20), *year_two], today)
    assert steady.missed[0]
    overdue = of(year_one + year_two, 425 + 200)
    assert overdue.missed[0]


def test_irregular_customers_are_given_more_time() -> None:
    irregular = [0, 5, 65, 70, 140, 145, 210]
    assert not of(irregular, 210 + 80).missed[0]
    assert of(irregular, 210 + 160).missed[0]


def test_the_layout_merges_days_and_sorts() -> None:
    ids, offsets, days = layout(["b", "a", "b", "b"], [9, 4, 2, 9])
    assert ids.tolist() == ["a", "b"]
    assert offsets.tolist() == [0, 1, 3]
    assert days.tolist() == [4, 2, 9]


def test_a_day_before_a_purchase_is_refused() -> None:
    with pytest.raises(ValueError, match="before a purchase"):
        of([1, 5], today=4)


@given(st.lists(st.lists(st.integers(0, 900), min_size=1, max_size=12, unique=True), min_size=1, max_size=6))
def test_many_customers_at_once_equal_each_alone(people: list[list[int]]) -> None:
    people = [sorted(days) for days in people]
    offsets = np.append(0, np.cumsum([len(days) for days in people]))
    together = rhythms(offsets, np.concatenate([np.array(d) for d in people]), today=1000)
    for i, days in enumerate(people):
        alone = of(days, today=1000)
        gaps = np.diff(days)
        if len(gaps):
            expected = np.percentile(gaps, [25, 50, 75])
            np.testing.assert_allclose([together.low[i], together.usual[i], together.high[i]], expected)
        assert together.known[i] == alone.known[0]
        assert together.silence[i] == alone.silence[0]
