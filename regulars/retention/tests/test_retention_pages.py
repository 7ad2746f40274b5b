"""The pages under /retention/: what the newest scoring found, in words, with its counts, honest where there is little."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.retention.firm_facts import DEFINITIONS
from regulars.retention.models import ScoringRun, Standing, State
from regulars.retention.tests import made_facts
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, order

PAGES = [
    "",
    "cohorts/",
    "value/",
    "ahead/",
    "path/",
    "check/",
    "groups/",
    "best/",
    "previous/",
    "season/",
    "growth/",
    "claims/",
    "terms/",
]
QUERIES = 12


def read(client: Client, page: str) -> str:
    """The words of a page."""
    answer = client.get(f"/retention/{page}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("page", PAGES)
def test_before_any_scoring_each_page_says_so_kindly(page: str, cast: Cast, as_dana: Client) -> None:
    words = read(as_dana, page)
    assert "Not enough history yet" in words or page == "terms/"


@pytest.mark.parametrize("page", PAGES)
def test_facts_counted_by_other_definitions_are_not_shown(page: str, cast: Cast, as_dana: Client) -> None:
    """P5: the definition never changes between reports unnoticed."""
    scored(definitions=0)
    read(as_dana, page)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_little_of_the_database(page: str, cast: Cast, as_dana: Client) -> None:
    scored()
    with CaptureQueriesContext(connection) as queries:
        as_dana.get(f"/retention/{page}")
    assert len(queries) <= QUERIES


@pytest.mark.parametrize("page", PAGES)
def test_everybody_in_the_firm_may_look_and_nobody_else(
    page: str, cast: Cast, sign_in: Callable[[Any], Client]
) -> None:
    assert sign_in(cast.rita).get(f"/retention/{page}").status_code == 200
    assert sign_in(cast.rita).post(f"/retention/{page}").status_code in {403, 405}
    assert sign_in(cast.dana).post(f"/retention/{page}").status_code == 405
    assert sign_in(cast.otto).get(f"/retention/{page}").status_code == 302
    assert Client().get(f"/retention/{page}").status_code == 302


def test_the_overview_says_how_many_stayed_and_whether_that_is_better(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "")
    assert "86% ▲ +2.0 points" in words
    assert "43 of the 50 customers of a year ago are still with us." in words
    assert "13 of 20 that we would have named as slipping did not come back in the 184 days" in words


def test_standing_over_time_has_its_figures_in_a_table(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "")
    assert "Customers 60 +12" in words
    assert "Nov 2026 1 40 60 12 9" in words


@pytest.mark.covers("R1")
def test_conversion_from_client_to_customer_is_shown_by_month_with_counts(
    cast: Cast, as_dana: Client
) -> None:
    scored()
    words = read(as_dana, "")
    assert "From client to customer" in words
    assert "Nov 2026 10 40 4 10% 6 · 60%" in words
    assert "Nov 2025 10 40 4 – 6 · 60%" in words


@pytest.mark.covers("R2")
def test_the_pages_use_the_firms_own_words_and_the_addresses_keep_the_codes(
    cast: Cast, as_dana: Client
) -> None:
    type(cast.firm).objects.update(
        word_client="customer", word_clients="customers", word_customer="regular", word_customers="regulars"
    )
    scored()
    page = as_dana.get("/retention/").content.decode()
    assert "Regulars kept, 12 months" in page
    assert "From customer to regular" in page
    assert '/customers/?standing=customer">Regulars</a>' in page
    assert '/customers/?standing=client">Customers</a>' in page
    assert "Best regulars" in page
    months = " ".join(as_dana.get("/retention/cohorts/").content.decode().split())
    assert "Of the customers and regulars at the start of the month" in months


@pytest.mark.covers("P8")
def test_the_leaky_bucket_counts_in_and_out_and_leaves_the_pausing_out(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "")
    assert "In the last 12 months 120 came in new, 12 came back, and we lost 36. 100 are in it now." in words
    assert "7 are only pausing" in words
    assert "not counted as lost" in words
    assert "What replacing them costs is not known" in words


@pytest.mark.covers("P8")
def test_the_bucket_says_what_replacing_the_lost_ones_costs(cast: Cast, as_dana: Client) -> None:
    bucket = made_facts.bucket() | {"lost": 140, "replacement_each": "12.00", "replacement": "1680.00"}
    scored(bucket=bucket)
    words = read(as_dana, "")
    assert "The bucket is emptying." in words
    assert "Replacing the 140 lost ones, at £12 for each new client, costs about £1,680." in words


@pytest.mark.covers("P5")
def test_cohorts_are_shown_as_shares_with_counts_and_definitions(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "cohorts/")
    assert "Nov 2025 12 100% 12 50% 6 25% 3" in words
    assert "Dec 2025 3 (few) * 100% 3" in words
    assert "Nov 2026 96% · 96 / 100 4% · 4 / 100 80% · 64 / 80" in words
    assert (
        "Of the clients and customers at the start of the month, the share who still were at its end."
        in words
    )
    assert f"Version {DEFINITIONS}." in words


@pytest.mark.covers("P5")
def test_the_heat_of_a_cell_is_its_tenth(cast: Cast, as_dana: Client) -> None:
    scored()
    page = as_dana.get("/retention/cohorts/").content.decode()
    assert re.search(r'<td class="h10">100%<br><small>12</small></td><td class="h5">50%', page)


@pytest.mark.covers("R28")
def test_the_page_states_this_firms_own_share_never_80_20_as_fact(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "value/")
    assert "Here 27% of buyers bring 80%" in words
    assert "The well-known 80/20 does not hold here: your best 20% bring 71%." in words


@pytest.mark.covers("R28")
@pytest.mark.parametrize(
    ("part", "said"),
    [(0.21, "happens to be close"), (0.05, "rests on fewer people"), (None, "Not enough history")],
)
def test_how_far_from_80_20_it_is_said_in_words(
    part: float | None, said: str, cast: Cast, as_dana: Client
) -> None:
    scored(pareto=made_facts.pareto() | {"customers_share": part})
    assert said in read(as_dana, "value/")


@pytest.mark.covers("M42")
def test_windfalls_and_dry_spells_are_called_against_the_same_month_of_other_years(
    cast: Cast, as_dana: Client
) -> None:
    scored()
    words = read(as_dana, "value/")
    assert "Windfalls: Sep 2026 (£6,000). Dry: Oct 2026 (£6,100)." in words
    assert "80% of the sales of Nov 2026 with a known buyer came from people who had bought before." in words
    assert "2 orders in EUR (140.00) are not in these figures" in words
    assert "Nov 2026 not whole" in words


@pytest.mark.covers("M42")
def test_without_another_year_no_month_is_called_good_or_bad(cast: Cast, as_dana: Client) -> None:
    income = made_facts.income()
    for month in income["months"]:
        month["call"] = None
    scored(months=income)
    assert "every quiet January would look like a danger" in read(as_dana, "value/")


@pytest.mark.covers("P35")
def test_the_path_says_how_long_people_stay_in_each_stage_and_where_they_leave(
    cast: Cast, as_dana: Client
) -> None:
    scored()
    words = read(as_dana, "path/")
    assert (
        "Ever came here 121 The first and the newest 3 Nov 2025 – 20 Nov 2026 Went on to the next 75 62% "
        "Half of them did so within 4 weeks" in words
    )
    assert "Left from here 6 5%" in words
    assert "Who fell silent and came back counts here as if they had never been away." in words
    assert "122 people so far, but nobody wrote down when they came; so no time can be given." in words


def test_the_check_compares_chances_said_with_what_people_did(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "check/")
    assert "Of the 9 people we were least sure of, we thought 0 would order; 1 did." in words
    assert "Over all ten groups our chances were off by 4 in 100: you can take them as they are." in words
    assert "9 few 0 · 5% 1 · 8%" in words
    assert "On the slanted line we were exactly right." in words


@pytest.mark.parametrize(
    ("error", "said"), [(0.08, "good enough to choose whom to call"), (0.2, "not as figures")]
)
def test_chances_that_were_off_say_what_they_are_still_good_for(
    error: float, said: str, cast: Cast, as_dana: Client
) -> None:
    scored(backtest=made_facts.backtest() | {"error": error})
    assert said in read(as_dana, "check/")


def test_a_model_that_was_not_fitted_says_why(cast: Cast, as_dana: Client) -> None:
    scored(
        models=[
            {
                "name": "bg/nbd",
                "parameters": {},
                "errors": {},
                "customers": 3,
                "no_dropout_seen": False,
                "why_not": "Too few people.",
            }
        ]
    )
    assert "Too little history: it takes five people, one of whom came back." in read(as_dana, "check/")


@pytest.mark.covers("P36")
def test_the_words_are_one_vocabulary_with_the_firms_own_names(cast: Cast, as_dana: Client) -> None:
    type(cast.firm).objects.update(word_client="guest")
    words = read(as_dana, "terms/")
    for word in ("Guest", "Customer", "Suspect", "Prospect", "Friction", "Promise", "Lapsed", "Missed beat"):
        assert word in words
    page = as_dana.get("/retention/terms/").content.decode()
    assert 'id="client">Guest</dt>' in page


def test_the_newest_finished_scoring_is_shown_while_another_one_runs(cast: Cast, as_dana: Client) -> None:
    scored()
    ScoringRun.objects.create(as_of="2026-11-22", state=State.RUNNING)
    ScoringRun.objects.create(as_of="2026-11-22", state=State.FAILED)
    assert "As of 21 Nov 2026." in read(as_dana, "")


@pytest.mark.covers("R27")
def test_the_best_are_told_by_how_they_buy_beside_the_others(cast: Cast, as_dana: Client) -> None:
    run = scored()
    for account in (cast.harbour, cast.vets, cast.tomas):
        order(account, run.as_of, 100)
        score(run, account, top=True)
    order(cast.vets, run.as_of, 50, refunded=50)
    order(cast.vets, run.as_of, 400, refunded=390)
    order(cast.tomas, run.as_of, 10, status="unpaid")
    score(run, cast.quiet, top=True, interval=None, last_year=99999)
    words = read(as_dana, "best/")
    assert "Most of them order every month or so." in words
    assert "Given back, of what was billed 0.4% 3.1%" in words
    listed = words.split("Who they are")[1]
    assert "Harbour Bakery" in listed
    for revenue_alone in ("Oyelaran Vets", "Tomas Albers", "Green Park Dental"):
        assert revenue_alone not in listed


def test_a_profile_of_few_people_is_not_made(cast: Cast, as_dana: Client) -> None:
    best = made_facts.best()
    best["best"] = best["best"] | {"people": 4}
    scored(best=best)
    assert "A profile needs at least five people" in read(as_dana, "best/")


def test_standing_codes_and_the_pages_agree(cast: Cast, as_dana: Client) -> None:
    scored()
    page = as_dana.get("/retention/path/").content.decode()
    assert re.findall(r"standing=(\w+)", page) == Standing.values
