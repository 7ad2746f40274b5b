"""Making one of two on a screen, and two again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.tests.made import field as custom_field
from regulars.people.bin.removing import remove_account
from regulars.people.changing import change_account
from regulars.people.models import Account, AccountTag, ContactPoint, Kind, Merge, Person, Tag
from regulars.people.tests.merged import bakeries, people
from regulars.timeline.models import Touch
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def merge_page(kept: Account, lost: Account) -> str:
    return reverse("merge-accounts", args=[kept.pk, lost.pk])


def test_both_are_shown_side_by_side_with_a_choice_where_they_differ(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    size = custom_field("text", "Size of oven")
    Account.objects.filter(pk=kept.pk).update(country="UK", custom={size.key: "small"})
    Account.objects.filter(pk=lost.pk).update(country="Britain", custom={size.key: "large"})
    page = as_dana.get(merge_page(kept, lost)).content.decode()
    for word in ("Harbour Bakery", "Harbor Bakery", "Britain", "Size of oven", "small", "large"):
        assert word in page
    assert 'name="pick-country"' in page
    assert 'name="pick-kind"' not in page
    answer = as_dana.post(
        merge_page(kept, lost),
        {"pick-name": "kept", "pick-country": "lost", f"pick-custom.{size.key}": "lost"},
    )
    assert answer["Location"] == reverse("account", args=[kept.pk])
    kept.refresh_from_db()
    assert (kept.name, kept.country, kept.custom) == ("Harbour Bakery", "Britain", {size.key: "large"})
    assert kept.orders.count() == 2
    assert not Account.objects.visible_to(cast.dana).filter(pk=lost.pk).exists()


def test_people_who_are_the_same_become_one_too(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    ines, other = kept.people.get(), lost.people.get()
    page = as_dana.get(merge_page(kept, lost)).content.decode()
    assert f"people-{ines.pk}-{other.pk}" in page
    as_dana.post(merge_page(kept, lost), {f"people-{ines.pk}-{other.pk}": "on"})
    assert [person.pk for person in kept.people.here()] == [ines.pk]
    ways = ContactPoint.objects.filter(person=ines)
    assert [point.value for point in ways] == ["ines@work.example"]
    as_dana.post(reverse("merge", args=[Merge.objects.get(kind="account").pk]))
    assert [person.pk for person in lost.people.here()] == [other.pk]
    assert not ContactPoint.objects.exists()


def test_the_toast_takes_it_back_at_once(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    page = as_dana.post(merge_page(kept, lost), follow=True).content.decode()
    assert "are one now" in page
    undo = page.partition('action="/undo/')[2].partition('"')[0]
    as_dana.post(f"/undo/{undo}")
    lost.refresh_from_db()
    assert lost.removed_at is None
    assert (kept.orders.count(), lost.orders.count()) == (1, 1)
    again = as_dana.post(f"/undo/{undo}")
    assert again.status_code == 409


@pytest.mark.covers("R16")
def test_the_history_of_both_stands_on_the_one_that_stays_with_the_way_back(
    as_dana: Client, cast: Cast
) -> None:
    kept, lost = bakeries(cast)
    Touch.objects.create(account=lost, member=cast.sam, channel="call", note="Asked about rye")
    change_account(lost, by=cast.sam, country="Portugal")
    as_dana.post(merge_page(kept, lost))
    page = as_dana.get(reverse("account", args=[kept.pk])).content.decode()
    merge = Merge.objects.get()
    assert "Asked about rye" in page
    assert "Portugal" in page
    assert "made one record of Harbour Bakery and Harbor Bakery" in page
    assert reverse("merge", args=[merge.pk]) in page


def test_weeks_later_a_fact_that_was_changed_since_is_asked_about(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    as_dana.post(merge_page(kept, lost), {"pick-name": "lost"})
    merge = Merge.objects.get()
    change_account(kept, by=cast.sam, name="Harbour & Sons")
    kept.tagged.create(tag=Tag.objects.create(name="Since"))
    url = reverse("merge", args=[merge.pk])
    page = as_dana.get(url).content.decode()
    assert "Harbour &amp; Sons, as it is now" in page
    assert "Harbour Bakery, as it was before" in page
    as_dana.post(url, {"settle-name": "back", "added": "other"})
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.name, lost.name) == ("Harbour Bakery", "Harbor Bakery")
    assert list(AccountTag.objects.values_list("account_id", flat=True)) == [lost.pk]
    assert "They are two records again, since" in as_dana.get(url).content.decode()


def test_what_was_changed_since_is_told_in_words_and_never_by_a_number(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    Account.objects.filter(pk=kept.pk).update(owner=cast.dana)
    Account.objects.filter(pk=lost.pk).update(owner=cast.marta, kind=Kind.HOUSEHOLD)
    as_dana.post(merge_page(kept, lost), {"pick-owner": "lost", "pick-kind": "lost"})
    kept.refresh_from_db()
    change_account(kept, by=cast.sam, owner=cast.sam, kind=Kind.INDIVIDUAL)
    page = as_dana.get(reverse("merge", args=[Merge.objects.get().pk])).content.decode()
    assert "Sam Fern, as it is now" in page
    assert "Dana Fern, as it was before" in page
    assert "Individual, as it is now" in page
    assert "Company, as it was before" in page


def test_two_of_one_name_are_told_apart_when_they_are_parted(as_dana: Client, cast: Cast) -> None:
    kept, lost = people(cast)
    Person.objects.filter(pk=lost.pk).update(name=kept.name)
    as_dana.post(reverse("merge-people", args=[kept.pk, lost.pk]))
    page = as_dana.get(reverse("merge", args=[Merge.objects.get().pk])).content.decode()
    assert "Ines Duarte, who stayed" in page
    assert "Ines Duarte, who comes back" in page


def test_one_of_two_people_on_a_page(as_dana: Client, cast: Cast) -> None:
    kept, lost = people(cast)
    url = reverse("merge-people", args=[kept.pk, lost.pk])
    assert "Inês Duarte" in as_dana.get(url).content.decode()
    answer = as_dana.post(url, {"pick-name": "lost", "pick-email": "lost"})
    assert answer["Location"] == reverse("person", args=[kept.pk])
    kept.refresh_from_db()
    assert (kept.name, kept.folded, kept.email) == ("Inês Duarte", "ines duarte", "duarte@harbour.example")
    assert ContactPoint.objects.get(person=kept).value == "ines@harbour.example"
    assert "made one record" in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()


def test_the_other_one_is_found_by_the_beginning_of_a_name(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    page = as_dana.get(reverse("account-merging", args=[kept.pk]), {"q": "harbor"}).content.decode()
    assert merge_page(kept, lost) in page
    nobody = as_dana.get(reverse("account-merging", args=[kept.pk]), {"q": "zzz"}).content.decode()
    assert "Nobody else is called" in nobody
    ines = kept.people.get()
    assert "Ines Duarte" in as_dana.get(reverse("person-merging", args=[ines.pk])).content.decode()


@pytest.mark.parametrize("typed", ["", "work harbor", "ines@work.example", "+44 20 7946 0018"])
def test_whoever_looks_the_same_is_offered_first_with_the_reason(
    typed: str, as_dana: Client, cast: Cast
) -> None:
    kept = cast.harbour
    lost = account("Work Harbour", Kind.COMPANY, "Ines Duarte", "ines@work.example", "+442079460018")
    Person.objects.filter(account__in=[kept, lost]).update(phone_e164="+442079460018")
    page = as_dana.get(reverse("account-merging", args=[kept.pk]), {"q": typed}).content.decode()
    assert merge_page(kept, lost) in page
    assert "same " in page or "differs by one letter" in page


@pytest.mark.attack("B1")
def test_who_may_only_look_merges_nothing(cast: Cast, sign_in: Callable[[Any], Client]) -> None:
    kept, lost = bakeries(cast)
    assert sign_in(cast.rita).post(merge_page(kept, lost)).status_code == 403
    assert not Merge.objects.exists()


def test_a_record_that_is_gone_says_where_it_went(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    as_dana.post(merge_page(kept, lost))
    gone = as_dana.get(reverse("account", args=[lost.pk]))
    assert gone.status_code == 410
    assert reverse("account", args=[kept.pk]) in gone.content.decode()
    assert as_dana.get(merge_page(kept, lost)).status_code == 404


@pytest.mark.attack("D1")
def test_names_are_text_on_every_page_of_it(as_dana: Client, cast: Cast) -> None:
    kept, lost = bakeries(cast)
    Account.objects.filter(pk=lost.pk).update(name="<script>x</script>")
    assert "<script>x" not in as_dana.get(merge_page(kept, lost)).content.decode()
    as_dana.post(merge_page(kept, lost), {"pick-name": "lost"})
    assert "<script>x" not in as_dana.get(reverse("merge", args=[Merge.objects.get().pk])).content.decode()


def test_parted_from_one_that_is_in_the_bin_it_is_the_other_that_is_shown(
    as_dana: Client, cast: Cast
) -> None:
    kept, lost = bakeries(cast)
    as_dana.post(merge_page(kept, lost))
    remove_account(kept, by=cast.dana)
    parted = as_dana.post(reverse("merge", args=[Merge.objects.get().pk]))
    assert parted["Location"] == reverse("account", args=[lost.pk])
    assert as_dana.get(parted["Location"]).status_code == 200
    assert as_dana.get(reverse("account", args=[kept.pk])).status_code == 410
