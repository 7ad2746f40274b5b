"""A choice says why it came out as it did, in facts a product can put into words."""

import json

import numpy as np
import pytest

from regulars.lifetime import BGNBD, Log, TooFewCustomers, choose
from regulars.lifetime.choice import CANDIDATES
from regulars.lifetime.reason import METHOD
from regulars.lifetime.tests.conftest import CDNOW_END
from regulars.lifetime.tests.conftest import Log as Columns


def firm(customers: int, days: int) -> Log:
    first = np.random.default_rng(customers).integers(0, days, customers)
    who, when = BGNBD(0.6, 30.0, 0.5, 3.0).simulate((days - first).astype(float), seed=2)
    return Log(who, first[who] + np.floor(when).astype(np.int64))


def test_the_reason_names_the_winner_the_runners_up_and_what_was_kept(sample_log: Columns) -> None:
    quick = {name: CANDIDATES[name] for name in ("NBD", "MBG/NBD")}
    reason = choose(Log(*sample_log), CDNOW_END, 180, candidates=quick).reason
    assert (reason.method, reason.chosen, reason.compared) == (METHOD, reason.losses[0][0], "compared")
    assert reason.customers == reason.fitted == 2357
    assert {name for name, _ in reason.losses} == set(quick)
    [(_, behind)] = reason.runners_up
    assert behind > 0
    assert len(reason.origins) == 3
    assert all(day + ahead <= CDNOW_END for day, ahead in reason.origins)
    assert reason.season == "one_cohort"
    assert reason.chances.kept == (reason.chances.gain > 0)


def test_a_reason_can_be_stored_as_json(sample_log: Columns) -> None:
    quick = {"NBD": CANDIDATES["NBD"]}
    told = choose(Log(*sample_log), CDNOW_END, 180, candidates=quick).reason.told()
    again = json.loads(json.dumps(told))
    assert again["chosen"] == "NBD"
    assert again["chances"].keys() == {"kept", "without", "with_it"}


def test_a_firm_too_young_is_told_from_one_too_small() -> None:
    young, small = choose(firm(200, 30), 30, 90), choose(firm(20, 700), 700, 90)
    assert (young.reason.compared, small.reason.compared) == ("too_short", "too_few")
    assert young.reason.runners_up == ()
    assert young.reason.chances.gain == 0
    assert not young.compared


@pytest.mark.parametrize("customers", [0, 1, 4])
def test_fewer_than_five_customers_are_refused_with_their_number(customers: int) -> None:
    late = Log(np.arange(10), np.where(np.arange(10) < customers, 3, 50))
    with pytest.raises(TooFewCustomers) as refused:
        choose(late, 40, 30)
    assert (refused.value.customers, refused.value.least) == (customers, 5)


def test_people_who_all_came_on_the_last_day_are_no_customers_yet() -> None:
    with pytest.raises(TooFewCustomers) as refused:
        choose(Log(np.arange(300), np.full(300, 40)), 40, 30)
    assert refused.value.customers == 0


def odd_logs() -> dict[str, Log]:
    """Firms whose logs leave something out that models live on."""
    rng, many = np.random.default_rng(0), np.arange(200)
    return {
        "nobody came twice": Log(many, rng.integers(0, 700, 200)),
        "all on one day": Log(np.repeat(many, 3), np.full(600, 5)),
        "one buys daily": Log(
            np.append(many, np.zeros(600, int)), np.append(rng.integers(0, 700, 200), np.arange(600))
        ),
        "a subscription": Log(np.repeat(many, 24), np.tile(np.arange(24) * 30, 200)),
        "once a year": Log(np.repeat(many, 4), np.tile([0, 366, 731, 1096], 200) - 400),
        "long ended": Log(np.repeat(many, 2), rng.integers(-2000, -1800, 400)),
        "all refunded": Log(np.repeat(many, 2), rng.integers(0, 700, 400), np.tile([10.0, -10.0], 200)),
    }


@pytest.mark.parametrize("kind", odd_logs())
def test_an_odd_log_gets_a_choice_without_nonsense(kind: str) -> None:
    quick = {name: CANDIDATES[name] for name in ("NBD", "MBG/NBD")}
    choice = choose(odd_logs()[kind], 720, 180, candidates=quick)
    people = choice.base.x, choice.base.t_x, choice.base.T, choice.ahead(180)
    expected, chance = choice.expected_purchases(*people), choice.p_buys(*people)
    assert np.isfinite(expected).all()
    assert (expected >= 0).all()
    assert ((chance >= 0) & (chance <= 1)).all()
