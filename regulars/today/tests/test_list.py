"""The morning list: who is on it, in which order, and what the page says when nobody is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulars.lib.attention import Link, Reason
from regulars.lib.money import Money
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import CaseOutcome, Risk, RiskCase, Score, ScoringRun, Standing
from regulars.today import deciding
from regulars.today.listing import morning_list
from regulars.today.models import Decision
from regulars.today.templatetags.figures import figures
from regulars.today.tests.mornings import case, item, morning_of, scored, tomorrow
from tests.cast import Cast
from tests.conftest import signed_in

CANARY = "<script>alert('canary')</script>"


def html(client: Client, query: str = "") -> str:
    response = client.get("/" + query)
    assert response.status_code == 200
    return response.content.decode()


def accounts(count: int) -> list[Account]:
    return Account.objects.bulk_create(Account(name=f"Café {n}", folded=f"cafe {n}") for n in range(count))


def test_the_page_says_who_why_and_what_is_at_stake(cast: Cast, as_dana: Client) -> None:
    scored()
    with morning_of(item(cast.harbour)):
        page = html(as_dana)
    assert "1 person to look after, about 5 minutes." in page
    assert "£2,050" in page
    assert "of yearly value at stake" in page
    orders = f"/accounts/{cast.harbour.pk}/orders/"
    assert (
        f'<a href="{orders}" title="38 orders">Orders about every <em>32</em> days; last was <em>71</em> days ago.</a>'
        in page
    )
    assert "Call Ines" in page
    assert "customers drifting away" in page
    for figure in (
        "86%",
        "▲ 2.1",
        "21% → 79%",
        "38 buyers brought 79%",
        "1 client became a customer.",
        "2 came back.",
    ):
        assert figure in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Spend down 38% to £2,900.", "Spend down <em>38%</em> to <em>£2,900</em>."),
        ("Worth 1.200 € & 'more'", "Worth <em>1.200</em> € &amp; &#x27;more&#x27;"),
        ("Nothing", "Nothing"),
        ("<b>7</b>", "&lt;b&gt;<em>7</em>&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_figures_stand_out_and_nothing_else_is_markup(said: str, shown: str) -> None:
    assert figures(said) == shown


@pytest.mark.covers("R3")
def test_existing_customers_come_before_any_lead(cast: Cast) -> None:
    scored()
    lead = item(cast.quiet, kind="lead", group="win", stake=90_000)
    with morning_of(
        lead, item(cast.harbour, stake=10), item(cast.tomas, kind="previous", group="reach", stake=5)
    ):
        listed = morning_list(cast.dana, cast.firm)
        assert [found.account_name for found in listed.items] == [
            "Harbour Bakery",
            "Tomas Albers",
            "Green Park Dental",
        ]
        assert [group.name for group in listed.groups] == ["keep", "reach", "win"]
        cast.firm.today_limit = 2
        cast.firm.save()
        assert "Green Park Dental" not in [
            found.account_name for found in morning_list(cast.dana, cast.firm).items
        ]


@pytest.mark.covers("R3")
def test_nothing_due_is_said_and_not_filled_up(cast: Cast, as_dana: Client) -> None:
    scored()
    with morning_of():
        page = html(as_dana)
    assert "Nobody needs you this morning" in page
    assert 'class="item"' not in page


def test_when_all_orders_were_taken_back_nobody_is_told_that_all_is_done(cast: Cast, as_dana: Client) -> None:
    scored()
    deciding.put_off(cast.harbour, "risk", by=cast.dana, until=tomorrow())
    with morning_of():
        assert "That is all for today" in html(as_dana)
        Order.objects.all().delete()
        page = html(as_dana)
    assert "No orders yet" in page
    assert "That is all for today" not in page


@pytest.mark.covers("T16")
def test_the_list_is_short_enough_to_finish(cast: Cast, as_dana: Client) -> None:
    scored()
    many = [item(account, stake=100 + n) for n, account in enumerate(accounts(30))]
    with morning_of(*many):
        listed = morning_list(cast.dana, cast.firm)
        assert listed.people == 10
        assert listed.waiting
        assert [found.at_stake.amount for found in listed.items] == sorted(range(120, 130), reverse=True)
        for found in listed.items:
            account = Account.objects.get(pk=found.account_id)
            deciding.put_off(account, "risk", by=cast.dana, until=tomorrow())
        page = html(as_dana)
        assert "That is all for today" in page
        assert "You have looked after 10 people" in page
        assert "can wait until tomorrow" in page
        assert html(as_dana, "?more").count('class="item"') == 10


def test_someone_with_two_reasons_is_one_person(cast: Cast) -> None:
    scored()
    with morning_of(item(cast.harbour, stake=10), item(cast.harbour, kind="thank", group="care", stake=5)):
        assert [found.kind for found in morning_list(None, cast.firm).items] == ["risk"]


def test_two_currencies_are_never_added(cast: Cast, as_dana: Client) -> None:
    scored()
    euros = Money(Decimal(300), "EUR")
    with morning_of(item(cast.harbour), item(cast.vets, at_stake=euros, stake=1)):
        assert morning_list(None, cast.firm).at_stake == [Money(Decimal(2050), "GBP"), euros]
        assert "£2,050 and €300" in " ".join(html(as_dana).split())


def test_without_orders_the_page_asks_for_them(cast: Cast, as_dana: Client) -> None:
    assert "Drop your orders file" in html(as_dana)


def test_records_that_are_behind_are_said_to_be(cast: Cast, as_dana: Client) -> None:
    today = timezone.localdate()
    with morning_of(item(cast.harbour)):
        scored(date(2011, 12, 9))
        page = html(as_dana)
        assert "Your orders reach to Friday 9 December 2011" in page
        assert 'href="/imports/"' in page
        scored(today - timedelta(days=3))
        assert "Bring it up to date" not in html(as_dana)
        assert "the day your orders reach to" in html(as_dana)
        scored(today)
        assert "the day your orders reach to" not in html(as_dana)


def test_whoever_was_let_go_comes_back_with_an_order(cast: Cast) -> None:
    run = scored()
    with morning_of(item(cast.harbour)):
        deciding.let_go(cast.harbour, "risk", by=cast.dana, reason="They closed")
        assert not morning_list(None, cast.firm).items
        Decision.objects.update(at=timezone.now() - timedelta(days=100))
        assert not morning_list(None, cast.firm).items
        scores(cast.harbour, run, last_day=timezone.localdate() - timedelta(days=1))
        assert morning_list(None, cast.firm).items


def scores(account: Account, run: ScoringRun, last_day: date, risk: int = Risk.NONE) -> None:
    Score.objects.create(
        account=account,
        run=run,
        name=account.folded,
        standing=Standing.CUSTOMER,
        last_day=last_day,
        currency="GBP",
        risk=risk,
    )


def test_whoever_was_put_off_comes_back_on_the_day(cast: Cast) -> None:
    scored()
    with morning_of(item(cast.harbour)):
        deciding.put_off(cast.harbour, "risk", by=cast.dana, until=tomorrow())
        assert not morning_list(None, cast.firm).items
        Decision.objects.update(until=timezone.localdate(), at=timezone.now() - timedelta(days=7))
        assert morning_list(None, cast.firm).items


@pytest.mark.parametrize(
    ("outcome", "days", "listed"),
    [
        (CaseOutcome.WAITING, 0, False),
        (CaseOutcome.WAITING, 61, True),
        (CaseOutcome.PROBLEM, 13, False),
        (CaseOutcome.LOST, 300, False),
        (CaseOutcome.CAME_BACK, 0, True),
    ],
)
def test_a_risk_answered_on_the_account_page_is_off_the_list(
    cast: Cast, outcome: CaseOutcome, days: int, listed: bool
) -> None:
    scores(cast.harbour, scored(), last_day=timezone.localdate() - timedelta(days=400), risk=Risk.HIGH)
    risk = case(cast.harbour)
    with morning_of(item(cast.harbour)):
        assert morning_list(None, cast.firm).items
        risk.close(by=cast.dana, outcome=outcome)
        RiskCase.objects.update(closed_at=timezone.now() - timedelta(days=days))
        assert bool(morning_list(None, cast.firm).items) is listed
        if not listed:
            Score.objects.update(last_day=timezone.localdate() + timedelta(days=1))
            assert morning_list(None, cast.firm).items


@pytest.mark.attack("D1")
def test_what_others_wrote_is_shown_as_text(cast: Cast, as_dana: Client) -> None:
    scored()
    cast.firm.word_customers = cast.firm.word_client = CANARY[:40]
    cast.firm.save()
    link = Link(CANARY, f'/x"{CANARY}')
    bad = item(
        cast.harbour,
        account_name=CANARY,
        tag=CANARY,
        reasons=(Reason("x", CANARY, {}, (link,)), Reason("y", CANARY)),
    )
    with morning_of(bad):
        page = html(as_dana)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 4


@pytest.mark.parametrize("count", [10, 1000])
def test_the_page_asks_the_database_at_most_fourteen_times(cast: Cast, as_dana: Client, count: int) -> None:
    scored()
    known = accounts(count)
    for account in known[: count // 2]:
        deciding.put_off(account, "risk", by=cast.dana, until=tomorrow())
    Decision.objects.update(at=timezone.now() - timedelta(days=1))
    with morning_of(*(item(account) for account in known)):
        html(as_dana)
        with CaptureQueriesContext(connection) as queries:
            html(as_dana)
    assert len(queries) <= 14


def test_the_page_is_for_members(cast: Cast, as_dana: Client) -> None:
    assert Client().get("/").status_code == 302
    assert as_dana.post("/").status_code == 405


def test_who_may_only_look_gets_no_buttons(cast: Cast) -> None:
    scored()
    with morning_of(item(cast.harbour)):
        page = html(signed_in(cast.rita))
    assert "Harbour Bakery" in page
    assert "/later/" not in page
