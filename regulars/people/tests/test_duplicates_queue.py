"""The queue of who may be here twice, and the question before somebody new is saved."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.people.models import Account, DuplicatePair, DuplicateSearch, Person
from regulars.people.tests.merged import a_pair, bakeries
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def queue(client: Client) -> str:
    return client.get(reverse("duplicates")).content.decode()


def test_each_pair_says_why_and_leads_to_both_side_by_side(as_dana: Client, cast: Cast) -> None:
    pair = DuplicatePair.objects.get(pk=a_pair(cast)["pk"])
    ours, theirs = bakeries(cast)
    first, second = sorted((ours.pk, theirs.pk))
    DuplicatePair.objects.create(kind="account", first=first, second=second, score=61, reasons=["like_name"])
    page = queue(as_dana)
    assert "2 pairs wait" in page
    assert "same e-mail, similar name" in page
    assert page.index("probably the same") < page.index("possibly the same")
    assert reverse("merge-people", args=[pair.first, pair.second]) in page
    assert reverse("merge-accounts", args=[first, second]) in page


def test_two_of_one_name_are_told_apart_by_their_people(as_dana: Client, cast: Cast) -> None:
    ours, theirs = bakeries(cast)
    first, second = sorted((ours.pk, theirs.pk))
    DuplicatePair.objects.create(kind="account", first=first, second=second, score=61, reasons=["same_name"])
    page = queue(as_dana)
    assert "ines@harbour.example" in page
    assert "ines@work.example" in page
    assert "here since" in page


@pytest.mark.parametrize("answer", ["duplicate-not-same", "duplicate-later"])
def test_an_answer_takes_it_out_and_undo_brings_it_back(answer: str, as_dana: Client, cast: Cast) -> None:
    pk = a_pair(cast)["pk"]
    page = as_dana.post(reverse(answer, args=[pk]), follow=True).content.decode()
    assert "Nobody seems to be here twice" in page
    undo = page.partition('action="/undo/')[2].partition('"')[0]
    assert as_dana.post(f"/undo/{undo}")["Location"] == reverse("duplicates")
    assert "1 pair waits" in queue(as_dana)


def test_later_comes_again_after_a_month(as_dana: Client, cast: Cast) -> None:
    pk = a_pair(cast)["pk"]
    as_dana.post(reverse("duplicate-later", args=[pk]))
    DuplicatePair.objects.filter(pk=pk).update(until=timezone.localdate() - timedelta(days=1))
    assert "1 pair waits" in queue(as_dana)


def test_a_search_is_asked_for_once_and_shows_how_far_it_is(as_dana: Client) -> None:
    for _time in range(2):
        as_dana.post(reverse("duplicates-search"))
    assert DuplicateSearch.objects.count() == 1
    DuplicateSearch.objects.update(step=7, steps=30)
    page = queue(as_dana)
    assert "<progress" in page
    assert "Search again" not in page
    assert "23%" in as_dana.get(reverse("duplicates-progress")).content.decode()
    DuplicateSearch.objects.update(done_at=timezone.now(), found=3)
    assert "3 pairs found" in queue(as_dana)


def test_the_queue_goes_on_by_key_and_asks_the_same_number_of_questions(
    as_dana: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    people = [Person.objects.create(account=cast.harbour, name=f"P{number}") for number in range(50)]
    DuplicatePair.objects.bulk_create(
        DuplicatePair(kind="person", first=one.pk, second=people[-1].pk, score=60 + number % 3)
        for number, one in enumerate(people[:45])
    )
    seen, address = 0, reverse("duplicates")
    while address:
        page = as_dana.get(address).content.decode()
        seen += page.count("Not the same</button>")
        more = page.partition('href="?after=')[2].partition('"')[0]
        address = f"{reverse('duplicates')}?after={more}" if more else ""
    assert seen == 45
    assert as_dana.get(reverse("duplicates"), {"after": "x"}).status_code == 422


def test_before_somebody_new_is_saved_it_is_asked_whether_it_is_one_of_these(
    as_dana: Client, cast: Cast
) -> None:
    form = {"name": "Harbor Bakery", "kind": "company", "person": "Ines Duarte"}
    answer = as_dana.post(reverse("account-new"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is it one of these?" in page
    assert reverse("account", args=[cast.harbour.pk]) in page
    assert not Account.objects.filter(name="Harbor Bakery").exists()
    as_dana.post(reverse("account-new"), form | {"sure": "on"})
    assert Account.objects.filter(name="Harbor Bakery").exists()


def test_the_same_for_another_person(as_dana: Client, cast: Cast) -> None:
    url = reverse("person-new", args=[cast.vets.pk])
    page = as_dana.post(url, {"name": "Ines Duarde"}).content.decode()
    assert "name differs by one letter" in page
    assert reverse("person", args=[cast.harbour.people.get().pk]) in page
    assert as_dana.post(url, {"name": "Nobody Known"}).status_code == 302


@pytest.mark.attack("D1")
def test_a_name_is_text_in_the_queue_and_in_the_question(as_dana: Client, cast: Cast) -> None:
    a_pair(cast)
    Person.objects.update(name="<script>alert(1)</script>", folded="script alert 1 script")
    assert "<script>alert" not in queue(as_dana)
    answer = as_dana.post(reverse("person-new", args=[cast.vets.pk]), {"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.content.decode()
