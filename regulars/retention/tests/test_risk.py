"""Who is slipping, by named reasons with their evidence; who is not flagged although it may look so (R30, R55, R20)."""

from datetime import datetime, time

import pytest

from regulars.retention.models import Risk, ScoringRun, Standing
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every, firm, reason, scored
from regulars.timeline.models import Channel, Touch
from tests.cast import LONDON, Cast, account, order

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R30")
@pytest.mark.covers("R55")
def test_a_missed_beat_names_its_numbers_and_the_orders_it_rests_on(cast: Cast) -> None:
    orders = buys(cast.harbour, *every(32, 10, until=71), amount=240)
    found = scored(cast.harbour)
    missed = reason(found, "missed_beat")
    assert missed is not None
    assert missed["numbers"] == {
        "interval": 32.0, "low": 32.0, "high": 32.0, "silence": 71, "orders": 10, "last": ago(71).isoformat(),
    }  # fmt: skip
    assert missed["orders"] == [made.pk for made in reversed(orders)]
    assert found.risk == Risk.HIGH
    assert (found.interval, found.usual_amount, found.beat_due) == (32.0, 240, ago(39))
    assert found.priority > 0
    assert found.at_stake > 0


@pytest.mark.covers("R55")
def test_two_orders_are_no_rhythm_and_no_missed_beat(cast: Cast) -> None:
    buys(cast.harbour, 200, 190)
    found = scored(cast.harbour)
    assert found.interval is None
    assert found.beat_due is None
    assert reason(found, "missed_beat") is None


@pytest.mark.covers("R55")
def test_the_firm_says_how_many_orders_make_a_rhythm(cast: Cast) -> None:
    buys(cast.harbour, *every(10, 4, until=40))
    assert reason(scored(cast.harbour), "missed_beat") is not None
    firm(rhythm_orders=5)
    assert reason(scored(cast.harbour), "missed_beat") is None


@pytest.mark.covers("R55")
def test_one_bulk_order_bends_neither_the_rhythm_nor_the_usual_amount(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=10), amount=100)
    buys(cast.harbour, 25, amount=9000)
    found = scored(cast.harbour)
    assert found.interval == 30.0
    assert found.usual_amount == 100
    assert found.risk == Risk.NONE


def test_one_bulk_order_is_not_a_yearly_value(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(30, 8, until=80), amount=100)
    buys(cast.harbour, 100, amount=9000)
    assert scored(cast.harbour).at_stake < 1500


@pytest.mark.covers("R30")
def test_nobody_is_flagged_out_of_season(cast: Cast) -> None:
    summers = [days for year in (0, 365, 730) for days in (300 + year, 315 + year, 330 + year, 345 + year)]
    buys(cast.harbour, *sorted(summers, reverse=True))
    found = scored(cast.harbour)
    assert (found.risk, found.reasons, found.seasonal) == (Risk.NONE, [], True)


def test_who_misses_the_season_is_flagged_when_it_has_come(cast: Cast) -> None:
    """Work began 400 and 765 days ago, each time for two months; this year it should have begun 35 days ago."""
    summers = [days for year in (0, 365) for days in (355 + year, 370 + year, 385 + year, 400 + year)]
    buys(cast.harbour, *sorted(summers, reverse=True))
    assert scored(cast.harbour, ago(60)).risk == Risk.NONE
    found = scored(cast.harbour)
    assert reason(found, "missed_beat") is not None
    assert found.standing == Standing.LAPSED  # not lost on the day the season opens


@pytest.mark.covers("R30")
def test_falling_spend_compares_a_year_with_the_year_before(cast: Cast) -> None:
    buys(cast.vets, *every(30, 12, until=370), amount=100)
    buys(cast.vets, *every(30, 12, until=5), amount=60)
    fell = reason(scored(cast.vets), "falling_spend")
    assert fell is not None
    assert fell["numbers"] == {
        "drop": 0.4, "last_year": "720.00", "year_before": "1200.00", "currency": "GBP",
    }  # fmt: skip
    assert scored(cast.vets).at_stake == 480


def test_a_bulk_order_last_year_is_no_fall_this_year(cast: Cast) -> None:
    buys(cast.vets, *every(30, 24, until=5), amount=100)
    buys(cast.vets, 500, amount=5000)
    assert reason(scored(cast.vets), "falling_spend") is None


def test_a_client_who_did_not_come_back_is_flagged_after_what_others_took(cast: Cast) -> None:
    crowd()
    buys(cast.tomas, 25)
    assert scored(cast.tomas).risk == Risk.NONE
    found = scored(cast.tomas, ago(-20))
    once = reason(found, "one_time_not_back")
    assert once is not None
    assert once["numbers"]["silence"] == 45
    assert found.risk == Risk.WATCH


@pytest.mark.covers("R20")
def test_first_won_in_the_same_season_last_year_and_not_back_says_whether_anyone_asked(cast: Cast) -> None:
    crowd()
    buys(cast.tomas, 360, amount=80)
    buys(cast.vets, 350, amount=90)
    Touch.objects.create(account=cast.vets, member=cast.sam, channel=Channel.CALL, at=noon(30))
    score(AS_OF)
    tomas, vets = (
        reason(cast.tomas.score, "same_season_not_back"),
        reason(cast.vets.score, "same_season_not_back"),
    )
    assert tomas is not None
    assert vets is not None
    assert (tomas["numbers"]["first"], tomas["numbers"]["asked"]) == (ago(360).isoformat(), None)
    assert vets["numbers"]["asked"] == ago(30).isoformat()
    run = ScoringRun.objects.done().first()
    assert run is not None
    season = run.firm_facts["same_season"]
    assert (season["won"], season["not_back"], season["asked"]) == (2, 2, 1)


