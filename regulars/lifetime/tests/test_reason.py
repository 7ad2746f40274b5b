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
