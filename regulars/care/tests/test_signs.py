"""Signs of risk: what they had to ask for first, rivals near them, mistakes of ours. R32, R36, R59."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from regulars.care.due import ASKED, due
from regulars.care.models import AskedFirst, Drill, Incident, Rival
from regulars.care.tests.given import ago, care_page, new, today
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, order
from tests.conftest import signed_in


def asks(cast: Cast, *days: int) -> None:
    for number in days:
        AskedFirst.note(cast.harbour, by=cast.sam, wanted="discount", words="", asked_on=ago(number))


@pytest.mark.covers("R32")
def test_asking_first_counts_as_a_risk_and_twice_in_ninety_days_is_one_to_act_on(
    cast: Cast, as_dana: Client
) -> None:
    address = reverse("account", args=[cast.harbour.pk])
    asks(cast, 100, 30)
    assert "They had to ask us first, for a better price." in as_dana.get(address).content.decode()
    assert not due(today(), 5, kinds=[ASKED])
    asks(cast, 2)
    page = as_dana.get(address).content.decode()
    assert "They had to ask us first 2 times in 90 days. They may be asking others too." in page
    assert '<span class="tag risk">risk</span>' in page
    assert [one.account_id for one in due(today(), 5, kinds=[ASKED])] == [cast.harbour.pk]


@pytest.mark.covers("R32")
def test_whoever_writes_it_down_is_thanked_and_never_counted(cast: Cast) -> None:
    sam = signed_in(cast.sam)
    data = {"wanted": "help", "words": "with the oven", "asked_on": today().isoformat()}
    answer = sam.post(new(cast.harbour, "asked"), data, follow=True)
    assert "Thank you for writing it down." in answer.content.decode()
    asks(cast, 5)
    dana = signed_in(cast.dana)
    addresses = [
        care_page(cast.harbour),
        reverse("account", args=[cast.harbour.pk]),
        reverse("care"),
        reverse("today"),
    ]
    for address in addresses:
        assert "Sam" not in dana.get(address).content.decode(), address


@pytest.mark.covers("R36")
def test_hearsay_about_a_rival_is_told_as_hearsay(cast: Cast, as_dana: Client) -> None:
    account = reverse("account", args=[cast.harbour.pk])
    Rival.see(
        cast.harbour, by=cast.sam, who="Northside", words="free oven", heard_from="others", heard_on=ago(2)
    )
    for address in (care_page(cast.harbour), account):
        assert "hearsay" in as_dana.get(address).content.decode()
    assert "heard, from somebody else, of Northside near them" in as_dana.get(account).content.decode()
    Rival.see(cast.harbour, by=cast.sam, who="Southside", heard_from="them", heard_on=ago(1))
    page = as_dana.get(account).content.decode()
    assert "Southside was near them on" in page
    data = {"who": "Eastside", "words": "cheaper", "heard_on": today().isoformat()}
    assert as_dana.post(new(cast.harbour, "rivals"), data).status_code == 422  # how we know is part of it


def drills(client: Client) -> list[str]:
    return [found.account.name for found in client.get(reverse("care")).context["drills"]]


@pytest.mark.covers("R36")
def test_top_accounts_are_thought_through_before_a_rival_calls(cast: Cast, as_dana: Client) -> None:
    run = scored()
    score(run, cast.harbour, top=True, last_year=Decimal(9000))
    score(run, cast.vets, top=True, last_year=Decimal(3000))
    score(run, cast.tomas, top=False)
    assert drills(as_dana) == ["Harbour Bakery", "Oyelaran Vets"]
    Drill.run(cast.harbour, by=cast.sam, verdict="go", holds="only the price", next_step="ask what they miss")
    assert drills(as_dana) == ["Oyelaran Vets"]
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "What keeps them: only the price" in page
    assert "they would go" in page
    Drill.objects.update(done_on=ago(200))
    assert drills(as_dana) == ["Harbour Bakery", "Oyelaran Vets"]


@pytest.mark.covers("R59")
def test_whether_they_stayed_comes_from_their_orders(cast: Cast, as_dana: Client) -> None:
    Incident.own_up(cast.harbour, by=cast.sam, words="the wrong cake", happened_on=ago(60))
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "no order since" in page
    assert "nothing is noted that we changed since" in page
    order(cast.harbour, ago(60))
    order(cast.harbour, ago(30), status="cancelled")
    assert "no order since" in as_dana.get(care_page(cast.harbour)).content.decode()
    order(cast.harbour, ago(20))
    page = as_dana.get(care_page(cast.harbour)).content.decode()
    assert "they stayed" in page
    assert escape("That they did excuses nothing") in page
