"""How right we were and what is coming, in words: true counts, dates, and honesty where there is little."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from regulars.retention.models import Score
from regulars.retention.pictures.saying import about, from_to, short_span, span
from regulars.retention.pictures.seasons import season
from regulars.retention.pictures.shapes import middles
from regulars.retention.tests import made_ahead, made_facts
from regulars.retention.tests.made_facts import scored
from tests.cast import Cast


def read(client: Client, page: str) -> str:
    answer = client.get(f"/retention/{page}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_tracking_picture_says_first_what_was_expected_and_what_came(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "check/")
    assert (
        "From May to October 2026 we expected 312 orders from the 1,090 people known by then; 298 came."
        in words
    )
    assert "That is close." in words
    assert "By then less than a year was on record" in words
    assert "Oct 2026 checked 1,110 1,010 1,020" in words, "the table beside the picture"


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (298, "That is close."),
        (350, "That is 12% more than we expected."),
        (200, "That is 36% fewer than we expected. We were far off"),
    ],
)
def test_a_miss_is_said_as_what_it_is(came: int, said: str, cast: Cast, as_dana: Client) -> None:
    scored(tracking=made_ahead.tracking() | {"came": came})
    assert said in read(as_dana, "check/")


def test_the_line_where_the_check_begins_lies_between_the_two_months(cast: Cast, as_dana: Client) -> None:
    scored()
    page = as_dana.get("/retention/check/").content.decode()
    assert page.count('class="mark risk" x1="500" x2="500"') == 2, "six months before it, six after"
    assert page.count('class="column plain"') == 6
    assert page.count('class="column ok"') == 6


def test_a_week_by_week_check_and_none_at_all_are_pages_too(cast: Cast, as_dana: Client) -> None:
    weeks = [
        {"start": f"2026-10-{day:02d}", "end": f"2026-10-{day + 6:02d}", "came": 3, "expected": 2.6, "learnt": 3.0}
        for day in (1, 8, 15)
    ]  # fmt: skip
    scored(tracking=made_ahead.tracking() | {"step": "week", "periods": weeks, "origin": "2026-10-07"})
    assert "15 – 21 Oct 2026 checked 3 3 3" in read(as_dana, "check/")
    scored(tracking=None)
    assert "Orders: expected, and come" not in read(as_dana, "check/")


@pytest.mark.covers("R30")
def test_words_of_several_days_are_checked_in_true_counts_with_their_season(
    cast: Cast, as_dana: Client
) -> None:
    scored()
    words = read(as_dana, "check/")
    assert (
        "Of 20 we would have called so in spring 2026 (21 May 2026), 13 had not come back by autumn 2026 (21 Nov 2026)."
        in words
    )
    assert "As a share, 65%." in words
    assert "Of 1,200 we would have called so in winter 2026 (21 Feb 2026), 840 had not come back" in words
    assert "Of 70 we would have called fine on that day, 9 had not ordered again. As a share, 13%." in words
    assert "Whom we warn about stays away more often than the others" in words


@pytest.mark.covers("R30")
def test_a_word_said_of_few_people_gets_a_count_and_no_share(cast: Cast, as_dana: Client) -> None:
    scored()
    few = read(as_dana, "check/").split("autumn 2025 (21 Nov 2025)")[1].split("would have called fine")[0]
    assert "3 had not come back" in few
    assert "As a share" not in few
    assert "Fewer than 10 people: too few to say how often the word comes true." in few


def test_nobody_called_and_warnings_that_say_little_are_admitted(cast: Cast, as_dana: Client) -> None:
    calls = [made_ahead.called("2026-05-21", "2026-11-21", 0, 0, 70, 9)]
    scored(backtest=made_facts.backtest() | {"earlier": calls})
    assert "Nobody would have been called so in spring 2026" in read(as_dana, "check/")
    calls = [made_ahead.called("2026-05-21", "2026-11-21", 20, 2, 70, 19)]
    scored(backtest=made_facts.backtest() | {"earlier": calls})
    assert "came back as often as the others: the warnings say little so far." in read(as_dana, "check/")


@pytest.mark.parametrize(
    ("day", "zone", "said"),
    [
        ("2026-05-21", "Europe/London", "spring 2026"),
        ("2026-12-21", "Europe/London", "winter 2026"),
        ("2026-05-21", "Australia/Sydney", "autumn 2026"),
        ("2026-01-03", "Australia/Sydney", "summer 2026"),
        ("2026-05-21", "Africa/Nairobi", ""),
    ],
)
def test_a_season_is_named_only_where_the_zone_has_it(day: str, zone: str, said: str) -> None:
    assert season(date.fromisoformat(day), zone) == said


@pytest.mark.covers("R55")
def test_the_page_ahead_says_how_many_orders_to_be_ready_for(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "ahead/")
    assert (
        "From 22 Nov to 28 Nov 2026 we expect about 12 orders, probably 8 to 16, from the 1,121 people"
        in words
    )
    assert (
        "60 of them order by a rhythm of their own; if each kept to it, 9 orders would come in that week"
        in words
    )
    assert "December 2026 1,053 1,000 to 1,100 9" in words
    assert "Rye loaves RYE 31 22 to 41 6 1,200 40" in words
    assert "eight in ten should hold" in words


@pytest.mark.covers("R55")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"checked": False}, "so the ranges are a guess"),
        ({"items": [], "items_since": None}, "Your orders do not say what was in them"),
        ({"rhythm": 0}, "we expect about 12 orders"),
    ],
)
def test_the_page_ahead_is_honest_about_what_it_lacks(
    changed: dict[str, Any], said: str, cast: Cast, as_dana: Client
) -> None:
    scored(coming=made_ahead.coming() | changed)
    assert said in read(as_dana, "ahead/")
    scored(coming=None)
    assert "A look ahead needs people who have come back." in read(as_dana, "ahead/")


@pytest.mark.covers("R57")
def test_what_losing_somebody_costs_is_told_in_words_with_who_would_cost_most(
    cast: Cast, as_dana: Client
) -> None:
    losing = made_ahead.losing()
    losing["top"] = [{"account": cast.vets.pk, "loss": "9123.00", "low": "6123.00", "high": "12345.00"}]
    scored(losing=losing)
    words = read(as_dana, "value/")
    assert "half would cost you less than £1,700 each, if they left today" in words
    assert "A quarter would cost less than £870, a quarter more than £3,300." in words
    assert "Oyelaran Vets £9,100 £6,100 to £12,000" in words
    assert "40 more have ordered once; one order says too little to name a figure." in words
    assert not Score.objects.exists(), "the page reads the facts, and asks for the names alone"


@pytest.mark.covers("R57")
def test_of_a_handful_no_half_and_no_quarter_is_named(cast: Cast, as_dana: Client) -> None:
    scored(losing=made_ahead.losing() | {"people": 4, "once": 1})
    words = read(as_dana, "value/")
    assert "too few people have ordered twice or more" in words
    assert "1 more has ordered once" in words


@pytest.mark.covers("P5")
def test_after_an_update_that_counts_otherwise_the_pages_say_why_they_wait(
    cast: Cast, as_dana: Client
) -> None:
    scored(definitions=1)
    assert "Since the last update these pages count differently" in read(as_dana, "")


def test_counts_are_set_apart_by_thousands(cast: Cast, as_dana: Client) -> None:
    scored(standing=made_facts.STANDING | {"customer": 12345})
    assert "12,345" in read(as_dana, "")


def test_amounts_and_spans_are_said_as_people_say_them() -> None:
    assert [about(amount, "GBP") for amount in ("2345.67", "46123", "7.4", "0", "99.6")] == [
        "£2,300",
        "£46,000",
        "£7",
        "£0",
        "£100",
    ]
    assert span("2026-03-01", "2026-08-31") == "March to August 2026"
    assert span("2025-12-01", "2026-01-31") == "December 2025 to January 2026"
    assert span("2026-03-01", "2026-03-31") == "March 2026"
    assert span("2025-12-28", "2026-01-03") == "28 Dec 2025 to 3 Jan 2026"
    assert short_span("2026-09-28", "2026-10-04") == "28 Sep – 4 Oct 2026"
    assert from_to("4", "4") == "4"
    assert middles([1.0, 2.0], top=2.0) == "250,50 750,0"
