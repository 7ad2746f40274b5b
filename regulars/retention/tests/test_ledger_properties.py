"""The arrays behind the scores, against the same thing done slowly, on ledgers nobody thought of."""

from itertools import groupby

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.retention.scoring.ledger import Jobs, jobs_of
from regulars.retention.scoring.standings import Rules, Waits, standings_at
from regulars.retention.standing import LAPSED_DAYS, LOST_DAYS

Rows = list[tuple[int, int]]
PEOPLE = 6
rows_of_orders = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 1500)), max_size=80)


def jobs_from(rows: Rows, split: int = 0) -> Jobs:
    """Everybody bought on day 0, so that everybody has a job."""
    everyone = [*((who, 0) for who in range(PEOPLE)), *rows]
    owner, day = np.array([who for who, _ in everyone]), np.array([day for _, day in everyone])
    return jobs_of(owner, day, np.ones(owner.size), np.arange(owner.size), size=PEOPLE, split=split)


def slowly(rows: Rows, split: int) -> list[list[int]]:
    """Each person's job days, one order after another."""
    everyone = sorted({*((who, 0) for who in range(PEOPLE)), *rows})
    found = []
    for _who, orders in groupby(everyone, key=lambda row: row[0]):
        begun: list[int] = []
        for _, day in orders:
            if not begun or day - begun[-1] > split:
                begun.append(day)
        found.append(begun)
    return found


@given(rows_of_orders, st.integers(0, 40))
@settings(deadline=None)
def test_jobs_are_merged_as_one_would_by_hand(rows: Rows, split: int) -> None:
    jobs = jobs_from(rows, split)
    days = [jobs.day[jobs.offsets[who] : jobs.offsets[who + 1]].tolist() for who in range(PEOPLE)]
    assert days == slowly(rows, split)
    assert jobs.net.sum() == PEOPLE + len(rows)
    assert jobs.owner.tolist() == np.repeat(np.arange(PEOPLE), jobs.count).tolist()


@given(rows_of_orders, st.integers(-5, 1600))
@settings(deadline=None)
def test_how_many_jobs_by_a_day_is_what_counting_gives(rows: Rows, day: int) -> None:
    jobs = jobs_from(rows)
    assert jobs.count_until(day).tolist() == [sum(job <= day for job in days) for days in slowly(rows, 0)]


@given(rows_of_orders, st.integers(0, 1600), st.booleans())
@settings(deadline=None)
def test_a_standing_of_the_past_knows_nothing_of_what_came_later(rows: Rows, day: int, one_off: bool) -> None:
    rules = Rules(habit=2, rhythm=3, typical=90, one_off=one_off)
    jobs = jobs_from(rows)
    then, _places = jobs.until(day)
    told = standings_at(jobs, Waits.of(jobs), rules, day)
    known = standings_at(then, Waits.of(then), rules, day)
    assert told.code.tolist() == known.code.tolist()
    assert told.seasonal.tolist() == known.seasonal.tolist()


@given(rows_of_orders, st.integers(1500, 3000))
@settings(deadline=None)
def test_nobody_lapses_within_their_wait_or_is_lost_without_lapsing_first(rows: Rows, day: int) -> None:
    jobs = jobs_from(rows)
    now = standings_at(jobs, Waits.of(jobs), Rules(habit=2, rhythm=3, typical=90, one_off=False), day)
    beyond = day - jobs.last - now.wait
    assert (beyond[now.code == 3] > LAPSED_DAYS[0]).all()
    assert (beyond[now.code == 4] > LOST_DAYS[0]).all()
    assert (now.lapsed_after < now.lost_after).all()