@pytest.mark.covers("R20")
def test_one_off_needs_are_no_failed_returns(cast: Cast) -> None:
    """A wedding photographer: nobody is missed for not marrying again."""
    firm(one_off=True)
    crowd()
    buys(cast.tomas, 360, amount=80)
    found = scored(cast.tomas)
    assert (found.risk, found.reasons, found.standing) == (Risk.NONE, [], Standing.CLIENT)
    run = ScoringRun.objects.done().first()
    assert run is not None
    assert run.firm_facts["same_season"] is None


def test_who_came_back_later_than_the_season_is_not_listed(cast: Cast) -> None:
    crowd()
    buys(cast.tomas, 360, 200, amount=80)
    assert reason(scored(cast.tomas), "same_season_not_back") is None


def test_contacts_without_an_answer_are_told_and_an_answer_ends_them(cast: Cast) -> None:
    buys(cast.harbour, *every(32, 10, until=71))
    for back in (20, 10):
        Touch.objects.create(
            account=cast.harbour,
            member=cast.sam,
            channel=Channel.WRITE,
            at=noon(back),
        )
    silent = reason(scored(cast.harbour), "unanswered")
    assert silent is not None
    assert silent["numbers"] == {"times": 2, "last": ago(10).isoformat()}
    Touch.objects.create(
        account=cast.harbour, member=cast.sam, channel=Channel.CALL, two_way=True,
        at=noon(5),
    )  # fmt: skip
    assert reason(scored(cast.harbour), "unanswered") is None


def test_who_asked_not_to_be_contacted_has_no_place_on_the_list(cast: Cast) -> None:
    buys(cast.harbour, *every(32, 10, until=71))
    cast.harbour.do_not_contact = True
    cast.harbour.save()
    found = scored(cast.harbour)
    assert (found.risk, found.priority, found.win_back) == (Risk.NONE, 0, 0)


def test_a_fresh_missed_beat_comes_before_the_same_silence_long_ago(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(30, 8, until=50), amount=100)
    buys(cast.vets, *every(30, 8, until=140), amount=100)
    score(AS_OF)
    assert cast.harbour.score.priority > cast.vets.score.priority > 0


def test_more_at_stake_comes_first_among_equals(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(30, 8, until=60), amount=300)
    buys(cast.vets, *every(30, 8, until=60), amount=100)
    score(AS_OF)
    assert cast.harbour.score.priority > 2 * cast.vets.score.priority


def test_the_lost_are_not_at_risk_but_may_be_won_back_by_what_they_brought(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(30, 8, until=300), amount=300)
    buys(cast.vets, *every(30, 8, until=300), amount=100)
    score(AS_OF)
    harbour, vets = cast.harbour.score, cast.vets.score
    assert (harbour.standing, harbour.risk) == (Standing.LOST, Risk.NONE)
    assert harbour.win_back > vets.win_back > 0


def test_orders_after_the_day_looked_from_are_ignored(cast: Cast) -> None:
    buys(cast.harbour, *every(32, 10, until=71), 3)
    assert scored(cast.harbour, ago(4)).risk == Risk.HIGH
    assert scored(cast.harbour).risk == Risk.NONE


def test_orders_in_another_currency_are_counted_apart_and_in_no_sum(cast: Cast) -> None:
    buys(cast.vets, 40, 20, amount=100)
    order(cast.vets, ago(5), "70.00", currency="EUR")
    found = scored(cast.vets)
    assert (found.total, found.last_year, found.usual_amount) == (200, 200, 100)
    run = ScoringRun.objects.done().first()
    assert run is not None
    assert run.firm_facts["other_currencies"] == [{"currency": "EUR", "orders": 1, "net": "70.00"}]


def noon(back: int) -> datetime:
    return datetime.combine(ago(back), time(12), tzinfo=LONDON)


def test_an_order_in_another_currency_is_an_order_all_the_same(cast: Cast) -> None:
    order(cast.vets, ago(40), "70.00", currency="EUR")
    order(cast.vets, ago(5), "70.00", currency="EUR")
    found = scored(cast.vets)
    assert (found.standing, found.orders, found.last_day) == (Standing.CUSTOMER, 2, ago(5))
    assert (found.total, found.usual_amount, found.top) == (0, None, False)


def test_absurd_amounts_stop_no_scoring(cast: Cast) -> None:
    crowd(12)
    for back in (60, 40, 20):
        for part in range(30):
            order(cast.vets, ago(back), "99999999999999.99", external_id=f"{back}-{part}")
    assert scored(cast.vets).total > 8 * 10**15


def test_an_empty_installation_can_be_scored(cast: Cast) -> None:
    account("One more nobody")
    run = score(AS_OF)
    assert run.state == "done"
    assert run.accounts == 5
    assert run.firm_facts["standing"]["stranger"] == 5
    assert run.firm_facts["backtest"] is None
    assert run.firm_facts["models"][0]["why_not"]
