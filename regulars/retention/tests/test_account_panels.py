"""What the account page says of one account: never more certain than its numbers are."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.retention.account.order_chart import Month, month_before, months_shown, order_chart
from regulars.retention.models import CaseOutcome, Risk, RiskCase, Score, ScoringRun, Standing
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, order

QUERIES = 23  # what the page itself and every app's panel ask: see people/tests/test_account_page.py


def read(client: Client, account: Any) -> str:
    """The words of the account page, as a person reads them."""
    answer = client.get(f"/accounts/{account.pk}/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def harbour(cast: Cast) -> Cast:
    for n in range(12):
        order(cast.harbour, date(2026, 9, 11) - timedelta(days=32 * n), 400 + n)
    score(scored(), cast.harbour, risk=Risk.HIGH, top=True, horizon=90)
    return cast


@pytest.mark.covers("P3")
def test_the_chance_is_said_with_its_range_and_its_time(harbour: Cast, as_dana: Client) -> None:
    page = read(as_dana, harbour.harbour)
    assert "Still a customer? 41% likely" in page
    assert "Somewhere between 30% and 53%, to order again within 90 days." in page
    assert "Usually orders every 32 days (26 to 39); it has been 71 days." in page


def test_a_chance_is_never_said_to_be_certain_or_nothing(harbour: Cast, as_dana: Client) -> None:
    Score.objects.update(still=0.999, still_low=0.997, still_high=0.9999)
    page = read(as_dana, harbour.harbour)
    assert "Still a customer? over 99% likely to order again within 90 days." in page
    Score.objects.update(still=0.001, still_low=0.0001, still_high=0.02)
    assert "under 1% likely Somewhere between under 1% and 2%" in read(as_dana, harbour.harbour)


def test_one_day_is_said_as_one(harbour: Cast, as_dana: Client) -> None:
    Score.objects.update(
        interval=1.1, interval_low=1, interval_high=3, last_day=date(2026, 11, 20), horizon=1
    )
    page = read(as_dana, harbour.harbour)
    assert "Usually orders every day (1 to 3); it has been 1 day." in page
    assert "1 days" not in page


def test_the_chance_is_followed_by_how_often_such_worries_were_right(harbour: Cast, as_dana: Client) -> None:
    assert "Of 20 we would have called at risk on 21 May 2026, 13 had not come back 184 days later." in read(
        as_dana, harbour.harbour
    )


def test_where_nothing_worries_the_page_says_how_often_such_calm_was_right(
    harbour: Cast, as_dana: Client
) -> None:
    Score.objects.update(risk=0, reasons=[])
    page = read(as_dana, harbour.harbour)
    assert "we would have called fine on 21 May 2026, " in page
    assert "called at risk" not in page


def test_without_a_back_test_the_page_says_it_was_not_checked(cast: Cast, as_dana: Client) -> None:
    score(scored(backtest=None), cast.harbour)
    assert "cannot be checked yet" in read(as_dana, cast.harbour)


@pytest.mark.covers("R57")
def test_losing_them_costs_all_their_future_orders_and_some_new_clients(
    harbour: Cast, as_dana: Client
) -> None:
    page = read(as_dana, harbour.harbour)
    assert "£2,000 a year, £1,100 to £2,900" in page
    assert (
        "Losing them costs about £4,700 in all (£2,500 to £6,600), and 2 new clients to make up for it"
        in page
    )
    assert "(£1,000)" in page  # what an average buyer bought


@pytest.mark.covers("R57", "P3")
def test_after_one_purchase_there_are_only_ranges(cast: Cast, as_dana: Client) -> None:
    score(
        scored(), cast.tomas, standing=Standing.CLIENT, orders=1, days=1, interval=None, interval_low=None,
        interval_high=None, still=0.22, worth=Decimal(140), loss=Decimal(300), horizon=120,
    )  # fmt: skip
    page = read(as_dana, cast.tomas)
    assert "30% to 53%" in page
    assert "One order so far: too few for a rhythm" in page
    assert "£1,100 to £2,900 in the next 12 months" in page
    assert "nobody can say it closer" in page
    assert "22%" not in page
    assert "£140" not in page
    assert "£300" not in page


def test_somebody_who_never_bought_is_given_no_figures(cast: Cast, as_dana: Client) -> None:
    nothing = dict.fromkeys(
        ("still", "still_low", "still_high", "worth", "worth_low", "worth_high", "loss", "loss_low", "loss_high", "first_day",
         "last_day", "interval", "interval_low", "interval_high")
    )  # fmt: skip
    score(scored(), cast.quiet, standing=Standing.STRANGER, orders=0, days=0, total=0, **nothing)
    page = read(as_dana, cast.quiet)
    assert "Nothing bought yet" in page
    assert "%" not in page.split("Still a customer?")[1].split("Worth")[0]


def test_an_account_that_came_after_the_scoring_is_waited_for(cast: Cast, as_dana: Client) -> None:
    assert "Not worked out yet" in read(as_dana, cast.harbour)


@pytest.mark.covers("P36")
def test_the_standing_is_explained_where_it_stands(harbour: Cast, as_dana: Client) -> None:
    page = read(as_dana, harbour.harbour)
    assert "Customer Customer · Has the habit" in page
    assert "since March 2024 · 12 orders" in page


@pytest.mark.covers("R2")
def test_the_account_page_uses_the_firms_own_words(harbour: Cast, as_dana: Client) -> None:
    type(harbour.firm).objects.update(word_customer="regular", word_clients="newcomers")
    page = read(as_dana, harbour.harbour)
    assert "Still a regular?" in page
    assert "2 new newcomers to make up for it" in page
    assert Score.objects.get(account=harbour.harbour).standing == "customer"


@pytest.mark.covers("R28")
def test_the_most_valuable_are_named_by_the_share_they_really_are(harbour: Cast, as_dana: Client) -> None:
    assert "top 27%" in read(as_dana, harbour.harbour)


def test_more_than_half_of_all_buyers_are_no_top(harbour: Cast, as_dana: Client) -> None:
    run = ScoringRun.objects.get()
    run.firm_facts["pareto"] |= {"customers_share": 0.58}
    run.save()
    page = read(as_dana, harbour.harbour)
    assert "most of the value" in page
    assert "top 58%" not in page


def test_the_chart_says_in_words_what_it_shows(harbour: Cast, as_dana: Client) -> None:
    page = as_dana.get(f"/accounts/{harbour.harbour.pk}/").content.decode()
    label = " ".join(re.search(r'role="img"\s+aria-label="([^"]+)"', page)[1].split())  # type: ignore[index] # there is one
    said = (
        "Bought in 12 months since Sep 2025; the most was £411 in Sep 2025. "
        "The next order was expected about 13 Oct 2026 (7 Oct 2026 to 20 Oct 2026)."
    )
    assert label == f"{said} Seen from 21 Nov 2026."
    # The same beside it, for those who see the picture.
    assert f"{said} In the next 12 months 2 to 8 orders are likely." in read(as_dana, harbour.harbour)


def test_a_next_order_still_to_come_is_said_so(harbour: Cast, as_dana: Client) -> None:
    Score.objects.update(last_day=date(2026, 11, 1), beat_due=date(2026, 12, 3))
    page = read(as_dana, harbour.harbour)
    assert "The next order is expected about 3 Dec 2026 (27 Nov 2026 to 10 Dec 2026)." in page


@pytest.mark.covers("R30")
def test_out_of_season_no_next_order_is_named(harbour: Cast, as_dana: Client) -> None:
    Score.objects.update(seasonal=True, beat_due=None)
    page = read(as_dana, harbour.harbour)
    assert "It is a quiet time of year for them." in page
    assert "The next order" not in page


def test_where_nobody_was_seen_to_leave_the_page_says_so(harbour: Cast, as_dana: Client) -> None:
    run = ScoringRun.objects.get()
    assert "No sign of leaving yet" not in read(as_dana, harbour.harbour)
    run.firm_facts |= {"choice": {"no_leaving_seen": True}}
    run.save()
    said = "No sign of leaving yet: your orders cannot tell a customer who left for good from a slow one."
    assert said in read(as_dana, harbour.harbour)


@pytest.mark.parametrize("number", [1, 2, 17, 60])
@pytest.mark.parametrize("apart", [9, 31, 400])
def test_the_chart_stays_inside_its_frame(number: int, apart: int, harbour: Cast) -> None:
    days = [month_before(date(2026, 9, 11) - timedelta(days=apart * n), 0) for n in range(number)]
    months = [Month(day, Decimal(n - 1), 1) for n, day in enumerate(dict.fromkeys(days))]
    chart = order_chart(harbour.harbour.score, months, date(2026, 11, 21))
    assert chart is not None
    bars = re.findall(r"M([-\d.]+) 52v-([-\d.]+)h([-\d.]+)v", chart.bars)
    assert len(bars) == len(chart.months) <= 36
    assert all(float(x) >= 0 and float(x) + float(width) <= 300 for x, _height, width in bars)
    assert all(3 <= float(height) <= 38 for _x, height, _width in bars)
    assert chart.band is not None
    assert float(chart.band[0]) + float(chart.band[1]) <= 300
    assert 0 <= float(chart.as_of) <= 300


def test_without_orders_there_is_no_chart(harbour: Cast) -> None:
    assert order_chart(harbour.harbour.score, [], date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("interval", "oldest", "shown"),
    [(32, date(2020, 1, 1), 18), (90, date(2020, 1, 1), 36), (32, date(2026, 10, 1), 6)],
)
def test_who_orders_rarely_is_shown_over_longer(
    interval: int, oldest: date, shown: int, harbour: Cast
) -> None:
    of = Score(interval=interval, last_day=date(2026, 11, 1))
    assert months_shown(of, [Month(oldest, Decimal(1), 1)], date(2026, 11, 21)) == shown


@pytest.mark.covers("R31")
def test_an_open_case_shows_its_reasons_and_how_to_close_it(
    harbour: Cast, as_dana: Client, sign_in: Any
) -> None:
    kept = [
        {
            "name": "falling_spend",
            "numbers": {"drop": 0.55, "last_year": "9", "year_before": "20", "currency": "GBP"},
            "orders": [],
        }
    ]
    Score.objects.filter(account=harbour.harbour).update(reasons=kept)
    case = RiskCase.objects.create(
        account=harbour.harbour,
        opened_on=date(2026, 11, 3),
        at_stake=2050,
        currency="GBP",
        act_by=date(2026, 11, 10),
    )
    page = read(as_dana, harbour.harbour)
    assert "Spend down 55% on the year before." in page
    assert "Since 3 Nov 2026, £2,050 at stake. To be answered by 10 Nov 2026." in page
    assert all(str(outcome.label).replace("'", "&#x27;") in page for outcome in CaseOutcome)
    assert "Close the case" not in read(sign_in(harbour.rita), harbour.harbour)
    case.close(by=harbour.dana, outcome=CaseOutcome.WILL_ORDER, note="After the fitting-out")
    closed = read(as_dana, harbour.harbour)
    assert "Will order again. After the fitting-out" in closed
    assert "Open it again" in closed


def test_the_account_page_asks_little_of_the_database(harbour: Cast, as_dana: Client) -> None:
    as_dana.get(f"/accounts/{harbour.harbour.pk}/")
    with CaptureQueriesContext(connection) as queries:
        as_dana.get(f"/accounts/{harbour.harbour.pk}/")
    ours = [query["sql"] for query in queries.captured_queries if "retention_" in query["sql"]]
    assert len(ours) <= 3, ours
    assert len(queries) <= QUERIES, "\n".join(query["sql"][:200] for query in queries.captured_queries)
