"""Accounts that belong together: said from one side, seen from both; two that were joined are looked at together."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.orders.models import OrderLine
from regulars.people.attention import joined
from regulars.people.models import AccountRelation, Relation
from regulars.people.relating.errors import CannotRelate
from regulars.people.relating.relations import confirm, finish_review, relate
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, order

pytestmark = pytest.mark.django_db


def page_of(client: Client, account: Any) -> str:
    return client.get(reverse("account", args=[account.pk])).content.decode()


def test_it_is_said_on_one_page_and_seen_from_both(as_dana: Client, cast: Cast) -> None:
    assert reverse("account-relations", args=[cast.harbour.pk]) in page_of(as_dana, cast.harbour)
    found = as_dana.get(reverse("account-relations", args=[cast.harbour.pk]), {"q": "oye"}).content.decode()
    url = reverse("relation-new", args=[cast.harbour.pk, cast.vets.pk])
    assert url in found
    assert "Harbour Bakery is part of Oyelaran Vets" in as_dana.get(url).content.decode()
    as_dana.post(url, {"kind": "part_of", "since": "2026-01-31", "note": "Same family"})
    ours, theirs = page_of(as_dana, cast.harbour), page_of(as_dana, cast.vets)
    assert "part of" in ours
    assert "Same family" in ours
    assert "has a part" in theirs
    assert "Harbour Bakery is part of Oyelaran Vets" in theirs
    assert (
        "Nobody is called"
        in as_dana.get(reverse("account-relations", args=[cast.harbour.pk]), {"q": "zz"}).content.decode()
    )


def test_taken_away_and_undone(as_dana: Client, cast: Cast) -> None:
    made, _event = relate(cast.harbour, cast.vets, by=cast.dana, kind="partner", since=date(2026, 1, 31))
    page = as_dana.post(reverse("relation-ended", args=[made.pk]), follow=True).content.decode()
    assert not AccountRelation.objects.exists()
    undo = page.partition('action="/undo/')[2].partition('"')[0]
    as_dana.post(f"/undo/{undo}")
    again = AccountRelation.objects.get()
    assert (again.account, again.other, again.since) == (cast.harbour, cast.vets, date(2026, 1, 31))


def test_saying_it_is_undone_too(as_dana: Client, cast: Cast) -> None:
    url = reverse("relation-new", args=[cast.harbour.pk, cast.vets.pk])
    page = as_dana.post(url, {"kind": "partner"}, follow=True).content.decode()
    undo = page.partition('action="/undo/')[2].partition('"')[0]
    as_dana.post(f"/undo/{undo}")
    assert not AccountRelation.objects.exists()


@pytest.mark.parametrize("kind", ["part_of", "joined"])
def test_nobody_is_part_of_a_part_of_themselves(kind: str, as_dana: Client, cast: Cast) -> None:
    relate(cast.harbour, cast.vets, by=cast.dana, kind="part_of")
    relate(cast.vets, cast.quiet, by=cast.dana, kind=kind)
    answer = as_dana.post(reverse("relation-new", args=[cast.quiet.pk, cast.harbour.pk]), {"kind": kind})
    assert answer.status_code == 409
    assert "Harbour Bakery belongs to Green Park Dental already" in answer.content.decode()
    with pytest.raises(CannotRelate):
        relate(cast.harbour, cast.harbour, by=cast.dana, kind="part_of")


def test_partners_are_written_down_once_whoever_says_it(cast: Cast) -> None:
    relate(cast.harbour, cast.vets, by=cast.dana, kind="partner")
    with pytest.raises(CannotRelate, match="already"):
        relate(cast.vets, cast.harbour, by=cast.dana, kind="partner")


@pytest.mark.covers("A47")
def test_two_who_were_joined_are_looked_at_together(as_dana: Client, cast: Cast) -> None:
    today = timezone.localdate()
    for account, product in ((cast.harbour, "Rye loaf"), (cast.vets, "Dog biscuits")):
        made = order(account, today - timedelta(days=30), "120.00")
        OrderLine.objects.create(
            order=made, position=1, description=product, quantity=4, unit_price=30, amount=120
        )
    url = reverse("relation-new", args=[cast.vets.pk, cast.harbour.pk])
    relation_page = as_dana.post(url, {"kind": "joined"})["Location"]
    relation = AccountRelation.objects.get()
    assert relation_page == reverse("relation-review", args=[relation.pk])
    page = as_dana.get(relation_page).content.decode()
    for word in ("Rye loaf", "Dog biscuits", "£120", "1 order"):
        assert word in page
    assert as_dana.post(relation_page, {"note": ""}).status_code == 422
    as_dana.post(relation_page, {"note": "One order for both houses"})
    assert "One order for both houses" in page_of(as_dana, cast.harbour)
    assert "One order for both houses" in page_of(as_dana, cast.vets)
    assert finish_review(relation, by=cast.sam, note="Again") is None


@pytest.mark.covers("A47")
def test_it_waits_on_today_with_what_both_bought(cast: Cast) -> None:
    run, today = scored(), timezone.localdate()
    score(run, cast.harbour, last_year=900)
    score(run, cast.vets, last_year=100)
    relation, _event = relate(cast.vets, cast.harbour, by=cast.dana, kind=Relation.JOINED)
    (item,) = joined(cast.firm, today, 10, [])
    assert (item.account_id, str(item.at_stake), item.action.kind) == (cast.harbour.pk, "£1,000", "open")
    assert item.action.url == reverse("relation-review", args=[relation.pk])
    assert joined(cast.firm, today, 10, [(cast.harbour.pk, "joined")]) == []
    finish_review(relation, by=cast.dana, note="Both")
    assert joined(cast.firm, today, 10, []) == []


@pytest.mark.covers("A47")
def test_what_was_only_heard_is_marked_and_nothing_is_done_about_it(as_dana: Client, cast: Cast) -> None:
    """A rumour opens no review, asks nobody to act, and is for the team alone until it is confirmed."""
    url = reverse("relation-new", args=[cast.vets.pk, cast.harbour.pk])
    assert as_dana.post(url, {"kind": "joined", "heard": "on"})["Location"] == reverse(
        "account", args=[cast.vets.pk]
    )
    relation = AccountRelation.objects.get()
    page = page_of(as_dana, cast.harbour)
    assert "heard, not confirmed" in page
    assert "may have been joined into" in page
    assert joined(cast.firm, timezone.localdate(), 10, []) == []
    review = as_dana.get(reverse("relation-review", args=[relation.pk])).content.decode()
    assert "ask nobody outside" in review
    assert "Looked at both" not in review
    answer = as_dana.post(reverse("relation-confirmed", args=[relation.pk]))
    assert answer["Location"] == reverse("relation-review", args=[relation.pk])
    assert list(joined(cast.firm, timezone.localdate(), 10, [])) != []
    assert confirm(relation, by=cast.dana) is None


def test_who_is_in_the_bin_belongs_with_nobody(as_dana: Client, cast: Cast) -> None:
    relate(cast.harbour, cast.vets, by=cast.dana, kind="partner")
    as_dana.post(reverse("account-removal", args=[cast.vets.pk]))
    assert "partner of" not in page_of(as_dana, cast.harbour)


@pytest.mark.attack("D1")
def test_names_and_notes_are_text(as_dana: Client, cast: Cast) -> None:
    relate(cast.harbour, cast.vets, by=cast.dana, kind="partner", note="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in page_of(as_dana, cast.harbour)
